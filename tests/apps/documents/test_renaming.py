"""A draft is called otherwise by its author: at once, or once its version is in force."""

from datetime import timedelta

import pytest

from apps.documents import services
from apps.documents.models import Document, SubmissionItem
from apps.documents.selectors import frozen_meta
from apps.documents.selectors.reading import progress, to_read
from apps.documents.selectors.registers import SOURCES
from apps.documents.selectors.searching import head_of
from apps.documents.services import opinions
from apps.documents.services.naming import names_in_force
from apps.documents.services.opinions_table import paper_of_opinions
from apps.documents.services.reading import tell_readers
from apps.documents.services.reading_list import paper_of_readers
from apps.documents.services.submissions_text import paper_nodes, title_for
from apps.records.services.folders_records import of_version
from apps.work.selectors import tasks_of
from kernel import clock
from kernel.notices.models import Notice
from kernel.permissions import Role
from kernel.refusals import BadInput, Conflict, NotPermitted, WrongState
from kernel.trail.models import Event
from tests.apps.documents import making
from tests.factories import make_person, make_team, make_unit

OLD, NEW = "Quy trình Đánh giá nội bộ", "Quy trình Đánh giá nội bộ và hành động khắc phục"


@pytest.fixture
def team(alpha):
    return make_team()


@pytest.fixture
def secretary(team, client):
    return client.enter(team[0])


@pytest.fixture
def following(team):
    """The draft of a second issue."""
    first = making.issued(team, clauses=["9.2"])
    version = services.draft_next_version(first.document, by=team[0], reason="Gộp hai quy trình")
    return services.name_signers(version, checker=team[1], approver=team[2], by=team[0])


def borne(version):
    document = Document.objects.get(pk=version.document_id)
    return document.title, document.clauses


def names_page(version, **more):
    return f"/documents/versions/{version.pk}/names/" + (f"?from={more['came']}" if more else "")


def test_before_the_first_issue_it_counts_at_once(secretary, team):
    version = making.draft(team)
    page = secretary.get(names_page(version)).content.decode()
    assert "có giá trị ngay" in page
    said = {"title": f"  {NEW} ", "clauses": "10.2; 9.2,9.2", "seen": seen_in(page)}
    answer = secretary.post(names_page(version, came="write"), said)
    assert answer.url == f"/documents/versions/{version.pk}/write/"
    assert borne(version) == (NEW, ["9.2", "10.2"])
    event = Event.objects.get(action="documents.name")
    assert event.body["note"] == f"“{OLD}” → “{NEW}”; – → 9.2, 10.2"


def seen_in(page):
    return page.split('name="seen" value="')[1].split('"')[0]


def test_afterwards_it_waits_for_the_day_in_force_and_everybody_sees_both(
    secretary, client, team, following
):
    page = secretary.get(names_page(following)).content.decode()
    assert f"vẫn mang tên “{OLD}”" in page
    said = {"title": NEW, "clauses": "9.2, 10.2", "seen": seen_in(page)}
    answer = secretary.post(names_page(following), said, follow=True).content.decode()
    assert borne(following) == (OLD, ["9.2"])
    shown = f"<del>{OLD}</del> → <ins>{NEW}</ins>"
    assert shown in answer  # the comparison stands first
    assert "<del>9.2</del> → <ins>9.2, 10.2</ins>" in answer
    assert shown in secretary.get(f"/documents/versions/{following.pk}/send/").content.decode()
    version = services.send_version(following, by=team[0])
    assert frozen_meta(version)["title"] == NEW
    checker = client.enter(team[1])
    assert shown in checker.get("/documents/check/").content.decode()
    version = services.check_version(version, by=team[1], sha256=version.content_id)
    approver = client.enter(team[2])
    assert shown in approver.get("/documents/approve/").content.decode()
    page = approver.get(f"/documents/versions/{version.pk}/?tab=content").content.decode()
    assert shown in page
    assert "9.2 → 9.2, 10.2" in page
    assert f"Phê duyệt “{NEW}”" in page


def test_what_was_in_force_keeps_its_name_and_so_does_a_third_issue(team, following):
    first = following.base
    services.rename_document(following, title=NEW, clauses=["10.2"], by=team[0])
    soon = clock.today() + timedelta(days=5)
    version = issue(team, following, 6, in_force_from=soon)
    assert version.new_title == NEW
    third = services.draft_next_version(version.document, by=team[0], reason="Sửa nữa")
    assert (third.title, third.clauses) == (NEW, ["10.2"])
    services.rename_document(third, title=OLD, by=team[0])
    with clock.at(clock.now() + timedelta(days=5)):
        assert names_in_force() == 1
        for each in (first, version, third):
            each.refresh_from_db()
        assert borne(version) == (NEW, ["10.2"])
        assert (first.title, first.clauses) == (OLD, ["9.2"])
        assert (version.title, version.new_title) == (NEW, "")
        assert (third.title, third.new_title) == (OLD, OLD)


def issue(team, version, number, **facts):
    version = services.send_version(version, by=team[0])
    services.check_version(version, by=team[1], sha256=version.content_id)
    version = services.approve_version(version, by=team[2], sha256=version.content_id)
    decision = making.decided(team, version)
    today = clock.today()
    services.issue_decision(
        decision, number=number, symbol="QĐ-UBND", signed_on=today, by=team[3], **facts
    )
    version.refresh_from_db()
    return version


class TestWhatSpeaksOfTheVersion:
    """Notices, tasks and papers about a draft or a coming version bear its title."""

    @pytest.fixture
    def renamed(self, team, following):
        return services.rename_document(following, title=NEW, by=team[0])

    def test_while_it_is_judged(self, team, renamed, secretary):
        assert NEW in tasks(team[0])
        assert (head_of(renamed).title, head_of(renamed.base).title) == (NEW, OLD)
        assert NEW in secretary.get("/documents/?q=khac+phuc&state=open").content.decode()
        for person, step in ((1, services.send_version), (2, services.check_version)):
            told = {} if person == 1 else {"sha256": renamed.content_id}
            renamed = step(renamed, by=team[person - 1], **told)
            assert named_to(team[person], NEW)
            assert NEW in tasks(team[person])
        assert title_for([renamed]) == f"Phê duyệt {NEW}"
        assert NEW in str(paper_nodes("", [SubmissionItem(version=renamed)], ""))
        renamed = services.return_version(renamed, by=team[2], reason="Xem lại tên")
        assert named_to(team[0], NEW)
        opinions.ask_opinions(renamed, people=[team[3]], due=later(5), by=team[0])
        assert named_to(team[3], NEW)
        assert NEW in tasks(team[3])
        assert f"dự thảo {NEW}," in paper_of_opinions(renamed, []).title

    def test_once_it_is_issued_and_not_in_force_yet(self, team, renamed):
        reader = make_person(Role.STAFF, unit=make_unit("Văn phòng"))
        version = issue(team, renamed, 6, in_force_from=later(5))
        tell_readers([version])
        assert named_to(reader, NEW)
        assert [row.title for row in progress()] == [NEW]
        assert [row.title for row in to_read(reader)] == [NEW]
        assert f"“{NEW}”" in paper_of_readers(version).title
        assert of_version(version).title.endswith(NEW)
        assert of_version(renamed.base).title.endswith(OLD)
        rows = [row[2] for row in SOURCES["documents"](None)]
        assert (OLD in rows, NEW in rows) == (True, False)


def later(days):
    return clock.today() + timedelta(days=days)


def named_to(person, title):
    return any(title in notice.text for notice in Notice.objects.filter(person_id=person.pk))


def tasks(person):
    return " | ".join(task.title for task in tasks_of(person))


def test_what_cannot_be_is_said_and_what_was_typed_stays(secretary, team):
    version = making.draft(team)
    for said, sentence in (
        ({"title": " \t "}, "bắt buộc"),
        ({"title": "x" * 301}, "300"),
        ({"clauses": "5.2, 11.7"}, "không có điều khoản 11.7"),
        ({"clauses": "năm phẩy hai"}, "không có điều khoản hai, năm, phẩy"),
    ):
        typed = {"title": NEW, "clauses": "9.2"} | said
        answer = secretary.post(names_page(version), typed)
        page = answer.content.decode()
        assert (answer.status_code, sentence in page) == (422, True), said
        assert typed["clauses"] in page
    assert borne(version) == (OLD, [])


def test_what_somebody_else_wrote_meanwhile_is_not_overwritten(secretary, team, following):
    page = secretary.get(names_page(following)).content.decode()
    services.rename_document(following, title="Tên của người khác", by=team[0])
    said = {"title": NEW, "clauses": "9.2", "seen": seen_in(page)}
    answer = secretary.post(names_page(following), said)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Tên của người khác" in page
    assert NEW in page
    following.refresh_from_db()
    assert following.title == "Tên của người khác"
    secretary.post(names_page(following), said | {"seen": seen_in(page)})
    following.refresh_from_db()
    assert following.title == NEW


def test_a_sent_draft_and_a_stranger_are_refused(secretary, team, following):
    page = secretary.get(names_page(following)).content.decode()
    version = services.send_version(following, by=team[0])
    said = {"title": NEW, "clauses": "9.2", "seen": seen_in(page)}
    answer = secretary.post(names_page(version), said)
    assert (answer.status_code, "đã khóa" in answer.content.decode()) == (409, True)
    assert secretary.get(names_page(version)).status_code == 302
    with pytest.raises(WrongState):
        services.rename_document(version, title=NEW, by=team[0])
    services.recall_version(version, by=team[0])
    with pytest.raises(NotPermitted):
        services.rename_document(version, title=NEW, by=make_person(Role.STAFF))


def test_the_service_minds_its_own_limits(team):
    version = making.draft(team)
    for wrong in ({"title": ""}, {"title": "x" * 301}, {"clauses": ["99"]}):
        with pytest.raises(BadInput):
            services.rename_document(version, by=team[0], **wrong)
    with pytest.raises(Conflict):
        services.rename_document(version, title=NEW, seen=("Tên cũ", []), by=team[0])
    assert services.rename_document(version, title=OLD, seen=("Tên cũ", []), by=team[0])
    assert not Event.objects.filter(action="documents.name").exists()
