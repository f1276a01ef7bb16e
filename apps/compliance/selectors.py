"""Questions about the evidence status: now, on a past day, and what would turn a clause green."""

from collections.abc import Iterable
from datetime import date

from django.db import connection
from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from apps.compliance.models import ClauseStatus, Exclusion, State
from apps.compliance.rules import Record
from kernel import clock, hooks
from library.selectors import clauses

# Of the leaves below a clause the worst one is shown; not applicable counts only when all are.
WORST = (State.GAP, State.UNKNOWN, State.SOON, State.UNASSESSED, State.WAIT, State.OK, State.NA)


def evidence() -> list[Record]:
    """Everything the apps' records prove, in one statement."""
    selects = [f"SELECT * FROM ({text}) AS e" for text in hooks.EVIDENCE.values()]  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(selects))
        return [Record(*row) for row in cursor.fetchall()]


def statuses(on: date | None = None) -> dict[str, ClauseStatus]:
    """The stored status of every leaf clause on a day; today's are the open rows.

    `since` is the first day of its state: other reasons for the same state are no new state.
    """
    on = on or clock.today()
    rows = ClauseStatus.objects.filter(Q(end=None) | Q(end__gt=on), start__lte=on)
    earlier = ClauseStatus.objects.filter(clause=OuterRef("clause"), start__lt=OuterRef("start"))
    other = earlier.exclude(state=OuterRef("state")).order_by("-start").values("end")[:1]
    first = earlier.order_by("start").values("start")[:1]
    since = Coalesce(Subquery(other), Subquery(first), F("start"))
    return {row.clause: row for row in rows.annotate(state_since=since)}


def open_statuses() -> QuerySet[ClauseStatus]:
    """The status of every leaf clause today."""
    return ClauseStatus.objects.filter(end=None)


def exclusions() -> dict[str, Exclusion]:
    """The clauses declared not applicable today."""
    return {e.clause: e for e in Exclusion.objects.filter(end=None).select_related("declared_by")}


def leaves() -> list[str]:
    """The clauses that are assessed: those without children."""
    return [clause.number for clause in clauses() if clause.leaf]


def excludable() -> set[str]:
    """The clauses that an agency may declare not applicable: the edition says so (4.3)."""
    return {clause.number for clause in clauses() if clause.leaf and clause.excludable}


def below(number: str, numbers: Iterable[str]) -> list[str]:
    """The leaves of a clause, itself if it is one."""
    return [n for n in numbers if n == number or n.startswith(f"{number}.")]


def worst(states: Iterable[str]) -> str:
    """The state that a parent shows: that of its worst applicable child."""
    found = set(states)
    return next((state for state in WORST if state in found), State.UNASSESSED)


def course_of(*clauses: str) -> list[ClauseStatus]:
    """How these clauses went over time, newest first, those of one day in their order."""
    found = ClauseStatus.objects.filter(clause__in=clauses)
    return sorted(found, key=lambda row: (-row.start.toordinal(), clauses.index(row.clause)))
