"""The life of a folder: opened from the list of its year, closed when the work ends, reopened."""

from datetime import date
from typing import Any, Literal

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.models import User
from apps.records import permissions as may
from apps.records.models import Folder, FolderPlace, ListEntry, RecordType
from apps.records.selectors.folders import missing_of
from apps.records.selectors.types import in_use
from apps.records.services.folders_search import folder_changed
from apps.records.workflow import FOLDER, DisposalState, FolderState, TransferState
from kernel import clock, outbox
from kernel.content.inline import nfc
from kernel.refusals import BadInput, Conflict, WrongState
from kernel.trail import record

FACTS = ("symbol", "title", "year", "unit", "keeper", "place", "years", "note", "type")
ABOUT = ("about_kind", "about_key")
FILL = "records.fill_folder"
ON_LISTS = (DisposalState.DRAFTING, DisposalState.APPROVING, DisposalState.APPROVED)


@transaction.atomic
def open_entry(entry: ListEntry, *, by: User) -> Folder:
    """The folder of a row of the list; one that was opened already is that one."""
    entry = ListEntry.objects.select_for_update(of=("self",)).get(pk=entry.pk)
    found = entry.folders.order_by("opened_at").first()
    if found is not None:
        return found
    if entry.removed_on is not None:
        raise WrongState(_("This row was struck through; no folder is opened from it."))
    return open_folder(
        by=by,
        entry=entry,
        symbol=entry.symbol,
        title=entry.title,
        year=entry.list.year,
        type=entry.type,
        unit=entry.unit,
        years=entry.years,
        place=entry.type.place if entry.type else "",
    )


@transaction.atomic
def open_folder(
    *,
    by: User,
    entry: ListEntry | None = None,
    about: tuple[str, Any] | None = None,
    **facts: Any,
) -> Folder:
    """A folder with a place for each paper that its kind expects; what is done already comes in.

    `about` names the record it is about by `(kind, uuid)`: its papers come here by themselves.
    """
    made = Folder(entry=entry, opened_by=by, opened_at=clock.now(), year=clock.today().year)
    made.about_kind, made.about_key = about or ("", None)
    _fill(made, facts)
    may.FILE.require(by, over=made)
    _refuse_ended(made.type)
    _keep(made)
    expect(made, made.type.papers if made.type else [])
    record("records.folder_open", made, by=by, symbol=made.symbol, title=made.title)
    _follow(made)
    return made


@transaction.atomic
def change_folder(
    folder: Folder,
    *,
    by: User,
    about: tuple[str, Any] | Literal["as it is"] | None = "as it is",
    **facts: Any,
) -> Folder:
    """Correct what is written on it, and what it is about, while it is open."""
    folder = open_one(folder, by=by)
    before = {name: getattr(folder, name) for name in (*FACTS, *ABOUT)}
    if about != "as it is":
        folder.about_kind, folder.about_key = about or ("", None)
    _fill(folder, facts)
    may.FILE.require(by, over=folder)  # also where it goes to
    changed = [name for name in before if getattr(folder, name) != before[name]]
    if not changed:
        return folder
    _keep(folder)
    if "type" in changed and folder.type and not folder.places.exists():
        expect(folder, folder.type.papers)
    record("records.folder_change", folder, by=by, symbol=folder.symbol, changed=changed)
    _follow(folder)
    return folder


def _fill(folder: Folder, facts: dict[str, Any]) -> None:
    for name in FACTS:
        if name in facts:
            value = facts[name]
            setattr(folder, name, " ".join(nfc(value).split()) if name == "symbol" else value)
    if not folder.symbol or not folder.title.strip():
        raise BadInput(_("A folder needs its number and symbol, and its title."))


def _refuse_ended(type_: RecordType | None) -> None:
    if type_ is not None and not RecordType.objects.filter(in_use(), pk=type_.pk).exists():
        raise WrongState(
            _("No new records of the kind “%(name)s” are made.") % {"name": type_.name}
        )


def _keep(folder: Folder) -> None:
    try:
        with transaction.atomic():
            folder.save()
    except IntegrityError as error:
        raise Conflict(
            _("There is a folder “%(symbol)s” of %(year)s already; give this one another symbol.")
            % {"symbol": folder.symbol, "year": folder.year}
        ) from error


def expect(folder: Folder, papers: list[dict[str, Any]]) -> None:
    """A place for each paper, in the order of the work."""
    FolderPlace.objects.bulk_create(
        FolderPlace(
            folder=folder,
            position=n,
            title=paper["title"],
            form=paper.get("form", ""),
            required=paper.get("required", True),
        )
        for n, paper in enumerate(papers, start=1)
    )


def _follow(folder: Folder) -> None:
    folder_changed(folder)
    outbox.send(FILL, {"folder": str(folder.pk)}, key=str(folder.pk))
    outbox.send("compliance.recompute", key="agency")


def locked(folder: Folder) -> Folder:
    """The folder as it is now, and nobody else's until the end of the transaction."""
    rows = Folder.objects.select_for_update(of=("self",)).select_related("type", "unit", "entry")
    return rows.get(pk=folder.pk)


def open_one(folder: Folder, *, by: User) -> Folder:
    """The same, if papers may still come and this person may put them in."""
    folder = locked(folder)
    may.FILE.require(by, over=folder)
    refuse_closed(folder)
    return folder


def refuse_closed(folder: Folder) -> None:
    """Nothing changes in a folder that is closed."""
    if folder.state != FolderState.OPEN:
        raise WrongState(
            _("The folder “%(symbol)s” is closed; nothing in it changes. Open it again first.")
            % {"symbol": folder.symbol}
        )


@transaction.atomic
def close_folder(folder: Folder, *, ended_on: date, by: User, why: str = "") -> Folder:
    """The work ended on that day; what is missing needs a reason, and from now on all stays."""
    folder = locked(folder)
    FOLDER.transitions["close"].check(folder, by)
    if ended_on > clock.today():
        raise BadInput(_("The day on which the work ended lies in the future."))
    missing = [place.title for place in missing_of(folder)]
    if missing and not why.strip():
        raise BadInput(_missing(missing), clause="7.5.3.2")
    FOLDER.move(folder, "close", by=by, note=why.strip(), ended_on=ended_on, missing=missing)
    folder.ended_on, folder.why_closed = ended_on, why.strip() if missing else ""
    folder.closed_by, folder.closed_at = by, clock.now()
    folder.save(update_fields=["state", "ended_on", "why_closed", "closed_by", "closed_at"])
    outbox.send("compliance.recompute", key="agency")
    return folder


def _missing(titles: list[str]) -> str:
    said = ngettext(
        "%(n)s paper is missing: %(papers)s. Put it in, or say why the folder is closed without "
        "it.",
        "%(n)s papers are missing: %(papers)s. Put them in, or say why the folder is closed "
        "without them.",
        len(titles),
    )
    return said % {"n": len(titles), "papers": "; ".join(titles)}


@transaction.atomic
def reopen_folder(folder: Folder, *, why: str, by: User) -> Folder:
    """Open it again for a reason; the day on which the work ended is said anew later."""
    folder = locked(folder)
    FOLDER.transitions["reopen"].check(folder, by)
    if not why.strip():
        raise BadInput(_("Say why the folder is opened again."))
    if folder.disposals.filter(taken_out="", disposal__state__in=ON_LISTS).exists():
        raise WrongState(_("The folder stands on a list for destruction; take it out there first."))
    if folder.transfers.filter(transfer__state=TransferState.DRAFTING).exists():
        raise WrongState(_("The folder stands on a list for the archive; take it out there first."))
    before = {"ended_on": folder.ended_on, "why_closed": folder.why_closed}
    if folder.stays_until:
        before |= {"stays_until": folder.stays_until, "consent": folder.consent_number}
    FOLDER.move(folder, "reopen", by=by, note=why.strip(), **before)
    folder.ended_on, folder.why_closed = None, ""
    folder.closed_by, folder.closed_at = None, None
    folder.stays_until, folder.consent_on = None, None  # its day is reckoned anew
    folder.consent_number, folder.consenter = "", ""
    folder.save()
    outbox.send(FILL, {"folder": str(folder.pk)}, key=str(folder.pk))
    outbox.send("compliance.recompute", key="agency")
    return folder
