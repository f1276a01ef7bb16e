"""Folders fill themselves: what was done comes to its place, what is declared invalid is struck."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db import transaction

from apps.records.models import Folder, FolderItem, Slip, SlipLink
from apps.records.selectors.folders import forms_of, not_filed
from apps.records.selectors.slips import visible_slips
from apps.records.selectors.types import types_for_form
from apps.records.services.folders import locked
from apps.records.services.folders_papers import place_for, put_record, told
from apps.records.services.folders_records import (
    SLIP,
    VERSION,
    Described,
    describe,
    of_slip,
    record_pdf,
)
from apps.records.services.folders_scan import pages_of
from apps.records.workflow import FolderState, SlipState
from kernel import clock
from kernel.files.services import read_file
from kernel.permissions import SYSTEM

FOLDER = "records.folder"  # as a slip names the folder it belongs to


@transaction.atomic
def file_paper(kind: str, key: UUID) -> list[FolderItem]:
    """Put a record that became done into the folders it belongs to; twice is once.

    One that was declared invalid is struck through where it lies.
    """
    if kind == SLIP:
        slip = visible_slips(SYSTEM).filter(pk=key).first()
        if slip is None or slip.state in (SlipState.FILLING, SlipState.SIGNING):
            return []
        if slip.state == SlipState.CANCELLED:
            return _strike(kind, key, slip.why_cancelled)
        return _put(of_slip(slip), folders_for(slip))
    found = describe(kind, key)
    return _put(found, _waiting_for(found)) if found is not None else []


def _put(found: Described, folders: Iterable[Folder]) -> list[FolderItem]:
    made = []
    for folder in sorted(folders, key=lambda each: each.pk):
        folder = locked(folder)
        if folder.state != FolderState.OPEN or _was_here(folder, found):
            continue
        item = put_record(folder, found, place_for(folder, found.form), by=found.by)
        told(folder, "records.paper_add", item, by=SYSTEM)
        made.append(item)
    return made


def _was_here(folder: Folder, found: Described) -> bool:
    """It lies here, or somebody took it out: what a person decided is not undone."""
    return folder.items.filter(kind=found.kind, key=found.key).exists()


def _strike(kind: str, key: UUID, why: str) -> list[FolderItem]:
    """Struck through in every folder, closed ones too: what is invalid proves nothing."""
    rows = FolderItem.objects.select_for_update(of=("self",)).select_related("folder")
    struck = list(rows.filter(kind=kind, key=key, struck_on=None).order_by("pk"))
    for item in struck:
        item.struck_on, item.why_struck = clock.today(), why[:300]
        item.save(update_fields=["struck_on", "why_struck"])
        told(item.folder, "records.paper_strike", item, by=SYSTEM, note=why)
    return struck


def folders_for(slip: Slip) -> list[Folder]:
    """The folders that the slip names; else the only open one of its kind, year and unit."""
    named = SlipLink.objects.filter(slip=slip, kind=FOLDER).values_list("key", flat=True)
    if keys := list(named):
        return list(Folder.objects.filter(pk__in=keys))
    types = types_for_form(slip.form.code).values("pk")
    rows = Folder.objects.filter(state=FolderState.OPEN, year=slip.year)
    rows = rows.filter(type=slip.type) if slip.type_id else rows.filter(type__in=types)
    wanted = [each for each in rows.select_related("type") if slip.form.code in forms_of(each)]
    return _only(wanted, slip.unit_id)


def _only(folders: Sequence[Folder], unit_id: UUID | None) -> list[Folder]:
    """Of the unit itself, else of the whole agency, else of whoever; never one of several."""
    for nearest in (
        [each for each in folders if unit_id is not None and each.unit_id == unit_id],
        [each for each in folders if each.unit_id is None],
        folders,
    ):
        if nearest:
            return list(nearest) if len(nearest) == 1 else []
    return []


def _waiting_for(found: Described) -> list[Folder]:
    """Open folders about this document, else the only one of its year that expects its code."""
    about = Folder.objects.filter(state=FolderState.OPEN, about_kind=VERSION, about_key=found.key)
    if named := list(about):
        return named
    year = found.dated.year if found.dated else clock.today().year
    rows = Folder.objects.filter(state=FolderState.OPEN, year=year, places__form=found.form)
    waiting = list(rows.distinct().order_by("pk")[:2])
    return waiting if len(waiting) == 1 else []


@transaction.atomic
def fill_folder(key: UUID) -> list[FolderItem]:
    """What was done before the folder was opened comes in now; twice is once."""
    folder = Folder.objects.select_related("type").filter(pk=key).first()
    if folder is None or folder.state != FolderState.OPEN:
        return []
    named = SlipLink.objects.filter(kind=FOLDER, key=str(key)).values("slip")
    slips = {slip.pk: slip for slip in visible_slips(SYSTEM).filter(pk__in=named)}
    slips |= {slip.pk: slip for slip in not_filed(folder, forms_of(folder))}
    made = []
    for slip in slips.values():
        here = [each for each in folders_for(slip) if each.pk == folder.pk]
        if slip.state == SlipState.DONE and here:
            made += _put(of_slip(slip), here)
    if folder.about_kind == VERSION and folder.about_key:
        found = describe(VERSION, folder.about_key)
        made += _put(found, [folder]) if found is not None else []
    return made


@transaction.atomic
def count_pages(key: UUID) -> None:
    """Pages and sheets of a paper, from its PDF; what somebody entered stays."""
    item = FolderItem.objects.select_related("file").filter(pk=key).first()
    if item is None or item.pages is not None or item.removed_at is not None:
        return
    data = read_file(item.file) if item.file else None
    if data is None and item.key is not None:
        data = record_pdf(item.kind, item.key)
    pages = pages_of(data) if data else None
    if pages is not None:
        FolderItem.objects.filter(pk=key, pages=None).update(pages=pages, sheets=pages)
