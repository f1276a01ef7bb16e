"""The title of a cover or a form, broken so that no line holds a single short word."""

from dataclasses import dataclass
from typing import Final

from kernel.printing import wording
from kernel.printing.fonts import balanced
from kernel.printing.paper import Paper
from kernel.printing.running import title_lines

TITLE: Final = 26.0  # pt
KIND: Final = 20.0  # pt, of the kind above a title
FORM: Final = 16.0  # pt, of the title of a form
INSIDE: Final = 18.0  # mm that the frame takes from the width of the text


@dataclass(frozen=True, slots=True)
class CoverTitle:
    """The kind, empty where the title names it, and the title; "\\n" where a line breaks."""

    kind: str
    title: str


def cover_title(paper: Paper) -> CoverTitle:
    """What stands in the middle of the cover."""
    width = paper.settings.text_width - INSIDE
    *kinds, title = title_lines(paper, TITLE, width) or [""]
    return CoverTitle(_broken(" ".join(kinds), KIND, width), _broken(title, TITLE, width))


def form_title(paper: Paper) -> str:
    """What stands above a form, likewise broken."""
    titles = wording.titles(paper) or [""]
    return _broken(titles[-1], FORM, paper.settings.text_width)


def _broken(text: str, size: float, width: float) -> str:
    return "\n".join(balanced(text, size, width, bold=True))
