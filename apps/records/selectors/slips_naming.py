"""What tells a slip from others of its form: what its lists show of it, and its day or period."""

from collections.abc import Sequence
from typing import Final

from django.utils.text import Truncator

from apps.records.models import Slip
from apps.records.selectors.slips import slip_fields
from kernel.forms import Field, listed_of

DASH: Final = " – "
LONGEST: Final = 50  # characters of one answer in a name
ANSWERS: Final = 2
SILENT: Final = ("check", "sum")  # say nothing without their question


def name_of(slip: Slip, fields: Sequence[Field] | None = None) -> str:
    """ "Phiếu góp ý – Nguyễn Thị Hoa – 12/10/2026": its form, what it is about, and when."""
    known = {field.id: field for field in (slip_fields(slip) if fields is None else fields)}
    told = listed_of(list(known.values()), slip.values)
    words: list[str] = []
    for each in told:
        if each.number is not None and not words:  # “Lần 2” comes first; an amount tells nothing
            words.append(f"{known[each.field].label.strip().rstrip(':')} {each.text}")
        elif each.number is None and each.day is None and known[each.field].type not in SILENT:
            words.append(each.text)
    days = [each.text for each in told if each.day is not None]
    about = [slip.title] if slip.title else words[:ANSWERS]
    if not about and slip.unit is not None:
        about = [slip.unit.name]
    said = [Truncator(" ".join(each.split())).chars(LONGEST) for each in about]
    return DASH.join([slip.form.title, *said, *(days[:1] or _period(slip))])


def _period(slip: Slip) -> list[str]:
    if slip.period_from is None:
        return []
    until = slip.period_until or slip.period_from
    days = dict.fromkeys((f"{slip.period_from:%d/%m/%Y}", f"{until:%d/%m/%Y}"))
    return ["–".join(days)]
