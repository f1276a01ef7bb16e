"""The clause ring: every clause an arc, what needs somebody stands out of the circle."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from math import cos, radians, sin

from kernel.ui.marks import LABELS

CENTRE = 92.0
INNER = 54.0
WIDTH = {"soon": 17.0, "gap": 23.0, "na": 3.0, "unknown": 17.0}
GAP, CHAPTER_GAP = 1.8, 8.8


@dataclass(frozen=True, slots=True)
class Cell:
    """The state of one clause."""

    clause: str
    state: str
    title: str = ""
    url: str = ""

    @property
    def chapter(self) -> str:
        return self.clause.split(".")[0]


@dataclass(frozen=True, slots=True)
class Arc:
    """A drawn clause: SVG path data."""

    cell: Cell
    path: str


@dataclass(frozen=True, slots=True)
class Label:
    """The number of a chapter outside the ring."""

    text: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Ring:
    """A ring ready to be drawn, and the table behind it."""

    arcs: list[Arc]
    labels: list[Label]
    counts: list[tuple[str, int]]
    ok: int
    applicable: int
    cells: list[Cell]


def _point(radius: float, degrees: float) -> str:
    angle = radians(degrees)
    return f"{CENTRE + radius * sin(angle):.1f} {CENTRE - radius * cos(angle):.1f}"


def _arc(state: str, start: float, end: float) -> str:
    radius = INNER + WIDTH.get(state, 12.0) / 2
    large = int(end - start > 180)
    return f"M{_point(radius, start)}A{radius} {radius} 0 {large} 1 {_point(radius, end)}"


def _label(text: str, middle: float) -> Label:
    angle = radians(middle)
    return Label(
        text, round(CENTRE + 84.5 * sin(angle), 1), round(CENTRE - 84.5 * cos(angle) + 4, 1)
    )


def _cells(source: Iterable[Cell] | Mapping[str, int]) -> list[Cell]:
    if isinstance(source, Mapping):
        return [Cell("", state) for state in LABELS for _ in range(source.get(state, 0))]
    return list(source)


def draw(source: Iterable[Cell] | Mapping[str, int]) -> Ring:
    """Draw the cells in their order, grouped by chapter; a mapping of counts has no chapters."""
    cells = _cells(source)
    chapters = [(name, list(group)) for name, group in groupby(cells, lambda cell: cell.chapter)]
    gap = min(GAP, 90 / max(len(cells), 1))
    between = CHAPTER_GAP if len(chapters) > 1 else gap
    each = (360 - between * len(chapters) - gap * (len(cells) - len(chapters))) / max(len(cells), 1)
    arcs, labels, at = [], [], between / 2
    for name, group in chapters:
        first = at
        for cell in group:
            arcs.append(Arc(cell, _arc(cell.state, at, min(at + each, at + 359.9))))
            at += each + gap
        if name:
            labels.append(_label(name, (first + at - gap) / 2))
        at += between - gap
    counted = Counter(cell.state for cell in cells)
    counts = [(state, counted[state]) for state in LABELS if counted[state]]
    return Ring(arcs, labels, counts, counted["ok"], len(cells) - counted["na"], cells)
