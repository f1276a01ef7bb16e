"""Answers brought into their one form, field by field; what cannot be taken is said, not lost."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import count
from typing import Any, Final

from django.utils.translation import gettext as _

from kernel.forms.answers import Refusal, answer, is_empty
from kernel.forms.computing import computed
from kernel.forms.conditions import shown
from kernel.forms.fields import Column, Field
from kernel.forms.problems import Cleaned, Problem

__all__ = ["MOST_ROWS", "Cleaned", "Problem", "clean"]

MOST_ROWS: Final = 1000


def clean(
    fields: Sequence[Field],
    raw: Mapping[str, Any],
    *,
    whole: bool,
    typed: bool = False,
    part: int | None = None,
) -> Cleaned:
    """The answers in canonical JSON with all results worked out, and what is to be mended.

    `whole`: the form is being handed in, so required fields must be answered, and answers to
    questions that are not asked are left out. `typed`: texts come from a person's hand, where
    "1.234" is a number above a thousand and an option is told by its label. Signatures are no
    answers: they are put in by signing. `part`: the form is handed in up to this part only; what is
    said in later ones is left out.
    """
    known = {field.id for field in fields}
    problems = [
        Problem(name, _("The form has no field “%(name)s”.") % {"name": name})
        for name in sorted(raw.keys() - known)
    ]
    values: dict[str, Any] = {}
    for field in fields:
        if field.type not in ("signature", "sum"):
            _take(field, raw.get(field.id), typed, values, problems)
    done = computed(fields, values)
    problems += done.problems
    if not whole:
        return Cleaned(done.values, problems)
    asked = shown(fields, done.values)
    if part is not None:
        asked &= {field.id for field in fields if field.part <= part}
    kept = {name: value for name, value in done.values.items() if name in asked}
    kept = _without_empty_rows(fields, kept)
    problems = [each for each in problems if each.field in asked or each.field not in known]
    spoken = {problem.field for problem in problems}
    for field in fields:
        if field.id in asked:
            problems += _missing(field, kept.get(field.id), spoken)
    return Cleaned(kept, problems)


def _take(
    field: Field, raw: Any, typed: bool, values: dict[str, Any], problems: list[Problem]
) -> None:
    if field.type == "table":
        rows = _rows(field, raw, typed, problems)
        if rows:
            values[field.id] = rows
        return
    try:
        value = answer(field, raw, typed=typed)
    except Refusal as refusal:
        problems.append(Problem(field.id, str(refusal), typed=_as_typed(raw)))
        return
    if not is_empty(value):
        values[field.id] = value


def _rows(field: Field, raw: Any, typed: bool, problems: list[Problem]) -> list[dict[str, Any]]:
    """Given rows first, as the form says them, then what was added."""
    came = _readable(field, raw, problems)
    by_id = {row["id"]: row for row in came}
    given = {row.id: row for row in field.given}
    rows = []
    for row in field.given:
        told = {**by_id.get(row.id, {}).get("cells", {}), **row.cells}
        rows.append(_row(field, row.id, told, typed, problems))
    added = [row for row in came if row["id"] not in given]
    if added and field.fixed:
        problems.append(Problem(field.id, _("No rows can be added to this table.")))
        return rows
    if len(rows) + len(added) > MOST_ROWS:
        told_most = _("A table takes at most %(most)s rows; the rest was left out.")
        problems.append(Problem(field.id, told_most % {"most": MOST_ROWS}))
        added = added[: max(0, MOST_ROWS - len(rows))]
    return rows + [_row(field, row["id"], row["cells"], typed, problems) for row in added]


def _readable(field: Field, raw: Any, problems: list[Problem]) -> list[dict[str, Any]]:
    """Rows with ids that stand once; a row without one gets the first free r1, r2, …"""
    if raw is None or raw == "":
        return []
    if not isinstance(raw, list):
        problems.append(Problem(field.id, _("A table is a list of rows."), typed=_as_typed(raw)))
        return []
    rows: list[dict[str, Any]] = []
    named = [row.get("id") for row in raw if isinstance(row, dict)]
    taken = {row.id for row in field.given} | {name for name in named if isinstance(name, str)}
    seen: set[str] = set()
    number = 0
    for row in raw:
        cells = row.get("cells") if isinstance(row, dict) else None
        if not isinstance(cells, dict):
            problems.append(Problem(field.id, _("A row is written as its cells.")))
            continue
        row_id = row.get("id")
        if not isinstance(row_id, str) or not 0 < len(row_id) <= 64 or row_id in seen:
            number = next(free for free in count(number + 1) if f"r{free}" not in taken)
            row_id = f"r{number}"
            taken.add(row_id)
        seen.add(row_id)
        rows.append({"id": row_id, "cells": cells})
    return rows


def _row(
    field: Field, row_id: str, raw: Mapping[str, Any], typed: bool, problems: list[Problem]
) -> dict[str, Any]:
    cells: dict[str, Any] = {}
    for column in field.columns:
        if not column.is_typed:
            continue
        told = raw.get(column.id)
        try:
            value = answer(column, told, typed=typed)
        except Refusal as refusal:
            problems.append(Problem(field.id, str(refusal), row_id, column.id, _as_typed(told)))
            continue
        if not is_empty(value):
            cells[column.id] = value
    known = {column.id for column in field.columns}
    for name in sorted(raw.keys() - known):
        sentence = _("The table has no column “%(name)s”.") % {"name": name}
        problems.append(Problem(field.id, sentence, row_id, str(name)))
    return {"id": row_id, "cells": cells}


def _without_empty_rows(fields: Iterable[Field], values: dict[str, Any]) -> dict[str, Any]:
    kept = dict(values)
    for field in fields:
        if field.type == "table" and field.id in kept:
            given = {row.id for row in field.given}
            rows = [row for row in kept[field.id] if row["id"] in given or _says(field, row)]
            kept[field.id] = rows
            if not rows:
                del kept[field.id]
    return kept


def _says(field: Field, row: Mapping[str, Any]) -> bool:
    """Whether somebody filled in anything; a box left open says nothing."""
    typed = {column.id for column in field.columns if column.is_typed}
    return any(not is_empty(row["cells"].get(name)) for name in typed)


def _missing(field: Field, value: Any, spoken: set[str]) -> Iterable[Problem]:
    if field.type == "table":
        yield from _missing_cells(field, value or [], spoken)
        return
    if not field.required or field.type in ("signature", "sum") or field.id in spoken:
        return
    if is_empty(value) or value is False:
        yield Problem(field.id, _missing_sentence(field))


def _missing_sentence(field: Field) -> str:
    label = {"label": field.label.strip().rstrip(":")}
    if field.type == "choice":
        return _("Choose an answer for “%(label)s”.") % label
    if field.type == "check":
        return _("Tick “%(label)s”.") % label
    return _("Fill in “%(label)s”.") % label


def _missing_cells(
    field: Field, rows: Sequence[Mapping[str, Any]], spoken: set[str]
) -> Iterable[Problem]:
    required = [column for column in field.columns if column.required and column.is_typed]
    if field.required and not any(_filled_in(field, row) for row in rows):
        if field.id not in spoken:
            label = {"label": field.label.strip().rstrip(":")}
            yield Problem(field.id, _("Fill in at least one row of “%(label)s”.") % label)
        return
    for number, row in enumerate(rows, start=1):
        for column in required:
            if is_empty(row["cells"].get(column.id)):
                yield Problem(field.id, _cell_sentence(column, number), row["id"], column.id)


def _filled_in(field: Field, row: Mapping[str, Any]) -> bool:
    """Whether a row says more than the form itself does."""
    given: Mapping[str, str] = next((r.cells for r in field.given if r.id == row["id"]), {})
    typed = {column.id for column in field.columns if column.is_typed and not given.get(column.id)}
    return any(not is_empty(row["cells"].get(name)) for name in typed)


def _cell_sentence(column: Column, number: int) -> str:
    told = {"label": column.label, "number": number}
    return _("Fill in “%(label)s” in row %(number)s.") % told


def _as_typed(raw: Any) -> str:
    """What a person wrote; of somebody or something that was looked up, the name."""
    said = raw.get("label") if isinstance(raw, dict) else raw
    return said if isinstance(said, str) else ""
