"""The kinds of evidence rules: pure functions of records and a day. What they ask for is data."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from kernel.calendar import add_months

OK, SOON, GAP, WAIT, UNKNOWN = "ok", "soon", "gap", "wait", "unknown"
URGENCY = (OK, WAIT, SOON, GAP, UNKNOWN)  # of several, the last one decides


@dataclass(frozen=True)
class Record:
    """One row of evidence, as every app's SELECT gives it; days in Việt Nam."""

    kind: str
    id: Any
    clause: str | None = None
    unit: UUID | str | None = None
    happened: date | None = None
    valid_until: date | None = None
    due: date | None = None
    done: date | None = None

    def holds(self, on: date) -> bool:
        """Whether it proves something on this day: begun, and not over."""
        begun = self.happened is None or self.happened <= on
        return begun and (self.valid_until is None or on < self.valid_until)


@dataclass(frozen=True)
class Found:
    """What a rule finds: the state, until when it holds by itself, and how many records count."""

    state: str
    until: date | None = None
    count: int = 0
    of: int = 0


@dataclass(frozen=True)
class Question:
    """All that a kind may look at."""

    records: Sequence[Record]
    today: date
    soon: timedelta

    def of_kind(self, kind: str) -> list[Record]:
        """Records of a kind that hold today; `document.*` means every kind of document."""
        stem = kind.removesuffix("*")
        same = str.startswith if stem != kind else str.__eq__
        return [r for r in self.records if same(r.kind, stem) and r.holds(self.today)]

    def lasting(self, until: date | None, count: int) -> Found:
        """Good, or due soon when it ends within the warning time."""
        if until is not None and until - self.today <= self.soon:
            return Found(SOON, until, count)
        return Found(OK, until, count)


def in_force(question: Question, kind: str, clauses: Iterable[str] = ()) -> Found:
    """A document of this kind holds today, for these clauses where they are named."""
    wanted = set(clauses)
    held = [r for r in question.of_kind(kind) if not wanted or r.clause in wanted]
    if not held:
        return Found(GAP)
    ends = [record.valid_until for record in held]
    until = None if None in ends else max(end for end in ends if end)
    return question.lasting(until, len({r.id for r in held}))


def exists_within(question: Question, kind: str, months: int) -> Found:
    """It happened within the last so many months."""
    days = [
        r.happened
        for r in question.records
        if r.kind == kind and r.happened and r.happened <= question.today
    ]
    if not days:
        return Found(GAP)
    until = add_months(max(days), months)
    if until <= question.today:
        return Found(GAP, until)
    return question.lasting(until, len(days))


def none_overdue(question: Question, kind: str) -> Found:
    """Nothing of this kind that holds today is past its due day."""
    dues = [r.due for r in question.of_kind(kind) if r.due and not r.done]
    if not dues:
        return Found(OK if question.of_kind(kind) else WAIT)
    if min(dues) < question.today:
        late = sum(1 for due in dues if due < question.today)
        return Found(GAP, min(dues), late, len(dues))
    return question.lasting(min(dues), len(dues))


def every_unit_has(question: Question, kind: str) -> Found:
    """Each unit of today has a record of this kind."""
    units = {str(r.unit) for r in question.of_kind("unit")}
    if not units:
        return Found(GAP)
    served = {str(r.unit) for r in question.of_kind(kind)} & units
    return Found(OK if served == units else GAP, None, len(served), len(units))


def share_at_least(question: Question, kind: str, percent: int) -> Found:
    """Of the records of this kind, so many percent are done."""
    records = question.of_kind(kind)
    if not records:
        return Found(WAIT)
    done = sum(1 for r in records if r.done)
    return Found(OK if done * 100 >= percent * len(records) else GAP, None, done, len(records))


def all_of(question: Question, rules: Sequence[Mapping[str, Any]]) -> Found:
    """The worst of several."""
    return max(_each(question, rules), key=lambda found: URGENCY.index(found.state))


def any_of(question: Question, rules: Sequence[Mapping[str, Any]]) -> Found:
    """The best of several."""
    return min(_each(question, rules), key=lambda found: URGENCY.index(found.state))


def _each(question: Question, rules: Sequence[Mapping[str, Any]]) -> list[Found]:
    return [ask(question, rule["kind"], rule["params"]) for rule in rules]


KINDS: dict[str, Callable[..., Found]] = {
    "in_force": in_force,
    "exists_within": exists_within,
    "none_overdue": none_overdue,
    "every_unit_has": every_unit_has,
    "share_at_least": share_at_least,
    "all_of": all_of,
    "any_of": any_of,
}


def ask(question: Question, kind: str, params: Mapping[str, Any]) -> Found:
    """Apply a rule; a kind this release does not know cannot be computed."""
    if kind not in KINDS:
        return Found(UNKNOWN)
    return KINDS[kind](question, **params)
