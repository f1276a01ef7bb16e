"""What holds folders back from destruction today (product 2.6: legal hold)."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from apps.records.models import Folder, Hold
from kernel import clock


def in_effect() -> Q:
    """Holds that were not lifted and whose last day has not passed."""
    return Q(lifted_at=None) & (Q(until=None) | Q(until__gte=clock.today()))


def is_held() -> Exists:
    """Of a folder: whether anything holds it today."""
    return Exists(Hold.objects.filter(in_effect(), folder=OuterRef("pk")))


def holds_of(folder: Folder) -> QuerySet[Hold]:
    """Every hold there ever was on a folder, the newest first."""
    rows = folder.holds.select_related("placed_by", "lifted_by")
    return rows.order_by("-placed_at")


def held_among(folders: Iterable[UUID]) -> dict[UUID, Hold]:
    """What holds each of these today, one of them for each; one statement."""
    rows = Hold.objects.filter(in_effect(), folder__in=list(folders)).select_related("folder")
    return {hold.folder_id: hold for hold in rows.order_by("placed_at")}


def holds_in_effect() -> QuerySet[Hold]:
    """All that is held today, the newest first."""
    rows = Hold.objects.filter(in_effect()).select_related("folder__unit", "placed_by")
    return rows.order_by("-placed_at")
