"""What an agency tells the province: states, reasons and days, in the order they came about."""

from datetime import date, timedelta

import pytest
from django.db import connection, transaction

from apps.compliance import services
from apps.compliance.models import ClauseStatus, PublicationHead, State
from apps.compliance.selectors import leaves
from kernel import clock
from kernel.outbox.models import Message
from kernel.permissions import Role
from oversight.models import AgencyCard, ClauseCell
from tests.apps.compliance.making import deliver, policy, state
from tests.at_once import at_once, held
from tests.factories import make_person, make_team

DAY = date(2026, 11, 20)


@pytest.fixture(autouse=True)
def today():
    with clock.at(DAY):
        yield


@pytest.fixture
def team(alpha):
    return make_team()


def messages():
    return list(Message.objects.filter(topic="oversight.publish").order_by("id"))


def test_an_agency_that_has_only_its_administrator_says_nothing(alpha):
    make_person(Role.ADMIN)
    services.recompute()
    assert not messages()


def test_every_computation_is_published_under_the_next_number(team):
    for _time in range(2):
        services.recompute()
    one, two = (message.body for message in messages())
    assert (two["epoch"], two["seq"]) == (one["epoch"], one["seq"] + 1)
    assert one["as_of"] == clock.now().isoformat()
    assert one["body"] == two["body"]
    assert set(one["body"]["clauses"]) == set(leaves())


def test_the_province_reads_the_moment_it_was_computed_and_not_the_night_before(team, alpha):
    with clock.at(clock.now() + timedelta(hours=5, minutes=12)):
        services.recompute()
        deliver()
        computed = clock.now()
    assert AgencyCard.objects.get(agency=alpha.pk).as_of == computed


def test_only_state_reasons_and_days_leave_the_agency(team):
    policy(team)
    services.recompute()
    told = messages()[-1].body["body"]["clauses"]
    fields = {"state", "since", "reasons", "green_when", "valid_until"}
    assert {frozenset(clause) for clause in told.values()} == {frozenset(fields)}
    text = str(told)
    for kept in ("Lê Thị Minh Hạnh", "Quy định cách tiếp công dân", "CSCL"):
        assert kept not in text


def test_it_goes_with_what_it_tells_of_or_not_at_all(team):
    def compute_and_break():
        with transaction.atomic():
            services.recompute()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        compute_and_break()
    assert not messages()
    assert not PublicationHead.objects.exists()


def test_issuing_turns_the_cell_of_the_province_green_by_itself(team, alpha):
    services.recompute()
    deliver()
    cell = {"agency": alpha.pk, "clause": "5.2"}
    assert ClauseCell.objects.get(**cell).state == State.GAP
    policy(team)
    deliver()
    assert state("5.2.2") == State.OK
    assert ClauseCell.objects.get(**cell).state == State.OK


def test_two_computations_at_once_follow_one_another(fresh_database):
    from tenants.models import Agency

    connection.set_tenant(Agency.objects.get(slug="alpha"))
    make_team()
    services.recompute()
    ClauseStatus.objects.all().delete()
    head = PublicationHead.objects.get()
    outcomes = at_once(services.recompute, services.recompute, holding=held(head))
    assert sorted(outcomes) == [0, len(leaves())]
    numbers = [m.body["seq"] for m in Message.objects.filter(topic="oversight.publish")]
    assert sorted(numbers) == [1, 2, 3]
