"""Which folders are due: for the archive, for destruction; which are held back."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.db.models import (
    Count,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Value,
)
from django.db.models.functions import Concat

from apps.records.models import DisposalItem, Folder, TransferItem
from apps.records.rules.retention import destroyed_from
from apps.records.selectors.folders import counted, visible_folders
from apps.records.selectors.folders_due import KEPT, for_archive, over, with_days
from apps.records.selectors.holds import is_held
from apps.records.selectors.types import plain_text
from apps.records.workflow import DisposalState, TransferState
from kernel import clock
from kernel.ids import ids_among
from kernel.permissions import Actor

OPEN_LISTS: Final = (DisposalState.DRAFTING, DisposalState.APPROVING, DisposalState.APPROVED)
ARCHIVE, DESTRUCTION, HELD = "archive", "destruction", "held"
VIEWS: Final = (ARCHIVE, DESTRUCTION, HELD)
MOST: Final = 200  # folders of one list


@dataclass(frozen=True)
class WantedDue:
    """What the reader asked for; every field is in the address of the page."""

    view: str = ARCHIVE
    q: str = ""
    unit: str = ""
    year: str = ""


def reckoned(rows: QuerySet[Folder]) -> QuerySet[Folder]:
    """Folders with their days, and whether they are `held`, `listed` or `handing`."""
    listed = DisposalItem.objects.filter(
        folder=OuterRef("pk"), taken_out="", disposal__state__in=OPEN_LISTS
    )
    handed = TransferItem.objects.filter(
        folder=OuterRef("pk"), transfer__state=TransferState.DRAFTING
    )
    return with_days(rows).annotate(held=is_held(), listed=Exists(listed), handing=Exists(handed))


def due_folders(reader: Actor, wanted: WantedDue) -> QuerySet[Folder]:
    """The rows of a view with `papers`; what is due longest comes first."""
    rows = counted(reckoned(visible_folders(reader))).filter(_views()[wanted.view])
    if unit := ids_among([wanted.unit]):
        rows = rows.filter(unit=unit[0])
    if wanted.year.isdecimal() and len(wanted.year) == 4:
        rows = rows.filter(year=int(wanted.year))
    for word in wanted.q.split():
        said: Any = plain_text(Concat("symbol", Value(" "), "title"))
        rows = rows.annotate(words=said).filter(words__contains=plain_text(Value(word)))
    if wanted.view == DESTRUCTION:
        return rows.order_by(F("ended_year") + F("years"), "symbol")
    return rows.order_by("ended_on", "symbol")


def _views() -> dict[str, Q]:
    return {ARCHIVE: for_archive(), DESTRUCTION: over(clock.today()), HELD: Q(held=True)}


def due_counts(reader: Actor) -> dict[str, int]:
    """How many folders each view holds, in one statement."""
    rows = reckoned(visible_folders(reader).select_related(None)).order_by()
    asked = {f"in_{name}": Count("pk", filter=view) for name, view in _views().items()}
    found = rows.aggregate(**asked)
    return {name: found[f"in_{name}"] for name in VIEWS}


def years_of(reader: Actor) -> list[int]:
    """The years of closed folders that this person may see."""
    rows = visible_folders(reader).select_related(None).filter(state__in=KEPT)
    return list(rows.order_by("-year").values_list("year", flat=True).distinct())


def due_day(folder: Folder, view: str) -> date | None:
    """The day that this view is about."""
    if view == ARCHIVE:
        return folder.due_by  # type: ignore[attr-defined, no-any-return]
    return destroyed_from(folder.ended_on, folder.years) if folder.ended_on else None


def chosen_folders(reader: Actor, keys: Iterable[UUID]) -> QuerySet[Folder]:
    """Those that somebody ticked, as far as he may see them."""
    return visible_folders(reader).filter(pk__in=list(keys)).order_by("year", "symbol")
