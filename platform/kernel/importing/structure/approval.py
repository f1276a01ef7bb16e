"""The approval table of a cover: who wrote, checked and approved, in either direction."""

import re
from dataclasses import dataclass, field
from typing import Final

from kernel.importing.pieces import Cell, Row, Table, cell_text
from kernel.importing.result import Signer

_ROLES: Final = (
    ("author", re.compile(r"(?:người\s+)?(?:biên\s+soạn|soạn\s+thảo|viết|lập)\b", re.I)),
    (
        "checker",
        re.compile(r"(?:người\s+)?(?:kiểm\s+tra|xem\s+xét|soát\s+xét|thẩm\s+định)\b", re.I),
    ),
    ("approver", re.compile(r"(?:người\s+)?(?:phê\s+duyệt|duyệt|ký\s+duyệt)\b", re.I)),
)
_NAME: Final = re.compile(r"họ\s*(?:và\s*)?tên", re.I)
_POST: Final = re.compile(r"chức\s*(?:vụ|danh)", re.I)
_SIGNATURE: Final = re.compile(r"(?:chữ\s*)?ký(?:\s*tên)?\b", re.I)
_DAY: Final = re.compile(r"ngày", re.I)
_OFFICE: Final = re.compile(
    r"(?:phó\s|trưởng\s|chủ\s+tịch|chuyên\s+viên|giám\s+đốc|cục\s+trưởng|chánh\s|công\s+chức|văn\s+thư)",
    re.I,
)
_LONGEST: Final = 40


@dataclass(slots=True)
class Approval:
    """The signers of a table, its cells that became data, and those that say something else."""

    signers: list[Signer]
    read: list[Cell] = field(default_factory=list)
    stray: list[Cell] = field(default_factory=list)


def read(table: Table) -> Approval | None:
    """The approval table; None when the table is another one."""
    for at, row in enumerate(table.rows[:3]):
        if sum(role_of(cell) != "" for cell in row) >= 2:
            return _by_columns(table.rows[at], table.rows[at + 1 :], table.rows[:at])
    if sum(bool(row) and role_of(row[0]) != "" for row in table.rows) >= 2:
        return _by_rows(table.rows)
    return None


def role_of(cell: Cell) -> str:
    """The role a cell names: author, checker, approver or "" """
    text = cell_text(cell)
    if len(text) > _LONGEST:
        return ""
    return next((role for role, pattern in _ROLES if pattern.match(text)), "")


def _by_columns(header: Row, rows: list[Row], above: list[Row]) -> Approval:
    columns = [at for at, cell in enumerate(header) if role_of(cell)]
    said: dict[str, dict[int, str]] = {"name": {}, "post": {}}
    result = Approval([], [*header, *(cell for row in above for cell in row)])
    for row in rows:
        what = _what(row, columns)
        for at, cell in enumerate(row):
            label = at not in columns
            if what in said and not label:
                said[what][at] = cell_text(cell)
            (result.read if what in said or label else result.stray).append(cell)
    result.signers = [
        Signer(
            role_of(header[at]),
            cell_text(header[at]),
            said["name"].get(at, ""),
            said["post"].get(at, ""),
        )
        for at in columns
    ]
    return result


def _what(row: Row, columns: list[int]) -> str:
    """What a row of the table tells about each signer."""
    first = cell_text(row[0]) if row and 0 not in columns else ""
    for what, pattern in (
        ("name", _NAME), ("post", _POST), ("signature", _SIGNATURE), ("day", _DAY),
    ):  # fmt: skip
        if pattern.match(first):
            return what
    texts = [cell_text(cell) for at, cell in enumerate(row) if at in columns]
    if first or not any(texts):
        return "other"
    return "post" if any(map(_OFFICE.match, texts)) else "name"


def _by_rows(rows: list[Row]) -> Approval:
    header = next((row for row in rows if row and not role_of(row[0])), [])
    titles = [cell_text(cell) for cell in header]
    name = next((at for at, title in enumerate(titles) if _NAME.match(title)), 1)
    post = next((at for at, title in enumerate(titles) if _POST.match(title)), 2)
    result = Approval([])
    for row in rows:
        if row is header or not row or not role_of(row[0]):
            result.read += row if row is header else []
            result.stray += [] if row is header else row
            continue
        texts = dict(enumerate(map(cell_text, row)))
        result.signers.append(
            Signer(role_of(row[0]), texts[0], texts.get(name, ""), texts.get(post, ""))
        )
        for at, cell in enumerate(row):
            (result.read if at in (0, name, post) else result.stray).append(cell)
    return result
