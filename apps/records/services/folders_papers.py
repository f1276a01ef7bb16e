"""Papers of a folder: put in, put in order, taken out with a reason; a place may stay empty."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from apps.records import permissions as may
from apps.records.models import Folder, FolderItem, FolderPlace
from apps.records.selectors.folders import VALID
from apps.records.services.folders import locked, open_one, refuse_closed
from apps.records.services.folders_records import Described, describe
from apps.records.services.folders_scan import Upload, as_paper, as_scan, pages_of
from apps.records.services.folders_search import folder_changed
from apps.records.services.lists import shifted
from kernel import clock, outbox
from kernel.db import present_agency
from kernel.files.services import store_file
from kernel.permissions import Actor
from kernel.refusals import BadInput, Conflict, WrongState
from kernel.trail import record

FACTS = ("title", "number", "dated", "author", "sheets", "pages", "note")
COUNT = "records.count_pages"
MOST = 500  # papers of one folder
NOT_SUCH = _("Only slips that are done and documents that are issued go into folders.")
CHOOSE = _("Choose the folder it goes to.")


@transaction.atomic
def add_record(
    folder: Folder, kind: str, key: UUID, *, by: User, place: FolderPlace | None = None
) -> FolderItem:
    """Put a record of the system in: a done slip, an issued document."""
    folder = open_one(folder, by=by)
    found = describe(kind, key, by)
    if found is None:
        raise BadInput(NOT_SUCH)
    held = folder.items.filter(kind=kind, key=key, removed_at=None).first()
    if held is not None:
        raise Conflict(_("“%(title)s” lies in this folder already.") % {"title": held.title})
    item = put_record(folder, found, place or place_for(folder, found.form), by=by)
    told(folder, "records.paper_add", item, by=by)
    return item


@transaction.atomic
def add_files(
    folder: Folder,
    uploads: Sequence[Upload],
    *,
    by: User,
    place: FolderPlace | None = None,
    **facts: Any,
) -> FolderItem:
    """Put a file in; several pictures become one PDF."""
    folder = open_one(folder, by=by)
    data, name = as_paper(uploads)
    item = FolderItem(folder=folder, expected=place, file=store_file(data, name, by=by))
    item.pages = item.sheets = pages_of(data)
    item.title = place.title if place else name.rpartition(".")[0] or name
    item.author = present_agency().name[:200]
    _fill(item, facts)
    _insert(folder, item, by)
    told(folder, "records.paper_add", item, by=by)
    return item


def put_record(
    folder: Folder, found: Described, place: FolderPlace | None, *, by: Actor
) -> FolderItem:
    """A record at its place; its pages are counted by a worker. The folder is locked."""
    item = FolderItem(
        folder=folder,
        expected=place,
        kind=found.kind,
        key=found.key,
        title=found.title,
        number=found.number[:80],
        dated=found.dated,
        author=found.author,
    )
    _insert(folder, item, by)
    outbox.send(COUNT, {"item": str(item.pk)}, key=str(item.pk))
    return item


def _insert(folder: Folder, item: FolderItem, by: Actor) -> None:
    """After the papers of its place and of those before it; without a place, at the end."""
    there = list(folder.items.filter(removed_at=None).select_related("expected"))
    if len(there) >= MOST:
        raise BadInput(
            _("A folder holds at most %(most)s papers; open another one.") % {"most": MOST}
        )
    there.sort(key=lambda each: (each.position, each.pk))
    at = len(there)
    if item.expected is not None:
        before = [n for n, each in enumerate(there) if _stands_before(each, item.expected)]
        at = before[-1] + 1 if before else _first_later(there)
    item.added_by_id, item.added_at, item.position = by.pk, clock.now(), at + 1
    item.save()
    _number(there[at:], start=at + 2)


def _stands_before(each: FolderItem, place: FolderPlace) -> bool:
    return each.expected is not None and each.expected.position <= place.position


def _first_later(there: Sequence[FolderItem]) -> int:
    later = (n for n, each in enumerate(there) if each.expected is not None)
    return next(later, len(there))


def _number(items: Sequence[FolderItem], *, start: int = 1) -> None:
    moved = []
    for position, each in enumerate(items, start=start):
        if each.position != position:
            each.position = position
            moved.append(each)
    FolderItem.objects.bulk_update(moved, ["position"])


def place_for(folder: Folder, form: str) -> FolderPlace | None:
    """The place that waits for this form: the first empty one, else the last that is filled."""
    if not form:
        return None
    places = list(folder.places.filter(form=form).order_by("position"))
    held = set(folder.items.filter(VALID, expected__in=places).values_list("expected", flat=True))
    empty = (place for place in places if place.pk not in held and not place.waived)
    return next(empty, places[-1] if places else None)


def _fill(item: FolderItem, facts: dict[str, Any]) -> None:
    for name in FACTS:
        if name in facts and (facts[name] or name not in ("title", "author")):
            setattr(item, name, facts[name])
    if item.dated is not None and not date(1900, 1, 1) <= item.dated <= clock.today():
        raise BadInput(_("The date of the paper lies in the future, or is too long ago."))


@transaction.atomic
def change_paper(item: FolderItem, *, by: User, **facts: Any) -> FolderItem:
    """Correct what the index of the folder says of a paper."""
    folder, item = paper_in_open(item, by=by)
    before = {name: getattr(item, name) for name in FACTS}
    _fill(item, facts)
    changed = [name for name in FACTS if getattr(item, name) != before[name]]
    if changed:
        item.save(update_fields=changed)
        told(folder, "records.paper_change", item, by=by, changed=changed)
    return item


@transaction.atomic
def remove_paper(item: FolderItem, *, why: str, by: User) -> FolderItem:
    """Take a paper out for a reason; that it was here stays to be read."""
    folder, item = paper_in_open(item, by=by)
    if not why.strip():
        raise BadInput(_("Say why the paper is taken out."))
    _take_out(item, why.strip(), by)
    told(folder, "records.paper_remove", item, by=by, note=why.strip())
    return item


def _take_out(item: FolderItem, why: str, by: Actor) -> None:
    item.removed_by_id, item.removed_at, item.why_removed = by.pk, clock.now(), why[:300]
    item.save(update_fields=["removed_by", "removed_at", "why_removed"])


@transaction.atomic
def move_paper(item: FolderItem, to: Folder, *, by: User) -> FolderItem:
    """Put it into another folder that is open; here stays where it went."""
    if to.pk == item.folder_id:
        raise BadInput(_("The paper lies in this folder already."))
    for folder in Folder.objects.filter(pk__in=[item.folder_id, to.pk]).order_by("pk"):
        open_one(folder, by=by)  # both, always in the same order: nobody waits for each other
    source, item = paper_in_open(item, by=by)
    target = locked(to)
    if item.key and target.items.filter(kind=item.kind, key=item.key, removed_at=None).exists():
        raise Conflict(_("“%(title)s” lies in that folder already.") % {"title": item.title})
    copied = {name: getattr(item, name) for name in FACTS}
    made = FolderItem(folder=target, kind=item.kind, key=item.key, **copied)
    made.file, made.scan = item.file, item.scan
    made.struck_on, made.why_struck = item.struck_on, item.why_struck
    form = item.expected.form if item.expected else ""
    made.expected = place_for(target, form)
    _take_out(item, str(_("Moved to folder %(symbol)s") % {"symbol": target.symbol}), by)
    _insert(target, made, by)
    told(source, "records.paper_move", item, by=by, to=target.symbol)
    told(target, "records.paper_add", made, by=by, source=source.symbol)
    return made


@transaction.atomic
def order_papers(folder: Folder, keys: Sequence[UUID], *, by: User) -> None:
    """Put the papers in this order; those that are not named follow as they stood."""
    folder = open_one(folder, by=by)
    there = {each.pk: each for each in folder.items.filter(removed_at=None).order_by("position")}
    wanted = [key for key in dict.fromkeys(keys) if key in there]
    rest = [key for key in there if key not in set(wanted)]
    _number([there[key] for key in [*wanted, *rest]])
    record("records.paper_order", folder, by=by)


@transaction.atomic
def shift_paper(item: FolderItem, way: int, *, by: User) -> None:
    """One place up (-1) or down (1)."""
    rows = FolderItem.objects.filter(folder=item.folder_id, removed_at=None)
    keys = list(rows.order_by("position", "pk").values_list("pk", flat=True))
    if item.pk in keys:
        order_papers(item.folder, shifted(keys, item.pk, way), by=by)


@transaction.atomic
def expect_paper(
    folder: Folder, *, title: str, by: User, form: str = "", required: bool = True
) -> FolderPlace:
    """One more paper that this folder waits for."""
    folder = open_one(folder, by=by)
    if not title.strip():
        raise BadInput(_("Say which paper the folder waits for."))
    last = folder.places.order_by("-position").first()
    made = FolderPlace.objects.create(
        folder=folder,
        position=last.position + 1 if last else 1,
        title=title.strip()[:300],
        form=form.strip()[:50],
        required=required,
    )
    record("records.place_add", folder, by=by, place=made.title)
    return made


@transaction.atomic
def waive_place(place: FolderPlace, *, why: str, by: User) -> FolderPlace:
    """This paper is not needed here, for a reason."""
    open_one(place.folder, by=by)
    place = FolderPlace.objects.select_for_update().get(pk=place.pk)
    if place.items.filter(VALID).exists():
        raise WrongState(_("“%(title)s” lies in the folder already.") % {"title": place.title})
    if not why.strip():
        raise BadInput(_("Say why the paper is not needed."))
    return _settled(place, why.strip()[:300], by)


@transaction.atomic
def need_place(place: FolderPlace, *, by: User) -> FolderPlace:
    """It is needed after all; one that was never waived stays as it is."""
    open_one(place.folder, by=by)
    place = FolderPlace.objects.select_for_update().get(pk=place.pk)
    return _settled(place, "", by) if place.waived else place


def _settled(place: FolderPlace, waived: str, by: User) -> FolderPlace:
    place.waived = waived
    place.save(update_fields=["waived"])
    action = "records.place_waive" if waived else "records.place_need"
    record(action, place.folder, by=by, note=waived, place=place.title)
    outbox.send("compliance.recompute", key="agency")
    return place


def paper_in_open(item: FolderItem, *, by: User) -> tuple[Folder, FolderItem]:
    """Folder and paper, locked; refuses a closed folder and a paper that was taken out."""
    folder = locked(item.folder)
    may.FILE.require(by, over=folder)
    refuse_closed(folder)
    found = FolderItem.objects.select_for_update(of=("self",)).select_related("expected", "file")
    item = found.get(pk=item.pk)
    if item.removed_at is not None:
        raise WrongState(_("This paper was taken out of the folder already."))
    return folder, item


def told(folder: Folder, action: str, item: FolderItem, *, by: Actor, **more: Any) -> None:
    """The trail of the folder, its index, and what it proves follow every change of a paper."""
    record(action, folder, by=by, paper=item.title, number=item.number, item=str(item.pk), **more)
    folder_changed(folder)
    outbox.send("compliance.recompute", key="agency")


@transaction.atomic
def put_scan(item: FolderItem, uploads: Sequence[Upload], *, by: User) -> FolderItem:
    """The signed paper beside the electronic one; a better scan takes the place of the first."""
    folder, item = paper_in_open(item, by=by)
    data, name = as_scan(uploads)
    before = str(item.scan_id or "")
    item.scan = store_file(data, name, by=by)
    fields = ["scan"]
    if pages := pages_of(data):
        item.pages, item.sheets = item.pages or pages, pages
        fields += ["pages", "sheets"]
    item.save(update_fields=fields)
    told(folder, "records.paper_scan", item, by=by, file=item.scan.sha256, before=before)
    return item
