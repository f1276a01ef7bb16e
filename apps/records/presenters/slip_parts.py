"""A form in parts as the page shows it: what is signed to be read, what is open to be filled in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from apps.records.models import Slip
from apps.records.selectors.slips import open_parts, signatures_of, signed_before
from apps.records.services.slips_freezing import signatures_on_paper
from kernel.content.nodes import Node
from kernel.forms import Field, Problem, blank, blocks_in_parts, filled, parts_in, upto
from kernel.forms.asking import Block, in_steps, page_of

SIGNED, OPEN, LATER = "signed", "open", "later"


@dataclass(frozen=True)
class Sheet:
    """One part: blocks to fill in where it is open, else what there is to read; who signs it."""

    number: int
    state: str
    blocks: list[Block] = field(default_factory=list)
    nodes: list[Node] = field(default_factory=list)
    who: str = ""


def sheets_of(
    slip: Slip,
    tree: Sequence[Node],
    fields: Sequence[Field],
    values: Mapping[str, Any],
    problems: Sequence[Problem] = (),
    typed: Mapping[str, Any] | None = None,
) -> list[Sheet]:
    """All parts in their order; a form without parts is one that is open."""
    now = open_parts(slip, fields)
    signed = signatures_on_paper(signed_before(slip))
    reads = {**upto(fields, values, now[-1]), **signed}
    blocks = list(blocks_in_parts(tree, fields))
    sheets = []
    for number in range(1, parts_in(fields) + 1):
        who = _who(slip, fields, number)
        if number in now:
            mine = [node for part, node in blocks if part == number]
            sheet = Sheet(number, OPEN, page_of(mine, fields, values, problems, typed), who=who)
        elif number < now[0]:
            sheet = Sheet(number, SIGNED, [], in_steps(filled(tree, reads, part=number)), who)
        else:
            sheet = Sheet(number, LATER, [], in_steps(blank(tree, number)), who)
        sheets.append(sheet)
    return sheets


def _who(slip: Slip, fields: Sequence[Field], number: int) -> str:
    """Those named to sign this part; before they are, as what they sign."""
    named = [each.person.full_name for each in signatures_of(slip) if each.part == number]
    places = [f for f in fields if f.type == "signature" and f.part == number]
    return ", ".join(dict.fromkeys(named or (f.signer or f.label for f in places)))


def sheet_words(slip: Slip, fields: Sequence[Field]) -> tuple[int, int]:
    """Which part is open, and how many there are; (0, 0) where the form has one only."""
    count = parts_in(fields)
    return (open_parts(slip, fields)[-1], count) if count > 1 else (0, 0)
