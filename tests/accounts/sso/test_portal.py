"""At the portal a role needs two words: the assignment here, and the role of the realm."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection

from accounts.models import User
from kernel import clock
from kernel.permissions import SYSTEM, Role
from oversight.models import PlatformRole
from oversight.services import assign_platform_role
from tests.accounts.sso.conftest import Traveller
from tests.accounts.sso.test_login import said

HOST = "khanhhoa.test"


@pytest.fixture
def visitor(idp):
    connection.set_schema_to_public()
    return Traveller(idp, HOST)


def come(browser, *realm_roles):
    return browser.log_in(realm_access={"roles": ["offline_access", *realm_roles]})


def assigned(role):
    person = User.objects.get(subject="7d5c1f7e")
    return assign_platform_role(person, role, by=SYSTEM, post="Chi cục trưởng")


def later(seconds):
    return time_machine.travel(clock.now() + timedelta(seconds=seconds), tick=False)


def test_a_first_login_makes_a_person_without_any_role(visitor):
    assert come(visitor, "overseer", "operator").status_code == 302
    person = User.objects.get(subject="7d5c1f7e")
    assert not PlatformRole.objects.filter(person=person).exists()
    assert visitor.get("/").status_code == 403
    assert "operator" not in said(visitor.get("/"))


@pytest.mark.parametrize(
    ("realm", "given", "status"),
    [
        (["overseer"], [Role.OVERSEER], 200),
        ([], [Role.OVERSEER], 403),
        (["overseer"], [], 403),
        (["operator"], [Role.OVERSEER], 403),
        (["overseer"], [Role.OPERATOR], 403),
        (["overseer", "operator"], [Role.OVERSEER, Role.OPERATOR], 200),
        (["OVERSEER"], [Role.OVERSEER], 403),
    ],
)
def test_both_must_say_so(visitor, realm, given, status):
    come(visitor)
    for role in given:
        assigned(role)
    come(visitor, *realm)
    assert visitor.get("/").status_code == status


def test_the_page_says_which_word_is_missing(visitor):
    come(visitor)
    assigned(Role.OVERSEER)
    page = said(visitor.get("/"))
    assert "“overseer”" in page
    assert "Đề nghị đơn vị vận hành" in page


@pytest.mark.parametrize("host", [HOST, "operator.test"])
def test_an_operator_is_told_so_on_every_host_of_the_province(idp, host):
    connection.set_schema_to_public()
    visitor = Traveller(idp, host)
    come(visitor)
    assigned(Role.OPERATOR)
    come(visitor)
    assert "“operator”" in said(visitor.get("/"))


def test_an_operator_comes_to_the_console_by_both_words(idp):
    connection.set_schema_to_public()
    visitor = Traveller(idp, "operator.test")
    come(visitor)
    assigned(Role.OPERATOR)
    come(visitor, "operator")
    assert visitor.get("/").status_code == 200


def test_a_librarian_and_an_operator_come_to_what_is_theirs(visitor):
    come(visitor)
    assigned(Role.LIBRARIAN)
    come(visitor, "librarian")
    assert visitor.get("/")["Location"] == "/library/"
    assert visitor.get("/library/").status_code == 200


def test_a_role_that_the_realm_takes_back_is_gone_within_a_minute(visitor):
    come(visitor)
    assigned(Role.OVERSEER)
    come(visitor, "overseer")
    assert visitor.get("/").status_code == 200
    visitor.idp.now["7d5c1f7e"] = {"realm_access": {"roles": []}}
    with later(50):
        assert visitor.get("/").status_code == 403


def test_a_role_that_the_realm_gives_counts_within_a_minute(visitor):
    come(visitor)
    assigned(Role.OVERSEER)
    assert visitor.get("/").status_code == 403
    visitor.idp.now["7d5c1f7e"] = {"realm_access": {"roles": ["overseer"]}}
    with later(50):
        assert visitor.get("/").status_code == 200


def test_an_assignment_that_ended_is_worth_nothing_whatever_the_realm_says(visitor):
    come(visitor)
    row = assigned(Role.OVERSEER)
    PlatformRole.objects.filter(pk=row.pk).update(
        start=clock.today() - timedelta(days=9), end=clock.today() - timedelta(days=1)
    )
    come(visitor, "overseer")
    assert visitor.get("/").status_code == 403


def test_a_realm_role_is_worth_nothing_inside_an_agency(idp, alpha):
    browser = Traveller(idp)
    come(browser, "overseer", "operator", "admin", "top_management")
    assert browser.get("/organization/").status_code == 403


def test_by_password_the_assignment_alone_counts(visitor, settings):
    settings.OIDC_ISSUER = ""
    person = User.objects.create(username="giam.sat", full_name="Võ Thị Ánh Tuyết")
    assign_platform_role(person, Role.OVERSEER, by=SYSTEM)
    browser = Traveller(visitor.idp, HOST).enter(person)
    assert browser.get("/").status_code == 200
