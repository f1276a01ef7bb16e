"""The clauses as people read them: chapters, points, and why each stands as it does."""

from collections.abc import Mapping
from dataclasses import dataclass

from apps.compliance.models import ClauseStatus, Exclusion, State
from apps.compliance.selectors import below, worst
from kernel.ui.ring import Cell
from library.models import Clause


@dataclass(frozen=True)
class Row:
    """A clause with its state; `status` only where the clause itself is assessed."""

    clause: Clause
    state: str
    status: ClauseStatus | None
    exclusion: Exclusion | None
    depth: int

    @property
    def words(self) -> str:
        return str(State(self.state).label)


def rows(
    tree: list[Clause], found: Mapping[str, ClauseStatus], excluded: Mapping[str, Exclusion]
) -> list[Row]:
    """The whole tree in the order of the standard, parents with their worst applicable child."""
    return [
        Row(
            clause,
            state_of(clause.number, found),
            found.get(clause.number),
            excluded.get(clause.number),
            clause.number.count("."),
        )
        for clause in tree
    ]


def state_of(number: str, found: Mapping[str, ClauseStatus]) -> str:
    """The state a clause shows."""
    return worst(found[leaf].state for leaf in below(number, found))


def ring_cells(two_level: list[Clause], found: Mapping[str, ClauseStatus]) -> list[Cell]:
    """The 28 points of the ring."""
    return [
        Cell(c.number, state_of(c.number, found), title=c.title, url=f"/evidence/{c.number}/")
        for c in two_level
    ]
