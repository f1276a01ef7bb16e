"""The running header of a system document: [agency | title | code, date, issue, page]."""

from typing import Final

from kernel.printing import wording
from kernel.printing.fonts import MM_PER_POINT, balanced, text_width, wrapped
from kernel.printing.letterhead import PLACE
from kernel.printing.paper import Paper

WIDTHS: Final = (30.0, 37.0, 33.0)  # percent
PADDING: Final = (1.1, 1.8)  # mm, above and beside the text of a cell
LINE: Final = 1.25  # font sizes
BORDERS: Final = 0.6  # mm, above and below
GAP: Final = 4.0  # mm between header and text
ROOM: Final = 1.0  # mm left free beside a line, so that no program breaks it once more


def agency(paper: Paper) -> str:
    """The agency in the left cell, broken before the place it rules."""
    name = paper.issuer.name
    return name if "\n" in name else PLACE.sub("\n", name)


def title(paper: Paper) -> str:
    """Kind and title in the middle cell; of a form the kind alone, its title stands below."""
    lines = wording.titles(paper)
    size, width = paper.settings.header, _inner(paper, WIDTHS[1])
    shown = lines[:1] if paper.form else title_lines(paper, size, width)
    return "\n".join(
        part for line in shown for part in balanced(line, size, width - ROOM, bold=True)
    )


def title_lines(paper: Paper, size: float, width: float) -> list[str]:
    """Kind and title in bold capitals, the kind on a line of its own where all would not fit."""
    lines = wording.titles(paper)
    kind = f"{paper.kind_name.strip().upper()} "
    if len(lines) > 1 or not lines or not lines[0].startswith(kind):
        return lines
    if text_width(lines[0], size, bold=True) <= width - ROOM:
        return lines
    return [kind.strip(), lines[0].removeprefix(kind).strip()]


def header_height(paper: Paper) -> float:
    """Height of the header with the gap under it, mm; its tallest cell decides."""
    size = paper.settings.header
    cells = zip((agency(paper), title(paper)), WIDTHS, strict=False)
    counts = [len(wrapped(text, size, _inner(paper, width), bold=True)) for text, width in cells]
    lines = max(4, *counts)
    return lines * size * LINE * MM_PER_POINT + 2 * PADDING[0] + BORDERS + GAP


def _inner(paper: Paper, width: float) -> float:
    return paper.settings.text_width * width / 100 - 2 * PADDING[1]
