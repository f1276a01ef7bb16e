"""Answers as a person reads them, and those that a list of slips shows, filters and sorts by."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from kernel.forms.days import read_day, shown_day
from kernel.forms.fields import Column, Field
from kernel.forms.numbers import read_number, shown_number

YES, NO = "Có", "Không"
LONGEST: Final = 500


@dataclass(frozen=True, slots=True)
class Listed:
    """An answer for a list: what is read, and what is sorted by where it has a size or a day."""

    field: str
    text: str
    number: Decimal | None = None
    day: date | None = None


def said(asked: Field | Column, value: Any) -> str:
    """One answer in words; "" where there is none. A table says how many rows it has."""
    match asked.type, value:
        case _, None:
            return ""
        case (("number" | "sum"), str()):
            return shown_number(value, asked.digits)
        case "date", str():
            return shown_day(value)
        case "check", bool():
            return YES if value else NO
        case "choice", _:
            chosen = value if isinstance(value, list) else [value]
            return "; ".join(o.label for o in asked.options if o.id in chosen)
        case "table", list():
            return str(len(value))
        case _, {"label": str(label)}:
            return label
    return value if isinstance(value, str) else ""


def listed_of(fields: Sequence[Field], values: Mapping[str, Any]) -> list[Listed]:
    """The answers to the fields that are marked to stand in lists; none for those unanswered."""
    found = []
    for field in fields:
        value: Any = values.get(field.id)
        if field.listed and (text := said(field, value)):
            number = read_number(value) if field.type in ("number", "sum") else None
            day = read_day(value) if field.type == "date" else None
            found.append(Listed(field.id, text[:LONGEST], number, day))
    return found
