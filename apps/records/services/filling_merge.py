"""Two people in one slip: what each changed is joined, and what both changed is told."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Change:
    """What was seen in a field, and what is to stand there now; None where there is nothing."""

    was: Any
    now: Any


class Collision(Exception):
    """Both changed the same."""


def joined(current: Any, change: Change) -> Any:
    """The value that holds both changes; raises Collision where there is none.

    Tables are joined row by row and cell by cell, anything else as a whole.
    """
    if same(current, change.was) or same(current, change.now):
        return change.now
    if same(change.was, change.now):
        return current
    if all(_is_table(value) for value in (change.was, change.now, current)):
        return _rows(change.was or [], change.now or [], current or [])
    raise Collision


def same(one: Any, other: Any) -> bool:
    """Nothing said is nothing said, however it is written."""
    return (one or None) == (other or None) or one == other


def _is_table(value: Any) -> bool:
    return value is None or (
        isinstance(value, list) and all(isinstance(row, dict) and "cells" in row for row in value)
    )


def _rows(base: Sequence[Row], mine: Sequence[Row], theirs: Sequence[Row]) -> list[Row]:
    before, here, there = ({row["id"]: row for row in rows} for rows in (base, mine, theirs))
    kept = {}
    for name in [*here, *(name for name in there if name not in here)]:
        row = _row(before.get(name), here.get(name), there.get(name))
        if row is not None:
            kept[name] = row
    moved = [n for n in here if n in before] != [n for n in before if n in here]
    first, second = (here, there) if moved else (there, here)
    return [kept[name] for name in _in_order(list(first), list(second)) if name in kept]


def _row(base: Row | None, mine: Row | None, theirs: Row | None) -> Row | None:
    """One row of both; None where one of them took it away and the other left it alone."""
    if base is None:
        return mine or theirs
    if mine is None or theirs is None:
        left = mine or theirs
        if left is not None and _said(left) != _said(base):
            raise Collision
        return None
    names = [*theirs["cells"], *(name for name in mine["cells"] if name not in theirs["cells"])]
    cell: Callable[[Row, str], Any] = lambda row, name: row["cells"].get(name)  # noqa: E731
    cells = {
        name: joined(cell(theirs, name), Change(cell(base, name), cell(mine, name)))
        for name in names
    }
    return {**theirs, "cells": {name: value for name, value in cells.items() if value is not None}}


def _said(row: Row) -> dict[str, Any]:
    return {name: cell for name, cell in row["cells"].items() if cell not in ("", None, False)}


def _in_order(first: list[str], second: list[str]) -> list[str]:
    """The first order, with what only the second has behind its neighbour there."""
    order = list(first)
    for at, name in enumerate(second):
        if name not in order:
            before = next((each for each in reversed(second[:at]) if each in order), None)
            order.insert(order.index(before) + 1 if before is not None else 0, name)
    return order
