"""The course of a percentage over the months, this year beside the last one."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

LEFT, RIGHT, TOP, BOTTOM = 34, 305, 34, 118  # of a picture 340 wide


@dataclass(frozen=True, slots=True)
class Line:
    """A value of the axis with its height."""

    label: str
    y: int


@dataclass(frozen=True, slots=True)
class Drawn:
    """A course as SVG: points of both lines, the axis, where the last value stands."""

    lines: list[Line]
    now: str
    before: str
    x: int
    y: int
    months: list[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class Course:
    """Percentages (0 to 100) by month from January on; `before` is the year it is compared with."""

    now: Sequence[int]
    before: Sequence[int] = ()
    year: str = ""
    year_before: str = ""
    label: str = ""

    def rows(self) -> list[tuple[int, int | None, int | None]]:
        """The table behind: month, this year, the year before."""
        pairs = zip_longest(self.now, self.before)
        return [(i, now, before) for i, (now, before) in enumerate(pairs, start=1)]

    def drawn(self) -> Drawn:
        every = [*self.now, *self.before] or [0, 100]
        low, high = min(every) // 10 * 10, -(-max(every) // 10) * 10
        spread = max(high - low, 10)

        def height(value: float) -> int:
            return round(BOTTOM - (value - low) / spread * (BOTTOM - TOP))

        def across(month: int) -> int:
            return round(LEFT + month * (RIGHT - LEFT) / 11)

        def points(values: Sequence[int]) -> str:
            return " ".join(f"{across(i)},{height(value)}" for i, value in enumerate(values))

        lines = [
            Line(f"{value} %", height(value)) for value in (low, low + spread // 2, low + spread)
        ]
        last = max(len(self.now) - 1, 0)
        months = [(f"T{i + 1}", across(i) - 6) for i in (0, 5, 11)]
        y = height(self.now[-1]) if self.now else BOTTOM
        return Drawn(lines, points(self.now), points(self.before), across(last), y, months)
