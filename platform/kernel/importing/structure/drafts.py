"""Rows of the clause table while they are put together from what the pages tore apart."""

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from kernel.importing.clauses import Matcher, heading
from kernel.importing.pieces import (
    Block,
    Break,
    Para,
    Pieces,
    Row,
    Table,
    cell_pieces,
    cell_text,
    join,
    plain,
)
from kernel.importing.structure.desk import Desk
from kernel.importing.structure.joins import is_torn
from kernel.importing.structure.patterns import PAGE_NUMBER

_LIKE: Final = 0.72  # a title this like that of a clause is meant to be it
_RATHER: Final = 0.6  # enough in a table, where the rows around are clauses too
_SPOILED: Final = 0.1  # a title that gets so much worse was complete before
_BETTER: Final = 0.03  # a title that gets so much better was torn
_LONGEST: Final = 160  # characters of a title
_NUMBER: Final = re.compile(r"\d{1,2}(?:\.\d{1,2})+\.?$")
_ORDINAL: Final = re.compile(r"(?:stt|tt|số tt|số thứ tự)\.?$", re.I)


@dataclass(slots=True)
class Draft:
    """A row so far: the cell with number and title, and what answers it."""

    title: Pieces
    content: list[Block] = field(default_factory=list)
    headed: bool = False  # a heading with text below it, not a row of a table

    @property
    def text(self) -> str:
        """The title cell on one line."""
        return " ".join(plain(self.title).split())


@dataclass(slots=True)
class Gathering:
    """Collects drafts row by row; `column` is where clauses are named."""

    desk: Desk
    matcher: Matcher
    column: int = 0
    header: list[str] = field(default_factory=list)
    drafts: list[Draft] = field(default_factory=list)

    def add_table(self, table: Table) -> None:
        for number, row in enumerate(table.rows):
            if number == 0 and self._is_header(row):
                self.desk.syntax([p for cell in row for p in cell_pieces(cell)], "table header")
            else:
                self._add_row(row, first=number == 0)

    def add_heading(self, para: Para) -> None:
        """A chapter that stands between two tables."""
        self.drafts.append(Draft(para.pieces))

    def add_rest(self, para: Para) -> None:
        """What the end of a page left of an answer, outside the table."""
        self._extend([para])

    def _is_header(self, row: Row) -> bool:
        texts = [cell_text(cell) for cell in row]
        if self.header and texts == self.header:
            return True
        column = clause_column(row)
        if column is None:
            return False
        self.column, self.header = column, texts
        return True

    def _add_row(self, row: Row, *, first: bool) -> None:
        title, content = self._parts(row)
        text = " ".join(plain(title).split())
        if not self.drafts or (text and not self._goes_on(text, first=first)):
            if text or content:
                self.drafts.append(Draft(title, content))
            return
        if text:
            self.drafts[-1].title = join(self.drafts[-1].title, title, " ")
        self._extend(content, torn=first)

    def _parts(self, row: Row) -> tuple[Pieces, list[Block]]:
        """The title of a row, with a number that has a cell of its own, and its answer."""
        column = min(self.column, len(row) - 1)
        title: Pieces = []
        for at, cell in enumerate(row[:column]):
            if at < len(self.header) and _ORDINAL.match(self.header[at]):
                # The layout counts the rows itself.
                self.desk.syntax(cell_pieces(cell), "ordinal")
            else:
                title = join(title, cell_pieces(cell), " ")
        title = join(title, cell_pieces(row[column]), " ")
        found = heading(plain(title))
        if found.printed and not found.title and column + 2 < len(row):
            column += 1
            title = join(title, cell_pieces(row[column]), " ")
        return title, [block for cell in row[column + 1 :] for block in cell.blocks]

    def _goes_on(self, text: str, *, first: bool) -> bool:
        """Whether a title cell is the rest of the one before, torn by the end of a page."""
        if self.matcher.may_be_number(heading(text).printed):
            return False
        if first and text[:1].islower():
            return self.completes(text)
        return (first or text[:1].islower()) and self._betters(text)

    def completes(self, text: str) -> bool:
        """Whether the last title is not spoiled by these words at its end."""
        if not self.drafts:
            return False
        title = heading(self.drafts[-1].text).title
        return self._score(f"{title} {text}") >= min(self._score(title), _LIKE) - _SPOILED

    def _betters(self, text: str) -> bool:
        """Whether the last title becomes that of a clause with words that are none themselves."""
        before = heading(self.drafts[-1].text)
        if not before.printed or self._score(text) >= _LIKE:
            return False
        return self._score(f"{before.title} {text}") > self._score(before.title) + _BETTER

    def _score(self, title: str) -> float:
        return max(self.matcher.scores(title).values(), default=0.0)

    def _extend(self, content: list[Block], *, torn: bool = True) -> None:
        """Go on with the answer; a sentence that the page tore becomes one again."""
        so_far = self.drafts[-1].content
        for number, block in enumerate(content):
            last = so_far[-1] if so_far else None
            if number == 0 and isinstance(block, Para) and isinstance(last, Para):
                if self._is_torn(last, block, torn=torn):
                    last.pieces = join(last.pieces, block.pieces, " ")
                    continue
            so_far.append(block)

    def _is_torn(self, before: Para, after: Para, *, torn: bool) -> bool:
        if torn:
            return is_torn(before, after, 1) or self._is_torn_name(before, after)
        return is_torn(before, after)

    def _is_torn_name(self, before: Para, after: Para) -> bool:
        """Whether a name was torn: the words around the gap follow each other elsewhere too."""
        first, rest = plain(before.pieces).split(), plain(after.pieces).split()
        phrase = " ".join([*first[-1:], *rest[:2]])
        return len(rest) > 1 and phrase[0].isupper() and phrase in self.desk.ledger.source


def clause_column(row: Row) -> int | None:
    """The column of a header row that holds the clauses, None when this is no header."""
    texts = [cell_text(cell).lower() for cell in row]
    for at, text in enumerate(texts):
        named = "điều khoản" in text or text in ("clause", "yêu cầu của tiêu chuẩn", "yêu cầu")
        if named and len(row) > 1 and not heading(text).printed:
            return at
    return None


def is_clause_table(table: Table, matcher: Matcher) -> bool:
    """Whether a table says clause by clause how the standard is met."""
    if not table.rows or max(map(len, table.rows)) < 2:
        return False
    if clause_column(table.rows[0]) is not None:
        rows = table.rows[1:]
        return not rows or any(_is_row(row, matcher) for row in rows)
    titled = [row for row in table.rows if cell_text(row[0])]
    return len(titled) > 0 and sum(_is_row(row, matcher) for row in titled) >= max(
        2, 0.6 * len(titled)
    )


def _is_row(row: Row, matcher: Matcher) -> bool:
    texts = [cell_text(cell) for cell in row[:3]]
    numbered = [f"{number} {title}" for number, title in pairwise(texts) if _NUMBER.match(number)]
    return any(is_clause_title(text, matcher, _RATHER) for text in [*texts[:2], *numbered])


def goes_on_with(table: Table, gathering: Gathering, columns: int) -> bool:
    """Whether a table after a gap is the same clause table."""
    matcher = gathering.matcher
    if not table.rows or len(table.rows[0]) != columns or is_clause_table(table, matcher):
        return bool(table.rows) and is_clause_table(table, matcher)
    first = cell_text(table.rows[0][0])
    if not first or (first[:1].islower() and gathering.completes(first)):
        return True
    return any(matcher.may_be_number(heading(cell_text(row[0])).printed) for row in table.rows)


def is_clause_title(text: str, matcher: Matcher, least: float = _LIKE) -> bool:
    """Whether a line is the numbered title of a clause."""
    found = heading(text)
    if not found.printed or len(text) > _LONGEST:
        return False
    best = matcher.best(text)
    return best is not None and best.title_score >= least


def is_noise(block: Block) -> bool:
    """Whether a block between two parts of a table only counts pages."""
    if isinstance(block, Break):
        return True
    return isinstance(block, Para) and bool(PAGE_NUMBER.match(plain(block.pieces)))


def is_cell_rest(block: Block, last: Draft | None) -> bool:
    """Whether a paragraph between two tables is the torn rest of the last answer."""
    if not isinstance(block, Para) or last is None or not last.content:
        return False
    end = last.content[-1]
    return isinstance(end, Para) and is_torn(end, block)
