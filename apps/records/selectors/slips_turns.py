"""Who has a slip now: to fill in, to sign, or to mend because it came back."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import (
    CharField,
    Exists,
    JSONField,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
)
from django.db.models.functions import Cast, JSONObject

from accounts.models import User
from apps.records.models import Slip, SlipSignature
from apps.records.workflow import SlipState
from kernel import links
from kernel.permissions import Actor
from kernel.trail.models import Event

BACK = ("slips.give_back", "slips.return_part")
GOING = (SlipState.FILLING, SlipState.SIGNING)
WAYS = (*BACK, "slips.submit", "slips.finish", "slips.recall", "slips.sign_part")


class Returned(NamedTuple):
    """A slip came back: from whom, when and why."""

    name: str
    at: datetime
    why: str


def returned(last_way: Mapping[str, Any] | None) -> Returned | None:
    """What `last_way` tells of a slip that came back; None for one that went on since."""
    if not last_way or last_way["action"] not in BACK:
        return None
    at = datetime.fromisoformat(last_way["at"])
    return Returned(last_way["name"], at, last_way["note"] or "")


def last_way(slip: str = "pk") -> Subquery:
    """For a query: how each slip last went on or back, with who, when and why."""
    said = JSONObject(action="action", name="actor_name", at="at", note="body__note")
    return Subquery(_ways(slip).values(json=said)[:1], output_field=JSONField())


def _ways(slip: str) -> QuerySet[Event]:
    events = Event.objects.filter(
        subject_kind=links.kind_of(Slip),
        subject_id=Cast(OuterRef(slip), CharField()),
        action__in=WAYS,
    )
    return events.order_by("-at", "-pk")


def turns_of(person: Actor) -> QuerySet[SlipSignature]:
    """What this person is asked to sign now, all before it being signed; or to fill in first,
    with the others of a later part. Of several places in a slip only the first."""
    open_ones = SlipSignature.objects.filter(slip=OuterRef("slip"), signed_at=None)
    own = open_ones.filter(person=person.pk)
    own_before = own.filter(step__lt=OuterRef("step"))
    own_beside = own.filter(step=OuterRef("step"), field__lt=OuterRef("field"))
    signing = Q(slip__state=SlipState.SIGNING)
    signing &= ~Q(Exists(open_ones.filter(step__lt=OuterRef("step"))))
    filling = Q(slip__state=SlipState.FILLING, slip__part__gt=1)
    filling &= ~Q(Exists(open_ones.filter(part__lt=OuterRef("part")))) & ~Q(Exists(own_before))
    rows = SlipSignature.objects.filter(
        signing | filling, ~Q(Exists(own_beside)), person=person.pk, signed_at=None
    )
    rows = rows.select_related("person", "slip__form", "slip__author", "slip__unit")
    return rows.order_by("asked_at", "slip__saved_at")


def to_mend(person: Actor) -> QuerySet[Slip]:
    """What this person filled in and somebody gave back, down to its first part."""
    last = Subquery(_ways("pk").values("action")[:1])
    mine = Slip.objects.filter(author=person.pk, state=SlipState.FILLING, part=1)
    return mine.exclude(number=None).annotate(last=last).filter(last__in=BACK)


def has_it_now(slip: Slip) -> list[User]:
    """Those who fill it in or sign it next; nobody where it is done or given up."""
    if slip.state not in GOING:
        return []
    named = {each.person_id: each.person for each in places_now(slip)}
    return list(named.values()) or [slip.author]


def places_now(slip: Slip) -> list[SlipSignature]:
    """The places to sign whose turn it is, or whose part is open; none where its author has it."""
    filling = slip.state == SlipState.FILLING
    if slip.state not in GOING or (filling and slip.part == 1):
        return []
    waiting = [each for each in slip.signatures.all() if each.signed_at is None]
    first = min((each.part if filling else each.step for each in waiting), default=0)
    return [each for each in waiting if (each.part if filling else each.step) == first]


class Turn(NamedTuple):
    """Somebody has a slip: for which part and which signature, and since when.

    Without a signature it came back to its author, who mends it.
    """

    person: User
    part: int
    signature: UUID | None
    since: datetime


def with_turns(slips: QuerySet[Slip]) -> QuerySet[Slip]:
    """What `turns_now` asks of each of them: one statement more, however many there are."""
    places = Prefetch("signatures", SlipSignature.objects.select_related("person"))
    return slips.annotate(last_way=last_way()).prefetch_related(places)


def turns_now(slip: Slip) -> list[Turn]:
    """Who has one of `with_turns` now; nobody before it was handed in, nor once it is done."""
    if not slip.number or slip.state not in GOING:
        return []
    way = slip.last_way  # type: ignore[attr-defined]
    came = datetime.fromisoformat(way["at"]) if way else slip.saved_at
    places = places_now(slip)
    if not places:
        return [Turn(slip.author, slip.part, None, came)]
    if slip.state == SlipState.SIGNING:
        signed = (each.signed_at for each in slip.signatures.all() if each.step < places[0].step)
        came = max(filter(None, signed), default=came)
    return [Turn(s.person, s.part, s.pk, max(came, s.asked_at or came)) for s in places]
