"""Tables of the content tree, laid out: every cell knows its column, every column its width."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from kernel.content.nodes import Inline
from kernel.printing.fonts import text_width
from kernel.printing.runs import plain
from kernel.printing.settings import PageSettings

SIGNS: Final = ("(ký", "(đã ký")
LONG: Final = 48  # characters; beyond this a longer text asks for no wider column
SIZE: Final = 12.0  # pt, of the text in a table
BESIDE: Final = 4.2  # mm of a cell that is not text
WIDEST: Final = 18.0  # percent; a longer word may be broken
MANY: Final = 10  # columns; beyond these the text is smaller
LETTERS: Final = 0.85  # on a line, for each percent of width
TALL: Final = 20  # lines, about a third of a page; a taller row may go on on the next one
TOGETHER: Final = 6  # rows that one cell reaches over stay on one page, not more
NUMBER: Final = re.compile(r"[\d.,/% ]{0,6}|[IVX]{1,5}|[☐☑☒✓✔x]?")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell at its place; spans never leave the table."""

    text: Inline
    column: int
    colspan: int = 1
    rowspan: int = 1


Rows = tuple[tuple[Cell, ...], ...]
Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: header rows first, widths in percent of the text, adding up to 100."""

    rows: Rows
    header: int
    widths: tuple[float, ...]
    centred: frozenset[int] = frozenset()

    def is_centred(self, column: int) -> bool:
        """Whether a column holds nothing but short numbers, as STT does."""
        return column in self.centred

    @property
    def is_for_signing(self) -> bool:
        """Whether the table only sets places to sign side by side: a row says "(ký…)"."""
        return self.signing_row >= 0

    @property
    def signing_row(self) -> int:
        """The row that says "(ký…)" or "(đã ký…)", the last or the one above the names; else -1."""
        for at in range(len(self.rows) - 1, max(-1, len(self.rows) - 3), -1):
            if all(plain(cell.text).strip().startswith(SIGNS) for cell in self.rows[at]):
                return at
        return -1

    @property
    def is_signed(self) -> bool:
        """Whether names stand below the places to sign."""
        return 0 <= self.signing_row < len(self.rows) - 1

    @property
    def is_wide(self) -> bool:
        """Whether so many columns stand side by side that their text is smaller."""
        return len(self.widths) >= MANY

    def is_tall(self, row: Sequence[Cell]) -> bool:
        """Whether a row may break at the end of a page, for it might fill one alone."""
        return any(self._lines(cell) > TALL for cell in row)

    def stays_with_next(self, at: int) -> bool:
        """Whether a cell reaches from this row, or one above it, to the row below."""
        return any(
            start + cell.rowspan - 1 > at and cell.rowspan <= TOGETHER
            for start in range(max(0, at - TOGETHER), at + 1)
            for cell in self.rows[start]
        )

    def _lines(self, cell: Cell) -> float:
        width = sum(self.widths[cell.column : cell.column + cell.colspan])
        letters = max(1.0, width * LETTERS)
        return sum(1 + len(line) / letters for line in plain(cell.text).split("\n"))

    def is_open(self, row: Sequence[Cell]) -> bool:
        """Whether a row is there to be written in by hand: most of its cells are empty."""
        return 2 * sum(not plain(cell.text).strip() for cell in row) > len(row)


def grid(body: Mapping[str, Any]) -> Grid:
    """Lay out the body of a table; every place of it belongs to exactly one cell."""
    rows = _placed(body["rows"])
    columns = max((cell.column + cell.colspan for row in rows for cell in row), default=1)
    rows = _filled(rows, columns)
    header = min(int(body["header"]), len(rows))
    return Grid(rows, header, _widths(body, rows, columns), _centred(rows[header:]))


def _centred(rows: Rows) -> frozenset[int]:
    texts: dict[int, list[str]] = {}
    for cell in (cell for row in rows for cell in row if cell.colspan == 1):
        texts.setdefault(cell.column, []).append(plain(cell.text).strip())
    return frozenset(
        column
        for column, said in texts.items()
        if any(said) and all(NUMBER.fullmatch(text) for text in said)
    )


def _placed(rows: Sequence[Mapping[str, Any]]) -> Rows:
    """Each cell at the first free place; a span ends where another cell reaches down."""
    taken: set[Place] = set()
    placed = []
    for at, row in enumerate(rows):
        cells, column = [], 0
        for given in row["cells"]:
            while (at, column) in taken:
                column += 1
            colspan = next(
                wide
                for wide in range(int(given.get("colspan", 1)), 0, -1)
                if not taken & {(at, column + right) for right in range(wide)}
            )
            rowspan = min(int(given.get("rowspan", 1)), len(rows) - at)
            cells.append(Cell(given["text"], column, colspan, rowspan))
            taken |= _places(at, cells[-1])
            column += colspan
        placed.append(tuple(cells))
    return tuple(placed)


def _filled(rows: Rows, columns: int) -> Rows:
    """Empty cells where a row says less than the widest."""
    taken = {place for at, row in enumerate(rows) for cell in row for place in _places(at, cell)}
    return tuple(
        tuple(
            sorted(
                (
                    *row,
                    *(Cell([], column) for column in range(columns) if (at, column) not in taken),
                ),
                key=lambda cell: cell.column,
            )
        )
        for at, row in enumerate(rows)
    )


def _places(at: int, cell: Cell) -> set[Place]:
    return {
        (at + down, cell.column + right)
        for down in range(cell.rowspan)
        for right in range(cell.colspan)
    }


def _widths(
    body: Mapping[str, Any], rows: Sequence[Sequence[Cell]], columns: int
) -> tuple[float, ...]:
    given = body.get("widths") or []
    weights = [float(width) for width in given] if len(given) == columns else _wishes(rows, columns)
    shares = [100 * weight / sum(weights) for weight in weights]
    return tuple(round(share, 2) for share in _with_room(shares, _least(rows, columns)))


def _least(rows: Sequence[Sequence[Cell]], columns: int) -> list[float]:
    """What each column needs for its longest word, percent of the text of a usual page."""
    least = [0.0] * columns
    for row in rows:
        for cell in (cell for cell in row if cell.colspan == 1):
            words = (text_width(word, SIZE, bold=True) for word in plain(cell.text).split())
            needed = 100 * (max(words, default=0.0) + BESIDE) / PageSettings().text_width
            least[cell.column] = max(least[cell.column], min(needed, WIDEST))
    return least


def _with_room(shares: Sequence[float], least: Sequence[float]) -> list[float]:
    """Wider columns give of theirs to those too narrow for a word, where there is enough."""
    missing = sum(max(0.0, need - share) for share, need in zip(shares, least, strict=True))
    spare = sum(max(0.0, share - need) for share, need in zip(shares, least, strict=True))
    if not missing or missing > spare:
        return list(shares)
    return [
        max(share, need) - max(0.0, share - need) * missing / spare
        for share, need in zip(shares, least, strict=True)
    ]


def _wishes(rows: Sequence[Sequence[Cell]], columns: int) -> list[float]:
    """What each column asks for: room for its longest word, and its share of the text."""
    wishes = [4.0] * columns
    for cell in (cell for row in rows for cell in row if cell.colspan == 1):
        text = plain(cell.text)
        longest_word = max(map(len, text.split()), default=0)
        wish = max(longest_word + 2.0, min(len(text), LONG) * 0.6)
        wishes[cell.column] = max(wishes[cell.column], wish)
    return wishes
