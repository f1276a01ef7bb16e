"""Counting in working days, forwards and backwards."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.utils.translation import gettext as _

from kernel.calendar import public_holidays

DAY: Final = timedelta(days=1)


class CalendarError(ValueError):
    """The exceptions of a calendar contradict each other; the message is a sentence."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """The public holidays with the exceptions of a province or an agency.

    `extra_holidays` are days off besides the public ones; `working_saturdays` are days worked
    although they would be free: weekends in exchange for a day off, or a holiday that was moved.
    """

    extra_holidays: Collection[date] = frozenset()
    working_saturdays: Collection[date] = frozenset()

    def __post_init__(self) -> None:
        both = sorted(frozenset(self.extra_holidays) & frozenset(self.working_saturdays))
        if both:
            day = f"{both[0]:%d/%m/%Y}"
            raise CalendarError(
                _("%(day)s cannot be a day off and a working day at once.") % {"day": day}
            )
        object.__setattr__(self, "extra_holidays", frozenset(self.extra_holidays))
        object.__setattr__(self, "working_saturdays", frozenset(self.working_saturdays))

    def is_working_day(self, day: date) -> bool:
        """Whether the agency works on that day."""
        if day in self.working_saturdays:
            return True
        return day not in self.extra_holidays and public_holidays.is_working_day(day)

    def add_working_days(self, start: date, n: int) -> date:
        """The n-th working day after `start` (before it, if n is negative).

        The first day does not count; n = 0 is `start` itself or, if that is free, the next working
        day (Bộ luật Dân sự 2015, Điều 147 khoản 2 and Điều 148 khoản 5).
        """
        if n == 0:
            return start if self.is_working_day(start) else self.next_working_day(start)
        step = DAY if n > 0 else -DAY
        day = start
        for _counted in range(abs(n)):
            day += step
            while not self.is_working_day(day):
                day += step
        return day

    def working_days_between(self, start: date, end: date) -> int:
        """How many working days after `start` the day `end` is; negative if it is before.

        The start does not count, the end does: 0 on the same day, 1 from Monday to Tuesday.
        """
        if end < start:
            return -sum(self.is_working_day(end + k * DAY) for k in range((start - end).days))
        return sum(self.is_working_day(start + k * DAY) for k in range(1, (end - start).days + 1))

    def next_working_day(self, day: date) -> date:
        """The first working day after a day, which itself does not count."""
        return self.add_working_days(day, 1)

    def previous_working_day(self, day: date) -> date:
        """The last working day before a day, which itself does not count."""
        return self.add_working_days(day, -1)
