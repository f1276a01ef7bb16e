"""Lines → paragraphs: where a line goes on because the paper ended, and where its author did."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from kernel.importing.readers.pdf.lines import Line
from kernel.importing.structure.patterns import BULLET, LETTERED, ORDERED, is_shouted, label

_ENDS: Final = (".", ";", ":", "!", "?", "…", "/.")
_LONGEST_TITLE: Final = 160
_SIZE: Final = 0.7  # points: letters that differ less have the same size
_WIDER: Final = 1.13  # of the usual distance between lines: more parts two paragraphs
_LEADERS: Final = re.compile(r"(?:\.{4,}|…{2,}|_{4,}|\t)[\s.…_]*\d{0,4}\s*$")


@dataclass(slots=True)
class Paragraph:
    """Lines that belong together."""

    lines: list[Line] = field(default_factory=list)
    align: str = ""

    @property
    def text(self) -> str:
        return " ".join(line.text.strip() for line in self.lines)


@dataclass(frozen=True, slots=True)
class Column:
    """The place lines may fill, and how far apart lines of one size stand in it."""

    left: float
    right: float
    pitch: dict[int, float] = field(default_factory=dict)

    @property
    def width(self) -> float:
        return max(1.0, self.right - self.left)

    def centred(self, line: Line) -> bool:
        """Whether a line stands in the middle, with room on both sides."""
        off = abs((line.x0 + line.x1) / 2 - (self.left + self.right) / 2)
        return off < 0.015 * self.width + 2 and line.x0 - self.left > 0.06 * self.width

    def align(self, line: Line) -> str:
        if self.centred(line):
            return "center"
        at_the_right = abs(line.x1 - self.right) < 3 and line.x0 - self.left > 0.4 * self.width
        return "right" if at_the_right else ""


def pitches(lines: Iterable[Line]) -> dict[int, float]:
    """The usual distance between lines of a size: the smallest that is common."""
    steps: dict[int, Counter[float]] = {}
    before: Line | None = None
    for line in lines:
        if before and line.page == before.page and abs(line.size - before.size) < _SIZE:
            step = line.bottom - before.bottom
            if 0 < step < 3 * line.size:
                steps.setdefault(round(line.size), Counter())[round(2 * step) / 2] += 1
        before = line
    return {
        size: min(step for step, times in found.items() if 4 * times >= max(found.values()))
        for size, found in steps.items()
    }


def in_cell(lines: list[Line], width: float) -> list[Paragraph]:
    """The lines of a cell, however it aligns them: one goes on where it had no room left."""
    found: list[Paragraph] = []
    usual = pitches(lines)
    for line in lines:
        last = found[-1].lines[-1] if found else None
        room = width - (last.x1 - last.x0) if last else 0.0
        fits = room >= line.first_word + 0.3 * line.size
        near = last and line.bottom - last.bottom <= _WIDER * usual.get(round(line.size), 99) + 0.5
        if last is None or fits or not near or begins_item(line.text) or _LEADERS.search(last.text):
            found.append(Paragraph([line]))
        else:
            found[-1].lines.append(line)
    return found


def goes_on(paragraph: Paragraph, line: Line, column: Column) -> bool:
    """Whether a line is the next one of a paragraph, seen by where both stand."""
    last = paragraph.lines[-1]
    if abs(last.size - line.size) > _SIZE or _LEADERS.search(last.text):
        return False
    if line.page == last.page and not _near(last, line, column):
        return False
    if column.centred(line) != column.centred(last) and (paragraph.align or column.align(line)):
        return False
    if last.is_bold != line.is_bold and (last.is_bold or _begins_title(line)):
        return False
    if begins_item(line.text) and not _is_middle(paragraph, line):
        return False
    if _titles_on(paragraph, line):
        return True
    if paragraph.align:
        return _fills(last, line, column) and not begins_item(line.text)
    return _fills(last, line, column) and not _is_indented(paragraph, line, column)


def _near(last: Line, line: Line, column: Column) -> bool:
    step = line.bottom - last.bottom
    usual = column.pitch.get(round(line.size), 0.0) or 1.35 * line.size
    return 0 < step <= max(_WIDER * usual + 0.5, 1.05 * line.size)


def _titles_on(paragraph: Paragraph, line: Line) -> bool:
    """Whether a numbered title in bold has one more line, wherever its author broke it."""
    titled = label(paragraph.lines[0].text).kind and all(one.is_bold for one in paragraph.lines)
    shouted = is_shouted(line.text) and is_shouted(paragraph.lines[-1].text)
    return bool(titled and line.is_bold and shouted and len(paragraph.lines) < 4)


def _begins_title(line: Line) -> bool:
    return bool(label(line.text).kind) or is_shouted(line.text)


def begins_item(text: str) -> bool:
    """Whether a line begins as an item of a list or as a numbered heading."""
    return any(sign.match(text) for sign in (BULLET, ORDERED, LETTERED)) or bool(label(text).kind)


def _is_middle(paragraph: Paragraph, line: Line) -> bool:
    """Whether a sign at the beginning of a line only happens to stand there.

    Lines of one paragraph begin below each other, and the sentence before has not ended.
    """
    last = paragraph.lines[-1]
    if last.text.rstrip().endswith(_ENDS) or len(paragraph.lines) < 2:
        return False
    return abs(last.x0 - line.x0) < 2


def _fills(last: Line, line: Line, column: Column) -> bool:
    """Whether the first word of a line had no room any more at the end of the one before."""
    room = column.right - last.x1
    if paragraph_is_centred := column.centred(last):
        room = 2 * min(room, last.x0 - column.left)
    needed = line.first_word + 0.25 * line.size
    return room < needed * (1.0 if paragraph_is_centred else 1.15) + 1


def _is_indented(paragraph: Paragraph, line: Line, column: Column) -> bool:
    """Whether a line stands further in than the paragraph goes on: a new one begins."""
    first = paragraph.lines[0]
    goes_on_at = min(one.x0 for one in paragraph.lines[1:]) if len(paragraph.lines) > 1 else None
    if goes_on_at is not None:
        return line.page == first.page and line.x0 - goes_on_at > 0.6 * line.size
    if begins_item(first.text):
        return line.x0 - first.x0 > 6 * line.size
    return line.x0 - first.x0 > 0.6 * line.size


def tears(paragraph: Paragraph, line: Line, column: Column) -> bool:
    """Whether the end of a page tore a paragraph of which this line is the rest."""
    if paragraph.align or not goes_on(paragraph, line, column):
        return False
    last = paragraph.lines[-1].text.rstrip()
    indents = len(paragraph.lines) > 1 and paragraph.lines[0].x0 - paragraph.lines[1].x0 > 6
    if line.text.lstrip()[:1].islower():
        return not last.endswith((".", ";", "!", "?"))
    return not last.endswith(_ENDS) or (indents and line.x0 <= paragraph.lines[1].x0 + 2)


def may_be_title(paragraph: Paragraph) -> bool:
    """Whether a paragraph is short enough to head others."""
    return len(paragraph.text) <= _LONGEST_TITLE and len(paragraph.lines) <= 4
