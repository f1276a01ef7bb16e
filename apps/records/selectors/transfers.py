"""Hand-overs to the archive: who sees them, and what stands on them."""

from datetime import date
from typing import Any

from django.db.models import Count, Max, Min, QuerySet, Sum

from apps.records.models import FolderItem, Transfer, TransferItem
from apps.records.selectors.disposals import sees_lists
from apps.records.workflow import TransferState
from kernel.permissions import Actor


def visible_transfers(reader: Actor) -> QuerySet[Transfer]:
    """Every hand-over, the newest first; none for whom they do not concern."""
    rows = Transfer.objects.select_related("drafted_by", "done_by", "package")
    return rows.order_by("-drafted_at") if sees_lists(reader) else rows.none()


def transfers(reader: Actor) -> QuerySet[Transfer]:
    """The same with the number of folders on each."""
    return visible_transfers(reader).annotate(folders=Count("items"))


def handed_items(transfer: Transfer) -> list[TransferItem]:
    """What stands on it in order, each with the days of its papers as `first` and `last`."""
    rows = transfer.items.select_related("folder__unit").order_by("position", "pk")
    return list(
        rows.annotate(
            first=Min("folder__items__dated"),
            last=Max("folder__items__dated"),
        )
    )


def counts_of(folders: list[Any]) -> dict[Any, dict[str, int | None]]:
    """Sheets and pages of all that lies in each of these folders, in one statement."""
    rows = FolderItem.objects.filter(folder__in=folders, removed_at=None).order_by()
    summed = rows.values("folder").annotate(
        sheets=Sum("sheets"), pages=Sum("pages"), papers=Count("pk")
    )
    return {
        row["folder"]: {"sheets": row["sheets"], "pages": row["pages"], "papers": row["papers"]}
        for row in summed
    }


def other_transfer(folders: list[Any], transfer: Transfer | None = None) -> TransferItem | None:
    """One of these that stands on another open hand-over already."""
    rows = TransferItem.objects.filter(
        folder__in=folders, transfer__state=TransferState.DRAFTING
    ).select_related("transfer", "folder")
    return rows.exclude(transfer=transfer).first() if transfer else rows.first()


def span_of(items: list[TransferItem]) -> tuple[date | None, date | None]:
    """From the first paper of all to the last day."""
    firsts = [d for i in items if (d := getattr(i, "first", None) or i.folder.ended_on)]
    lasts = [d for i in items if (d := getattr(i, "last", None) or i.folder.ended_on)]
    return min(firsts, default=None), max(lasts, default=None)
