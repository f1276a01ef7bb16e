"""One answer in the form of its type, or the sentence that says why it cannot be taken."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django.utils.translation import gettext as _

from kernel.content.inline import UNPRINTABLE, nfc
from kernel.forms.days import read_day
from kernel.forms.fields import Column, Field
from kernel.forms.numbers import GREATEST, fraction_of, kept, read_number, shown_number

Asked = Field | Column

LONGEST_LINE: Final = 500
LONGEST_TEXT: Final = 20_000
LONGEST_LABEL: Final = 300
YES: Final = {"yes", "true", "on", "1", "x", "có", "co", "✓", "✔", "☑", "☒", "v", "đạt"}
NO: Final = {"no", "false", "off", "0", "không", "khong", "☐", "-"}
FIRST_YEAR, LAST_YEAR = 1900, 2200


class Refusal(Exception):
    """The answer cannot be taken; the message is for the person who typed it."""


def is_empty(value: Any) -> bool:
    """Whether there is no answer; a box that is not ticked and a zero are answers."""
    return value is None or value == "" or value == []


def answer(asked: Asked, raw: Any, *, typed: bool = False) -> Any:
    """The answer in canonical JSON, None where there is none; raises Refusal.

    What is canonical is its own canonical form.
    """
    if raw is None or (isinstance(raw, str) and not raw.strip()):
        return None
    return _READERS[asked.type](asked, raw, typed)


def why_not(asked: Asked, typed: str) -> str:
    """Why what was typed cannot be taken as an answer."""
    try:
        answer(asked, typed, typed=True)
    except Refusal as refusal:
        return str(refusal)
    return _("This was not taken: look at it once more.")


def _text(raw: Any, most: int) -> str:
    if not isinstance(raw, str):
        raise Refusal(_("Write text here."))
    said = UNPRINTABLE.sub("", nfc(raw))
    if len(said) > most:
        raise Refusal(_("At most %(most)s characters fit here.") % {"most": most})
    return said


def _line(_asked: Asked, raw: Any, _typed: bool) -> str | None:
    return " ".join(_text(raw, LONGEST_LINE).split()) or None


def _long(_asked: Asked, raw: Any, _typed: bool) -> str | None:
    lines = [line.rstrip() for line in _text(raw, LONGEST_TEXT).split("\n")]
    return "\n".join(lines).strip("\n") or None


def _number(asked: Asked, raw: Any, typed: bool) -> str:
    if isinstance(raw, int) and not isinstance(raw, bool):
        number: Decimal | None = Decimal(raw)
    else:
        number = read_number(raw, typed=typed) if isinstance(raw, str) else None
    if number is None:
        raise Refusal(_("Write a number here, for example 1.234,5."))
    if abs(number) >= GREATEST:
        raise Refusal(_("This number is too large."))
    digits = 6 if asked.digits is None else asked.digits
    if fraction_of(number) > digits:
        if digits == 0:
            raise Refusal(_("Write a whole number here."))
        raise Refusal(_("At most %(digits)s digits stand behind the comma.") % {"digits": digits})
    if isinstance(asked, Field):
        _check_bounds(asked, number)
    return kept(number)


def _check_bounds(field: Field, number: Decimal) -> None:
    if field.least and number < Decimal(field.least):
        told = {"least": shown_number(field.least)}
        raise Refusal(_("The number must be at least %(least)s.") % told)
    if field.most and number > Decimal(field.most):
        told = {"most": shown_number(field.most)}
        raise Refusal(_("The number must be at most %(most)s.") % told)


def _day(_asked: Asked, raw: Any, _typed: bool) -> str:
    found: date | None = read_day(raw) if isinstance(raw, str) else None
    if found is None or not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise Refusal(_("Write a date here, for example 20/11/2026."))
    return found.isoformat()


def _choice(asked: Asked, raw: Any, typed: bool) -> str | list[str] | None:
    given = raw if isinstance(raw, list) else [raw]
    chosen = {_option(asked, one, typed) for one in given if one not in (None, "")}
    in_order = [option.id for option in asked.options if option.id in chosen]
    if isinstance(asked, Field) and asked.many:
        return in_order or None
    if len(in_order) > 1:
        raise Refusal(_("Choose only one answer here."))
    return in_order[0] if in_order else None


def _option(asked: Asked, raw: Any, typed: bool) -> str:
    said = nfc(raw).strip() if isinstance(raw, str) else ""
    if any(option.id == said for option in asked.options):
        return said
    if typed:
        bare = said.casefold()
        for option in asked.options:
            if option.label.strip().casefold() == bare:
                return option.id
    labels = ", ".join(option.label for option in asked.options[:8])
    raise Refusal(_("Choose one of: %(labels)s.") % {"labels": labels})


def _check(_asked: Asked, raw: Any, _typed: bool) -> bool:
    if isinstance(raw, bool):
        return raw
    said = nfc(raw).strip().casefold() if isinstance(raw, str) else ""
    if said in YES or said in NO:
        return said in YES
    raise Refusal(_("Answer yes or no here."))


def _reference(_asked: Asked, raw: Any, _typed: bool) -> dict[str, str] | None:
    """Somebody or something of the house, with its name of the day; or a name from outside."""
    if isinstance(raw, str):
        raw = {"id": "", "label": raw}
    if not isinstance(raw, dict) or raw.keys() - {"id", "label"}:
        raise Refusal(_("Choose from the list, or write the name."))
    key, label = raw.get("id", ""), raw.get("label", "")
    if not isinstance(key, str) or len(key) > 64 or not isinstance(label, str):
        raise Refusal(_("Choose from the list, or write the name."))
    said = " ".join(_text(label, LONGEST_LABEL).split())
    key = UNPRINTABLE.sub("", nfc(key)).strip()
    return {"id": key, "label": said or key} if said or key else None


_READERS: Final[dict[str, Callable[[Any, Any, bool], Any]]] = {
    "text": _line,
    "long": _long,
    "number": _number,
    "date": _day,
    "choice": _choice,
    "check": _check,
    "person": _reference,
    "unit": _reference,
    "clause": _reference,
    "document": _reference,
}
