"""Working days: the holidays of Việt Nam, moved days, and counting there and back."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kernel.calendar import Calendar, CalendarError, holiday_name

PUBLIC = Calendar()
DAYS = st.dates(date(2024, 1, 1), date(2028, 12, 31))
EXCEPTIONS = st.lists(DAYS, max_size=8)
CALENDARS = st.builds(
    lambda free, worked: Calendar(free, set(worked) - set(free)), EXCEPTIONS, EXCEPTIONS
)
COUNTS = st.integers(-60, 60)


def _free_weekdays(year: int) -> list[str]:
    days = (date(year, 1, 1) + timedelta(days=k) for k in range(366))
    return [
        f"{day:%d/%m}"
        for day in days
        if day.year == year and day.weekday() < 5 and not PUBLIC.is_working_day(day)
    ]


def test_the_days_off_of_2025_are_those_announced() -> None:
    new_year, tet = ["01/01"], ["27/01", "28/01", "29/01", "30/01", "31/01"]
    rest = ["07/04", "30/04", "01/05", "02/05", "01/09", "02/09"]
    assert _free_weekdays(2025) == new_year + tet + rest


def test_the_days_off_of_2026_are_those_announced() -> None:
    new_year, tet = ["01/01"], ["16/02", "17/02", "18/02", "19/02", "20/02"]
    rest = ["27/04", "30/04", "01/05", "31/08", "01/09", "02/09", "24/11"]
    assert _free_weekdays(2026) == new_year + tet + rest


def test_the_days_off_of_2027_follow_the_labour_code() -> None:
    new_year, tet = ["01/01"], ["04/02", "05/02", "08/02", "09/02", "10/02"]
    rest = ["16/04", "30/04", "03/05", "02/09", "03/09", "24/11"]
    assert _free_weekdays(2027) == new_year + tet + rest


@pytest.mark.parametrize("day", [date(2024, 5, 4), date(2025, 4, 26), date(2026, 8, 22)])
def test_a_saturday_exchanged_for_a_day_off_is_worked(day: date) -> None:
    assert day.weekday() == 5
    assert PUBLIC.is_working_day(day)


def test_holidays_have_names() -> None:
    assert holiday_name(date(2026, 9, 2)) == "Quốc khánh"
    assert holiday_name(date(2026, 2, 17)) == "Tết Nguyên Đán"
    assert holiday_name(date(2026, 11, 20)) == ""


def test_days_off_and_moved_days_are_data() -> None:
    local = Calendar([date(2026, 11, 20)], [date(2026, 11, 21), date(2026, 11, 24)])
    assert not local.is_working_day(date(2026, 11, 20))
    assert local.is_working_day(date(2026, 11, 21))
    assert local.is_working_day(date(2026, 11, 24))
    assert local.add_working_days(date(2026, 11, 19), 1) == date(2026, 11, 21)


def test_a_day_cannot_be_both_off_and_worked() -> None:
    with pytest.raises(CalendarError, match="21/11/2026"):
        Calendar([date(2026, 11, 21)], [date(2026, 11, 21)])


def test_equal_calendars_are_equal_whatever_they_were_made_from() -> None:
    day = date(2026, 11, 20)
    assert Calendar([day, day]) == Calendar({day})
    assert hash(Calendar([day])) == hash(Calendar({day}))


@pytest.mark.parametrize(
    ("start", "n", "end"),
    [
        (date(2026, 11, 20), 1, date(2026, 11, 23)),
        (date(2026, 11, 20), 2, date(2026, 11, 25)),
        (date(2026, 11, 20), 0, date(2026, 11, 20)),
        (date(2026, 11, 21), 0, date(2026, 11, 23)),
        (date(2026, 11, 21), 1, date(2026, 11, 23)),
        (date(2026, 11, 23), -1, date(2026, 11, 20)),
        (date(2026, 2, 13), 3, date(2026, 2, 25)),
        (date(2026, 2, 23), -1, date(2026, 2, 13)),
        (date(2026, 12, 31), 1, date(2027, 1, 4)),
    ],
)
def test_counting_from_a_day(start: date, n: int, end: date) -> None:
    assert PUBLIC.add_working_days(start, n) == end


def test_the_day_before_and_the_day_after_do_not_count_themselves() -> None:
    assert PUBLIC.previous_working_day(date(2026, 11, 23)) == date(2026, 11, 20)
    assert PUBLIC.next_working_day(date(2026, 11, 20)) == date(2026, 11, 23)


@settings(deadline=None)
@given(CALENDARS, DAYS, COUNTS)
def test_a_deadline_is_a_working_day(calendar: Calendar, start: date, n: int) -> None:
    assert calendar.is_working_day(calendar.add_working_days(start, n))


@settings(deadline=None)
@given(CALENDARS, DAYS, COUNTS.filter(bool))
def test_counting_there_and_measuring_agree(calendar: Calendar, start: date, n: int) -> None:
    assert calendar.working_days_between(start, calendar.add_working_days(start, n)) == n


@settings(deadline=None)
@given(CALENDARS, DAYS, COUNTS)
def test_counting_there_and_back_returns_to_a_working_day(
    calendar: Calendar, start: date, n: int
) -> None:
    begun = calendar.add_working_days(start, 0)
    assert calendar.add_working_days(calendar.add_working_days(begun, n), -n) == begun


@settings(deadline=None)
@given(CALENDARS, DAYS, COUNTS, COUNTS)
def test_more_days_end_later(calendar: Calendar, start: date, n: int, m: int) -> None:
    begun = calendar.add_working_days(start, 0)
    ends = calendar.add_working_days(begun, n), calendar.add_working_days(begun, m)
    assert (n < m) == (ends[0] < ends[1])


@settings(deadline=None)
@given(CALENDARS, DAYS, DAYS)
def test_measuring_back_is_the_negative_between_working_days(
    calendar: Calendar, one: date, other: date
) -> None:
    one, other = calendar.add_working_days(one, 0), calendar.add_working_days(other, 0)
    assert calendar.working_days_between(one, other) == -calendar.working_days_between(other, one)


@settings(deadline=None)
@given(CALENDARS, DAYS)
def test_between_neighbours_nothing_is_worked(calendar: Calendar, day: date) -> None:
    before, after = calendar.previous_working_day(day), calendar.next_working_day(day)
    assert before < day < after
    between = (before + timedelta(days=k) for k in range(1, (after - before).days))
    assert not any(calendar.is_working_day(one) for one in between if one != day)
