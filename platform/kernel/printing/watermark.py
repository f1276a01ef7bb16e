"""A word across every page: "DỰ THẢO", "HẾT HIỆU LỰC"."""

from typing import Final

from kernel.printing.fonts import text_width

COLOUR: Final = "#e3e3e3"  # solid: the words over it stay readable in black and white
DIAGONAL: Final = 230.0  # mm of a page's diagonal that it may fill
LARGEST: Final = 96.0  # pt


def size(text: str) -> float:
    """Type size in points at which the word fills the diagonal."""
    return round(min(LARGEST, DIAGONAL / max(text_width(text, 1, bold=True), 0.1)), 1)
