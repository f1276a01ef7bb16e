"""Which headings stand in the middle of the line."""

import re
from typing import Final

# NĐ 30/2020, Annex I, component 6 and the annexes: Phần, Chương, Mục, Tiểu mục, Phụ lục.
CENTRED: Final = re.compile(r"\s*(phần|chương|mục|tiểu mục|phụ lục)\s+([IVXLC]+|\d+)\b", re.I)


def is_centred(text: str) -> bool:
    """Whether this is the heading of a Phần, Chương, Mục or Phụ lục."""
    return CENTRED.match(text) is not None
