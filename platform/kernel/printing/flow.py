"""The flow of a procedure as it is drawn: where lines go down, and which branch turns aside.

A decision goes on with "Có" to the next step and back with "Không" to the one before, unless it
names other steps. One of its branches may be drawn in a lane beside the shapes; what finds no lane
is said in words.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal, NamedTuple

from kernel.printing.runs import plain

WIDTHS: Final = (24.0, 42.0, 34.0)  # percent: who, what, how
LANES: Final = 3  # lines beside the shapes, at most
WORDS: Final = {"yes": "Có", "no": "Không"}
Step = Mapping[str, Any]
Stretch = Literal["up", "down", "full"]


@dataclass(frozen=True, slots=True)
class FlowRow:
    """How one step is drawn; lanes are counted from the edge inwards, the first is 1."""

    arrives: bool  # a line comes from the step above
    leaves: bool  # a line goes on to the step below
    below: str = ""  # the word beside the line that goes on
    aside: str = ""  # the word beside the line that turns aside
    upwards: bool = False  # where that line turns to
    said: tuple[str, ...] = ()  # branches that are not drawn
    lanes: tuple[tuple[int, Stretch], ...] = ()
    arm: int = 0  # the outermost lane that this step is joined to
    is_target: bool = False  # the arm ends here with an arrow


class _Branch(NamedTuple):
    source: int
    target: int
    word: str


def flow_rows(steps: Sequence[Step]) -> tuple[list[FlowRow], int]:
    """Each step as it is drawn, and how many lanes the drawing needs."""
    at = {step["id"]: place for place, step in enumerate(steps)}
    ways = [_ways(step, place, at, len(steps)) for place, step in enumerate(steps)]
    goes_on = [bool(way) and way[0].target == place + 1 for place, way in enumerate(ways)]
    asides = [way[1 if on else 0 :] for way, on in zip(ways, goes_on, strict=True)]
    laid = _in_lanes([branch for some in asides for branch in some[:1]])
    lanes = max(laid.values(), default=0)
    rows = [
        FlowRow(
            arrives=bool(place) and goes_on[place - 1],
            leaves=goes_on[place],
            below=ways[place][0].word if goes_on[place] else "",
            aside=next((b.word for b in asides[place] if b in laid), ""),
            upwards=any(b.target < place for b in asides[place] if b in laid),
            said=tuple(_in_words(b, steps) for b in asides[place] if b not in laid),
            lanes=tuple(sorted(_stretches(place, laid))),
            arm=min(_joined(place, laid), default=0),
            is_target=any(branch.target == place for branch in laid),
        )
        for place in range(len(steps))
    ]
    return rows, lanes


def branches_said(steps: Sequence[Step]) -> list[tuple[str, ...]]:
    """The branches of each decision in words, for where they are not drawn."""
    at = {step["id"]: place for place, step in enumerate(steps)}
    return [
        tuple(_in_words(way, steps) for way in _ways(step, place, at, len(steps)) if way.word)
        for place, step in enumerate(steps)
    ]


def _ways(step: Step, place: int, at: Mapping[str, int], count: int) -> list[_Branch]:
    """Where a step leads, the way down to the next one first."""
    if step["shape"] == "end":
        return []
    if step["shape"] != "decision":
        return [_Branch(place, place + 1, "")] if place + 1 < count else []
    targets = {"yes": at.get(step.get("yes", ""), place + 1)}
    targets["no"] = at.get(step.get("no", ""), place - 1)
    ways = [
        _Branch(place, target, WORDS[branch])
        for branch, target in targets.items()
        if 0 <= target < count and target != place
    ]
    return sorted(ways, key=lambda way: way.target != place + 1)


def _in_lanes(branches: Sequence[_Branch]) -> dict[_Branch, int]:
    """A lane for each branch, short ones nearest to the shapes; none for those beyond the last."""
    inwards: dict[_Branch, int] = {}
    for branch in sorted(branches, key=lambda one: (abs(one.target - one.source), one)):
        taken = {depth for other, depth in inwards.items() if _meet(branch, other)}
        free = next((depth for depth in range(LANES) if depth not in taken), None)
        if free is not None:
            inwards[branch] = free
    deepest = max(inwards.values(), default=0) + 1
    return {branch: deepest - depth for branch, depth in inwards.items()}


def _meet(one: _Branch, other: _Branch) -> bool:
    return min(one[:2]) <= max(other[:2]) and min(other[:2]) <= max(one[:2])


def _stretches(place: int, laid: Mapping[_Branch, int]) -> list[tuple[int, Stretch]]:
    found: list[tuple[int, Stretch]] = []
    for branch, lane in laid.items():
        top, bottom = sorted(branch[:2])
        if top < place < bottom:
            found.append((lane, "full"))
        elif place in (top, bottom):
            found.append((lane, "down" if place == top else "up"))
    return found


def _joined(place: int, laid: Mapping[_Branch, int]) -> list[int]:
    return [lane for branch, lane in laid.items() if place in branch[:2]]


def _in_words(branch: _Branch, steps: Sequence[Step]) -> str:
    if branch.target == branch.source + 1:
        return f"{branch.word}: bước tiếp theo"
    title = " ".join(plain(steps[branch.target]["title"]).split())
    back = "trở lại" if branch.target < branch.source else "chuyển đến"
    return f"{branch.word}: {back} “{title}”"
