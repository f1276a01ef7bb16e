"""Working days of Việt Nam, for every deadline that a procedure or a law gives."""

from kernel.calendar.public_holidays import holiday_name
from kernel.calendar.working_days import Calendar, CalendarError

__all__ = ["Calendar", "CalendarError", "holiday_name"]
