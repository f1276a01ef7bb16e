"""The boxes of cells → rows with merged cells."""

from dataclasses import dataclass
from typing import Final

from kernel.importing.readers.pdf.pages import Box, Fragment, Grid

_SAME: Final = 3.0  # points: edges nearer than this are one rule


@dataclass(slots=True)
class Slot:
    """A cell of a ruled table: where it is, how far it reaches, what lies in it."""

    box: Box
    column: int
    colspan: int
    rowspan: int
    fragments: list[Fragment]


@dataclass(slots=True)
class Ruled:
    """A table as it is drawn; `columns` are the left edges."""

    rows: list[list[Slot]]
    columns: list[float]
    top: float
    bottom: float
    is_open: bool = False  # the page ended before the last row did


def outermost(tables: list[Grid]) -> list[Grid]:
    """The tables that lie in no cell of another: shapes drawn within a cell look like tables."""
    return [
        table
        for table in tables
        if not any(
            _encloses(place, _frame(table))
            for other in tables
            if other is not table
            for place in (*other.cells, _frame(other))
        )
    ]


def _frame(table: Grid) -> Box:
    left, top, right, bottom = zip(*table.cells, strict=True)
    return min(left), min(top), max(right), max(bottom)


def _encloses(outer: Box, box: Box) -> bool:
    inside = all(outer[at] - _SAME <= box[at] for at in (0, 1)) and all(
        box[at] <= outer[at] + _SAME for at in (2, 3)
    )
    return inside and _area(outer) > 1.2 * _area(box)


def ruled(grid: Grid) -> Ruled:
    """The cells in their rows; where nothing begins, there is no row and no column.

    A place that no cell takes, because the end of the page left it open, becomes a cell too.
    """
    boxes = grid.cells
    columns = _edges([box[0] for box in boxes])
    tops = _edges([box[1] for box in boxes])
    rows: list[list[Slot]] = [[] for _top in tops]
    for box in sorted(boxes):
        column, row = _at(columns, box[0]), _at(tops, box[1])
        colspan = sum(box[0] - _SAME < edge < box[2] - _SAME for edge in columns)
        rowspan = sum(box[1] - _SAME < edge < box[3] - _SAME for edge in tops)
        rows[row].append(Slot(box, column, max(1, colspan), max(1, rowspan), []))
    right, bottom = max(box[2] for box in boxes), max(box[3] for box in boxes)
    for row, column in _holes(rows, len(columns)):
        ends = ([*columns, right][column + 1], [*tops, bottom][row + 1])
        rows[row].append(Slot((columns[column], tops[row], *ends), column, 1, 1, []))
    for line in rows:
        line.sort(key=lambda slot: slot.column)
    return Ruled(rows, columns, min(box[1] for box in boxes), bottom, grid.is_open)


def _holes(rows: list[list[Slot]], width: int) -> list[tuple[int, int]]:
    taken = {
        (row + down, slot.column + right)
        for row, line in enumerate(rows)
        for slot in line
        for down in range(slot.rowspan)
        for right in range(slot.colspan)
    }
    return [(r, c) for r in range(len(rows)) for c in range(width) if (r, c) not in taken]


def divide(table: Ruled, column: int) -> None:
    """Cut the tall cells of a column into one per row: a flow chart is drawn across its rows."""
    bands = [
        min(slot.box[1] for slot in line if slot.rowspan == 1)
        for line in table.rows
        if any(slot.rowspan == 1 for slot in line)
    ]
    if len(bands) != len(table.rows):
        return
    ends = [*bands[1:], table.bottom]
    for row, line in enumerate(table.rows):
        for slot in [one for one in line if one.column == column and one.rowspan > 1]:
            _cut(table, row, slot, bands, ends)


def _cut(table: Ruled, row: int, slot: Slot, bands: list[float], ends: list[float]) -> None:
    fragments, rows = slot.fragments, range(row, min(row + slot.rowspan, len(table.rows)))
    table.rows[row].remove(slot)
    for at in rows:
        first, last = at == rows[0], at == rows[-1]
        held = [
            one
            for one in fragments
            if (first or one.middle[1] >= bands[at]) and (last or one.middle[1] < ends[at])
        ]
        box = (slot.box[0], bands[at], slot.box[2], ends[at])
        table.rows[at].append(Slot(box, slot.column, slot.colspan, 1, held))
        table.rows[at].sort(key=lambda one: one.column)


def _edges(values: list[float]) -> list[float]:
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > _SAME:
            found.append(value)
    return found


def _at(edges: list[float], value: float) -> int:
    return min(range(len(edges)), key=lambda at: abs(edges[at] - value))


def fill(tables: list[Ruled], fragments: list[Fragment]) -> list[Fragment]:
    """Put each fragment into the smallest cell it lies in; gives those that lie in none."""
    slots = [slot for table in tables for row in table.rows for slot in row]
    slots.sort(key=lambda slot: _area(slot.box))
    outside: list[Fragment] = []
    for fragment in fragments:
        slot = next((slot for slot in slots if _lies_in(fragment, slot.box)), None)
        (slot.fragments if slot else outside).append(fragment)
    return outside


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _lies_in(fragment: Fragment, box: Box) -> bool:
    across, down = fragment.middle
    return box[0] <= across <= box[2] and box[1] <= down <= box[3]
