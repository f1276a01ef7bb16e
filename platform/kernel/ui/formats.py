"""Dates as 20/11/2026, numbers as 1.234,5, in both languages: the reader is in Việt Nam."""

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from kernel.clock import HANOI, today

_SWAP = str.maketrans(",.", ".,")


def local(value: date | datetime) -> date | datetime:
    """An instant as the clock on the wall in Việt Nam shows it; a date stays a date."""
    return value.astimezone(HANOI) if isinstance(value, datetime) and value.tzinfo else value


def date_text(value: date | datetime | None) -> str:
    return f"{local(value):%d/%m/%Y}" if value else ""


def time_text(value: datetime | None) -> str:
    return f"{local(value):%H:%M}" if value else ""


def datetime_text(value: datetime | None) -> str:
    return f"{local(value):%d/%m/%Y, %H:%M}" if value else ""


def number_text(value: int | float | Decimal | str | None, places: int | None = None) -> str:
    """A number with dots for thousands and a comma for decimals; without `places` at most two."""
    if value is None or value == "":
        return ""
    number = Decimal(str(value))
    exponent = number.as_tuple().exponent
    shown = max(0, -exponent) if isinstance(exponent, int) else 0
    rounded = number.quantize(
        Decimal(1).scaleb(-min(2, shown) if places is None else -places), ROUND_HALF_UP
    )
    text = f"{rounded:,f}"
    if places is None and "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.translate(_SWAP)


def size_text(size: int | None) -> str:
    """A number of bytes: 900 B, 1,4 kB, 20 MB."""
    if size is None:
        return ""
    for unit, step in (("MB", 1 << 20), ("kB", 1 << 10)):
        if size >= step:
            return f"{number_text(round(Decimal(size) / step, 1))} {unit}"
    return f"{size} B"


def weekday_text(value: date | datetime | None) -> str:
    """The day of the week inside a sentence: "thứ Sáu"."""
    if not value:
        return ""
    names = (
        pgettext("within a sentence", "Monday"),
        pgettext("within a sentence", "Tuesday"),
        pgettext("within a sentence", "Wednesday"),
        pgettext("within a sentence", "Thursday"),
        pgettext("within a sentence", "Friday"),
        pgettext("within a sentence", "Saturday"),
        pgettext("within a sentence", "Sunday"),
    )
    return names[local(value).weekday()]


def due_text(value: date | datetime | None) -> str:
    """How far a date is from today: "còn 4 ngày", "hôm nay", "chậm 2 ngày"."""
    if not value:
        return ""
    there = local(value)
    days = ((there.date() if isinstance(there, datetime) else there) - today()).days
    if days == 0:
        return _("today")
    words = (
        ngettext("%(n)s day left", "%(n)s days left", days)
        if days > 0
        else (ngettext("%(n)s day late", "%(n)s days late", -days))
    )
    return words % {"n": abs(days)}
