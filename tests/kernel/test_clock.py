"""The one clock: days are Việt Nam's, and a moved clock moves nobody else's."""

import threading
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernel import clock
from kernel.clock import HANOI

DAYS = st.dates(date(1990, 1, 1), date(2090, 1, 1))
INSTANTS = st.datetimes(
    datetime(1990, 1, 1), datetime(2090, 1, 1), timezones=st.sampled_from([UTC, HANOI])
)


def test_now_is_an_instant_in_utc_and_moves_on():
    first, second = clock.now(), clock.now()
    assert first.tzinfo is UTC
    assert first <= second <= first + timedelta(minutes=5)
    assert abs(first - datetime.now(UTC)) < timedelta(minutes=5)


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        ("2026-11-20T16:59:59.999999+00:00", date(2026, 11, 20)),
        ("2026-11-20T17:00:00+00:00", date(2026, 11, 21)),
        ("2026-11-21T00:00:00+07:00", date(2026, 11, 21)),
        ("2026-12-31T17:00:00+00:00", date(2027, 1, 1)),
    ],
)
def test_the_day_begins_at_midnight_in_viet_nam(instant, day):
    with clock.at(datetime.fromisoformat(instant)):
        assert clock.today() == day


@given(DAYS)
def test_a_bare_day_is_its_morning(day):
    with clock.at(day):
        assert clock.today() == day
        assert clock.now().astimezone(HANOI).hour == 9


@given(INSTANTS)
def test_the_moment_is_the_one_it_was_moved_to(moment):
    with clock.at(moment):
        assert clock.now() == moment
        assert clock.now().tzinfo is UTC
        start, end = clock.day(clock.today())
        assert start <= clock.now() < end


@given(DAYS)
def test_days_lie_side_by_side_without_gap_or_overlap(day):
    start, end = clock.day(day)
    assert end - start == timedelta(days=1)
    assert clock.day(day + timedelta(days=1))[0] == end
    assert start.astimezone(timezone(timedelta(hours=7))).date() == day


@given(st.lists(DAYS, min_size=1, max_size=5))
def test_moves_within_moves_are_undone_in_their_order(days):
    before = clock.today()

    def move(rest):
        if not rest:
            return
        with clock.at(rest[0]):
            assert clock.today() == rest[0]
            move(rest[1:])
            assert clock.today() == rest[0]

    move(days)
    assert clock.today() == before


def test_an_error_gives_the_clock_back():
    with pytest.raises(ZeroDivisionError), clock.at(date(2001, 1, 1)):
        raise ZeroDivisionError
    assert clock.today().year > 2001


def test_another_thread_lives_in_its_own_time():
    seen = []
    with clock.at(date(2001, 1, 1)):
        other = threading.Thread(target=lambda: seen.append(clock.today()))
        other.start()
        other.join()
    assert seen[0].year > 2001
