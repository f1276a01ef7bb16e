"""Who asks too often is told when to go on, and takes nothing from anybody else."""

import pytest
from django.core.cache import cache

from kernel.problems import MEDIA
from tests.api.conftest import System

ME = "/api/v1/me/"


@pytest.fixture(autouse=True)
def few(settings):
    settings.CHUAN_API_RATES = {"person": "3/min", "stranger": "2/min"}
    cache.clear()
    yield
    cache.clear()


def statuses(client, times):
    return [client.get(ME).status_code for _time in range(times)]


def test_it_is_told_how_long_to_wait(system):
    assert statuses(system, 4) == [200, 200, 200, 429]
    answer = system.get(ME)
    assert answer["Content-Type"] == MEDIA
    assert 0 < int(answer["Retry-After"]) <= 61
    assert "Retry-After" in answer.json()["detail"]


def test_each_connection_is_counted_by_itself(connected, secretary):
    """Also two of one person."""
    first, second = connected(secretary), connected(secretary)
    assert statuses(first, 4)[-1] == 429
    assert statuses(second, 3) == [200, 200, 200]


def test_a_person_is_not_held_up_by_a_system_that_acts_for_him(connected, secretary, client):
    assert statuses(connected(secretary), 4)[-1] == 429
    client.enter(secretary)
    assert statuses(client, 3) == [200, 200, 200]


def test_a_stranger_takes_nothing_from_anybody(system, alpha):
    stranger = System("alpha.test")
    assert statuses(stranger, 3) == [401, 401, 429]
    assert statuses(System("alpha.test", "chuan_x"), 1) == [429]
    assert statuses(system, 3) == [200, 200, 200]


def test_who_tries_tokens_is_counted_as_a_stranger(alpha):
    tried = [System("alpha.test", f"chuan_{n}").get(ME).status_code for n in range(4)]
    assert tried == [401, 401, 429, 429]


def test_a_made_up_forwarded_address_makes_no_other_stranger(alpha):
    """The last one is what our proxy says."""
    tried = [
        System("alpha.test").get(ME, HTTP_X_FORWARDED_FOR=f"10.0.0.{n}, 203.0.113.9").status_code
        for n in range(3)
    ]
    assert tried == [401, 401, 429]


def test_what_is_refused_counts_too(connected, secretary):
    system = connected(secretary)
    bad = [system.send("POST", "documents/", {}).status_code for _time in range(4)]
    assert bad == [422, 422, 422, 429]


def test_two_agencies_count_apart(connected, secretary, beta):
    assert statuses(System("alpha.test"), 3)[-1] == 429
    assert statuses(System("beta.test"), 1) == [401]
