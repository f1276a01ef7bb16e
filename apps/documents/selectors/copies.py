"""Controlled copies: where each is, and which have to come back (7.5.3.2 a, c)."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Max, Q, QuerySet

from apps.documents.models import ControlledCopy, Version
from apps.documents.selectors import visible_versions
from apps.documents.workflow import State
from kernel import clock
from kernel.permissions import Actor

WITH_NAMES = ("version__document", "unit", "recorded_by")


def copies_of(version: Version) -> QuerySet[ControlledCopy]:
    """The copies of one version by their numbers."""
    return version.copies.select_related("unit", "recorded_by", "ended_by").order_by("number")


def next_copy_number(version: Version) -> int:
    """Numbers are never given twice, even when a copy came back."""
    return int(version.copies.aggregate(last=Max("number"))["last"] or 0) + 1


def register_of_copies(
    reader: Actor, *, q: str = "", unit: UUID | None = None, state: str = ""
) -> QuerySet[ControlledCopy]:
    """All copies of what this person may see; `state` is open, recall, ended or empty for all."""
    seen = visible_versions(reader).values("pk")
    rows = ControlledCopy.objects.filter(version__in=seen).select_related(*WITH_NAMES)
    if q:
        named = Q(version__document__title__icontains=q) | Q(holder__icontains=q)
        rows = rows.filter(named | Q(version__document__code__icontains=q))
    if unit:
        rows = rows.filter(unit=unit)
    narrowed: dict[str, Q] = {
        "open": Q(ended_on=None),
        "recall": Q(ended_on=None) & out_of_force(),
        "ended": Q(ended_on__isnull=False),
    }
    rows = rows.filter(narrowed.get(state, Q()))
    return rows.order_by(
        "version__document__code", "version__issue", "version__amendment", "number"
    )


def out_of_force() -> Q:
    """Copies of what holds no more: told by dates, so no job has to run."""
    ended = Q(version__superseded_from__lte=clock.today())
    return ended | Q(version__state=State.WITHDRAWN)


def still_out(documents: Iterable[UUID]) -> list[ControlledCopy]:
    """Copies of versions of these documents that were replaced or withdrawn, today or soon."""
    over = Q(version__superseded_from__isnull=False) | Q(version__state=State.WITHDRAWN)
    found = ControlledCopy.objects.filter(over, ended_on=None, version__document__in=documents)
    return list(found.select_related("version__document"))
