"""The way from the pages of a PDF to blocks; the source text is what the pages show, in order."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Final

from kernel.content.inline import UNPRINTABLE, nfc
from kernel.importing import legacy
from kernel.importing.pieces import Block, Break, Cell, Para, Piece, Pieces, Reading, Row, Table
from kernel.importing.readers.pdf import furniture
from kernel.importing.readers.pdf.furniture import Item
from kernel.importing.readers.pdf.lines import Line, Run, is_side_by_side, lines_of
from kernel.importing.readers.pdf.pages import Fragment, Page, Pages, Progress, extract, refusal
from kernel.importing.readers.pdf.paragraphs import (
    Column,
    Paragraph,
    goes_on,
    in_cell,
    may_be_title,
    pitches,
    tears,
)
from kernel.importing.readers.pdf.tables import Ruled, Slot, divide, fill, outermost, ruled
from kernel.importing.structure.grids import flow_columns
from kernel.importing.structure.patterns import is_shouted
from kernel.importing.words import bare

_UNKNOWN: Final = "(cid:"
_FEWEST_LETTERS: Final = 12  # of a page with text
_COVERED: Final = 0.4  # the share of a page under pictures that makes it a scan
_BLANK: Final = 0.62  # of the height: a page that ends above was ended on purpose
_CODE_BEGINS: Final = re.compile(r"(?<!\w)[A-ZĐ]{2,5}(?:[.\-][A-Z0-9Đ]{1,8})*[.\-]?$")
_CODE_GOES_ON: Final = re.compile(r"[.\-]?[A-Z0-9Đ]{1,8}(?:[.\-][A-Z0-9Đ]{1,8})*(?!\w)")
_LARGER: Final = 1.12  # of the usual size: a title


def nobody(_done: int, _total: int) -> None:
    """Nobody watches."""


def read_pdf(data: bytes, progress: Progress = nobody) -> Reading:
    """All text of a PDF; raises ImportRefused for scans, passwords, damage and bombs."""
    pages = extract(data, progress)
    empty = _without_text(pages)
    letters = sum(len(one.text) for page in pages.pages for one in page.fragments)
    unknown = sum(one.text.count(_UNKNOWN) for page in pages.pages for one in page.fragments)
    if len(empty) == len(pages.pages) or letters < _FEWEST_LETTERS:
        raise refusal("scan" if any(page.pictures for page in pages.pages) else "no-text")
    if unknown * 20 > letters:
        raise refusal("no-letters")
    reading = _Reader(pages).read()
    reading.scanned = [at for at in empty if pages.pages[at - 1].covered > _COVERED]
    reading.unreadable = unknown
    reading.legacy = ", ".join(sorted(_old_fonts(pages)))
    return reading


def _without_text(pages: Pages) -> list[int]:
    return [
        at
        for at, page in enumerate(pages.pages, start=1)
        if sum(len(one.text.strip()) for one in page.fragments) < _FEWEST_LETTERS
    ]


def _old_fonts(pages: Pages) -> set[str]:
    fonts = {one.font for page in pages.pages for one in page.fragments}
    return {found.value for font in fonts if (found := legacy.of_font(font))}


@dataclass(slots=True)
class _Sheet:
    """A page, its lines and tables in order, and the column its text fills."""

    number: int
    page: Page
    items: list[Item]
    strays: list[Line]  # letters that do not stand upright
    is_beside: bool  # whether its lines run across columns
    column: Column = field(default_factory=lambda: Column(0, 0))


class _Reader:
    def __init__(self, pages: Pages) -> None:
        self._pages = pages
        self._written: list[str] = []
        self._length = 0
        self._blocks: list[Block] = []
        self._sheets = [_sheet(at, page) for at, page in enumerate(pages.pages, start=1)]
        furniture.mark(
            [sheet.items for sheet in self._sheets], [page.height for page in pages.pages]
        )
        self._body_size = self._usual_size()
        self._titles = {_same(title): level for level, title in pages.outline}
        self._set_columns()

    def read(self) -> Reading:
        flow: list[Paragraph | Ruled] = []
        for sheet in self._sheets:
            self._add(flow, sheet)
        for what in flow:
            self._blocks += self._flowing(what)
        strays: set[str] = set()
        for sheet in self._sheets:
            for item in sheet.items:
                if item.zone != "body":
                    self._furniture(item, sheet)
            for line in sheet.strays:
                zone = "repeated" if line.text in strays else "box"
                strays.add(line.text)
                self._blocks.append(self._para(Paragraph([line]), zone))
        pictures = sum(page.pictures for page in self._pages.pages)
        beside = [sheet.number for sheet in self._sheets if sheet.is_beside]
        return Reading("".join(self._written), self._blocks, pictures, beside=beside)

    def _set_columns(self) -> None:
        """Where the text of each page begins and ends, told by all pages of its width."""
        by_width: dict[int, list[Line]] = {}
        for sheet in self._sheets:
            lines = [i.what for i in sheet.items if isinstance(i.what, Line) and i.zone == "body"]
            by_width.setdefault(round(sheet.page.width / 10), []).extend(lines)
        columns = {
            width: Column(_often(lines, "x0"), _often(lines, "x1"), pitches(lines))
            for width, lines in by_width.items()
            if lines
        }
        for sheet in self._sheets:
            known = columns.get(round(sheet.page.width / 10))
            sheet.column = known or Column(0, sheet.page.width)

    def _usual_size(self) -> float:
        sizes: Counter[float] = Counter()
        for page in self._pages.pages:
            for fragment in page.fragments:
                sizes[fragment.size] += len(fragment.text)
        return sizes.most_common(1)[0][0] if sizes else 12.0

    def _add(self, flow: list[Paragraph | Ruled], sheet: _Sheet) -> None:
        """The text of a page behind that of the page before, joined where the paper tore it."""
        found: list[Paragraph | Ruled] = []
        for item in sheet.items:
            if item.zone != "body":
                continue
            if isinstance(item.what, Ruled):
                found.append(item.what)
                continue
            last = found[-1] if found else None
            if isinstance(last, Paragraph) and goes_on(last, item.what, sheet.column):
                last.lines.append(item.what)
            else:
                found.append(Paragraph([item.what], sheet.column.align(item.what)))
        if found and flow:
            self._join(flow, found, sheet)
        flow += found

    def _join(
        self, flow: list[Paragraph | Ruled], found: list[Paragraph | Ruled], sheet: _Sheet
    ) -> None:
        before, first = flow[-1], found[0]
        if isinstance(before, Ruled) and isinstance(first, Ruled):
            if _same_columns(before, first):
                _continue_table(before, first)
                found.pop(0)
        elif isinstance(before, Paragraph) and isinstance(first, Paragraph):
            if tears(before, first.lines[0], sheet.column):
                before.lines += first.lines
                found.pop(0)

    def _furniture(self, item: Item, sheet: _Sheet) -> None:
        if isinstance(item.what, Ruled):
            self._blocks.append(self._table(item.what, item.zone))
        else:
            paragraph = Paragraph([item.what], sheet.column.align(item.what))
            self._blocks.append(self._para(paragraph, item.zone))

    def _flowing(self, what: Paragraph | Ruled) -> Iterator[Block]:
        if isinstance(what, Paragraph):
            if self._begins_page(what.lines[0]):
                yield Break()
            yield self._para(what, "body")
        else:
            yield from self._repeats(what)
            yield self._table(what, "body")

    def _begins_page(self, line: Line) -> bool:
        """Whether its author began a new page here: the page before was left half empty."""
        if line.page < 2:
            return False
        own, before = self._sheets[line.page - 1], self._sheets[line.page - 2]
        first = next((item for item in own.items if item.zone == "body"), None)
        ends = [item.bottom for item in before.items if item.zone == "body"]
        if first is None or first.what is not line or not ends:
            return False
        return max(ends) < _BLANK * before.page.height

    def _repeats(self, table: Ruled) -> Iterator[Block]:
        """Header rows that came again on a later page."""
        for row in [row for row in table.rows if row and row[0].column < 0]:
            table.rows.remove(row)
            yield self._table(Ruled([row], table.columns, 0, 0), "repeated")

    def _para(self, paragraph: Paragraph, zone: str, *, title: bool = True) -> Para:
        pieces: Pieces = []
        for at, line in enumerate(paragraph.lines):
            if at and not _runs_together(paragraph.lines[at - 1], line):
                self._say(pieces, Run(" ", line.runs[0].marks if line.runs else frozenset()))
            hyphenated = at + 1 < len(paragraph.lines) and line.text.endswith("\u00ad")
            for nth, run in enumerate(line.runs):
                last = hyphenated and nth == len(line.runs) - 1
                self._say(pieces, Run(run.text[:-1], run.marks) if last else run)
        self._write("\n")
        level = self._level(paragraph) if zone == "body" and title else 0
        return Para(pieces, level=level, align=paragraph.align, zone=zone)

    def _level(self, paragraph: Paragraph) -> int:
        """The level of a heading by the bookmarks of the file, else by its size and weight."""
        if not may_be_title(paragraph):
            return 0
        if level := self._titles.get(_same(paragraph.text), 0):
            return level
        first = paragraph.lines[0]
        if self._titles or paragraph.text.rstrip().endswith((".", ";", ":", ",")):
            return 0
        if first.size >= _LARGER * self._body_size and not paragraph.align:
            return 1 if first.size >= 1.35 * self._body_size else 2
        bold = all(line.is_bold for line in paragraph.lines)
        return 1 if bold and is_shouted(paragraph.text) and not paragraph.align else 0

    def _table(self, table: Ruled, zone: str) -> Table:
        rows: list[Row] = []
        for line in table.rows:
            row = [Cell(self._cell(slot, zone), slot.colspan, slot.rowspan) for slot in line]
            self._write("\n")
            rows.append(row)
        return Table(rows, zone)

    def _cell(self, slot: Slot, zone: str) -> list[Block]:
        lines = lines_of(slot.fragments, 0)
        left = min((line.x0 for line in lines), default=0) - slot.box[0]
        width = slot.box[2] - slot.box[0] - 2 * min(6.0, max(1.0, left))
        made: list[Block] = [self._para(one, zone, title=False) for one in in_cell(lines, width)]
        self._write("\t")
        return made

    def _say(self, pieces: Pieces, run: Run) -> None:
        text = UNPRINTABLE.sub("", nfc(run.text.replace("\u00ad", "-")))
        start = self._write(text)
        if text:
            pieces.append(Piece(start, start + len(text), text, run.marks))

    def _write(self, text: str) -> int:
        start = self._length
        self._written.append(text)
        self._length += len(text)
        return start


def _sheet(number: int, page: Page) -> _Sheet:
    tables = [ruled(grid) for grid in outermost(page.tables)]
    upright = [fragment for fragment in page.fragments if fragment.upright]
    outside = fill(tables, upright)
    for table in tables:
        if columns := flow_columns([_spaced(slot) for slot in table.rows[0]]):
            for column in columns["title"]:
                divide(table, column)
    filled = [t for t in tables if any(slot.fragments for row in t.rows for slot in row)]
    items = [Item(line, line.text, line.top, line.bottom) for line in lines_of(outside, number)]
    items += [Item(table, _text(table), table.top, table.bottom) for table in filled]
    items.sort(key=lambda item: item.top)
    strays = [one for one in page.fragments if not one.upright]
    return _Sheet(number, page, items, lines_of(strays, number), is_side_by_side(outside))


def _text(table: Ruled) -> str:
    return " ".join(one.text for row in table.rows for slot in row for one in slot.fragments)


def _often(lines: list[Line], side: str) -> float:
    """The outermost place where several lines begin or end."""
    places = Counter(round(getattr(line, side)) for line in lines)
    common = [place for place, times in places.items() if times >= min(3, len(lines))]
    values = common or list(places)
    return float(max(values) if side == "x1" else min(values))


def _same(title: str) -> str:
    return bare(title)


def _same_columns(one: Ruled, other: Ruled) -> bool:
    return len(one.columns) == len(other.columns) and all(
        abs(a - b) < 4 for a, b in zip(one.columns, other.columns, strict=True)
    )


def _continue_table(before: Ruled, after: Ruled) -> None:
    """The rows of the next page; a header that came again is set apart by a column below zero."""
    for at, row in enumerate(after.rows):
        head = before.rows[at] if at < len(before.rows) else []
        same = [_said(slot) for slot in row] == [_said(slot) for slot in head]
        if not (same and any(map(_said, row)) and (at == 0 or after.rows[at - 1][0].column < 0)):
            break
        for slot in row:
            slot.column = -1
    rest = next((at for at, row in enumerate(after.rows) if row[0].column >= 0), None)
    if rest is not None and _is_torn(before, after.rows[rest]):
        for slot in after.rows.pop(rest):
            _append(before.rows[-1], slot)
    before.rows += after.rows
    before.is_open = after.is_open


def _is_torn(before: Ruled, row: list[Slot]) -> bool:
    """Whether a row is the rest of the last one: rules were left open, or a sentence was."""
    last = before.rows[-1]
    columns = {slot.column for slot in last}
    if last[0].column < 0 or any(slot.column not in columns for slot in row):
        return False
    if before.is_open:
        return True
    said = [_spaced(slot).strip() for slot in row]
    torn = [text for text in said if text]
    return not said[0] and bool(torn) and all(text[:1].islower() for text in torn)


def _append(row: list[Slot], slot: Slot) -> None:
    """What the next page says in a cell, right below what the cell says already."""
    own = next(one for one in row if one.column == slot.column)
    if own.fragments and slot.fragments:
        first = min(one.bottom for one in slot.fragments)
        step = _step(own.fragments) or _step(slot.fragments) or 1.2 * slot.fragments[0].size
        down = max(one.bottom for one in own.fragments) + step - first
        own.fragments += [
            replace(one, top=one.top + down, bottom=one.bottom + down) for one in slot.fragments
        ]
    else:
        own.fragments += slot.fragments


def _step(fragments: list[Fragment]) -> float:
    """The distance between the lines of a cell, 0 where it has but one."""
    lines = sorted({one.bottom for one in fragments})
    steps = [b - a for a, b in pairwise(lines) if b - a > 0.6 * fragments[0].size]
    return min(steps, default=0.0)


def _spaced(slot: Slot) -> str:
    return " ".join(line.text for line in lines_of(slot.fragments, 0))


def _said(slot: Slot) -> str:
    return "".join(one.text for one in slot.fragments).replace(" ", "")


def _runs_together(before: Line, after: Line) -> bool:
    """Whether a word was parted at the end of a line: by a soft hyphen, or behind its own."""
    text = before.text.rstrip(" ")
    if before.text.endswith("\u00ad"):
        return True
    if _CODE_BEGINS.search(text) and _CODE_GOES_ON.match(after.text):
        return text[-1:] in ".-" or after.text[:1] in ".-"
    word = text[-2:-1].isalpha() and text.endswith("-")
    return bool(word and after.text[:1].isalnum())
