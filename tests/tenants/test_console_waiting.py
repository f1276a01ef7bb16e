"""At the province's door an operator says who it is that waits."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import translation

from accounts.models import LinkRequest, User
from accounts.sso import answers
from accounts.sso.arrivals import arrive
from kernel import clock
from kernel.permissions import SYSTEM, Role
from kernel.refusals import NotPermitted
from kernel.trail.models import Event
from oversight.models import PlatformRole
from oversight.services import create_platform_person
from tenants.permissions import OPERATE
from tests.apps.organization.test_at_the_door import identity
from tests.conftest import HouseClient


def person(username, *roles):
    return create_platform_person(
        username=username, full_name="Nguyễn Văn An", password=None, roles=roles, by=SYSTEM
    )


@pytest.fixture
def operator(public, beta):
    connection.set_schema_to_public()
    return person("van.hanh", Role.OPERATOR)


@pytest.fixture
def here(operator):
    """An overseer of before, under the same user name."""
    return person("an.nguyen", Role.OVERSEER)


@pytest.fixture
def asking(here):
    return arrive(identity()).waiting


@pytest.fixture
def console(operator):
    return HouseClient("operator.test").enter(operator)


def test_both_sides_are_shown_with_the_role_that_would_be_handed_over(console, asking, here):
    assert "1 người đang chờ" in console.get("/").content.decode()
    page = console.get("/waiting/").content.decode()
    with translation.override("vi"):
        assert str(Role.OVERSEER.label) in page
    assert here.username in page


def test_the_same_person_comes_in_and_the_realm_must_still_confirm_the_role(
    console, operator, asking, here
):
    console.post(f"/waiting/{asking.pk}/same/", {"seen": ""})
    arrived = arrive(identity()).person
    assert arrived == here
    assert Event.objects.get(action="accounts.link").actor_id == operator.pk
    arrived.realm_roles = frozenset()
    assert not arrived.authority.grants


def test_who_answers_proves_who_it_is(console, asking):
    with clock.at(clock.now() + timedelta(minutes=6)):
        answer = console.post(f"/waiting/{asking.pk}/same/", {"seen": ""})
        assert answer["Location"].startswith("/confirm/?act=")
        assert console.get(answer["Location"]).status_code == 200
    assert LinkRequest.objects.exists()


def test_a_different_person_has_no_role(console, asking, here):
    console.post(f"/waiting/{asking.pk}/another/")
    arrived = arrive(identity()).person
    assert arrived not in (None, here)
    assert not PlatformRole.objects.filter(person=arrived).exists()


def test_who_is_refused_may_ask_again(console, asking):
    console.post(f"/waiting/{asking.pk}/refuse/")
    assert not User.objects.filter(subject="an-1").exists()
    assert arrive(identity()).waiting is not None


def test_nobody_but_an_operator_answers(asking, here):
    other = HouseClient("operator.test").enter(here)
    assert other.get("/waiting/").status_code == 403
    for answer in ("same", "another", "refuse"):
        assert other.post(f"/waiting/{asking.pk}/{answer}/").status_code == 403
    for verb in (answers.let_in_as_new, answers.turn_away):
        with pytest.raises(NotPermitted):
            verb(asking, right=OPERATE, by=here)
    with pytest.raises(NotPermitted):
        answers.let_in_as_known(asking, seen="", right=OPERATE, by=here)
    assert LinkRequest.objects.count() == 1


def test_a_request_of_an_agency_is_not_there(console, asking, alpha):
    inside = LinkRequest.objects.create(
        subject="trong",
        full_name="An",
        person=User.objects.first() or _somebody(),
        asked_at=clock.now(),
    )
    connection.set_schema_to_public()
    assert console.post(f"/waiting/{inside.pk}/another/").status_code == 404


def _somebody():
    return User.objects.create(username="ai.do", full_name="Ai Đó")
