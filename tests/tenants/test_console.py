"""The operator's host: which agencies there are and how they stand, and nothing of theirs."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection
from django_tenants.utils import tenant_context

from accounts.models import Session
from kernel import clock
from kernel.permissions import SYSTEM, Role
from kernel.trail.models import Event
from oversight.services import create_platform_person
from tenants.middleware import forget_hosts
from tenants.models import Agency
from tests.conftest import HouseClient


@pytest.fixture
def operator(public, beta):
    connection.set_schema_to_public()
    return _person("van.hanh", Role.OPERATOR)


def _person(username, role):
    return create_platform_person(
        username=username, full_name="Bùi Văn Hành", password=None, roles=[role], by=SYSTEM
    )


@pytest.fixture
def console(operator):
    forget_hosts()
    return HouseClient("operator.test").enter(operator)


def test_every_agency_stands_there_with_its_state(console):
    page = console.get("/").content.decode()
    assert "alpha.test" in page
    assert "beta.test" in page
    assert "đang dùng" in page


def test_the_list_narrows_to_words_and_to_a_state(console):
    assert [a.slug for a, *_more in console.get("/", {"q": "beta"}).context["rows"]] == ["beta"]
    assert console.get("/", {"state": "suspended"}).context["rows"] == []


def test_an_agency_is_suspended_for_a_reason_and_opened_again(console, operator, beta):
    refused = console.post("/agencies/beta/suspend/", {"why": " "})
    assert refused.status_code == 422
    answer = console.post("/agencies/beta/suspend/", {"why": "Sáp nhập vào phường Tân Hải"})
    assert answer.status_code == 302
    assert "Sáp nhập vào phường Tân Hải" in console.get("/").content.decode()
    assert HouseClient("beta.test").get("/login/").status_code == 403
    assert console.get("/agencies/beta/suspend/").status_code == 404  # it is already
    console.post("/agencies/beta/resume/")
    assert HouseClient("beta.test").get("/login/").status_code == 200
    acts = Event.objects.filter(action__startswith="tenants.").order_by("at")
    assert [(e.action, e.actor_id) for e in acts] == [
        ("tenants.suspend", operator.pk),
        ("tenants.resume", operator.pk),
    ]
    assert acts[0].body["capacity"] == {"role": "operator", "unit": ""}


def test_who_is_in_is_out(console, beta):
    with tenant_context(beta):
        Session.objects.create(
            session_key="k1", session_data="", expire_date=clock.now() + timedelta(hours=1)
        )
    console.post("/agencies/beta/suspend/", {"why": "Sáp nhập"})
    with tenant_context(beta):
        assert not Session.objects.exists()


def test_shutting_an_agency_asks_for_a_fresh_proof(console, beta):
    with clock.at(clock.now() + timedelta(minutes=settings.CHUAN_STEP_UP_MINUTES + 1)):
        answer = console.post("/agencies/beta/suspend/", {"why": "Sáp nhập"})
    assert answer["Location"].startswith("/confirm/")
    connection.set_schema_to_public()
    assert Agency.objects.get(slug="beta").suspended_on is None


@pytest.mark.parametrize("role", [Role.OVERSEER, Role.INSPECTOR, Role.LIBRARIAN])
def test_nobody_else_of_the_province_gets_in(operator, role):
    browser = HouseClient("operator.test").enter(_person("khac.vai", role))
    assert browser.get("/").status_code == 403
    assert browser.post("/agencies/beta/suspend/", {"why": "Vì"}).status_code == 403


def test_an_operator_reads_nothing_of_an_agency(console, operator):
    """The console's cookie is nobody at an agency, and the portal shows an operator no evidence."""
    cookie = console.cookies[settings.SESSION_COOKIE_NAME].value
    browser = HouseClient("beta.test")
    browser.cookies[settings.SESSION_COOKIE_NAME] = cookie
    assert browser.get("/")["Location"].startswith("/login/")


def test_no_list_asks_more_for_more_agencies(console, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        console.get("/")
