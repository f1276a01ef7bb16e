"""What lies before a person beside the steps of the workflow: sets, opinions, remarks."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import (
    DateField,
    F,
    Q,
    QuerySet,
    TextField,
    Value,
)
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Coalesce, Concat, TruncDate

from accounts.models import User
from apps.documents import permissions as may
from apps.documents.models import Version
from apps.documents.selectors.opinions import asked_of, to_answer
from apps.documents.selectors.submissions import in_open_set, open_submissions
from apps.documents.workflow import State
from kernel import clock
from kernel.at_once import Arm, says

SET, OPINION, REMARKS = "set", "opinion", "remarks"


@dataclass(frozen=True)
class Wanted:
    """One of them: which sort, of what, since or until when, from whom, how many."""

    sort: str
    pk: str
    day: date
    title: str
    name: str
    count: int

    @classmethod
    def told(cls, sort: str, said: dict[str, Any]) -> "Wanted":
        """From what an arm says."""
        return cls(sort, **said | {"day": date.fromisoformat(said["day"])})


def wants_of(person: User) -> list[Arm]:
    """All that this person is asked for, to be asked at once with others."""
    return [
        rows
        for right, rows in (
            (may.APPROVE, _sets(person)),
            (may.OPINE, _asked(person)),
            (may.DRAFT, _remarked(person)),
        )
        if right.held_by(person)
    ]


def _sets(person: User) -> Any:
    rows = open_submissions(person).order_by()
    day = TruncDate("asked_at", tzinfo=clock.HANOI)
    return _row(rows, SET, day, F("title"), F("asked_by__full_name"), F("left"))


def _asked(person: User) -> Any:
    rows = asked_of(person).order_by()
    title = _named("round__version__")
    return _row(rows, OPINION, F("round__due"), title, F("round__asked_by__full_name"), Value(1))


def _remarked(person: User) -> Any:
    rows = to_answer(person).order_by()
    today = Value(clock.today(), DateField())
    return _row(rows, REMARKS, today, _named(""), Value(""), F("left"))


def _named(version: str) -> Concat:
    """Code and title of a version, as `Version.title` has it."""
    own = KeyTextTransform("title", f"{version}paper")
    title = Coalesce(own, f"{version}document__title", output_field=TextField())
    return Concat(f"{version}document__code", Value(" "), title, output_field=TextField())


def _row(rows: Any, sort: str, day: Any, title: Any, name: Any, count: Any) -> Arm:
    """The same facts, whatever is asked for."""
    day = Cast(day, DateField())
    return says(rows, sort, pk=F("pk"), day=day, title=title, name=name, count=count)


def not_in_a_set(rows: QuerySet[Version]) -> QuerySet[Version]:
    """Without what waits for approval in a set: nobody is asked for it twice."""
    return rows.exclude(Q(state=State.APPROVING) & Q(in_open_set()))
