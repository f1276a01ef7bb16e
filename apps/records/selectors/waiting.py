"""What the records ask of a person, in one statement: the page of my work has few to spend."""

from datetime import date, datetime
from typing import Any, Final, NamedTuple

from django.db.models import Case, Count, F, Min, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce

from apps.records import permissions as may
from apps.records.models import Disposal, Folder
from apps.records.selectors.folders_due import for_archive, over
from apps.records.selectors.keeping import reckoned
from apps.records.selectors.slips_turns import last_way, returned, to_mend, turns_of
from apps.records.workflow import DisposalState, SlipState
from kernel import clock
from kernel.at_once import Arm, asked, says
from kernel.permissions import Actor

SIGN, FILL_PART, MEND = "sign", "fill_part", "mend"
APPROVE, CARRY_OUT = DisposalState.APPROVING.value, DisposalState.APPROVED.value
ARCHIVE, DESTRUCTION = "archive", "destruction"


class Waits(NamedTuple):
    """One thing; what a sort does not have is empty. `day` is the earliest of its folders."""

    sort: str
    key: str | None
    at: datetime | None
    back: datetime | None
    number: str | None
    title: str
    form: str
    code: str
    asks: str
    who: str
    why: str
    n: int
    day: date | None

    @classmethod
    def told(cls, sort: str, said: dict[str, Any]) -> "Waits":
        """From what an arm says."""
        moments = {name: _moment(said.get(name)) for name in ("at", "back")}
        day = date.fromisoformat(said["day"]) if said.get("day") else None
        if back := returned(said.pop("way", None)):
            moments["back"] = back.at
            said |= {"who": back.name, "why": back.why}
        return cls(**USUALLY | said | moments | {"sort": sort, "day": day})


LATER_PART: Final = Q(slip__state=SlipState.FILLING, slip__part__gt=1)
USUALLY: Final = dict.fromkeys(("title", "form", "code", "asks", "who", "why"), "") | {
    "key": None,
    "number": "",
    "n": 0,
}


def _moment(said: str | None) -> datetime | None:
    return datetime.fromisoformat(said) if said else None


def waits_for(person: Actor, *, signs: bool) -> list[Waits]:
    """Slips to sign or to mend, lists whose next step is his, and how much stands on no list."""
    return [Waits.told(*row) for row in asked(wants_of(person, signs=signs))]


def wants_of(person: Actor, *, signs: bool) -> list[Arm]:
    """The same, to be asked at once with others."""
    parts: list[Arm] = []
    if signs:
        parts += [_turns(person), _mends(person)]
    states = [DisposalState.APPROVING] if may.APPROVE.held_by(person) else []
    states += [DisposalState.APPROVED] if may.DISPOSE.held_by(person) else []
    if states:
        parts.append(_lists(person, states))
    if may.DISPOSE.held_by(person):
        parts += [_archive(), _destruction()]
    return parts


def _turns(person: Actor) -> Arm:
    """To sign, or to fill in first; a part that came back says from whom and why."""
    return says(
        turns_of(person).select_related(None),
        Case(When(LATER_PART, then=Value(FILL_PART)), default=Value(SIGN)),
        key=F("slip_id"),
        at=F("asked_at"),
        way=Case(When(LATER_PART, then=last_way("slip_id"))),
        number=F("slip__number"),
        title=F("slip__title"),
        form=F("slip__form__title"),
        code=F("slip__form__code"),
        asks=F("slip__author__full_name"),
        n=F("part"),
    )


def _mends(person: Actor) -> Arm:
    return says(
        to_mend(person),
        MEND,
        key=F("pk"),
        way=last_way(),
        number=F("number"),
        title=F("title"),
        form=F("form__title"),
        code=F("form__code"),
    )


def _lists(person: Actor, states: list[DisposalState]) -> Arm:
    """Whoever was asked approves, and nobody what he drew up."""
    others = Q(asked__isnull=False) & ~Q(asked=person.pk)
    rows = Disposal.objects.filter(state__in=states)
    return says(
        rows.exclude(others | Q(drafted_by=person.pk), state=DisposalState.APPROVING),
        F("state"),
        key=F("pk"),
        at=F("sent_at"),
        back=F("approved_at"),
        title=F("title"),
        asks=F("drafted_by__full_name"),
        who=Coalesce(F("approver__full_name"), Value("")),
    )


def _free() -> QuerySet[Folder]:
    """Folders that stand on no open list."""
    return reckoned(Folder.objects.all()).filter(Q(listed=False, handing=False))


def _counted(rows: QuerySet[Folder], sort: str, day: str) -> Arm:
    """One row with how many there are; none where there is none."""
    grouped = rows.order_by().annotate(w_one=Value(1)).values("w_one")
    some = grouped.annotate(w_n=Count("pk")).filter(w_n__gt=0)
    return says(some, sort, n=F("w_n"), day=Min(day))


def _archive() -> Arm:
    """By the day of the law, or the one to which a consent puts it off."""
    return _counted(_free().filter(for_archive()), ARCHIVE, "due_by")


def _destruction() -> Arm:
    rows = _free().filter(over(clock.today()), Q(held=False))
    return _counted(rows, DESTRUCTION, "ended_on")
