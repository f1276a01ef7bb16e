"""The clauses as people read them: chapters, points, and why each stands as it does."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from apps.compliance.models import ClauseStatus, Exclusion, State
from apps.compliance.selectors import below, worst
from kernel.ui.formats import date_text
from kernel.ui.marks import EVIDENCE, LABELS, in_words
from kernel.ui.parts import Entry, Tab
from kernel.ui.ring import Cell
from library.models import Clause

ASSESSED = (State.OK, State.SOON, State.GAP, State.UNKNOWN, State.NA)


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
        """The state at the beginning of a line."""
        return in_words(self.state)


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


@dataclass(frozen=True)
class Point:
    """A clause of two levels with the reasons of its leaves: one line of the whole picture."""

    clause: Clause
    state: str
    since: date | None
    reasons: Sequence[tuple[str, str]]  # the leaves it is said of ("" for the clause itself), why


def points(two_level: Iterable[Clause], found: Mapping[str, ClauseStatus]) -> list[Point]:
    """The 28 clauses that the ring and the province's map show."""
    return [_point(clause, found) for clause in two_level]


def _point(clause: Clause, found: Mapping[str, ClauseStatus]) -> Point:
    leaves = [found[leaf] for leaf in below(clause.number, found)]
    state = worst(leaf.state for leaf in leaves)
    bearing = [leaf for leaf in leaves if leaf.state == state]
    said: dict[str, list[str]] = {}
    for leaf in bearing:
        for reason in leaf.reasons:
            said.setdefault(reason, []).append(leaf.clause)
    alone = [leaf.clause for leaf in leaves] == [clause.number]
    reasons = [("" if alone else ", ".join(numbers), why) for why, numbers in said.items()]
    assessed = state in ASSESSED and bearing
    since = min(leaf.since for leaf in bearing) if assessed else None
    return Point(clause, state, since, reasons)


def by_chapter(
    chapters: Iterable[Clause], shown: Iterable[Point]
) -> list[tuple[Clause, list[Point]]]:
    """The points below their chapters; a chapter without any is left out."""
    found = list(shown)
    parts = [(c, [p for p in found if p.clause.chapter == c.number]) for c in chapters]
    return [(chapter, inside) for chapter, inside in parts if inside]


def tabs(shown: Iterable[Point], wanted: str, day: str) -> list[Tab]:
    """The states that occur, each with how many; the one that is looked at is marked."""
    counts = Counter(point.state for point in shown)
    on = f"&on={day}" if day else ""
    everything = Tab(_("All"), f"?on={day}" if day else "?", not wanted, sum(counts.values()))
    return [everything] + [
        Tab(str(LABELS[state]), f"?state={state}{on}", wanted == state, counts[state])
        for state in EVIDENCE
        if counts[state] or state == wanted
    ]


def since(shown: Iterable[Row]) -> date | None:
    """From when a clause shows its state: the first of its leaves that came to it."""
    clause, *_leaves = found = list(shown)
    if clause.state not in ASSESSED:
        return None
    bearing = [row.status for row in found if row.status and row.status.state == clause.state]
    return min((status.since for status in bearing), default=None)


def course(rows: Sequence[ClauseStatus]) -> list[Entry]:
    """How a clause went, in the order given; its parts are named where there are several.

    What no rule assesses has no course.
    """
    several = len({row.clause for row in rows}) > 1
    told = (row for row in rows if row.state != State.UNASSESSED)
    return [Entry(row.state, _line(row, named=several), _stretch(row)) for row in told]


def _line(row: ClauseStatus, *, named: bool) -> str:
    return f"{row.clause} {LABELS[row.state]}" if named else in_words(row.state)


def _stretch(row: ClauseStatus) -> str:
    if row.end is None:
        return _("since %(day)s") % {"day": date_text(row.start)}
    return _("%(start)s to %(end)s") % {"start": date_text(row.start), "end": date_text(row.end)}


def trail(clause: Clause, tree: Iterable[Clause], home: str) -> list[tuple[str, str]]:
    """The way from all clauses down to this one."""
    above = [c for c in tree if clause.number.startswith(f"{c.number}.") and "." in c.number]
    steps = [(f"{c.number} {c.title}", f"/evidence/{c.number}/") for c in above]
    return [(_("Evidence by clause"), home), *steps, (clause.number, "")]


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
