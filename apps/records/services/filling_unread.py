"""What was typed and cannot be read: kept with the slip as typed, until somebody mends it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from apps.records.models import Slip
from apps.records.selectors.slips import open_parts
from kernel.forms import Field, Problem, shown, why_not

Unread = list[dict[str, str]]
NO_LINE: Final = ("table", "signature", "sum", "choice", "check")  # the page has no line to mend it
MARK: Final = "unread"  # {"unread": "hai"} stands where "hai" was typed; no answer is of this shape


def as_shown(slip: Slip) -> dict[str, Any]:
    """The answers as the page shows them, with what cannot be read marked in its place.

    This is what a writer has seen, and what two writers are joined over: cell by cell.
    """
    shown_now = dict(slip.values)
    for name in dict.fromkeys(each["field"] for each in slip.unread):
        marks = [each for each in slip.unread if each["field"] == name]
        shown_now[name] = _marked(shown_now.get(name), marks)
    return shown_now


def marked(value: Any, problems: Iterable[Problem]) -> Any:
    """An answer with what was typed and cannot be read in its place."""
    marks = [
        {"field": each.field, "row": each.row, "column": each.column, "typed": each.typed}
        for each in problems
        if each.typed
    ]
    return _marked(value, marks)


def _marked(value: Any, marks: Unread) -> Any:
    whole = next((each for each in marks if not each["row"]), None)
    if whole is not None:
        return {MARK: whole["typed"]}
    cells = {(each["row"], each["column"]): {MARK: each["typed"]} for each in marks}
    if not cells:
        return value
    rows: dict[str, dict[str, Any]] = {}
    for (row, column), mark in cells.items():
        rows.setdefault(row, {})[column] = mark
    return [{**row, "cells": {**row["cells"], **rows.get(row["id"], {})}} for row in value or []]


def unmarked(name: str, value: Any, before: Any) -> tuple[Any, Unread]:
    """The answer alone, and what cannot be read in it; what stood below a mark stays there."""
    if is_mark(value):
        return before, [{"field": name, "row": "", "column": "", "typed": value[MARK]}]
    if not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
        return value, []
    old = {row["id"]: row["cells"] for row in before or [] if isinstance(row, dict)}
    rows: list[dict[str, Any]] = []
    found: Unread = []
    for row in value:
        below = old.get(row["id"], {})
        cells = {n: below.get(n) if is_mark(cell) else cell for n, cell in row["cells"].items()}
        rows.append({**row, "cells": {n: cell for n, cell in cells.items() if cell is not None}})
        found += [
            {"field": name, "row": row["id"], "column": column, "typed": cell[MARK]}
            for column, cell in row["cells"].items()
            if is_mark(cell)
        ]
    return rows, found


def is_mark(value: Any) -> bool:
    """Whether it says only what was typed."""
    return isinstance(value, Mapping) and value.keys() == {MARK}


def has_place(
    each: Mapping[str, str], known: Mapping[str, Field], values: Mapping[str, Any]
) -> bool:
    """Whether it can be mended in these fields, where these answers stand: they may be newer."""
    field = known.get(each["field"])
    if field is None or not each["row"]:
        return field is not None and field.type not in NO_LINE
    rows = {row["id"] for row in values.get(field.id) or []} if field.type == "table" else set()
    columns = {column.id for column in field.columns if column.is_typed}
    return each["row"] in rows and each["column"] in columns


def unread_of(slip: Slip, fields: Sequence[Field]) -> list[Problem]:
    """What is to be mended in the open part, with the sentence of today."""
    if not slip.unread:
        return []
    now, asked = open_parts(slip, fields), shown(fields, slip.values)
    known = {field.id: field for field in fields if field.part in now and field.id in asked}
    return [_problem(known[each["field"]], each) for each in slip.unread if each["field"] in known]


def _problem(field: Field, kept: dict[str, str]) -> Problem:
    column = next((c for c in field.columns if c.id == kept["column"]), None)
    sentence = why_not(column or field, kept["typed"])
    return Problem(field.id, sentence, kept["row"], kept["column"], kept["typed"])


def with_unread(problems: Sequence[Problem], unread: Sequence[Problem]) -> list[Problem]:
    """Both, each place told once: what cannot be read is not told as missing, too."""
    told = {_place(each) for each in unread}
    return [*unread, *(each for each in problems if _place(each) not in told)]


def _place(each: Problem) -> tuple[Any, ...]:
    return each.field, each.row, each.column
