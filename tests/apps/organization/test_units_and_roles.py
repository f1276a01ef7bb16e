"""Units, posts and roles begin and end on days; nobody puts the agency out of its own house."""

from datetime import timedelta

import pytest
from django.db import connection

from accounts.models import User
from apps.organization.models import Holding, RoleAssignment, Unit
from apps.organization.permissions import MANAGE
from apps.organization.selectors import (
    active_units,
    heads_of_units,
    holdings_of,
    people_listed,
    people_who_may,
    posts_of,
)
from apps.organization.services import (
    add_unit,
    appoint,
    assign_role,
    close_unit,
    disable_person,
    end_holding,
    end_role,
)
from kernel import clock
from kernel.permissions import SYSTEM, Role
from kernel.refusals import BadInput, Conflict, RuleBroken
from kernel.trail.models import Event
from tests.at_once import at_once, held, one_refused
from tests.factories import make_person, make_unit
from tests.words import is_vietnamese


def days(n):
    return clock.today() + timedelta(days=n)


def acts(action):
    return Event.objects.filter(action=f"organization.{action}").count()


@pytest.fixture
def admin(alpha):
    return make_person(Role.ADMIN, name="Đỗ Hoàng Nam")


class TestUnits:
    def test_a_unit_below_another_is_found_through_its_path(self, alpha):
        office = make_unit("Văn phòng")
        desk = make_unit("Tổ một cửa", parent=office)
        assert desk.path == [office.pk, desk.pk]
        assert (office.depth, desk.depth) == (0, 1)
        head = make_person(Role.UNIT_HEAD, unit=office)
        assert head in people_who_may([Role.UNIT_HEAD], unit_id=desk.pk)
        assert head not in people_who_may([Role.UNIT_HEAD])
        below = make_person(Role.UNIT_HEAD, unit=desk)
        assert below not in people_who_may([Role.UNIT_HEAD], unit_id=office.pk)

    @pytest.mark.parametrize("name", ["Văn phòng", "  Văn phòng "])
    def test_a_name_is_given_once_at_one_place(self, alpha, name):
        office = make_unit("Văn phòng")
        with pytest.raises(BadInput):
            add_unit(name, by=SYSTEM)
        assert add_unit(name, parent=office, by=SYSTEM)

    def test_closed_it_ends_today_with_the_posts_and_roles_in_it(self, alpha):
        office = make_unit("Văn phòng")
        person = make_person()
        with clock.at(days(-30)):
            appoint(person, "Chánh Văn phòng", unit=office, leads=True, by=SYSTEM)
            assign_role(person, Role.UNIT_HEAD, unit=office, by=SYSTEM)
            kept = assign_role(person, Role.STAFF, by=SYSTEM)
        close_unit(office, by=SYSTEM)
        assert office not in active_units()
        assert posts_of([person]) == {}
        assert people_who_may([Role.UNIT_HEAD], unit_id=office.pk).count() == 0
        assert Holding.objects.get().end == days(-1)
        kept.refresh_from_db()
        assert kept.end is None
        assert acts("leave_post") == acts("role_end") == acts("unit_close") == 1

    def test_what_is_below_is_closed_first(self, alpha):
        office = make_unit("Văn phòng")
        desk = make_unit("Tổ một cửa", parent=office)
        with pytest.raises(RuleBroken, match="Tổ một cửa"):
            close_unit(office, by=SYSTEM)
        close_unit(desk, by=SYSTEM)
        close_unit(office, by=SYSTEM)
        assert active_units().count() == 0

    def test_closed_again_it_keeps_the_day_of_the_first_time(self, alpha):
        office = make_unit("Văn phòng")
        close_unit(office, by=SYSTEM)
        with clock.at(days(10)):
            close_unit(office, by=SYSTEM)
        assert Unit.objects.get().closed_on == clock.today()
        assert acts("unit_close") == 1

    def test_a_closed_name_may_be_given_again(self, alpha):
        close_unit(make_unit("Văn phòng"), by=SYSTEM)
        assert make_unit("Văn phòng") in active_units()

    def test_the_page_says_why_it_stays_open(self, admin, client):
        office = make_unit("Văn phòng")
        make_unit("Tổ một cửa", parent=office)
        answer = client.enter(admin).post(f"/organization/units/{office.pk}/close/")
        assert answer.status_code == 422
        assert "Tổ một cửa" in answer.content.decode()
        assert is_vietnamese(answer.content.decode())

    def test_a_unit_that_nobody_leads_has_no_head(self, alpha):
        office, other = make_unit("Văn phòng"), make_unit("Phòng Kinh tế")
        head = make_person()
        appoint(head, "Chánh Văn phòng", unit=office, leads=True, by=SYSTEM)
        appoint(make_person(), "Chuyên viên", unit=other, by=SYSTEM)
        assert heads_of_units() == {office.pk: head}


class TestPosts:
    def test_a_post_holds_from_its_first_day_on(self, alpha):
        person = make_person()
        appoint(person, "Thư ký", start=days(5), by=SYSTEM)
        assert posts_of([person]) == {}
        with clock.at(days(5)):
            assert posts_of([person]) == {person.pk: "Thư ký"}

    def test_people_come_and_go_and_the_post_stays(self, alpha):
        old, new = make_person(), make_person()
        with clock.at(days(-90)):
            first = appoint(old, "Chánh Văn phòng", leads=True, by=SYSTEM)
        end_holding(first, by=SYSTEM)
        second = appoint(new, "Chánh Văn phòng", leads=True, by=SYSTEM)
        assert first.post == second.post
        assert list(holdings_of([old, new])) == [new.pk]
        with clock.at(days(-10)):
            assert list(holdings_of([old, new])) == [old.pk]

    def test_left_twice_it_keeps_the_day_of_the_first_time(self, alpha):
        with clock.at(days(-90)):
            holding = appoint(make_person(), "Thư ký", by=SYSTEM)
        with clock.at(days(-30)):
            end_holding(holding, by=SYSTEM)
        end_holding(holding, by=SYSTEM)
        assert Holding.objects.get().end == days(-31)
        assert acts("leave_post") == 1

    def test_taken_by_mistake_it_is_given_back_at_once(self, alpha):
        person = make_person()
        end_holding(appoint(person, "Thư ký", by=SYSTEM), by=SYSTEM)
        assert posts_of([person]) == {}
        assert acts("appoint") == acts("leave_post") == 1


class TestRoles:
    @pytest.mark.parametrize("start", [-30, 0, 10])
    def test_ended_it_is_gone_at_once_and_does_not_come_back(self, alpha, start):
        """Given long ago, today by mistake, or for a day to come."""
        person = make_person()
        with clock.at(days(min(start, 0))):
            given = assign_role(person, Role.TOP_MANAGEMENT, start=days(start), by=SYSTEM)
        end_role(given, by=SYSTEM)
        for day in (0, 1, 10, 11):
            with clock.at(days(day)):
                assert person not in people_who_may([Role.TOP_MANAGEMENT])
                assert not User.objects.get(pk=person.pk).authority.roles
        assert acts("role_assign") == acts("role_end") == 1

    def test_what_was_held_before_stays_told(self, alpha):
        person = make_person()
        with clock.at(days(-30)):
            given = assign_role(person, Role.SECRETARY, by=SYSTEM)
        end_role(given, by=SYSTEM)
        with clock.at(days(-1)):
            assert person in people_who_may([Role.SECRETARY])

    def test_ended_twice_it_keeps_the_day_of_the_first_time(self, alpha):
        with clock.at(days(-90)):
            given = assign_role(make_person(), Role.SECRETARY, by=SYSTEM)
        with clock.at(days(-30)):
            end_role(given, by=SYSTEM)
        end_role(given, by=SYSTEM)
        assert RoleAssignment.objects.get().end == days(-31)
        assert acts("role_end") == 1

    def test_the_same_role_twice_is_refused(self, alpha):
        person, office = make_person(), make_unit()
        assign_role(person, Role.SECRETARY, end=days(10), by=SYSTEM)
        for start, end in ((0, None), (5, 20), (10, 10), (-5, 0)):
            with pytest.raises(Conflict):
                assign_role(
                    person,
                    Role.SECRETARY,
                    start=days(start),
                    end=None if end is None else days(end),
                    by=SYSTEM,
                )
        assign_role(person, Role.SECRETARY, start=days(11), by=SYSTEM)
        assign_role(person, Role.SECRETARY, start=days(-9), end=days(-1), by=SYSTEM)
        assign_role(person, Role.SECRETARY, unit=office, by=SYSTEM)
        assign_role(person, Role.CLERK, by=SYSTEM)

    def test_it_can_not_end_before_it_starts(self, alpha):
        with pytest.raises(BadInput):
            assign_role(make_person(), Role.STAFF, start=days(3), end=days(2), by=SYSTEM)

    @pytest.mark.parametrize("role", [Role.OVERSEER, Role.OPERATOR, Role.LIBRARIAN, Role.INSPECTOR])
    def test_a_role_of_the_province_is_not_the_agency_s_to_give(self, alpha, role):
        with pytest.raises(BadInput):
            assign_role(make_person(), role, by=SYSTEM)

    def test_the_list_of_people_is_narrowed_by_role_and_unit_of_today(self, alpha):
        office = make_unit()
        one, other = make_person(Role.CLERK), make_person()
        appoint(one, "Văn thư", unit=office, by=SYSTEM)
        assert people_listed(role=Role.CLERK) == [one]
        assert people_listed(unit=office.pk) == [one]
        assert {one, other} <= set(people_listed())

    def test_giving_it_through_the_page_says_so_once(self, admin, client):
        person = make_person()
        client.enter(admin)
        path, typed = f"/organization/people/{person.pk}/", {"role": "clerk"}
        assert client.post(path, typed).status_code == 302
        again = client.post(path, typed)
        assert again.status_code == 409
        assert "đang giữ vai trò này" in again.content.decode()
        assert person.assignments.count() == 1


class TestLastAdministrator:
    def test_the_last_one_keeps_the_role(self, admin):
        with pytest.raises(RuleBroken) as refusal:
            end_role(admin.assignments.get(), by=admin)
        assert refusal.value.clause == "5.3"
        assert admin in people_who_may([Role.ADMIN])

    def test_with_another_one_it_may_end(self, admin):
        other = make_person(Role.ADMIN)
        end_role(admin.assignments.get(), by=other)
        assert list(people_who_may([Role.ADMIN])) == [other]

    @pytest.mark.parametrize("who", ["of a unit", "of tomorrow", "of yesterday", "closed account"])
    def test_another_who_can_not_act_today_is_no_other(self, admin, who):
        other = make_person()
        given = {
            "of a unit": {"unit": make_unit()},
            "of tomorrow": {"start": days(1)},
            "of yesterday": {"start": days(-2), "end": days(-1)},
            "closed account": {},
        }[who]
        assign_role(other, Role.ADMIN, by=SYSTEM, **given)
        if who == "closed account":
            User.objects.filter(pk=other.pk).update(is_active=False)
        with pytest.raises(RuleBroken):
            end_role(admin.assignments.get(), by=SYSTEM)

    def test_the_role_for_one_unit_may_end(self, admin):
        given = assign_role(admin, Role.ADMIN, unit=make_unit(), by=SYSTEM)
        end_role(given, by=admin)
        assert admin.assignments.count() == 1

    def test_the_last_account_is_not_closed(self, admin):
        with pytest.raises(RuleBroken):
            disable_person(admin, by=SYSTEM)
        assert User.objects.get(pk=admin.pk).is_active


class TestAtOnce:
    @pytest.fixture
    def agency(self, fresh_database):
        from tenants.models import Agency

        connection.set_tenant(Agency.objects.get(slug="alpha"))
        RoleAssignment.objects.all().delete()  # the first administrator of the seed, if any
        yield
        connection.set_schema_to_public()

    @pytest.mark.parametrize("way", [end_role, disable_person])
    def test_two_administrators_do_not_put_out_each_other(self, agency, way):
        one, two = make_person(Role.ADMIN), make_person(Role.ADMIN)
        first, second = one.assignments.get(), two.assignments.get()
        targets = (first, second) if way is end_role else (one, two)
        outcomes = at_once(
            lambda: way(targets[0], by=User.objects.get(pk=two.pk)) or "done",
            lambda: way(targets[1], by=User.objects.get(pk=one.pk)) or "done",
            holding=held(first),
        )
        one_refused(outcomes, RuleBroken)
        left = people_who_may([Role.ADMIN])
        assert left.count() == 1
        assert MANAGE.held_by(left.get())

    def test_a_role_given_by_two_clicks_is_one(self, agency):
        person = make_person()
        outcomes = at_once(
            *[lambda: assign_role(person, Role.CLERK, by=SYSTEM) for _n in range(2)],
            holding=held(person),
        )
        one_refused(outcomes, Conflict)
        assert person.assignments.count() == 1
