"""A suspended agency: whoever is in is out, and nobody comes in, at once and in every process."""

import logging

import pytest
from django_tenants.utils import tenant_context

from accounts.models import Session, User
from tenants import middleware
from tenants.models import Agency
from tenants.services import resume_agency, suspend_agency
from tests.accounts.sso.conftest import Traveller, idp, traveller
from tests.conftest import HouseClient
from tests.factories import make_person

__all__ = ["idp", "traveller"]

PASSWORD = "mat-khau-dai-14-ky-tu"


@pytest.fixture(autouse=True)
def hushed():
    logging.disable(logging.WARNING)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture
def suspend(alpha):
    """Suspended by another process: this one believes for a minute that alpha is open."""

    def act():
        believed = Agency.objects.get(pk=alpha.pk)
        suspend_agency(Agency.objects.get(pk=alpha.pk), why="Sáp nhập")
        middleware._known["alpha.test"] = (middleware.monotonic() + 60, believed)

    yield act
    middleware.forget_hosts()


def is_in(browser):
    return browser.get("/notices/").status_code == 200


def test_whoever_is_in_is_out_and_the_neighbour_stays(traveller, beta, suspend):
    traveller.log_in(member_of=["alpha", "beta"])
    neighbour = Traveller(traveller.idp, "beta.test")
    neighbour.log_in(member_of=["alpha", "beta"])
    assert is_in(traveller)
    suspend()
    assert not is_in(traveller)
    assert is_in(neighbour)
    with tenant_context(Agency.objects.get(slug="alpha")):
        assert not Session.objects.exists()


def test_no_session_is_refreshed_at_the_provider(traveller, suspend, settings):
    settings.CHUAN_CHECKED_FOR = 0
    traveller.log_in()
    suspend()
    traveller.idp.asked.clear()
    assert not is_in(traveller)
    assert traveller.idp.asked == []


def test_a_login_that_had_begun_ends_at_the_closed_door(traveller, suspend):
    back = traveller.pass_by(traveller.idp.log_in(traveller.leave()))
    suspend()
    answer = traveller.come(back)
    assert answer.status_code == 403
    assert "Sáp nhập" in answer.content.decode()
    assert not User.objects.filter(subject="7d5c1f7e").exists()


def test_none_begins(traveller, suspend):
    suspend()
    assert traveller.get("/sso/login/").status_code == 403


def test_none_by_password_either(alpha, suspend):
    person = make_person(username="an.nguyen")
    person.set_password(PASSWORD)
    person.save()
    suspend()
    browser = HouseClient("alpha.test")
    answer = browser.post("/login/", {"username": "an.nguyen", "password": PASSWORD})
    assert answer.status_code == 403
    assert not Session.objects.exists()


def test_resumed_one_comes_in_by_a_new_login_and_not_by_the_old_session(traveller, alpha, suspend):
    traveller.log_in()
    suspend()
    resume_agency(Agency.objects.get(pk=alpha.pk))
    assert not is_in(traveller)
    traveller.log_in()
    assert is_in(traveller)
