"""The clauses as people read them: chapters, points, and why each stands as it does."""

from collections.abc import Iterable, Mapping
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


def reasons_of(number: str, found: Mapping[str, ClauseStatus], state: str) -> list[str]:
    """Why a clause shows this state: the reasons of the leaves that bring it, each once."""
    leaves = [found[leaf] for leaf in below(number, found)]
    reasons = [reason for leaf in leaves if leaf.state == state for reason in leaf.reasons]
    return list(dict.fromkeys(reasons))


def gaps_among(
    cells: Iterable[Cell], found: Mapping[str, ClauseStatus]
) -> list[tuple[Cell, list[str]]]:
    """The points of the ring that lack evidence, each with what is missing."""
    return [(c, reasons_of(c.clause, found, State.GAP)) for c in cells if c.state == State.GAP]


def ring_cells(two_level: list[Clause], found: Mapping[str, ClauseStatus]) -> list[Cell]:
    """The 28 points of the ring."""
    return [
        Cell(c.number, state_of(c.number, found), title=c.title, url=f"/evidence/{c.number}/")
        for c in two_level
    ]
