"""Periods of months, counted as PostgreSQL counts them: for reviews and for evidence."""

import calendar
from datetime import date


def add_months(day: date, months: int) -> date:
    """The same day so many months later, or the last day of a month that is too short for it."""
    years, month = divmod(day.month - 1 + months, 12)
    last = calendar.monthrange(day.year + years, month + 1)[1]
    return date(day.year + years, month + 1, min(day.day, last))
