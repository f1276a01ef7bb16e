"""Dates as 20/11/2026, numbers as 1.234,5, whatever the language of the page."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from kernel import clock
from kernel.ui import formats


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        (1284, None, "1.284"),
        (0, None, "0"),
        (98.6, None, "98,6"),
        (98.6, 2, "98,60"),
        (Decimal("1234567.895"), None, "1.234.567,9"),
        (Decimal("2.50"), None, "2,5"),
        (Decimal("100"), None, "100"),
        (-1234.5, 1, "-1.234,5"),
        (None, None, ""),
    ],
)
def test_a_number_has_dots_for_thousands_and_a_comma_for_decimals(value, places, text):
    assert formats.number_text(value, places) == text


@given(st.integers(min_value=-(10**15), max_value=10**15))
def test_no_digit_of_a_whole_number_is_lost(number):
    assert int(formats.number_text(number).replace(".", "")) == number


def test_an_instant_is_shown_by_the_clock_of_viet_nam():
    moment = datetime(2026, 11, 20, 18, 30, tzinfo=UTC)
    assert formats.datetime_text(moment) == "21/11/2026, 01:30"
    assert formats.date_text(moment) == "21/11/2026"
    assert formats.time_text(moment) == "01:30"


def test_a_date_stays_the_date_it_is():
    assert formats.date_text(date(2026, 7, 1)) == "01/07/2026"
    assert formats.date_text(None) == ""


def test_the_day_of_the_week_fits_into_a_sentence():
    with translation.override("vi"):
        assert formats.weekday_text(date(2026, 11, 20)) == "thứ Sáu"
        assert formats.weekday_text(date(2026, 11, 22)) == "Chủ Nhật"


@pytest.mark.parametrize(
    ("day", "text"), [(18, "chậm 2 ngày"), (20, "hôm nay"), (24, "còn 4 ngày")]
)
def test_how_far_a_date_is_is_said_from_today(day, text):
    with clock.at(date(2026, 11, 20)), translation.override("vi"):
        assert formats.due_text(date(2026, 11, day)) == text


@pytest.mark.parametrize(
    ("size", "text"), [(900, "900 B"), (1536, "1,5 kB"), (20 << 20, "20 MB"), (None, "")]
)
def test_a_size_is_said_in_the_unit_people_know(size, text):
    assert formats.size_text(size) == text
