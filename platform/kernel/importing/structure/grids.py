"""Tables → nodes: the flow of a procedure becomes steps, all others stay tables."""

import re
from collections.abc import Sequence
from typing import Any, Final

from kernel.content.nodes import Node
from kernel.importing.pieces import (
    Cell,
    Pieces,
    Row,
    Table,
    cell_pieces,
    cell_text,
    cut,
    plain,
    runs,
)
from kernel.importing.structure.desk import Desk
from kernel.importing.structure.patterns import FORM_CODE

_ACTOR: Final = re.compile(
    r"người (?:thực hiện|chịu trách nhiệm)|trách nhiệm|đơn vị thực hiện", re.I
)
_TITLE: Final = re.compile(
    r"quá trình|trình tự|lưu đồ|sơ đồ|các bước|bước (?:thực hiện|công việc)"
    r"|nội dung công việc|công việc",
    re.I,
)
_DETAIL: Final = re.compile(r"mô tả|biểu mẫu|tài liệu|diễn giải", re.I)
_ORDINAL: Final = re.compile(r"(?:stt|tt|bước|số tt|số thứ tự)\.?$", re.I)
_DECISION: Final = re.compile(r"phê duyệt|xem xét|kiểm tra|thẩm định|ký duyệt", re.I)
_MOST_ROWS: Final = 1000


def convert(desk: Desk, table: Table) -> list[Node]:
    """The node of a table; none when it says nothing at all."""
    pieces = [piece for row in table.rows for cell in row for piece in cell_pieces(cell)]
    if not plain(pieces).strip():
        return []
    return [_steps(desk, table) or _table(desk, table.rows, pieces)]


def _table(desk: Desk, rows: list[Row], pieces: Pieces) -> Node:
    header = _header_rows(rows)
    made = [[_cell(cell) for cell in row] for row in rows]
    if header == 2:
        made[0], made[1] = _merged(rows[0], rows[1])
    return desk.table(made, header, pieces)


def _cell(cell: Cell, colspan: int = 0, rowspan: int = 0) -> dict[str, Any]:
    made: dict[str, Any] = {"text": runs(cell_pieces(cell))}
    spans = {
        "colspan": colspan or cell.colspan,
        "rowspan": min(rowspan or cell.rowspan, _MOST_ROWS),
    }
    return made | {name: span for name, span in spans.items() if span > 1}


def _header_rows(rows: list[Row]) -> int:
    """How many rows head the table: one of short titles, two when it has a second floor."""
    first = [cell_text(cell) for cell in rows[0]]
    if sum(bool(text) for text in first) < 2 or any(len(text) > 80 for text in first):
        return 0
    if len(rows) > 1 and _is_second_floor(rows[0], rows[1]):
        return 2
    return int(all(first) or _ORDINAL.match(first[0]) is not None)


def _is_second_floor(first: Row, second: Row) -> bool:
    """Titles under the gaps of the first row, and nothing under its own titles."""
    if any(cell.colspan > 1 for cell in first):
        return not any(len(cell_text(cell)) > 40 for cell in second)
    if len(first) != len(second) or cell_text(second[0]):
        return False
    gaps = [not cell_text(cell) for cell in first]
    return any(gaps) and all(
        cell_text(below) for below, gap in zip(second, gaps, strict=True) if gap
    )


def _merged(first: Row, second: Row) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Two rows of titles with their merged cells, which a table of tabs cannot say."""
    if len(first) != len(second) or any(cell.colspan > 1 for cell in first):
        return [_cell(cell) for cell in first], [_cell(cell) for cell in second]
    upper: list[dict[str, Any]] = []
    lower: list[dict[str, Any]] = []
    for at, (cell, below) in enumerate(zip(first, second, strict=True)):
        if cell_text(cell) or not upper:
            width = _gap(first, at + 1) if cell_text(below) else 1
            upper.append(_cell(cell, width, 1 if cell_text(below) else 2))
        if cell_text(below):
            lower.append(_cell(below))
    return upper, lower


def _gap(row: Row, at: int) -> int:
    """The width of a title with the empty cells that follow it."""
    width = 1
    while at < len(row) and not cell_text(row[at]):
        width, at = width + 1, at + 1
    return width


def _steps(desk: Desk, table: Table) -> Node | None:
    columns = flow_columns([cell_text(cell) for cell in table.rows[0]])
    rows = table.rows[1:]
    if columns is None or not rows or any(len(row) != len(table.rows[0]) for row in rows):
        return None
    desk.syntax([piece for cell in table.rows[0] for piece in cell_pieces(cell)], "table header")
    steps, pieces = [], []
    for number, row in enumerate(rows):
        desk.syntax([p for at in columns["ordinal"] for p in cell_pieces(row[at])], "ordinal")
        actor, title, detail = (
            [p for at in columns[name] for p in cell_pieces(row[at])]
            for name in ("actor", "title", "detail")
        )
        said, forms = _without_forms(detail)
        shape = _shape(number, len(rows), plain(title))
        steps.append({
            "actor": runs(actor), "title": runs(title), "shape": shape,
            "detail": runs(said), "forms": forms,
        })  # fmt: skip
        pieces += [*actor, *title, *detail]
    return desk.steps(steps, pieces)


def flow_columns(header: Sequence[str]) -> dict[str, list[int]] | None:
    """Which column says what; None when the table is not the flow of a procedure."""
    found: dict[str, list[int]] = {"ordinal": [], "actor": [], "title": [], "detail": []}
    for at, text in enumerate(header):
        for name, pattern in (
            ("ordinal", _ORDINAL), ("actor", _ACTOR), ("title", _TITLE), ("detail", _DETAIL),
        ):  # fmt: skip
            if pattern.match(text) and (name in ("ordinal", "detail") or not found[name]):
                found[name].append(at)
                break
        else:
            return None
    complete = all(found[name] for name in ("actor", "title", "detail"))
    return found if complete and len(found["ordinal"]) < 2 else None


def _without_forms(detail: Pieces) -> tuple[Pieces, list[str]]:
    """The text of a step and the codes of the forms it names."""
    text, forms = plain(detail), []
    said: Pieces = []
    rest, at = detail, 0
    for found in FORM_CODE.finditer(text):
        before, rest = cut(rest, found.start() - at)
        code, rest = cut(rest, len(found[0]))
        if plain(code) == found[0]:
            forms.append(found[0])
            said += before
        else:
            said += [*before, *code]
        at = found.end()
    return [*said, *rest], forms


def _shape(number: int, count: int, title: str) -> str:
    if number == 0:
        return "start"
    if number == count - 1:
        return "end"
    return "decision" if _DECISION.search(title) else "task"
