"""Dates of forms: kept as ISO, read and shown as they are written here."""

import re
from datetime import date
from typing import Final

_HERE: Final = re.compile(r"([0-9]{1,2})\s*[/.-]\s*([0-9]{1,2})\s*[/.-]\s*([0-9]{4})")
_ISO: Final = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[T ]00:00(?::00)?)?")


def read_day(text: str) -> date | None:
    """A date from "2026-11-20" or "20/11/2026"; None where it is none."""
    bare = text.strip()
    if found := _ISO.fullmatch(bare):
        year, month, day = found.groups()
    elif found := _HERE.fullmatch(bare):
        day, month, year = found.groups()
    else:
        return None
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def shown_day(value: str) -> str:
    """A kept date as it is written here: "20/11/2026"."""
    found = read_day(value)
    return f"{found:%d/%m/}{found.year:04}" if found else value
