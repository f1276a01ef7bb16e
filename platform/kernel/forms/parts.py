"""A form in parts, one after another: what stands before a signature is filled in and signed first.

A part ends with its signatures. What stands behind them, up to signatures of a higher step, is the
next part: those people fill it in later, when what they sign for has happened.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

from kernel.content.nodes import Node, walk
from kernel.forms.fields import Field, field_of

Values = Mapping[str, Any]


def parted(fields: Sequence[Field]) -> list[Field]:
    """The same fields, each with the number of its part.

    Signatures of a step that was asked for before, or with nothing to fill in between, belong to
    the part that is there; so does what stands behind the last one. A condition on an answer that
    is only given in a later part cannot be asked, so it falls.
    """
    parts: dict[str, int] = {}
    part, highest, waiting = 1, 0, list[Field]()
    for signing, run in groupby(fields, lambda field: field.type == "signature"):
        found = list(run)
        if not signing:
            waiting = found
            continue
        to_fill = any(field.type != "sum" for field in waiting)
        if highest and to_fill and min(field.step for field in found) > highest:
            part += 1
        highest = max(highest, *(field.step for field in found))
        parts |= dict.fromkeys((field.id for field in (*waiting, *found)), part)
        waiting = []
    return [_of(field, parts, part) for field in fields]


def _of(field: Field, parts: Mapping[str, int], last: int) -> Field:
    part = parts.get(field.id, last)
    when = field.when
    if when is not None and parts.get(when.field, last) > part:
        when = None
    return field if part == 1 and when is field.when else replace(field, part=part, when=when)


def fields_of(nodes: Iterable[Node], values: Mapping[str, str] = {}) -> list[Field]:
    """The fields of a form in reading order, each with its part; `values` are those of
    placeholders in labels."""
    entries = (node for node in walk(nodes) if node.kind == "entry")
    return parted([field_of(node, values) for node in entries])


def parts_in(fields: Iterable[Field]) -> int:
    """How many parts there are."""
    return max((field.part for field in fields), default=1)


def upto(fields: Iterable[Field], values: Values, part: int) -> dict[str, Any]:
    """The answers of the parts up to this one."""
    known = {field.id for field in fields if field.part <= part}
    return {name: value for name, value in values.items() if name in known}


def blocks_in_parts(nodes: Sequence[Node], fields: Iterable[Field]) -> Iterator[tuple[int, Node]]:
    """Each block with its part: that of the question in it, else of the next one behind it."""
    known = {field.id: field.part for field in fields}
    part, told = max(known.values(), default=1), list[tuple[int, Node]]()
    for node in reversed(nodes):
        part = next((known[each.id] for each in walk([node]) if each.id in known), part)
        told.append((part, node))
    yield from reversed(told)
