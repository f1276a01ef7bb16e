"""Who may, by role, by day and by unit: one table for the reviewer, and no way around it."""

from datetime import date, timedelta

import pytest

from accounts.models import User
from apps.compliance import permissions as compliance
from apps.compliance.services import exclude_clause
from apps.documents import permissions as documents
from apps.documents import services
from apps.documents.selectors import ready_to_decide, visible_versions
from apps.organization import permissions as organization
from apps.organization.services import add_person, add_unit, assign_role, end_role
from apps.work.selectors import tasks_of
from kernel import clock
from kernel.permissions import REGISTRY, SYSTEM, Role, matrix
from kernel.refusals import NotPermitted, Refused
from tests.apps.documents import making
from tests.factories import make_person, make_team, make_unit

DAY = date(2026, 11, 20)
PROVINCE = {Role.OVERSEER, Role.INSPECTOR, Role.LIBRARIAN, Role.OPERATOR}


def again(person):
    """The same person in the next request."""
    return User.objects.get(pk=person.pk)


def test_the_matrix_is_the_one_that_was_reviewed(golden):
    golden("permissions.txt", matrix())


def test_no_right_is_held_both_in_an_agency_and_by_the_province():
    for right in REGISTRY.values():
        assert not right.roles & PROVINCE or right.roles <= PROVINCE, right.name


def test_an_administrator_and_a_visitor_read_no_documents():
    content = [right for name, right in REGISTRY.items() if name.startswith("documents.")]
    assert content
    assert not [right.name for right in content if right.roles & {Role.ADMIN, Role.VISITOR}]


@pytest.mark.usefixtures("alpha")
class TestDates:
    """A role holds on its days, whatever job ran or did not run."""

    @pytest.mark.parametrize(
        ("days", "holds"), [(-1, False), (0, True), (5, True), (10, True), (11, False)]
    )
    def test_a_role_holds_from_its_first_to_its_last_day(self, days, holds):
        person = make_person()
        last = DAY + timedelta(days=10)
        assign_role(person, Role.SECRETARY, start=DAY, end=last, by=SYSTEM)
        with clock.at(DAY + timedelta(days=days)):
            assert documents.DRAFT.held_by(again(person)) is holds

    def test_a_role_without_an_end_holds_until_further_notice(self):
        person = make_person()
        assign_role(person, Role.CLERK, start=DAY, by=SYSTEM)
        with clock.at(DAY + timedelta(days=4000)):
            assert documents.ISSUE.held_by(again(person))

    def test_the_day_ends_at_midnight_in_viet_nam(self):
        person = make_person()
        assign_role(person, Role.CLERK, start=DAY, end=DAY, by=SYSTEM)
        from datetime import datetime

        with clock.at(datetime(2026, 11, 20, 23, 59, tzinfo=clock.HANOI)):
            assert documents.ISSUE.held_by(again(person))
        with clock.at(datetime(2026, 11, 21, 0, 0, tzinfo=clock.HANOI)):
            assert not documents.ISSUE.held_by(again(person))

    def test_a_role_that_was_ended_is_gone_at_the_next_request(self):
        person = make_person()
        with clock.at(DAY):
            given = assign_role(person, Role.SECRETARY, by=SYSTEM)
        with clock.at(DAY + timedelta(days=3)):
            end_role(given, by=SYSTEM)
            assert not documents.DRAFT.held_by(again(person))

    def test_an_expired_role_opens_no_door(self, client):
        make_person(Role.ADMIN)
        person = make_person()
        yesterday = clock.today() - timedelta(days=1)
        assign_role(person, Role.ADMIN, start=yesterday, end=yesterday, by=SYSTEM)
        assert client.enter(person).get("/organization/people/new/").status_code == 403


@pytest.fixture
def units(alpha):
    """Two units side by side, one of them with a unit below it."""
    office = make_unit("Văn phòng")
    return office, make_unit("Tổ một cửa", parent=office), make_unit("Phòng Kinh tế")


@pytest.fixture
def head(units):
    """The head of the first unit; nothing for the whole agency."""
    return again(make_person(Role.UNIT_HEAD, unit=units[0]))


class TestUnits:
    """A role given for one unit reaches that unit and what is below it, and nothing else."""

    def test_it_reaches_the_unit_and_the_units_below(self, units, head):
        office, below, _other = units
        assert documents.DRAFT.units_of(head) == {office.pk, below.pk}
        assert services.draft_document(code="A", title="A", kind="procedure", unit=office, by=head)
        assert services.draft_document(code="B", title="B", kind="procedure", unit=below, by=head)

    @pytest.mark.parametrize("whose", ["other", "nobody"])
    def test_it_drafts_nothing_for_another_unit_or_for_the_agency(self, units, head, whose):
        unit = units[2] if whose == "other" else None
        with pytest.raises(NotPermitted):
            services.draft_document(code="C", title="C", kind="procedure", unit=unit, by=head)

    def test_a_role_below_does_not_reach_up(self, units):
        person = again(make_person(Role.UNIT_HEAD, unit=units[1]))
        with pytest.raises(NotPermitted):
            services.draft_document(code="D", title="D", kind="form", unit=units[0], by=person)

    def test_it_sees_no_draft_of_another_unit(self, units, head, client):
        team = make_team()
        _office, below, other = units
        mine = making.draft(team, code="QT.01", unit=below)
        theirs = making.draft(team, code="QT.02", unit=other)
        whole = making.draft(team, code="QT.03")
        assert list(visible_versions(head)) == [mine]
        client.enter(head)
        for version, status in ((mine, 200), (theirs, 404), (whole, 404)):
            assert client.get(f"/documents/versions/{version.pk}/").status_code == status

    def test_it_is_told_of_no_paper_of_another_unit(self, units, head):
        team = make_team()
        making.approved(team, code="QT.02", unit=units[2])
        assert ready_to_decide().count() == 1
        assert ready_to_decide(head).count() == 0
        assert tasks_of(head) == []

    def test_it_checks_nothing_of_another_unit_even_when_named(self, units, head):
        team = make_team()
        version = making.sent(team, code="QT.02", unit=units[2])
        version.checker = head
        version.save(update_fields=["checker"])
        with pytest.raises(NotPermitted):
            services.check_version(version, by=head, sha256=version.content_id)

    def test_it_can_not_be_named_as_checker_of_another_unit(self, units, head):
        secretary, _checker, approver, _clerk = make_team()
        version = making.draft((secretary, _checker, approver, _clerk), unit=units[2])
        with pytest.raises(Refused):
            services.name_signers(version, checker=head, approver=approver, by=secretary)

    def test_an_administrator_of_a_unit_can_not_make_himself_one_of_the_agency(self, units):
        person = again(make_person(Role.ADMIN, unit=units[0]))
        assert not organization.MANAGE.held_by(person)
        for act in (
            lambda: assign_role(person, Role.ADMIN, by=person),
            lambda: add_unit("Phòng mới", by=person),
            lambda: add_person(username="moi", full_name="M", password=None, by=person),
        ):
            with pytest.raises(NotPermitted):
                act()

    def test_a_secretary_of_a_unit_excludes_no_clause_for_everyone(self, units):
        person = again(make_person(Role.SECRETARY, unit=units[0]))
        assert compliance.SEE.held_by(person)
        with pytest.raises(NotPermitted):
            exclude_clause("8.3.2", justification="Không thiết kế.", by=person)

    def test_the_act_remembers_by_which_grant_it_was_done(self, units, head):
        version = services.draft_document(
            code="A", title="A", kind="procedure", unit=units[1], by=head
        )
        grant = documents.DRAFT.require(head, over=version)
        assert grant.as_capacity() == {"role": "unit_head", "unit": "Văn phòng"}
