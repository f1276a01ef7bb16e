"""What stands on page after page: running headers and footers, numbers of pages, watermarks."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from kernel.importing.readers.pdf.lines import Line
from kernel.importing.readers.pdf.tables import Ruled
from kernel.importing.structure.patterns import PAGE_NUMBER

_TOP: Final = 0.22  # of the height: a header stands above
_BOTTOM: Final = 0.84  # a footer stands below
_FEWEST: Final = 3  # pages
_NUMBER: Final = re.compile(r"(?i)(trang|page)(\s*(?:số)?\s*:?\s*)\d+(\s*/\s*\d+)?")


@dataclass(slots=True)
class Item:
    """A line or a table of a page, and what it turned out to be."""

    what: Line | Ruled
    text: str
    top: float
    bottom: float
    zone: str = "body"

    @property
    def key(self) -> tuple[str, int]:
        """The same on each page: without the number of the page, at about the same height."""
        text = "#" if is_page_number(self.text) else _NUMBER.sub(r"\1\2#", self.text)
        return "".join(text.split()).lower(), round(self.top / 12)


def is_page_number(text: str) -> bool:
    return bool(PAGE_NUMBER.match(text)) and len(text) < 24


def mark(pages: list[list[Item]], heights: list[float]) -> None:
    """Give the items at the edges that come again their zone; the first one of each is kept."""
    times = Counter(
        key for items in pages for key in {near for item in items for near in _near(item)}
    )
    needed = max(2, min(_FEWEST, len(pages) // 2 + 1)) if len(pages) > 1 else 2
    known: set[str] = set()
    for items, height in zip(pages, heights, strict=True):
        ordered = sorted(items, key=lambda item: item.top)
        _mark_edge(ordered, "header", height, times, needed, known)
        _mark_edge(ordered[::-1], "footer", height, times, needed, known)


def _near(item: Item) -> Iterable[tuple[str, int]]:
    text, place = item.key
    return (text, place - 1), (text, place), (text, place + 1)


def _mark_edge(
    items: Iterable[Item],
    zone: str,
    height: float,
    times: Counter[tuple[str, int]],
    needed: int,
    known: set[str],
) -> None:
    for item in items:
        inside = item.bottom < _TOP * height if zone == "header" else item.top > _BOTTOM * height
        if not inside or item.zone != "body":
            return
        if is_page_number(item.text):
            item.zone = "repeated"
        elif times[item.key] >= needed:
            item.zone = "repeated" if item.key[0] in known else zone
            known.add(item.key[0])
        else:
            return
