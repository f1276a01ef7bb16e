"""Two clicks, two browsers, two people at the same moment: one act, and a sentence for the rest."""

import re
from html import unescape

import pytest
from django.db import connection

from apps.documents import services
from apps.documents.models import Comment, DecisionItem, Document, DraftNode, IssueSheet, Version
from apps.documents.workflow import State
from kernel import clock
from kernel.refusals import BadInput, Conflict, WrongState
from kernel.trail.models import Event
from tests.apps.documents import making
from tests.at_once import at_once, claimed, held, one_refused
from tests.conftest import HouseClient
from tests.factories import make_team
from tests.words import is_vietnamese

PASSWORD = "mat-khau-dai-14-ky-tu"


@pytest.fixture
def team(fresh_database):
    """The team of an agency in a database of its own, where others see what we write."""
    from tenants.middleware import forget_hosts
    from tenants.models import Agency

    forget_hosts()
    connection.set_tenant(Agency.objects.get(slug="alpha"))
    yield make_team()
    connection.set_schema_to_public()


def browsers(person, count=2):
    """The same person at several windows."""
    opened = [HouseClient("alpha.test").enter(person)]
    for _n in range(count - 1):
        opened.append(HouseClient("alpha.test"))
        opened[-1].post("/login/", {"username": person.username, "password": PASSWORD})
    return opened


def press(window, path, **typed):
    return lambda: window.post(path, typed)


def sentence_of(answer):
    """What a person reads on the page of a refusal."""
    text = re.sub(r"<[^>]+>", " ", answer.content.decode().split("<main", 1)[-1])
    return " ".join(unescape(text).split())


def acts(version, action):
    return Event.objects.filter(subject_id=str(version.pk), action=f"documents.{action}").count()


STEPS = {
    "send": (making.draft, 0, State.CHECKING),
    "check": (making.sent, 1, State.APPROVING),
    "approve": (making.checked, 2, State.APPROVED),
    "recall": (making.sent, 0, State.DRAFTING),
    "abandon": (making.draft, 0, State.ABANDONED),
    "withdraw": (making.issued, 2, State.WITHDRAWN),
}


@pytest.mark.parametrize("step", STEPS)
def test_pressed_in_two_browsers_at_once_is_done_once(team, step):
    make, who, reached = STEPS[step]
    version = make(team)
    path = f"/documents/versions/{version.pk}/steps/{step}/"
    typed = {"sha256": version.content_id or "", "note": "Không dùng nữa"}
    windows = browsers(team[who])
    answers = at_once(*[press(w, path, **typed) for w in windows], holding=held(version))
    assert sorted(answer.status_code for answer in answers) == [302, 409]
    refused = next(answer for answer in answers if answer.status_code == 409)
    assert is_vietnamese(sentence_of(refused))
    assert "tải lại trang" in sentence_of(refused)
    assert acts(version, step) == 1
    version.refresh_from_db()
    assert version.state == reached


def test_returned_and_checked_at_once_is_one_of_both(team):
    version = making.sent(team)
    path = f"/documents/versions/{version.pk}/steps/"
    one, two = browsers(team[1])
    answers = at_once(
        press(one, f"{path}check/", sha256=version.content_id),
        press(two, f"{path}return/", note="Thiếu thời hạn"),
        holding=held(version),
    )
    assert sorted(answer.status_code for answer in answers)[0] == 302
    refused = next(answer for answer in answers if answer.status_code != 302)
    assert refused.status_code in (403, 409)
    assert is_vietnamese(sentence_of(refused))
    assert acts(version, "check") + acts(version, "return_unchecked") == 1
    returned = acts(version, "return_unchecked")
    version.refresh_from_db()
    assert version.state == (State.DRAFTING if returned else State.APPROVING)
    assert Comment.objects.count() == returned


def test_saved_and_sent_at_once_loses_nothing(team):
    """Either the text was in time and is what was frozen, or its writer is told that it is shut."""
    version = making.draft(team)
    saved, sent = at_once(
        lambda: services.save_node(
            version, "p1", {"text": [{"text": "Câu cuối cùng."}]}, revision=1, by=team[0]
        ),
        lambda: services.send_version(version, by=team[0]),
        holding=held(version),
    )
    assert isinstance(sent, Version)
    in_time = "Câu cuối cùng." in bytes(sent.content.canonical).decode()
    if isinstance(saved, Exception):
        assert isinstance(saved, WrongState)
        assert is_vietnamese(str(saved))
    assert in_time is isinstance(saved, DraftNode)


def test_two_editors_of_one_block_at_once_keep_both_texts(team):
    """The faster one is saved; the slower one is told, and the page keeps what he typed."""
    version = making.draft(team)
    path = f"/documents/versions/{version.pk}/nodes/p1/edit/"
    texts = ["Bản của người thứ nhất.", "Bản của người thứ hai."]
    windows = browsers(team[0])
    answers = at_once(
        *[
            press(window, path, text=text, revision="1")
            for window, text in zip(windows, texts, strict=True)
        ],
        holding=held(version),
    )
    assert sorted(answer.status_code for answer in answers) == [302, 409]
    row = DraftNode.objects.get(version=version, node_id="p1")
    slower = next(i for i, answer in enumerate(answers) if answer.status_code == 409)
    assert row.body == {"text": [{"text": texts[1 - slower]}]}
    assert row.revision == 2
    said = sentence_of(answers[slower])
    assert "Người khác đã lưu" in said
    assert texts[0] in said
    assert texts[1] in said


def test_one_next_version_is_begun_however_often_it_is_pressed(team):
    issued = making.issued(team)
    path = f"/documents/versions/{issued.pk}/next/"
    windows = browsers(team[0], 3)
    answers = at_once(
        *[press(window, path, reason="Đổi thời hạn") for window in windows],
        holding=held(issued.document),
    )
    assert sorted(answer.status_code for answer in answers) == [302, 409, 409]
    assert Version.objects.filter(document=issued.document).count() == 2
    refused = next(answer for answer in answers if answer.status_code == 409)
    assert "QT.HT.03" in sentence_of(refused)


def test_one_code_drafted_at_once_is_one_document(team):
    outcomes = at_once(
        *[lambda: making.draft(team, code="QT.HT.09") for _n in range(2)],
        holding=claimed(lambda: making.draft(team, code="QT.HT.09")),
    )
    one_refused(outcomes, Conflict)
    assert Document.objects.filter(code="QT.HT.09").count() == 1


def test_one_document_is_carried_by_one_decision(team):
    version = making.approved(team)
    outcomes = at_once(
        *[lambda: services.draft_decision([version], by=team[0]) for _n in range(2)],
        holding=held(version),
    )
    decision = one_refused(outcomes, BadInput)
    assert list(DecisionItem.objects.values_list("decision", "version")) == [
        (decision.pk, version.pk)
    ]


def test_two_decisions_at_once_bear_two_codes(team):
    one, two = making.approved(team), making.approved(team, code="QT.HT.04")
    outcomes = at_once(
        lambda: services.draft_decision([one], by=team[0]),
        lambda: services.draft_decision([two], by=team[0]),
        holding=claimed(
            lambda: services.draft_decision([making.approved(team, code="QT.HT.05")], by=team[0])
        ),
    )
    year = clock.today().year
    assert {made.document.code for made in outcomes} == {f"QĐ.{year}.01", f"QĐ.{year}.02"}


def issue(window, decision, number="5"):
    day = f"{clock.today():%d/%m/%Y}"
    path = f"/documents/versions/{decision.pk}/issue/"
    return press(window, path, number=number, symbol="QĐ-UBND", signed_on=day)


def test_a_decision_is_issued_once(team):
    version = making.approved(team)
    decision = making.decided(team, version)
    windows = browsers(team[3])
    answers = at_once(*[issue(w, decision) for w in windows], holding=held(decision))
    assert sorted(answer.status_code for answer in answers) == [302, 409]
    assert IssueSheet.objects.count() == 1
    assert acts(decision, "issue") == acts(version, "issue") == 1
    refused = next(answer for answer in answers if answer.status_code == 409)
    assert is_vietnamese(sentence_of(refused))


def test_one_number_given_to_two_decisions_at_once_is_given_once(team):
    decisions = [making.decided(team, making.approved(team, code=f"QT.HT.0{n}")) for n in (3, 4)]
    windows = browsers(team[3])

    def claim():
        services.issue_decision(
            making.decided(team, making.approved(team, code="QT.HT.08")),
            number=5,
            symbol="QĐ-UBND",
            signed_on=clock.today(),
            by=team[3],
        )

    answers = at_once(
        *[issue(w, decision) for w, decision in zip(windows, decisions, strict=True)],
        holding=claimed(claim),
    )
    done, refused = sorted(answers, key=lambda answer: answer.status_code)
    assert done.status_code == 302
    assert refused.status_code in (409, 422)
    assert "Số 05/QĐ-UBND" in sentence_of(refused)
    assert IssueSheet.objects.count() == 1
    states = Version.objects.filter(pk__in=[d.pk for d in decisions]).values_list(
        "state", flat=True
    )
    assert sorted(states) == [State.APPROVED, State.ISSUED]


def test_the_form_of_one_block_stands_on_a_page_of_its_own(team):
    """Without JavaScript it is where one writes; with it, the saved text is taken from there."""
    version = making.draft(team)
    (window,) = browsers(team[0], 1)
    page = window.get(f"/documents/versions/{version.pk}/nodes/p1/edit/").content.decode()
    assert 'id="edit-p1"' in page
    assert "Quy định cách tiếp công dân" in page
    assert "</html>" in page
