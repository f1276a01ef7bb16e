"""Errors of form are corrected by a letter that gets a number; the paper says by which."""

import re

import pytest

from apps.documents import services
from apps.documents.models import Correction, IssueSheet, Version
from apps.documents.selectors import documents_in_force, ready_to_decide
from apps.documents.selectors.outgoing import gaps
from apps.documents.services.corrections import Mistake, draft_correction
from apps.documents.services.rendering import docx_of, paper_of
from kernel import clock
from kernel.content.nodes import text_of
from kernel.refusals import BadInput, Conflict, WrongState
from tests.apps.documents.making import approved, decided, issued
from tests.apps.documents.test_together import browser, text
from tests.factories import make_team

pytestmark = pytest.mark.usefixtures("alpha")
MISTAKES = [Mistake("tiếp công dân", "tiếp dân")]


@pytest.fixture
def team():
    return make_team()


def go_on(team, letter):
    letter = services.name_signers(letter, checker=team[1], approver=team[2], by=team[0])
    letter = services.send_version(letter, by=team[0])
    letter = services.check_version(letter, by=team[1], sha256=letter.content_id)
    return services.approve_version(letter, by=team[2], sha256=letter.content_id)


def number(team, letter, n=12, symbol="UBND-VP"):
    day = clock.today()
    return services.issue_decision(letter, number=n, symbol=symbol, signed_on=day, by=team[3])


def test_the_letter_is_written_from_the_rows(team):
    version = issued(team)
    letter = draft_correction(version, MISTAKES, by=team[0])
    written = " ".join(text_of(row.as_node()) for row in letter.nodes.all())
    assert "tiếp công dân" in written
    assert "QT.HT.03" in written
    assert re.fullmatch(r"CV\.\d{4}\.01", letter.document.code)
    assert Correction.objects.get().node_id == "p1"
    assert not documents_in_force().filter(pk=letter.pk).exists()


def test_numbered_it_stands_on_the_page_and_on_every_print(team):
    version = issued(team)
    letter = go_on(team, draft_correction(version, MISTAKES, by=team[0]))
    assert letter not in ready_to_decide()
    assert "Đã đính chính" not in text(browser(team[0]).get(f"/documents/versions/{version.pk}/"))
    number(team, letter)
    page = text(browser(team[0]).get(f"/documents/versions/{version.pk}/"))
    assert "Đã đính chính bởi Công văn 12/UBND-VP" in page
    printed = " ".join(map(text_of, paper_of(Version.objects.get(pk=version.pk)).nodes))
    assert "Đã đính chính bởi Công văn số 12/UBND-VP" in printed
    assert "“tiếp công dân” đọc là “tiếp dân”" in printed
    assert docx_of(Version.objects.get(pk=letter.pk))
    assert Version.objects.get(pk=letter.pk).state == "issued"


def test_the_clerk_gives_it_its_number_on_the_usual_page(team):
    letter = go_on(team, draft_correction(issued(team), MISTAKES, by=team[0]))
    clerk = browser(team[3])
    path = f"/documents/versions/{letter.pk}/issue/"
    assert 'value="UBND"' in text(clerk.get(path))
    said = {"number": "1", "symbol": "UBND", "signed_on": f"{clock.today():%d/%m/%Y}"}
    assert clerk.post(path, said | {"source": "office"}).status_code == 302
    assert IssueSheet.objects.get(decision=letter).source == "office"


def test_what_cannot_be_corrected_is_refused_with_a_sentence(team):
    version = issued(team)
    for rows in ([], [Mistake("a", "")], [Mistake("a", "a")]):
        with pytest.raises(BadInput):
            draft_correction(version, rows, by=team[0])
    with pytest.raises(WrongState):
        draft_correction(approved(team, code="QT.77"), MISTAKES, by=team[0])
    draft_correction(version, MISTAKES, by=team[0])
    with pytest.raises(WrongState):
        draft_correction(version, MISTAKES, by=team[0])  # one is under way


def test_the_page_keeps_what_was_typed(team):
    version = issued(team)
    path = f"/documents/versions/{version.pk}/correct/"
    rows = {"rows-TOTAL_FORMS": "2", "rows-INITIAL_FORMS": "0", "rows-0-wrong": "sai chính tả"}
    answer = browser(team[0]).post(path, rows)
    assert answer.status_code == 422
    assert "sai chính tả" in text(answer)
    assert browser(team[0]).post(path, rows | {"rows-0-right": "đúng"}).status_code == 302


def test_who_comes_second_is_told_the_next_free_number(team):
    first = decided(team, approved(team, code="QT.01"))
    second = decided(team, approved(team, code="QT.02"))
    number(team, first, 7, "QĐ-UBND")
    with pytest.raises(Conflict, match="8"):
        number(team, second, 7, "QĐ-UBND")


def test_a_gap_in_the_own_register_is_asked_about_and_one_of_the_office_is_not(team):
    number(team, decided(team, approved(team, code="QT.01")), 1, "QĐ-UBND")
    decision = decided(team, approved(team, code="QT.02"))
    clerk, path = browser(team[3]), f"/documents/versions/{decision.pk}/issue/"
    said = {"number": "5", "symbol": "QĐ-UBND", "signed_on": f"{clock.today():%d/%m/%Y}"}
    assert clerk.post(path, said).status_code == 422
    assert clerk.post(path, said | {"skips": "on"}).status_code == 302
    page = text(clerk.get("/documents/outgoing/"))
    assert "01/QĐ-UBND" in page
    assert "05/QĐ-UBND" in page


def test_the_register_has_ten_columns_and_is_filled_in_later(team):
    number(team, decided(team, approved(team)), 3, "QĐ-UBND")
    sheet = IssueSheet.objects.get()
    clerk = browser(team[3])
    path = f"/documents/outgoing/{sheet.pk}/"
    assert clerk.post(path, {"copies": "5", "sent_on": "1/1/2020"}).status_code == 422
    said = {"copies": "5", "sent_on": f"{clock.today():%d/%m/%Y}", "keeper": "Văn phòng"}
    assert clerk.post(path, said).status_code == 302
    assert "5 bản" in text(clerk.get("/documents/outgoing/"))
    assert clerk.get("/documents/outgoing/export/").content.startswith(b"PK")
    assert clerk.get("/documents/outgoing/pdf/").content.startswith(b"%PDF")
    assert browser(team[0]).get(path).status_code == 403


@pytest.mark.parametrize(
    ("given", "left"), [([], []), ([1, 2, 3], []), ([4, 1], [2, 3]), ([2], [1])]
)
def test_gaps_are_the_numbers_nobody_was_given(given, left):
    assert gaps(given) == left
