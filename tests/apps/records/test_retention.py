"""How long records are kept: every rule over every day, leap years and all."""

import calendar
from datetime import MAXYEAR, date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from apps.records.rules.retention import (
    Terms,
    destroyed_from,
    goes_to_archive,
    hand_over_by,
    is_over,
    kept_through,
    put_off_to,
)

DAYS = st.dates(date(1950, 1, 1), date(2300, 12, 31))
YEARS = st.integers(0, 150)
MONTHS = st.integers(1, 60)
LEAP = date(2024, 2, 29)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("ended_on", "years", "last"),
    [
        (date(2026, 1, 1), 2, date(2028, 12, 31)),
        (date(2026, 12, 31), 2, date(2028, 12, 31)),
        (LEAP, 5, date(2029, 12, 31)),
        (LEAP, 4, date(2028, 12, 31)),
        (date(2026, 6, 30), 0, date(2026, 12, 31)),
        (date(2026, 6, 30), None, None),
        (date(2026, 6, 30), MAXYEAR, None),
    ],
)
def test_it_is_kept_through_the_end_of_the_year_its_years_lead_to(ended_on, years, last):
    assert kept_through(ended_on, years) == last
    assert destroyed_from(ended_on, years) == (last + DAY if last else None)


@given(DAYS, YEARS)
@example(LEAP, 4)
def test_years_count_from_the_year_the_work_ends_whatever_the_day(ended_on, years):
    first = destroyed_from(ended_on, years)
    assert (first.month, first.day, first.year) == (1, 1, ended_on.year + years + 1)
    assert first == destroyed_from(ended_on.replace(month=1, day=1), years)
    assert (first - kept_through(ended_on, years)) == DAY
    assert kept_through(ended_on, years) >= ended_on


@given(DAYS, YEARS, DAYS)
@example(LEAP, 0, date(2024, 12, 31))
@example(LEAP, 0, date(2025, 1, 1))
def test_over_is_over_from_that_day_on_and_never_before(ended_on, years, on):
    assert is_over(ended_on, years, on) == (on >= destroyed_from(ended_on, years))
    assert is_over(ended_on, years, on) == (on > kept_through(ended_on, years))


@given(DAYS, DAYS)
def test_for_ever_is_never_over(ended_on, on):
    assert not is_over(ended_on, None, on)
    assert not is_over(ended_on, MAXYEAR, on)


@given(DAYS, YEARS, YEARS, DAYS)
def test_who_keeps_longer_never_destroys_earlier(ended_on, years, more, on):
    if is_over(ended_on, years + more, on):
        assert is_over(ended_on, years, on)


@given(DAYS, st.none() | YEARS, st.integers(0, 20), MONTHS)
@example(LEAP, 5, 5, 12)
@example(LEAP, None, 5, 48)
def test_what_is_kept_long_is_handed_over_within_its_months(ended_on, years, least, months):
    terms = Terms(least_years=least, months=months)
    day = hand_over_by(ended_on, years, terms)
    assert (day is None) == (years is not None and years < least)
    assert (day is not None) == goes_to_archive(years, terms)
    if day is not None:
        there = ended_on.year * 12 + ended_on.month - 1 + months
        assert day.year * 12 + day.month - 1 == there
        last = calendar.monthrange(day.year, day.month)[1]
        assert day.day == min(ended_on.day, last)


def test_a_year_after_the_29th_of_february_is_the_28th():
    assert hand_over_by(LEAP, 5) == date(2025, 2, 28)
    assert hand_over_by(LEAP, None, Terms(months=48)) == date(2028, 2, 29)
    assert hand_over_by(date(2025, 12, 31), 4) is None


def test_the_defaults_are_those_of_the_law():
    assert (Terms().least_years, Terms().months) == (5, 12)


@given(DAYS, st.none() | YEARS, MONTHS, st.integers(1, 10), DAYS)
@example(LEAP, None, 12, 2, date(2027, 2, 28))
def test_a_consent_puts_the_day_off_and_never_brings_it_forward(ended_on, years, months, more, to):
    terms = Terms(months=months, more_years=more)
    usual = hand_over_by(ended_on, years, terms)
    later = hand_over_by(ended_on, years, terms, to)
    last = put_off_to(ended_on, years, terms)
    if usual is None:
        assert (later, last) == (None, None)
        return
    assert later == max(usual, to)
    assert (last.year, last.month) == (usual.year + more, usual.month)
    assert last.day in (usual.day, 28)
