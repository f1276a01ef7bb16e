"""What a bench found: two values, how they relate, and whether the budget holds."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Result:
    """`left` and `right` carry their units; `budget` is empty for what is only informed of."""

    name: str
    left: str
    right: str
    ratio: float
    budget: str = ""
    met: bool = True


def at_most(
    name: str, left: str, right: str, ratio: float, limit: float, written: str = ""
) -> Result:
    """A ratio with its limit; `written` says the limit in other words (1/20)."""
    return Result(name, left, right, ratio, f"≤ {written or number(limit)}", ratio <= limit)


def number(value: float, digits: int = 2) -> str:
    """1.5 → "1,50": as numbers are written in Vietnamese."""
    return f"{value:.{digits}f}".replace(".", ",")


def milliseconds(seconds: float) -> str:
    return f"{number(seconds * 1000, 1)} ms"


def statements(count: int) -> str:
    return f"{count} câu lệnh"


def kilobytes(count: int) -> str:
    """Thousands of bytes, as budgets of pages are written."""
    return f"{number(count / 1000, 1)} kB"
