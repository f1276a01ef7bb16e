"""A person of several houses goes from one to the other without a password."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
import time_machine
from django_tenants.utils import tenant_context

from accounts.models import User
from apps.organization.models import RoleAssignment
from apps.organization.services import assign_role
from kernel import clock
from kernel.permissions import SYSTEM, Role
from tenants.models import Agency, Arrival
from tests.accounts.sso.conftest import Traveller
from tests.accounts.sso.test_login import is_in, said

BOTH = ["alpha", "beta"]


def later(seconds):
    return time_machine.travel(clock.now() + timedelta(seconds=seconds), tick=False)


@pytest.fixture
def there(idp, beta):
    """The same person, at the neighbour, in the same browser session of the provider."""
    browser = Traveller(idp, "beta.test")
    browser.log_in(member_of=BOTH)
    return browser


def houses(browser):
    page = said(browser.get("/account/"))
    links = [part.split('"')[0] for part in page.split('href="')]
    return [link for link in links if "/sso/login/" in link and link.startswith("http")]


def test_the_menu_names_the_other_houses_and_not_this_one(traveller, there):
    traveller.log_in(member_of=BOTH)
    assert houses(traveller) == ["http://beta.test/sso/login/?next=/"]
    assert "Chuyển cơ quan" in said(traveller.get("/account/"))


def test_a_house_that_came_later_is_named_within_a_minute(traveller, there):
    assert houses(there) == []
    assert "Chuyển cơ quan" not in said(there.get("/account/"))
    traveller.log_in(member_of=BOTH)
    with later(50):
        assert houses(there) == ["http://alpha.test/sso/login/?next=/"]


def test_one_switches_by_the_session_of_the_provider(traveller, there):
    traveller.log_in(member_of=BOTH)
    (address,) = houses(traveller)
    parts = urlsplit(address)
    other = Traveller(traveller.idp, parts.hostname)
    away = other.get(f"{parts.path}?{parts.query}")["Location"]
    assert "max_age" not in away
    assert "prompt" not in away
    assert "organization%3Abeta" in away
    back = other.come(other.pass_by(traveller.idp.log_in(away, member_of=BOTH)))
    assert back["Location"] == "/"
    assert is_in(other)
    assert is_in(traveller)


def test_a_right_of_one_house_is_none_of_the_other(traveller, there, beta):
    traveller.log_in(member_of=BOTH)
    assign_role(User.objects.get(subject="7d5c1f7e"), Role.ADMIN, by=SYSTEM)
    assert traveller.get("/organization/people/new/").status_code == 200
    assert there.get("/organization/people/new/").status_code == 403
    with tenant_context(beta):
        assert not RoleAssignment.objects.filter(person__subject="7d5c1f7e").exists()


def test_a_house_that_was_left_is_asked_and_refuses(traveller, there):
    traveller.log_in(member_of=BOTH)
    assert houses(traveller)
    other = Traveller(traveller.idp, "beta.test")
    assert other.log_in(member_of=["alpha"]).status_code == 403
    with later(50):
        assert houses(traveller) == []
    with later(100):
        other.log_in(member_of=BOTH)
        assert houses(traveller) == ["http://beta.test/sso/login/?next=/"]


def test_a_suspended_house_is_not_named(traveller, there):
    Agency.objects.filter(slug="beta").update(suspended_on=clock.today())
    traveller.log_in(member_of=BOTH)
    assert houses(traveller) == []


def test_somebody_else_s_houses_are_not_named(traveller, there):
    traveller.log_in(sub="khac", preferred_username="khac", email="khac@x.vn", sid="phien-9")
    assert houses(traveller) == []


def test_coming_twice_is_having_come_once(traveller):
    traveller.log_in()
    traveller.log_in()
    assert Arrival.objects.filter(subject="7d5c1f7e").count() == 1


class TestWhoIsMoved:
    def test_who_is_taken_out_of_the_organization_is_out_here_within_a_minute(
        self, traveller, there
    ):
        traveller.log_in(member_of=BOTH)
        traveller.idp.now["7d5c1f7e"] = {"organization": ["beta"]}
        with later(50):
            assert not is_in(traveller)
            assert is_in(there)

    def test_tokens_that_come_for_somebody_else_end_the_session(self, traveller):
        traveller.log_in()
        traveller.idp.now["7d5c1f7e"] = {"sub": "khac"}
        with later(50):
            assert not is_in(traveller)
