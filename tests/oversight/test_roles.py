"""Who may act for the province, from when until when."""

from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from accounts.models import User
from kernel import clock
from kernel.permissions import SYSTEM, Role
from kernel.refusals import BadInput, NotPermitted, WrongState
from kernel.trail.models import Event
from oversight import permissions as may
from oversight.models import AgencyCard, PlatformRole
from oversight.services import assign_platform_role, create_platform_person, end_platform_role

DAY = date(2026, 11, 20)


def make(username="thu.vien", *roles, by=SYSTEM):
    return create_platform_person(
        username=username, full_name="Đỗ Hoàng Nam", password=None, roles=roles, by=by
    )


def again(person):
    """The same person in the next request."""
    return User.objects.get(pk=person.pk)


def test_a_role_carries_its_rights_and_its_post(overseer):
    authority = again(overseer).authority
    assert authority.roles == {Role.OVERSEER}
    assert authority.post == "Phòng Tiêu chuẩn Đo lường"
    assert may.SEE.held_by(again(overseer))
    assert not may.ASSIGN.held_by(again(overseer))


def test_a_role_holds_from_its_first_to_its_last_day(public):
    with clock.at(DAY):
        person = make()
        assign_platform_role(
            person, Role.OVERSEER, by=SYSTEM, start=DAY, end=DAY + timedelta(days=1)
        )
    for days, holds in ((-1, False), (0, True), (1, True), (2, False)):
        with clock.at(DAY + timedelta(days=days)):
            assert may.SEE.held_by(again(person)) is holds


def test_a_role_that_ends_is_gone_and_leaves_a_trace(public):
    with clock.at(DAY):
        person = make("thanh.tra", Role.OVERSEER)
    with clock.at(DAY + timedelta(days=3)):
        end_platform_role(PlatformRole.objects.get(person=person), by=SYSTEM)
        assert not may.SEE.held_by(again(person))
    actions = Event.objects.filter(action__startswith="oversight.role_").values_list("action")
    assert {action for (action,) in actions} == {"oversight.role_assign", "oversight.role_end"}


def test_an_operator_gives_roles_and_an_overseer_does_not(overseer):
    operator = again(make("van.hanh", Role.OPERATOR))
    assert make("kiem.tra", Role.INSPECTOR, by=operator)
    with pytest.raises(NotPermitted):
        assign_platform_role(again(overseer), Role.OPERATOR, by=again(overseer))


def test_a_role_of_an_agency_is_not_the_provinces_to_give(public):
    with pytest.raises(BadInput):
        make("thu.ky", Role.SECRETARY)


def test_a_taken_name_and_crossed_dates_are_refused(overseer):
    with pytest.raises(BadInput):
        make(overseer.username)
    with pytest.raises(BadInput):
        assign_platform_role(overseer, Role.INSPECTOR, by=SYSTEM, start=DAY, end=date(2026, 1, 1))


def test_inside_an_agency_nobody_is_an_overseer(overseer, alpha):
    connection.set_tenant(alpha)
    same = User(id=overseer.pk, username="gia.mao", full_name="Giả mạo")
    assert same.authority.roles == frozenset()
    with pytest.raises(WrongState):
        assign_platform_role(same, Role.OVERSEER, by=SYSTEM)


def test_the_command_gives_roles_to_new_and_to_known_people(public, monkeypatch):
    monkeypatch.setattr("getpass.getpass", lambda prompt: "mat-khau-dai-14-ky-tu")
    out = StringIO()
    with pytest.raises(CommandError):
        call_command("province", "add", "minh.anh", "--role", "overseer", stdout=out)
    call_command(
        "province",
        "add",
        "minh.anh",
        "--role",
        "overseer",
        "--full-name",
        "Trần Minh Anh",
        stdout=out,
    )
    call_command("province", "add", "minh.anh", "--role", "librarian", stdout=out)
    person = User.objects.get(username="minh.anh")
    assert person.authority.roles == {Role.OVERSEER, Role.LIBRARIAN}
    assert person.check_password("mat-khau-dai-14-ky-tu")


class TestTheCommandThatRemoves:
    @pytest.fixture
    def person(self, public):
        return make("thanh.tra", Role.OVERSEER, Role.INSPECTOR)

    def remove(self, *words):
        out = StringIO()
        call_command("province", "remove", *words, stdout=out)
        return out.getvalue()

    @pytest.mark.parametrize("days", [0, 3])
    def test_a_role_is_gone_at_once(self, person, days):
        with clock.at(clock.now() + timedelta(days=days)):
            assert "Đỗ Hoàng Nam" in self.remove(" Thanh.Tra ", "--role", "overseer")
            assert again(person).authority.roles == {Role.INSPECTOR}
        assert Event.objects.filter(action="oversight.role_end").count() == 1

    def test_without_a_role_every_one_is_gone(self, person):
        self.remove("thanh.tra")
        assert again(person).authority.roles == frozenset()

    @pytest.mark.parametrize("words", [["khong.co"], ["thanh.tra", "--role", "operator"]])
    def test_what_is_not_there_is_said(self, person, words):
        with pytest.raises(CommandError):
            self.remove(*words)
        assert again(person).authority.roles == {Role.OVERSEER, Role.INSPECTOR}


def test_the_command_makes_the_cards_of_older_agencies(beta):
    AgencyCard.objects.all().delete()
    call_command("province", "cards", stdout=StringIO())
    assert set(AgencyCard.objects.values_list("slug", flat=True)) >= {"alpha", "beta"}
