"""How many people sign a document: a choice of the agency, told in the trail (7.5.2 c)."""

import pytest

from apps.organization.selectors import signers_needed
from kernel.permissions import Role
from kernel.trail.models import Event
from tests.conftest import HouseClient
from tests.factories import make_person

PAGE = "/organization/facts/"


@pytest.fixture
def page(alpha):
    return HouseClient("alpha.test").enter(make_person(Role.ADMIN))


def told():
    events = Event.objects.filter(action="organization.signers").order_by("id")
    return [(event.body["before"], event.body["after"]) for event in events]


def test_three_sign_until_the_agency_chooses_two(page):
    assert signers_needed() == 3
    assert page.get(PAGE).context["form"]["signers_needed"].value() == "3"
    assert page.post(PAGE, {"signers_needed": "2"}).status_code == 302
    assert signers_needed() == 2
    assert page.get(PAGE).context["form"]["signers_needed"].value() == "2"


def test_a_change_is_an_event_with_what_was_before_and_the_same_answer_is_none(page):
    for chosen in ("3", "2", "2", "3"):
        page.post(PAGE, {"signers_needed": chosen})
    assert told() == [("3", "2"), ("2", "3")]


@pytest.mark.parametrize("chosen", ["1", "4", "", "hai"])
def test_anything_else_is_refused_in_the_form(page, chosen):
    answer = page.post(PAGE, {"signers_needed": chosen})
    assert answer.status_code == 422
    assert "signers_needed" in answer.context["form"].errors
    assert signers_needed() == 3


def test_its_source_stands_beside_the_choice(page):
    assert "7.5.2 c)" in page.get(PAGE).content.decode()


def test_who_may_not_describe_the_agency_may_not_choose(alpha):
    browser = HouseClient("alpha.test").enter(make_person(Role.STAFF))
    assert browser.post(PAGE, {"signers_needed": "2"}).status_code == 403
    assert signers_needed() == 3
