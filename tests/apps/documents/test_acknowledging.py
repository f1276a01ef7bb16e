"""Reading exactly this version: who is asked, alone or at a meeting."""

from datetime import date, timedelta

import pytest
from django.db import connection

from apps.documents import services
from apps.documents.models import Acknowledgement, Recipient, Version
from apps.documents.selectors.reading import progress, readers_of, share_of, to_read
from apps.documents.services.meetings import record_meeting
from apps.documents.services.readers import add_readers, set_readers
from apps.documents.services.reading import acknowledge, remind, tell_readers
from apps.organization import services as organization
from apps.organization.services import appoint, assign_role
from apps.work.selectors import tasks_of
from kernel import clock
from kernel.calendar import Calendar
from kernel.content import canonical
from kernel.notices.services import notices_of
from kernel.outbox.models import Message
from kernel.permissions import SYSTEM, Role
from kernel.refusals import BadInput, Conflict, NotPermitted, WrongState
from kernel.trail.selectors import history_of
from tests.apps.documents import making
from tests.factories import make_person, make_team


@pytest.fixture
def team(alpha):
    return make_team()


@pytest.fixture
def staff(team):
    return making.staff()


class TestTheList:
    def test_it_is_frozen_with_the_text(self, team, staff):
        version = making.draft(team)
        set_readers(
            version, units=[staff[0].holdings.get().post.unit], people=[team[1]], by=team[0]
        )
        version = services.send_version(version, by=team[0])
        meta, _nodes = canonical.parse(bytes(version.content.canonical))
        assert meta["recipients"] == ["Phạm Thị Thu Vân", "Văn phòng"]
        assert meta["must_read"] is True

    def test_another_list_is_another_hash(self, team):
        version = services.send_version(making.draft(team), by=team[0])
        first = version.content_id
        version = services.recall_version(version, by=team[0])
        set_readers(version, people=[team[3]], by=team[0])
        assert services.send_version(version, by=team[0]).content_id != first

    def test_once_sent_readers_are_only_added_and_the_trail_says_so(self, team, staff):
        version = making.draft(team)
        set_readers(version, people=[team[3]], by=team[0])
        version = services.send_version(version, by=team[0])
        frozen = version.content_id
        with pytest.raises(WrongState):
            set_readers(version, whole=True, by=team[0])
        add_readers(version, people=[staff[0]], by=team[3])
        assert history_of(version).filter(action="documents.readers_add").get().body["note"] == (
            "Đỗ Hoàng Nam"
        )
        assert Version.objects.get(pk=version.pk).content_id == frozen
        with pytest.raises(BadInput):
            add_readers(version, people=[staff[0]], by=team[3])

    def test_only_who_distributes_adds(self, team, staff):
        with pytest.raises(NotPermitted):
            add_readers(making.issued(team), people=[staff[1]], by=staff[0])

    def test_the_next_version_is_for_the_same_people(self, team, staff):
        version = making.draft(team)
        set_readers(version, people=[staff[0]], by=team[0])
        version = services.send_version(version, by=team[0])
        services.check_version(version, by=team[1], sha256=version.content_id)
        version = services.approve_version(version, by=team[2], sha256=version.content_id)
        decision = making.decided(team, version)
        today = clock.today()
        services.issue_decision(decision, number=5, symbol="QĐ", signed_on=today, by=team[3])
        following = services.draft_next_version(version.document, by=team[0])
        assert [each.person for each in following.recipients.all()] == [staff[0]]

    def test_not_asking_for_confirmation_needs_a_reason_which_is_not_handed_on(self, team):
        version = making.draft(team)
        with pytest.raises(BadInput):
            set_readers(version, whole=True, must_read=False, by=team[0])
        version = set_readers(
            version, whole=True, must_read=False, why_unread="Chỉ sửa lỗi chính tả", by=team[0]
        )
        assert version.paper["unread_why"] == "Chỉ sửa lỗi chính tả"
        version = services.send_version(version, by=team[0])
        services.check_version(version, by=team[1], sha256=version.content_id)
        version = services.approve_version(version, by=team[2], sha256=version.content_id)
        today = clock.today()
        decision = making.decided(team, version)
        services.issue_decision(decision, number=5, symbol="QĐ", signed_on=today, by=team[3])
        assert to_read(team[1]) == []
        following = services.draft_next_version(version.document, by=team[0])
        assert following.must_read
        assert "unread_why" not in following.paper

    def test_who_may_not_read_documents_is_not_put_on_it(self, team):
        admin = make_person(Role.ADMIN, name="Quản Trị")
        with pytest.raises(BadInput, match="Quản Trị"):
            set_readers(making.draft(team), people=[admin], by=team[0])

    def test_the_page_keeps_it_and_proposes_the_lines_to_print(self, client, team, staff):
        version = making.draft(team)
        page = client.enter(team[0])
        shown = page.get(f"/documents/versions/{version.pk}/send/").content.decode()
        assert "Các đơn vị thuộc UBND phường Tân Hải\nLưu: VT" in shown.replace("\r", "")
        office = staff[0].holdings.get().post.unit
        typed = {
            "title": version.document.title,
            "checker": str(team[1].pk),
            "approver": str(team[2].pk),
            "distribution": "Các đơn vị thuộc UBND phường Tân Hải\r\nLưu: VT",
            "who": "some",
            "units": [str(office.pk)],
            "save": "1",
        }
        assert page.post(f"/documents/versions/{version.pk}/send/", typed).status_code == 302
        version.refresh_from_db()
        assert [each.unit for each in version.recipients.all()] == [office]
        assert version.distribution == ["Văn phòng", "Lưu: VT"]
        typed |= {"who": "some", "units": []}
        answer = page.post(f"/documents/versions/{version.pk}/send/", typed)
        assert answer.status_code == 422
        assert "Chọn ít nhất một đơn vị hoặc một người." in answer.content.decode()


class TestReading:
    def test_it_is_bound_to_the_text_that_was_shown(self, team, staff):
        version = making.issued(team)
        with pytest.raises(Conflict):
            acknowledge(version, by=staff[0], sha256="0" * 64)
        assert not Acknowledgement.objects.exists()
        made = acknowledge(version, by=staff[0], sha256=version.content_id)
        assert (made.sha256, made.how, made.recorded_by) == (version.content_id, "self", staff[0])

    def test_twice_is_once(self, team, staff):
        version = making.issued(team)
        first = acknowledge(version, by=staff[0], sha256=version.content_id)
        assert acknowledge(version, by=staff[0], sha256=version.content_id) == first
        assert history_of(version).filter(action="documents.acknowledge").count() == 1

    def test_a_version_that_was_replaced_meanwhile_says_so_and_leads_on(self, client, team, staff):
        first = making.issued(team)
        second = making.next_issue(team, first)
        page = client.enter(staff[0])
        address = f"/documents/versions/{first.pk}/read/"
        answer = page.post(address, {"sha256": first.content_id})
        assert answer.status_code == 409
        assert f"/documents/versions/{second.pk}/read/" in answer.content.decode()
        assert not Acknowledgement.objects.exists()

    def test_only_the_change_is_shown_and_the_whole_by_a_switch(self, client, team, staff):
        first = making.issued(team)
        page = client.enter(staff[0])
        shown = page.get(f"/documents/versions/{first.pk}/read/").content.decode()
        assert "Mục đích" in shown, "who has read nothing of it is shown the whole"
        acknowledge(first, by=staff[0], sha256=first.content_id)
        second = making.next_issue(team, first)
        address = f"/documents/versions/{second.pk}/read/"
        shown = page.get(address).content.decode().partition("<main")[2]
        assert "<ins>" in shown
        assert 'id="n-h1"' not in shown
        assert 'id="n-h1"' in page.get(f"{address}?whole").content.decode()
        answer = page.post(address, {"sha256": second.content_id})
        assert (answer.status_code, to_read(staff[0])) == (302, [])
        assert Acknowledgement.objects.get(version=second).person == staff[0]

    def test_a_hash_that_is_none_is_a_sentence(self, client, team, staff):
        version = making.issued(team)
        answer = client.enter(staff[0]).post(f"/documents/versions/{version.pk}/read/", {})
        assert answer.status_code == 422
        assert "hãy đọc rồi mới xác nhận" in answer.content.decode()

    def test_what_was_read_is_written_once(self, team, staff):
        version = making.issued(team)
        acknowledge(version, by=staff[0], sha256=version.content_id)
        with pytest.raises(Exception, match="documents_acknowledgement"):
            Acknowledgement.objects.update(sha256="1" * 64)
        connection.set_rollback(True)


class TestBeingAsked:
    def test_at_the_issue_each_is_told_once_however_many_documents(self, team, staff):
        versions = [making.issued(team, number=n, code=f"QT.{n:02}") for n in (5, 6)]
        assert Message.objects.filter(topic="documents.tell_readers").count() == 2
        assert tell_readers(versions) == 1 + len(staff), "those who signed know it"
        [told] = notices_of(staff[0])
        assert told.text.startswith("2 tài liệu chờ")
        assert told.url == "/documents/reading/mine/"

    def test_it_stands_in_my_work_with_its_day(self, team, staff):
        version = making.issued(team)
        [task] = tasks_of(staff[0])
        assert task.title == f"Đọc và xác nhận: {version.document}"
        assert task.due == Calendar().add_working_days(clock.today(), 10)
        assert task.url == f"/documents/versions/{version.pk}/read/"
        acknowledge(version, by=staff[0], sha256=version.content_id)
        assert tasks_of(staff[0]) == []

    def test_many_at_once_are_one_task(self, team, staff):
        for n in range(5):
            making.issued(team, number=n + 1, code=f"QT.{n:02}")
        [task] = tasks_of(staff[0])
        assert task.title == "Đọc và xác nhận 5 tài liệu"

    def test_the_agency_says_how_many_days_there_are(self, team, staff):
        organization.answer({"reading_deadline": "3"}, by=team[0])
        making.issued(team)
        assert to_read(staff[0])[0].due == Calendar().add_working_days(clock.today(), 3)

    def test_who_comes_later_is_asked_without_any_job_and_has_the_same_time(self, team):
        version = making.issued(team)
        later = clock.today() + timedelta(days=200)
        with clock.at(clock.now() + timedelta(days=200)):
            new = make_person(name="Người Mới")
            appoint(new, "Chuyên viên", by=SYSTEM)
            assign_role(new, Role.STAFF, by=SYSTEM)
            [waiting] = to_read(new)
            assert waiting.version_id == version.pk
            assert waiting.due == Calendar().add_working_days(later, 10)
            [row] = progress()
            assert (row.total, row.read, row.late) == (2, 0, 1)
            assert {r.name for r in readers_of([version]) if not r.is_late} == {"Người Mới"}

    def test_who_leaves_is_asked_no_more(self, team, staff):
        version = making.issued(team)
        assert share_of(version, staff[0]).total == 3
        staff[0].holdings.update(end=clock.today() - timedelta(days=1), start=date(2020, 1, 1))
        staff[0].assignments.update(end=clock.today() - timedelta(days=1), start=date(2020, 1, 1))
        assert share_of(version, team[0]).total == 2

    def test_who_was_added_later_has_the_days_from_then_on(self, team, staff):
        version = making.draft(team)
        set_readers(version, people=[team[3]], by=team[0])
        version = services.send_version(version, by=team[0])
        services.check_version(version, by=team[1], sha256=version.content_id)
        version = services.approve_version(version, by=team[2], sha256=version.content_id)
        decision = making.decided(team, version)
        today = clock.today()
        services.issue_decision(decision, number=5, symbol="QĐ", signed_on=today, by=team[3])
        later = clock.today() + timedelta(days=100)
        with clock.at(clock.now() + timedelta(days=100)):
            add_readers(version, people=[staff[0]], by=team[0])
            [waiting] = to_read(staff[0])
        assert waiting.due == Calendar().add_working_days(later, 10)

    def test_a_reminder_goes_to_those_who_have_not_read_and_once_a_day(self, team, staff):
        version = making.issued(team)
        acknowledge(version, by=staff[0], sha256=version.content_id)
        assert remind(version, by=team[0]) == 2
        assert not notices_of(staff[0]).exists()
        assert "Đề nghị đọc" in notices_of(staff[1]).get().text
        with pytest.raises(WrongState):
            remind(version, by=team[0])
        with clock.at(clock.now() + timedelta(days=1)):
            assert remind(version, by=team[0]) == 2


class TestTheMeeting:
    def entered(self, team, versions, people, **facts):
        said = {"title": "Họp giao ban", "held_on": clock.today(), "by": team[0]} | facts
        return record_meeting(versions=versions, people=[p.pk for p in people], **said)

    def test_everyone_who_was_there_has_read_it(self, team, staff):
        version = making.issued(team)
        meeting = self.entered(team, [version], staff)
        rows = Acknowledgement.objects.filter(meeting=meeting)
        assert {(r.person, r.how, r.recorded_by, r.sha256) for r in rows} == {
            (person, "meeting", team[0], version.content_id) for person in staff
        }
        event = history_of(version).get(action="documents.read_at_meeting")
        assert event.body["people"] == ["Vũ Thị Hoa", "Đỗ Hoàng Nam"]

    def test_what_a_person_confirmed_himself_stays(self, team, staff):
        version = making.issued(team)
        acknowledge(version, by=staff[0], sha256=version.content_id)
        self.entered(team, [version], staff)
        assert Acknowledgement.objects.get(person=staff[0]).how == "self"
        with pytest.raises(BadInput):
            self.entered(team, [version], staff)

    def test_all_or_nothing(self, team, staff):
        version, old = making.issued(team), making.issued(team, number=7, code="QT.09")
        making.next_issue(team, old, number=8)
        with pytest.raises(WrongState):
            self.entered(team, [version, old], staff)
        assert not Acknowledgement.objects.exists()

    @pytest.mark.parametrize("days", [1, -400])
    def test_it_was_held_between_the_approval_and_today(self, team, staff, days):
        with pytest.raises(BadInput):
            self.entered(
                team, [making.issued(team)], staff, held_on=clock.today() + timedelta(days=days)
            )

    def test_who_leads_a_unit_enters_its_people_only(self, team, staff):
        office = staff[0].holdings.get().post.unit
        leader = make_person(Role.UNIT_HEAD, unit=office, name="Trưởng Phòng")
        version = making.issued(team)
        self.entered(team, [version], [*staff, team[3]], by=leader)
        assert {a.person for a in Acknowledgement.objects.all()} == set(staff)

    def test_the_page_lists_who_has_not_read_and_keeps_what_was_ticked(self, client, team, staff):
        version = making.issued(team)
        acknowledge(version, by=staff[1], sha256=version.content_id)
        page = client.enter(team[0])
        shown = page.get("/documents/reading/meetings/new/").content.decode()
        assert "Đỗ Hoàng Nam" in shown
        assert "Vũ Thị Hoa" not in shown
        typed = {
            "version": [str(version.pk)],
            "person": [str(staff[0].pk)],
            "held_on": "20/11/2020",
        }
        answer = page.post("/documents/reading/meetings/new/", typed)
        assert answer.status_code == 422
        assert f'value="{staff[0].pk}" checked' in answer.content.decode()
        typed |= {"title": "Họp giao ban", "held_on": f"{clock.today():%d/%m/%Y}"}
        answer = page.post("/documents/reading/meetings/new/", typed, follow=True)
        assert "Họp giao ban" in answer.content.decode()
        assert Acknowledgement.objects.get(person=staff[0]).how == "meeting"


def test_the_list_of_a_version_has_each_reader_once(alpha):
    version = making.draft(make_team())
    Recipient.objects.create(version=version)
    with pytest.raises(Exception, match="documents_recipient_once"):
        Recipient.objects.create(version=version)
    connection.set_rollback(True)
