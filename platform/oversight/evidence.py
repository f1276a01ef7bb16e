"""The body of an evidence publication: leaf clauses in, cells of the heat map out; no database."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from kernel.refusals import BadInput

# Worst first. A parent is its worst applicable child (architecture.md, section 3): what is missing
# before what could not be computed (it may hide a gap, and only an operator can mend it), before
# what ends soon (somebody can still act in time), before what nobody assesses (nothing can be done,
# but "enough" would be untrue), before what is not due yet. `na` counts only when all leaves are.
ORDER: Final = ("gap", "unknown", "soon", "unassessed", "wait", "ok", "na")


@dataclass(frozen=True, slots=True)
class Leaf:
    """A leaf clause as published; dates are ISO text, as they are stored."""

    clause: str
    state: str
    since: str = ""
    reasons: tuple[str, ...] = ()
    green_when: tuple[tuple[str, bool], ...] = ()
    valid_until: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A two-level clause; `since` is when the first of its worst leaves became so."""

    clause: str
    state: str
    since: date | None
    leaves: tuple[Leaf, ...]

    def as_json(self) -> list[dict[str, Any]]:
        """The leaves as they are stored."""
        return [asdict(leaf) for leaf in self.leaves]


def read_body(body: Mapping[str, Any]) -> list[Leaf]:
    """The leaves of `{"clauses": {"4.3": {"state": …}}}`; raises BadInput where that is not so."""
    clauses = body.get("clauses")
    if not isinstance(clauses, Mapping):
        raise _unreadable("clauses")
    return [_leaf(str(number), facts) for number, facts in sorted(clauses.items())]


def cells(leaves: Iterable[Leaf], columns: Iterable[str]) -> dict[str, Cell]:
    """A cell per column; a column of which nothing was published is "unassessed"."""
    below: dict[str, list[Leaf]] = {column: [] for column in columns}
    for leaf in leaves:
        below.setdefault(column_of(leaf.clause), []).append(leaf)
    return {column: _cell(column, found) for column, found in below.items()}


def column_of(clause: str) -> str:
    """The two-level clause that holds this one: 7.1.5.1 → 7.1."""
    return ".".join(clause.split(".")[:2])


def counts(states: Iterable[str]) -> dict[str, int]:
    """How often each state occurs, zeros included."""
    found = Counter(states)
    return {state: found[state] for state in ORDER}


def _cell(column: str, leaves: list[Leaf]) -> Cell:
    if not leaves:
        return Cell(column, "unassessed", None, ())
    state = min((leaf.state for leaf in leaves), key=ORDER.index)
    days = [leaf.since for leaf in leaves if leaf.state == state and leaf.since]
    since = date.fromisoformat(min(days)) if days else None
    ordered = sorted(leaves, key=lambda leaf: [int(part) for part in leaf.clause.split(".")])
    return Cell(column, state, since, tuple(ordered))


def _leaf(number: str, facts: Any) -> Leaf:
    if not all(part.isdecimal() for part in number.split(".")) or not isinstance(facts, Mapping):
        raise _unreadable(number)
    state, since, until = (facts.get(name) or "" for name in ("state", "since", "valid_until"))
    reasons, conditions = facts.get("reasons") or [], facts.get("green_when") or []
    try:
        days = [date.fromisoformat(day).isoformat() if day else "" for day in (since, until)]
        green_when = tuple((str(c["sentence"]), bool(c["met"])) for c in conditions)
        ORDER.index(state)
    except (ValueError, TypeError, KeyError) as error:
        raise _unreadable(number) from error
    return Leaf(number, state, days[0], tuple(map(str, reasons)), green_when, days[1])


def _unreadable(where: str) -> BadInput:
    return BadInput(
        _("The published evidence cannot be read: “%(where)s” is not as agreed.") % {"where": where}
    )
