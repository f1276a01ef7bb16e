"""What somebody copied from a spreadsheet, as rows of a table of the form."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any, Final

from kernel.content.inline import UNPRINTABLE, nfc
from kernel.forms.fields import Column

MOST_ROWS: Final = 1000
MOST_CELLS: Final = 60  # of a row that are looked at
MOST_TEXT: Final = 5_000_000  # characters that are read at all
Grid = list[list[str]]


@dataclass(frozen=True, slots=True)
class Pasted:
    """Rows as text for `clean(typed=True)`; `left_out` rows were too many."""

    rows: list[dict[str, str]]
    left_out: int = 0


def pasted(columns: Sequence[Column], text: str) -> Pasted:
    """Rows from a range of cells: tab-separated text, or the HTML table of the clipboard.

    A first row that repeats the names of columns says which is which. Otherwise cells go from left
    to right, into all columns where the range is as wide as the table, else into those that are
    filled in. A cell merged over several rows says the same in each; over several columns it
    stands in the first. Empty rows are left out.
    """
    grid = _grid(text[:MOST_TEXT])
    if not grid:
        return Pasted([])
    targets, rows = _targets(columns, grid)
    found = [
        {
            column.id: row[at]
            for at, column in targets.items()
            if at < len(row) and row[at] and column.is_typed
        }
        for row in rows
    ]
    said = [row for row in found if row]
    return Pasted(said[:MOST_ROWS], max(0, len(said) - MOST_ROWS))


def _grid(text: str) -> Grid:
    said = UNPRINTABLE.sub("", nfc(text))
    rows = (
        _of_html(said) if "<t" in said.casefold() and "<td" in said.casefold() else _of_lines(said)
    )
    return [row for row in ([cell.strip() for cell in row] for row in rows) if any(row)]


def _targets(columns: Sequence[Column], grid: Grid) -> tuple[dict[int, Column], Grid]:
    by_label = {_bare(column.label): column for column in columns}
    named = {
        at: by_label[_bare(cell)] for at, cell in enumerate(grid[0]) if _bare(cell) in by_label
    }
    if named and 2 * len(named) >= sum(1 for cell in grid[0] if cell):
        return named, grid[1:]
    width = max(map(len, grid))
    typed = [column for column in columns if column.is_typed]
    order = columns if width >= len(columns) else typed
    return dict(enumerate(order)), grid


def _bare(text: str) -> str:
    return " ".join(text.casefold().split()).rstrip(":*")


def _of_lines(text: str) -> Grid:
    csv.field_size_limit(MOST_TEXT)
    try:
        return [row[:MOST_CELLS] for row in csv.reader(io.StringIO(text), delimiter="\t")]
    except csv.Error:
        return [line.split("\t")[:MOST_CELLS] for line in text.split("\n")]


def _of_html(text: str) -> Grid:
    reader = _Tables()
    reader.feed(text)
    reader.close()
    return _laid_out(reader.rows)


@dataclass(slots=True)
class _Cell:
    colspan: int
    rowspan: int
    text: str = ""


def _laid_out(rows: Sequence[Sequence[_Cell]]) -> Grid:
    """Every cell at its place; one that reaches down says the same in each row it reaches."""
    grid: Grid = []
    hanging: dict[int, tuple[str, int]] = {}  # by column: what hangs down, for how many rows
    for row in rows:
        line: dict[int, str] = {}
        below: dict[int, tuple[str, int]] = {}
        for at, (said, left) in hanging.items():
            line[at] = said
            if left > 1:
                below[at] = (said, left - 1)
        column = 0
        for cell in row:
            while column in line:
                column += 1
            for right in range(min(cell.colspan, MOST_CELLS - column)):
                said = cell.text if right == 0 else ""
                line[column + right] = said
                if cell.rowspan > 1:
                    below[column + right] = (said, cell.rowspan - 1)
            column += cell.colspan
        hanging = below
        grid.append([line.get(at, "") for at in range(max(line, default=-1) + 1)])
    return grid


class _Tables(HTMLParser):
    """The rows of the tables of a clipboard; a table within a cell is text of that cell."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[list[_Cell]] = []
        self._depth = 0
        self._cell: _Cell | None = None
        self._skipped = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("style", "script", "head"):
            self._skipped += 1
        elif tag == "table":
            self._depth += 1
        elif tag == "tr" and self._depth < 2:
            self.rows.append([])
            self._cell = None
        elif tag in ("td", "th") and self._depth < 2:
            given = dict(attrs)
            self._cell = _Cell(_span(given.get("colspan")), _span(given.get("rowspan")))
            if not self.rows:
                self.rows.append([])
            if len(self.rows[-1]) < MOST_CELLS:
                self.rows[-1].append(self._cell)
        elif tag in ("br", "p", "div") and self._cell is not None and self._cell.text.strip():
            self._cell.text += "\n"

    def handle_endtag(self, tag: str) -> None:
        if tag in ("style", "script", "head"):
            self._skipped = max(0, self._skipped - 1)
        elif tag == "table":
            self._depth = max(0, self._depth - 1)
        elif tag in ("td", "th", "tr") and self._depth < 2:
            self._cell = None

    def handle_data(self, data: Any) -> None:
        if self._cell is not None and not self._skipped:
            text = " ".join(str(data).split())
            glue = " " if text and str(data)[:1].isspace() and self._cell.text else ""
            self._cell.text += glue + text + (" " if text and str(data)[-1:].isspace() else "")


def _span(value: str | None) -> int:
    return min(1000, max(1, int(value))) if value and value.isascii() and value.isdecimal() else 1
