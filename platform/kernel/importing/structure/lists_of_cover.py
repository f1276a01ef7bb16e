"""The two lists that stand behind a cover: who gets the document, and what was revised."""

import re
from dataclasses import dataclass, field
from typing import Final

from kernel.importing.pieces import Block, Cell, Para, Row, Table, cell_text, pieces_of, plain
from kernel.importing.result import Recipient, Revision

_DISTRIBUTION: Final = re.compile(r"n[ơo]i\s+nh[ậa]n|(?:danh\s+sách\s+)?phân\s+phối", re.I)
_REVISIONS: Final = re.compile(
    r".{0,20}?(?:tình\s+trạng|theo\s+d[õo]i|lịch\s+sử|bảng|nội\s+dung)\s.{0,20}?sửa\s+đổi", re.I
)
_REVISED: Final = re.compile(
    r"(?:hạng\s+mục|nội\s+dung|mô\s+tả|yêu\s+cầu|tóm\s+tắt).{0,20}?sửa\s+đổi", re.I
)
_PAGE: Final = re.compile(r"trang|phần", re.I)
_ITEM: Final = re.compile(r"hạng\s+mục|mục|yêu\s+cầu", re.I)
_SUMMARY: Final = re.compile(r"tóm\s+tắt|nội\s+dung|mô\s+tả", re.I)
_CAPTION: Final = re.compile(r"\W*sửa\s+đổi\s+lần", re.I)
_BOX: Final = re.compile(r"[☐☑☒□■✓]|\[[ xX]?\]")
_TICKED: Final = re.compile(r"[☑☒■✓]|\[[xX]\]|^\s*[xX]\s*$")
_SIGNS: Final = " -+•.;:"
_BLANK: Final = re.compile(r"[\s.…_/-]*$")


def heads_distribution(text: str) -> bool:
    """Whether a line announces the distribution list."""
    return len(text) < 120 and bool(_DISTRIBUTION.match(text))


def heads_revisions(text: str) -> bool:
    """Whether a line announces the revision table."""
    return len(text) < 120 and bool(_REVISIONS.match(text))


def is_revision_table(table: Table) -> bool:
    """Whether the first row names the columns of a revision table."""
    return any(_REVISED.match(cell_text(cell)) for cell in table.rows[0])


def has_boxes(block: Block) -> bool:
    """Whether a block is made of boxes to tick."""
    return isinstance(block, Table) and any(
        _BOX.match(cell_text(cell)) for row in block.rows for cell in row
    )


def recipients(block: Block) -> list[Recipient]:
    """The lines of a distribution list; a cell that is only a box belongs to the name before it."""
    found: list[Recipient] = []
    for text in _lines(block):
        name = _BOX.sub("", text).strip(_SIGNS)
        ticked = bool(_TICKED.search(text))
        if name and name not in "xX":
            found.append(Recipient(name, ticked))
        elif ticked and found:
            found[-1] = Recipient(found[-1].name, True)
    return found


def _lines(block: Block) -> list[str]:
    if isinstance(block, Table):
        cells = [cell for row in block.rows for cell in row]
        return [line for cell in cells for inner in cell.blocks for line in _lines(inner)]
    return [" ".join(line.split()) for line in plain(pieces_of(block)).split("\n") if line.strip()]


@dataclass(slots=True)
class _Columns:
    page: int = 0
    item: int = 1
    summary: int = 2
    taken: set[int] = field(default_factory=set)

    @classmethod
    def of(cls, header: Row) -> "_Columns":
        found = cls()
        found.summary = found._find(header, _SUMMARY, 2)
        found.page = found._find(header, _PAGE, 0)
        found.item = found._find(header, _ITEM, 1)
        return found

    def _find(self, header: Row, pattern: re.Pattern[str], otherwise: int) -> int:
        for at, cell in enumerate(header):
            if at not in self.taken and pattern.match(cell_text(cell)):
                self.taken.add(at)
                return at
        return otherwise


def revisions(table: Table) -> list[Revision]:
    """The filled-in rows of a revision table, each with the caption above it."""
    columns, caption = _Columns.of(table.rows[0]), ""
    found: list[Revision] = []
    for row in table.rows[1:]:
        texts = [_said(cell) for cell in row]
        said = [text for text in texts if text]
        if len(said) == 1 and _CAPTION.match(said[0]):
            caption = said[0] if any(map(str.isdigit, said[0])) else ""
        elif said:
            of = dict(enumerate(texts))
            found.append(
                Revision(
                    of.get(columns.page, ""),
                    of.get(columns.item, ""),
                    of.get(columns.summary, ""),
                    caption,
                )
            )
    return found


def _said(cell: Cell) -> str:
    text = cell_text(cell)
    return "" if _BLANK.match(text) else text


def is_list_line(block: Block) -> bool:
    """Whether a paragraph can be a line of a distribution list: short, with a sign or a box."""
    text = plain(pieces_of(block)).strip()
    return isinstance(block, Para) and len(text) < 120 and text[:1] in "-+•☐☑☒□[" and bool(text)
