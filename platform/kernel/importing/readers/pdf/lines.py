"""Fragments → lines of text with their looks; old fonts become Unicode here, run by run."""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from kernel.importing import legacy
from kernel.importing.pieces import PLAIN, Marks
from kernel.importing.readers.pdf.pages import Fragment

_SPACE: Final = 0.14  # of the size: a wider gap between fragments is a space
_COLUMN: Final = 2.8  # of the size: a wider one is a tab
_GUTTER: Final = 1.5  # of the size: what may part columns, where many lines have it at one place
_WORDS: Final = 4.0  # of the size: what stands before is wider than the mark of an item
_PLACE: Final = 4.0  # points: beginnings nearer than this are one
_MANY: Final = 6  # lines of a page: letterheads and signatures have fewer
_SAME_LINE: Final = 0.45  # of the size: how far letters of one line may stand apart in height
_BOLD: Final = ("bold", "black", "heavy", "semibold", "demi")
_ITALIC: Final = ("italic", "oblique")
_LEADER: Final = frozenset(".…_ \u2026")


@dataclass(frozen=True, slots=True)
class Run:
    """Letters of one look."""

    text: str
    marks: Marks = PLAIN


@dataclass(slots=True)
class Line:
    """One line of a page, a cell or a column."""

    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    runs: list[Run] = field(default_factory=list)
    page: int = 0

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)

    @property
    def is_bold(self) -> bool:
        said = [run for run in self.runs if run.text.strip()]
        return bool(said) and all("bold" in run.marks for run in said)

    @property
    def first_word(self) -> float:
        """About how wide its first word is, in points."""
        text = self.text.strip()
        return (self.x1 - self.x0) * len(text.split(" ")[0]) / max(1, len(text))


def lines_of(fragments: Iterable[Fragment], page: int) -> list[Line]:
    """The lines from top to bottom."""
    return [line for row in _rows(fragments) if (line := _line(row, page)).text.strip()]


def is_side_by_side(fragments: Iterable[Fragment]) -> bool:
    """Whether many lines have words that begin at one place, far behind others: columns of text,
    or of a table that no rule parts. Such lines are read across; nothing tells where they end."""
    begins: Counter[int] = Counter()
    for row in _rows(fragments):
        parts = list(_parted(row))
        for before, part in pairwise(parts):
            if before[-1].x1 - before[0].x0 > _WORDS * part[0].size:
                begins[round(part[0].x0 / _PLACE)] += 1
    return any(begins[place] + begins[place + 1] >= _MANY for place in list(begins))


def _rows(fragments: Iterable[Fragment]) -> list[list[Fragment]]:
    """What stands at one height, from left to right."""
    rows: list[list[Fragment]] = []
    for fragment in sorted(fragments, key=lambda one: (one.bottom, one.x0)):
        row = next((row for row in reversed(rows[-4:]) if _fits(row, fragment)), None)
        if row is None:
            rows.append([fragment])
        else:
            row.append(fragment)
    for row in rows:
        row.sort(key=lambda one: one.x0)
    return rows


def _fits(row: list[Fragment], fragment: Fragment) -> bool:
    """Whether a fragment stands on the line of another one of about its height."""
    first = max(row, key=lambda one: one.size)
    size = max(first.size, fragment.size)
    return abs(first.bottom - fragment.bottom) < _SAME_LINE * size or (
        first.top <= fragment.middle[1] <= first.bottom
        and abs(first.bottom - fragment.bottom) < 0.6 * size
    )


def _parted(row: list[Fragment]) -> Iterator[list[Fragment]]:
    """What stands apart on a line; dots that lead to a number part nothing."""
    part: list[Fragment] = []
    end = 0.0
    for fragment in row:
        if part and fragment.x0 - end > _GUTTER * fragment.size:
            if not _leads(part[-1]) and not _leads(fragment):
                yield part
                part, end = [], 0.0
        part.append(fragment)
        end = max(end, fragment.x1)
    yield part


def _leads(fragment: Fragment) -> bool:
    """Whether dots lead the eye from a title to its page: both belong to one line."""
    text = fragment.text.strip()
    return len(text) > 2 and set(text) <= _LEADER


def _line(fragments: list[Fragment], page: int) -> Line:
    first = fragments[0]
    line = Line(
        first.x0, max(one.x1 for one in fragments), min(one.top for one in fragments),
        max(one.bottom for one in fragments), max(one.size for one in fragments), page=page,
    )  # fmt: skip
    end = first.x0
    for fragment in fragments:
        gap = fragment.x0 - end
        if line.runs and gap > _SPACE * fragment.size and not _parts_already(line, fragment):
            wide = gap > _COLUMN * fragment.size
            line.runs.append(Run("\t" if wide else " ", line.runs[-1].marks))
        text = legacy.from_font(fragment.text, fragment.font)
        line.runs.append(Run(text, marks_of(fragment.font)))
        end = max(end, fragment.x1)
    line.runs = list(_joined(line.runs))
    return line


def _parts_already(line: Line, fragment: Fragment) -> bool:
    return line.runs[-1].text[-1:].isspace() or fragment.text[:1].isspace()


def _joined(runs: list[Run]) -> Iterator[Run]:
    """Neighbours of one look as one run, and a mark with the letter it stands on."""
    at: Run | None = None
    for run in runs:
        if at is not None and (at.marks == run.marks or _is_mark(run.text[:1])):
            at = Run(at.text + run.text, at.marks)
            continue
        if at is not None:
            yield at
        at = run
    if at is not None:
        yield at


def _is_mark(letter: str) -> bool:
    return bool(letter) and unicodedata.combining(letter) > 0


def marks_of(font: str) -> Marks:
    """Bold and italic, which a PDF says only in the name of its font."""
    name = font.rpartition("+")[2].lower()
    marks = {"bold"} if any(word in name for word in _BOLD) else set()
    return frozenset(marks | ({"italic"} if any(word in name for word in _ITALIC) else set()))
