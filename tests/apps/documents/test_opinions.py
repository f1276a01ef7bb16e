"""Others are asked what they think of a draft; every remark is taken in or explained."""

from datetime import timedelta
from io import BytesIO

import pytest
from openpyxl import load_workbook

from apps.documents import services as documents
from apps.documents.models import OpinionRequest, Version
from apps.documents.services import opinions as services
from kernel import clock
from kernel.notices.services import notices_of
from kernel.permissions import Role
from kernel.refusals import BadInput, Conflict, NotPermitted, RuleBroken, WrongState
from tests.apps.documents.making import draft
from tests.apps.documents.test_together import browser, text
from tests.factories import make_person, make_team

pytestmark = pytest.mark.usefixtures("alpha")


@pytest.fixture
def team():
    return make_team()


@pytest.fixture
def official():
    return make_person(Role.STAFF, name="Nguyễn Thị Góp Ý", post="Công chức")


def ask(team, version, *people, bodies=(), days=5):
    due = clock.today() + timedelta(days=days)
    return services.ask_opinions(version, people=people, bodies=bodies, due=due, by=team[0])


def request_of(asked, person=None):
    return asked.requests.get(person=person) if person else asked.requests.exclude(body="").get()


def test_who_is_asked_is_told_and_reads_the_draft_as_it_stood(team, official):
    version = draft(team)
    asked = ask(team, version, official)
    documents.remove_node(Version.objects.get(pk=version.pk), "p1", by=team[0])
    mine = browser(official)
    path = f"/documents/opinions/{request_of(asked, official).pk}/"
    assert path in text(mine.get("/"))
    assert "Quy định cách tiếp công dân" in text(mine.get(path))
    assert [notice.url for notice in notices_of(official)] == [path]
    assert browser(make_team()[1]).get(path).status_code == 404


def test_agreement_by_one_button_and_remarks_by_block(team, official):
    asked = ask(team, draft(team), official, team[1])
    answers = {"text": "Nên ghi rõ thời hạn.", "node_id": "p1"}
    path = f"/documents/opinions/{request_of(asked, official).pk}/"
    assert browser(official).post(path, answers).status_code == 302
    assert browser(official).post(path, {"agree": "1"}).status_code == 409  # it has remarks
    other = request_of(asked, team[1])
    browser(team[1]).post(f"/documents/opinions/{other.pk}/", {"agree": "1"})
    assert [r.agrees for r in OpinionRequest.objects.order_by("agrees")] == [False, True]
    [remark] = request_of(asked, official).opinions.all()
    assert "tiếp công dân" in remark.quote


def test_an_empty_remark_is_told_and_nothing_is_answered(team, official):
    asked = ask(team, draft(team), official)
    path = f"/documents/opinions/{request_of(asked, official).pk}/"
    assert browser(official).post(path, {"text": " "}).status_code == 422
    assert request_of(asked, official).answered_at is None


def test_sending_is_held_back_until_every_remark_is_answered(team, official):
    version = draft(team)
    asked = ask(team, version, official)
    with pytest.raises(RuleBroken):
        documents.send_version(version, by=team[0])  # the deadline is still to come
    opinion = services.remark(request_of(asked, official), "Thiếu biểu mẫu", by=official)
    with pytest.raises(RuleBroken):
        documents.send_version(version, by=team[0])
    path = f"/documents/opinions/remarks/{opinion.pk}/"
    typed = {"outcome": "taken", "answer": ""}
    assert browser(team[0]).post(path, typed).status_code == 422
    assert browser(team[0]).post(path, typed | {"answer": "Đã bổ sung."}).status_code == 302
    documents.send_version(version, by=team[0])
    asked.refresh_from_db()
    assert asked.closed_by == team[0]


def test_silence_after_the_deadline_is_no_opinion_and_holds_nothing_back(team, official):
    version = draft(team)
    ask(team, version, official, days=1)
    with clock.at(clock.today() + timedelta(days=2)):
        page = text(browser(team[0]).get(f"/documents/versions/{version.pk}/opinions/"))
        assert "Không có ý kiến" in page
        assert '<span class="m">Thống nhất</span>' not in page
        assert documents.send_version(version, by=team[0]).state == "checking"


def test_a_body_outside_answers_by_letter(team):
    asked = ask(team, draft(team), bodies=["Sở Xây dựng", "Sở Xây dựng "])
    request = request_of(asked)
    path = f"/documents/opinions/{request.pk}/letter/"
    said = {"text": "Bỏ mục 2.\n\nSửa mục 3.", "letter": "123/SXD-VP"}
    assert browser(team[0]).post(path, said | {"letter": ""}).status_code == 422
    assert browser(team[0]).post(path, said).status_code == 302
    assert [each.text for each in request.opinions.all()] == ["Bỏ mục 2.", "Sửa mục 3."]
    assert browser(team[0]).post(path, said).status_code == 422  # twice


def test_the_table_is_a_sheet_and_a_paper(team, official):
    version = draft(team)
    asked = ask(team, version, official)
    opinion = services.remark(request_of(asked, official), "Thiếu biểu mẫu", by=official)
    services.answer_opinion(opinion, outcome="explained", answer="Theo mẫu cũ", by=team[0])
    page = f"/documents/versions/{version.pk}/opinions/"
    answer = browser(team[0]).get(f"{page}export/")
    rows = list(load_workbook(BytesIO(answer.content)).active.iter_rows(values_only=True))
    assert rows[1][3:] == ("Thiếu biểu mẫu", "Giải trình: Theo mẫu cũ")
    assert browser(team[0]).get(f"{page}pdf/").content.startswith(b"%PDF")


def test_who_may_not_is_refused(team, official):
    version = draft(team)
    with pytest.raises(BadInput):
        ask(team, version)
    with pytest.raises(BadInput):
        ask(team, version, team[0])
    with pytest.raises(BadInput):
        ask(team, version, official, days=-1)
    asked = ask(team, version, official)
    with pytest.raises(Conflict):
        ask(team, version, official)
    with pytest.raises(NotPermitted):
        services.agree(request_of(asked, official), by=team[1])
    services.close_round(asked, by=team[0])
    with pytest.raises(WrongState):
        services.agree(request_of(asked, official), by=official)
