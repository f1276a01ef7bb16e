"""The one clock of the house: who asks for the time asks here, so that a test can move it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")

_moved: ContextVar[datetime | None] = ContextVar("moved clock", default=None)


def now() -> datetime:
    """The instant, in UTC."""
    return _moved.get() or datetime.now(UTC)


def today() -> date:
    """The date in Việt Nam."""
    return now().astimezone(HANOI).date()


def day(on: date) -> tuple[datetime, datetime]:
    """The half-open instants `[start, end)` of a day in Việt Nam, for comparing in SQL."""
    start = datetime.combine(on, time.min, HANOI)
    return start, start + timedelta(days=1)


@contextmanager
def at(moment: datetime | date) -> Iterator[None]:
    """Let the house live at another moment; a bare date means nine o'clock in the morning."""
    if not isinstance(moment, datetime):
        moment = datetime.combine(moment, time(9), HANOI)
    token = _moved.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _moved.reset(token)
