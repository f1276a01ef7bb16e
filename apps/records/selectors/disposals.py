"""Lists for destruction: who sees them, what stands on them, and what a list says to its hash."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Max, Q, QuerySet

from accounts.models import User
from apps.organization.selectors import head_of_agency, roles_of_people
from apps.records import permissions as may
from apps.records.models import Disposal, DisposalItem, Folder, FolderItem, Slip
from apps.records.rules.retention import destroyed_from
from apps.records.selectors.keeping import OPEN_LISTS
from apps.records.workflow import DisposalState
from kernel.content.inline import nfc
from kernel.permissions import Actor
from kernel.trail.services import canonical

SLIP = "records.slip"
PEOPLE = ("drafted_by", "asked", "approver", "done_by")


def sees_lists(reader: Actor) -> bool:
    """Whether the lists of the whole agency are this person's business."""
    rights = (may.DISPOSE, may.HOLD, may.APPROVE)
    return may.READ.units_of(reader) is None or any(right.held_by(reader) for right in rights)


def visible_disposals(reader: Actor) -> QuerySet[Disposal]:
    """Every list for destruction, the newest first; none for whom they do not concern."""
    rows = Disposal.objects.select_related(*PEOPLE)
    return rows.order_by("-drafted_at") if sees_lists(reader) else rows.none()


def disposals(reader: Actor) -> QuerySet[Disposal]:
    """The same with the number of folders that are, and were, on each."""
    stays = Q(items__taken_out="")
    return visible_disposals(reader).annotate(
        folders=Count("items", filter=stays),
        erased=Count("items", filter=stays & Q(items__folder__destroyed_at__isnull=False)),
    )


def may_be_asked(disposal: Disposal, by: Actor) -> list[User]:
    """Who may approve this list, which another draws up and this person submits: likeliest first.

    That is who was asked before, then the head of the agency, then the others by name.
    """
    own = {disposal.drafted_by_id, by.pk}
    people = [person for person in roles_of_people(may.APPROVE.roles) if person.pk not in own]
    if len(people) < 2:
        return people
    before = Disposal.objects.filter(drafted_by=disposal.drafted_by_id, asked__isnull=False)
    last = before.order_by("-drafted_at").values_list("asked", flat=True).first()
    head = head_of_agency()
    likely = [disposal.asked_id or last, head.pk if head else None]
    return sorted(people, key=lambda one: [one.pk != each for each in likely])


def items_of(disposal: Disposal) -> list[DisposalItem]:
    """What stands on it in order, with what was taken out of it."""
    rows = disposal.items.select_related("folder__unit")
    return list(rows.order_by("position", "pk"))


def next_position(disposal: Disposal) -> int:
    return int(disposal.items.aggregate(last=Max("position"))["last"] or 0) + 1


def other_lists(folders: Iterable[UUID], disposal: Disposal | None = None) -> dict[UUID, Disposal]:
    """On which open list each of these stands already."""
    rows = DisposalItem.objects.filter(
        folder__in=list(folders), taken_out="", disposal__state__in=OPEN_LISTS
    ).select_related("disposal")
    if disposal is not None:
        rows = rows.exclude(disposal=disposal.pk)
    return {item.folder_id: item.disposal for item in rows}


@dataclass(frozen=True)
class Standing:
    """What a list says now: of each folder, and the hash over all of it."""

    shown: Mapping[UUID, dict[str, Any]]
    sha256: str


def standing_of(disposal: Disposal, items: Sequence[DisposalItem]) -> Standing:
    """The list as it stands at this moment; one other paper in one folder is another hash."""
    stays = [item for item in items if not item.taken_out]
    shown = facts_of([item.folder for item in stays])
    said = {
        "format": 1,
        "title": disposal.title,
        "reason": disposal.reason,
        "council": disposal.council,
        "way": disposal.way,
        "folders": [[str(item.folder_id), shown[item.folder_id]] for item in stays],
        "kept": [[str(item.folder_id), item.taken_out] for item in items if item.taken_out],
    }
    return Standing(shown, hashlib.sha256(nfc(canonical(said)).encode()).hexdigest())


def facts_of(folders: Sequence[Folder]) -> dict[UUID, dict[str, Any]]:
    """What the list says of each folder; its papers by their number and one hash over them."""
    papers = _papers([folder.pk for folder in folders])
    return {folder.pk: _facts(folder, papers.get(folder.pk, [])) for folder in folders}


def _facts(folder: Folder, papers: list[FolderItem]) -> dict[str, Any]:
    ended = folder.ended_on
    first = destroyed_from(ended, folder.years) if ended else None
    days = sorted(paper.dated for paper in papers if paper.dated)
    said = canonical([_said(paper) for paper in papers])
    return {
        "symbol": folder.symbol,
        "title": folder.title,
        "year": folder.year,
        "unit": folder.unit.name if folder.unit else "",
        "years": folder.years,
        "state": folder.state,
        "ended_on": ended.isoformat() if ended else "",
        "due_on": first.isoformat() if first else "",
        "from": days[0].isoformat() if days else "",
        "until": days[-1].isoformat() if days else "",
        "papers": len(papers),
        "sheets": sum(paper.sheets or 0 for paper in papers),
        "pages": sum(paper.pages or 0 for paper in papers),
        "sha256": hashlib.sha256(said.encode()).hexdigest(),
    }


def _papers(folders: list[UUID]) -> dict[UUID, list[FolderItem]]:
    rows = FolderItem.objects.filter(folder__in=folders, removed_at=None)
    found: dict[UUID, list[FolderItem]] = {}
    items = list(rows.select_related("file", "scan").order_by("folder", "position", "pk"))
    slips = Slip.objects.filter(pk__in=[item.key for item in items if item.kind == SLIP])
    hashes = dict(slips.values_list("pk", "content_id"))
    for item in items:
        item.frozen = hashes.get(item.key) if item.key else None  # type: ignore[attr-defined]
        found.setdefault(item.folder_id, []).append(item)
    return found


def _said(paper: FolderItem) -> list[Any]:
    """All that makes a paper this one: a changed word or byte is another one."""
    return [
        str(paper.pk),
        paper.kind,
        str(paper.key or ""),
        paper.title,
        paper.number,
        paper.dated.isoformat() if paper.dated else "",
        paper.sheets,
        paper.pages,
        paper.struck_on.isoformat() if paper.struck_on else "",
        paper.file.sha256 if paper.file else "",
        paper.scan.sha256 if paper.scan else "",
        getattr(paper, "frozen", None) or "",
    ]


def list_that_destroyed(folder: Folder) -> DisposalItem | None:
    """By which list a folder was destroyed: what its stub says."""
    rows = folder.disposals.filter(taken_out="", disposal__state=DisposalState.DONE)
    return rows.select_related(*(f"disposal__{name}" for name in PEOPLE)).first()
