"""The public holidays of Việt Nam, kept by the library `holidays`.

Bộ luật Lao động 2019, Điều 112, with days moved by the yearly official notices; a holiday on a
weekend is made up on a working day beside it (Điều 111 khoản 3). Years that were not announced yet
follow the rule and may still be moved: such days are given to the `Calendar` as data.
"""

from datetime import date
from functools import cache

from holidays import HolidayBase, country_holidays


def holiday_name(day: date) -> str:
    """The name of the public holiday in Vietnamese, "" if the day is none."""
    return str(_year(day.year).get(day) or "")


def is_working_day(day: date) -> bool:
    """Monday to Friday without holidays, and the weekend days worked in exchange for a day off."""
    return bool(_year(day.year).is_working_day(day))


@cache
def _year(year: int) -> HolidayBase:
    """One year at a time and never grown afterwards, so that threads may share it."""
    return country_holidays("VN", years=year, expand=False, language="vi")
