"""The table of an entry on paper: typed columns, a header that repeats, totals at the end."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from kernel.content.entries import PART_ID
from kernel.forms.fields import Column, Field
from kernel.forms.listing import said
from kernel.forms.numbers import kept, read_number, shown_number

BOX, TICKED = "☐", "☒"
CROSS: Final = "x"
OPEN_ROWS: Final = 5  # rows of a blank table that has none of its own
MORE_ROWS: Final = 2  # behind given rows where more may be added
FEW_OPTIONS: Final = 3
SHORT_OPTION: Final = 24  # letters
TOTAL: Final = "Cộng"

Cells = list[dict[str, Any]]


def table_body(field: Field, rows: Sequence[Mapping[str, Any]] | None) -> dict[str, Any]:
    """The body of an ordinary table; `rows` None makes it blank, to be filled in by hand."""
    lines: list[tuple[str, Cells]] = []
    given = [{"id": row.id, "cells": row.cells} for row in field.given]
    if rows is None:
        more = 0 if field.fixed else MORE_ROWS if given else OPEN_ROWS
        told: Sequence[Mapping[str, Any]] = [
            *given,
            *({"id": "", "cells": {}} for _ in range(more)),
        ]
    else:
        told = rows or given or [{"id": "", "cells": {}}]
    for number, row in enumerate(told, start=1):
        cells = [
            cell
            for column in field.columns
            for cell in _cells(column, row, number, is_blank=rows is None)
        ]
        lines.append((str(row["id"]), cells))
    header = _header(field)
    body: dict[str, Any] = {
        "header": len(header),
        "rows": [{"id": f"h{at}", "cells": cells} for at, cells in enumerate(header)],
    }
    taken = {row["id"] for row in body["rows"]}
    for number, (row_id, cells) in enumerate(lines, start=1):
        fits = PART_ID.fullmatch(row_id) and row_id not in taken
        own = row_id if fits else _free(f"r-{number}", taken)
        taken.add(own)
        body["rows"].append({"id": own, "cells": cells})
    if any(column.total for column in field.columns):
        body["rows"].append({"id": _free("total", taken), "cells": _totals(field, rows or ())})
    if all(column.width for column in field.columns):
        body["widths"] = _widths(field)
    return body


def _free(wanted: str, taken: set[str]) -> str:
    name, number = wanted, 1
    while name in taken:
        number += 1
        name = f"{wanted}-{number}"
    return name


def _header(field: Field) -> list[Cells]:
    """One row of labels; a second one where the options of a choice have columns of their own."""
    if not any(column.spread for column in field.columns):
        return [[_cell(column.label) for column in field.columns]]
    upper: Cells = []
    lower: Cells = []
    for column in field.columns:
        if column.spread:
            upper.append(_cell(column.label) | _span("colspan", len(column.options)))
            lower += [_cell(option.label) for option in column.options]
        else:
            upper.append(_cell(column.label) | {"rowspan": 2})
    return [upper, lower]


def _cells(column: Column, row: Mapping[str, Any], number: int, *, is_blank: bool) -> Cells:
    value = row["cells"].get(column.id)
    if column.type == "row":
        return [_cell(str(number))]
    if column.spread:
        chosen = [option.id == value for option in column.options]
        return [_cell(CROSS if ticked else "") for ticked in chosen]
    if column.type == "check":
        return [_cell(TICKED if value in (True, "yes") else BOX)]
    if column.type == "choice" and value is None and is_blank:
        short = all(len(option.label) <= SHORT_OPTION for option in column.options)
        offered = column.options if short and len(column.options) <= FEW_OPTIONS else ()
        return [_cell("\n".join(f"{BOX} {option.label}" for option in offered))]
    return [_cell(said(column, value))]


def _totals(field: Field, rows: Sequence[Mapping[str, Any]]) -> Cells:
    """ "Cộng" as far as the first column that is added up."""
    first = next(at for at, column in enumerate(field.columns) if column.total)
    before = sum(_breadth(column) for column in field.columns[:first])
    cells: Cells = []
    if before:
        cells.append({"text": [{"text": TOTAL, "bold": True}]} | _span("colspan", before))
    for column in field.columns[first:]:
        cells += [_total(column, rows)] + [_cell("")] * (_breadth(column) - 1)
    return cells


def _total(column: Column, rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    told = (row["cells"].get(column.id) for row in rows)
    numbers = [read_number(value) for value in told if isinstance(value, str)]
    found = [number for number in numbers if number is not None]
    if not column.total or not found:
        return _cell("")
    total = shown_number(kept(sum(found, Decimal(0))), column.digits)
    return {"text": [{"text": total, "bold": True}]}


def _breadth(column: Column) -> int:
    return len(column.options) if column.spread else 1


def _widths(field: Field) -> list[int]:
    widths: list[int] = []
    for column in field.columns:
        share = max(1, column.width // _breadth(column))
        widths += [share] * _breadth(column)
    return widths


def _span(name: str, count: int) -> dict[str, int]:
    return {name: count} if count > 1 else {}


def _cell(text: str) -> dict[str, Any]:
    return {"text": [{"text": text}] if text else []}
