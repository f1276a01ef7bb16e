"""So many months later: one way to count, in Python and in PostgreSQL."""

from datetime import date, timedelta

import pytest
from django.db import connection

from kernel.calendar import add_months


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 1, 31), 12, date(2027, 1, 31)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 11, 21), 1, date(2026, 12, 21)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 5, 5), 0, date(2026, 5, 5)),
    ],
)
def test_it_is_the_same_day_or_the_last_of_a_shorter_month(day, months, later):
    assert add_months(day, months) == later


def test_the_database_counts_every_day_of_four_years_as_we_do(db):
    days = [date(2023, 7, 1) + timedelta(days=n) for n in range(4 * 365)]
    asked = "SELECT CAST(d + make_interval(months => %s) AS date) FROM unnest(%s) d ORDER BY d"
    with connection.cursor() as cursor:
        for months in (1, 6, 11, 12, 24, 36):
            cursor.execute(asked, [months, days])
            counted = [row[0] for row in cursor.fetchall()]
            assert counted == [add_months(day, months) for day in days]
