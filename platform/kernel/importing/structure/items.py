"""Items of lists: found at the beginning of paragraphs, or following each other within one."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from kernel.importing.pieces import Para, Pieces, cut, plain
from kernel.importing.structure.desk import Desk, Item
from kernel.importing.structure.patterns import ALPHABET, BULLET, LETTERED, ORDERED

_WITHIN: Final = re.compile(
    r"(?:(?<=[.;:,…!?)\]”\"])|^)\s*(?P<sign>[-+](?=\s+[^\W\d_])|\d{1,2}\.(?=\s)|\(\d{1,2}\)(?=\s))"
)
_NUMBER: Final = re.compile(r"\d+")


@dataclass(slots=True)
class Listed:
    """A paragraph that begins as an item: its sign's kind, which number it bears, how deep."""

    para: Para
    marker: str  # - + 1. a)
    number: int  # position in its list, 0 for bullets
    sign: str = ""
    width: int = 0  # characters of the sign in the text


def unfold(para: Para) -> list[Para]:
    """The paragraphs of a list whose items stand in one line: "1. …; 2. …; 3. …"."""
    if not para.loose:
        return [para]
    text = plain(para.pieces)
    places, expected = [], 1
    for found in _WITHIN.finditer(text):
        number = _NUMBER.search(found["sign"])
        if number and int(number[0]) not in (1, expected):
            continue
        expected = int(number[0]) + 1 if number else 1
        places.append(found.start("sign"))
    parts: list[Para] = []
    rest: Pieces = para.pieces
    for place in reversed(places):
        rest, part = cut(rest, place)
        parts.insert(0, _like(para, part))
    return [part for part in (_like(para, rest), *parts) if plain(part.pieces).strip()]


def _like(para: Para, pieces: Pieces) -> Para:
    return Para(pieces, 0, para.align, para.zone, depth=para.depth)


def listed(para: Para) -> Listed | None:
    """The paragraph as an item, None if it is none."""
    text = plain(para.pieces)
    if found := BULLET.match(text):
        marker = "+" if found["sign"] == "+" else "-"
        return Listed(para, marker, 0, found["sign"], found.end())
    if found := ORDERED.match(text):
        return Listed(para, "1.", int(found["sign"]), found["sign"], found.end())
    if found := LETTERED.match(text):
        return Listed(para, "a)", 1, found["sign"], found.end())
    if para.bullet:
        return Listed(para, para.bullet, 0)
    return None


def group(items: Iterable[Listed]) -> int:
    """How many of these items, from the first on, make one list; 0 if the first stays a paragraph.

    Numbers and letters are written anew by the layout, so only a list from the first on, in order,
    may become one.
    """
    count = 0
    first: Listed | None = None
    for count, item in enumerate(items, 1):
        first = first or item
        if not _belongs(item, first, count):
            count = 0 if _is_out_of_order(item, first) else count - 1
            break
    if first is None or (count == 1 and _is_counted(first)):
        return 0
    return count


def _belongs(item: Listed, first: Listed, position: int) -> bool:
    if _is_counted(first):
        return item.marker == first.marker and _is_at(item, position)
    allowed = ("-", "+") if first.marker == "-" else (first.marker,)
    return item.marker in allowed and bool(item.sign) == bool(first.sign)


def _is_out_of_order(item: Listed, first: Listed) -> bool:
    """Numbers with a gap, or other letters: better all as they stand than some counted anew."""
    return _is_counted(first) and item.marker == first.marker and not _is_at(item, 1)


def _is_counted(item: Listed) -> bool:
    """Whether the source wrote a number or letter, which has to come out the same."""
    return item.marker in ("1.", "a)") and bool(item.sign)


def _is_at(item: Listed, position: int) -> bool:
    if item.marker == "1.":
        return item.number == position
    return item.sign == ALPHABET[position - 1 : position]


def make_list(desk: Desk, items: list[Listed]) -> list[Item]:
    """The items without their signs, which are booked as syntax."""
    top = items[0]
    made = []
    for item in items:
        sign, rest = cut(item.para.pieces, item.width)
        desk.syntax(sign, "sign of a list item")
        deeper = item.para.depth - top.para.depth if not _is_counted(top) else 0
        made.append(Item(rest, min(2, max(0, deeper, int(item.marker != top.marker)))))
    return made
