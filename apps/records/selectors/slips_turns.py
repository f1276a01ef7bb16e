"""Who has a slip now: to fill in, to sign, or to mend because it came back."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import CharField, Exists, JSONField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Cast, JSONObject

from accounts.models import User
from apps.records.models import Slip, SlipSignature
from apps.records.workflow import SlipState
from kernel import links
from kernel.permissions import Actor
from kernel.trail.models import Event

BACK = ("slips.give_back", "slips.return_part")
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
    filling = slip.state == SlipState.FILLING
    if not filling and slip.state != SlipState.SIGNING:
        return []
    waiting = [each for each in slip.signatures.all() if each.signed_at is None]
    if not waiting or (filling and slip.part == 1):
        return [slip.author]
    first = min(each.part if filling else each.step for each in waiting)
    now = [each for each in waiting if (each.part if filling else each.step) == first]
    return list({each.person_id: each.person for each in now}.values())
