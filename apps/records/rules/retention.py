"""How long records are kept and when they leave; rules over dates alone.

Years are counted from the year in which the work ends (TT 10/2022/TT-BNV): what is kept n years is
kept through 31/12 of that year + n. What is kept long enough goes to the archive of the agency
within a year after the work ended (NĐ 30/2020/NĐ-CP, Điều 30).
"""

from dataclasses import dataclass
from datetime import MAXYEAR, date, timedelta
from typing import Final

from kernel.calendar import add_months


@dataclass(frozen=True)
class Terms:
    """The numbers as an agency laid them down; the defaults are those of the law.

    `least_years`: what is kept at least so long goes to the archive. `months`: within which it is
    handed over. `soon_days`: how long before a day its keeper is told. `more_years`: how long at
    most a unit keeps it after that day, with a consent in writing (NĐ 30/2020/NĐ-CP, Điều 30–31).
    """

    least_years: int = 5
    months: int = 12
    soon_days: int = 60
    more_years: int = 2


USUAL: Final = Terms()
DAY: Final = timedelta(days=1)


def kept_through(ended_on: date, years: int | None) -> date | None:
    """The last day on which it must be kept; None for ever."""
    if years is None or ended_on.year + years >= MAXYEAR:
        return None
    return date(ended_on.year + years, 12, 31)


def destroyed_from(ended_on: date, years: int | None) -> date | None:
    """The first day on which it may be put on a list for destruction; None never."""
    last = kept_through(ended_on, years)
    return last + DAY if last else None


def is_over(ended_on: date, years: int | None, on: date) -> bool:
    """Whether it may be destroyed by this day."""
    first = destroyed_from(ended_on, years)
    return first is not None and first <= on


def goes_to_archive(years: int | None, terms: Terms = USUAL) -> bool:
    """Whether what is kept that long is handed over; None is for ever."""
    return years is None or years >= terms.least_years


def hand_over_by(
    ended_on: date, years: int | None, terms: Terms = USUAL, stays_until: date | None = None
) -> date | None:
    """The last day to hand it over; None where it stays with the unit.

    `stays_until` is the day to which a consent puts it off.
    """
    if not goes_to_archive(years, terms) or ended_on.year + terms.months // 12 + 1 > MAXYEAR:
        return None
    day = add_months(ended_on, terms.months)
    return max(day, stays_until) if stays_until else day


def put_off_to(ended_on: date, years: int | None, terms: Terms = USUAL) -> date | None:
    """The last day to which the hand-over may be put off; None where there is none."""
    day = hand_over_by(ended_on, years, terms)
    if day is None or day.year + terms.more_years > MAXYEAR:
        return day
    return add_months(day, 12 * terms.more_years)
