"""The markers of list items, as Vietnamese official paper writes them at three depths."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

# The Vietnamese alphabet orders the điểm of a khoản (NĐ 30/2020, Annex I, component 6).
LETTERS: Final = "abcdđeghiklmnopqrstuvxy"
DEEPER: Final = {"1.": ("1.", "a)", "-"), "a)": ("a)", "-", "+"), "-": ("-", "+", "•")}
DEEPEST: Final = ("+", "•", "•")


def markers(marker: str, items: Sequence[Mapping[str, Any]]) -> list[str]:
    """The marker of each item; counting starts anew below every item of a higher level."""
    shapes = DEEPER.get(marker, DEEPEST)
    counts = [0, 0, 0]
    made = []
    for item in items:
        level = int(item.get("level", 0))
        counts[level] += 1
        counts[level + 1 :] = [0] * (2 - level)
        made.append(_marker(shapes[level], counts[level]))
    return made


def _marker(shape: str, nth: int) -> str:
    if shape == "1.":
        return f"{nth}."
    if shape == "a)":
        return f"{_letters(nth)})"
    return shape


def _letters(nth: int) -> str:
    whole, rest = divmod(nth - 1, len(LETTERS))
    return (_letters(whole) if whole else "") + LETTERS[rest]
