"""Working days of Việt Nam and periods of months, for every deadline there is."""

from kernel.calendar.months import add_months
from kernel.calendar.public_holidays import holiday_name
from kernel.calendar.working_days import Calendar, CalendarError

__all__ = ["Calendar", "CalendarError", "add_months", "holiday_name"]
