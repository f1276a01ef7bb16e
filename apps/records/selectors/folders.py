"""Questions about folders: which may be seen, what lies in one, what is missing and who owes it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import (
    Count,
    Exists,
    F,
    Func,
    IntegerField,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
)
from django.db.models.functions import Coalesce, Concat

from apps.documents.selectors import in_force
from apps.records import permissions as may
from apps.records.models import Folder, FolderItem, FolderPlace, Slip, SlipSignature
from apps.records.selectors.folders_due import for_archive, with_days
from apps.records.selectors.slips_turns import has_it_now
from apps.records.selectors.types import plain_text
from apps.records.workflow import FolderState, SlipState
from kernel import clock, links
from kernel.ids import ids_among
from kernel.permissions import SYSTEM, Actor

WITH_PEOPLE = ("unit", "keeper", "type", "entry")
LIVING = Q(removed_at=None)
VALID = Q(removed_at=None, struck_on=None)  # what is declared invalid does not fill a place
SORTS: dict[str, tuple[Any, ...]] = {
    "symbol": ("-year", "symbol"),
    "title": ("title", "symbol"),
    "ended": (F("ended_on").desc(nulls_last=True), "symbol"),
    "papers": ("papers", "symbol"),
    "missing": ("-missing", "symbol"),
}
VIEWS = ("open", "missing", "due", "kept")


@dataclass(frozen=True)
class WantedFolders:
    """What the reader asked for; every field is in the address of the page."""

    q: str = ""
    year: str = ""
    state: str = ""
    unit: str = ""
    type: str = ""
    view: str = ""
    sort: str = "symbol"


def visible_folders(reader: Actor) -> QuerySet[Folder]:
    """Folders of the units that one reads or files for, and those one keeps or opened."""
    rows = Folder.objects.select_related(*WITH_PEOPLE)
    if reader is SYSTEM:
        return rows
    seen = Q(keeper=reader.pk) | Q(opened_by=reader.pk)
    for right in (may.READ, may.FILE):
        units = right.units_of(reader)
        if units is None:
            return rows
        if units:
            seen |= Q(unit__in=units)
    return rows.filter(seen)


def folders(reader: Actor, wanted: WantedFolders) -> QuerySet[Folder]:
    """The rows of the list with their days, `papers` and `missing`, in the order asked for."""
    rows = counted(with_days(visible_folders(reader)))
    if wanted.year.isdigit():
        rows = rows.filter(year=int(wanted.year[:4]))
    if wanted.state in FolderState.values:
        rows = rows.filter(state=wanted.state)
    if unit := ids_among([wanted.unit]):
        rows = rows.filter(unit=unit[0])
    if kind := ids_among([wanted.type]):
        rows = rows.filter(type=kind[0])
    if wanted.view in VIEWS:
        rows = rows.filter(_view(wanted.view))
    for word in wanted.q.split():
        rows = rows.annotate(words=_words()).filter(words__contains=plain_text(Value(word)))
    ordered = rows.order_by(*SORTS.get(wanted.sort.lstrip("-"), SORTS["symbol"]))
    return ordered.reverse() if wanted.sort.startswith("-") else ordered


def counted(rows: QuerySet[Folder]) -> QuerySet[Folder]:
    """The same with the number of papers in each, and of those that must still come."""
    return rows.annotate(
        papers=_count(FolderItem.objects.filter(VALID)),
        missing=_count(missing_places()),
    )


def missing_places() -> QuerySet[FolderPlace]:
    """Places that must be filled, are not, and were not waived."""
    filled = FolderItem.objects.filter(VALID, expected=OuterRef("pk"))
    return FolderPlace.objects.filter(~Exists(filled), required=True, waived="")


def _count(rows: QuerySet[Any]) -> Coalesce:
    of = rows.filter(folder=OuterRef("pk")).order_by().values("folder").annotate(n=Count("pk"))
    return Coalesce(Subquery(of.values("n"), output_field=IntegerField()), 0)


def _view(name: str) -> Q:
    return {
        "open": Q(state=FolderState.OPEN),
        "missing": Q(
            Exists(missing_places().filter(folder=OuterRef("pk"))), state=FolderState.OPEN
        ),
        "due": for_archive(),
        "kept": Q(state__in=[FolderState.CLOSED, FolderState.HANDED_OVER]),
    }[name]


def counts(reader: Actor, year: str = "") -> dict[str, int]:
    """How many folders each view holds, in one statement."""
    rows = with_days(visible_folders(reader).select_related(None))
    if year.isdigit():
        rows = rows.filter(year=int(year[:4]))
    asked = {name: Count("pk", filter=_view(name)) for name in VIEWS}
    found: dict[str, int] = rows.order_by().aggregate(all=Count("pk"), **asked)
    return found


def years_there(reader: Actor) -> list[int]:
    """The years of folders that this person may see, the newest first."""
    rows = visible_folders(reader).select_related(None).order_by("-year")
    return list(rows.values_list("year", flat=True).distinct())


def papers_of(folder: Folder) -> list[FolderItem]:
    """All that lies or lay in it, in order; what was taken out stays as a stub."""
    rows = folder.items.select_related("expected", "file", "scan", "added_by", "removed_by")
    return list(rows.order_by("position", "pk"))


def living_papers(folder: Folder) -> list[FolderItem]:
    """What lies in it now, in order, with what was declared invalid."""
    return [each for each in papers_of(folder) if each.removed_at is None]


def places_of(folder: Folder, papers: Sequence[FolderItem] | None = None) -> list[FolderPlace]:
    """What it expects, in the order of the work, each with the valid papers in it as `held`."""
    known = papers_of(folder) if papers is None else papers
    held: dict[UUID | None, list[FolderItem]] = {}
    for paper in known:
        if paper.removed_at is None and paper.struck_on is None:
            held.setdefault(paper.expected_id, []).append(paper)
    places = list(folder.places.order_by("position", "pk"))
    for place in places:
        place.held = held.get(place.pk, [])  # type: ignore[attr-defined]
    return places


def missing_of(folder: Folder) -> list[FolderPlace]:
    """What must still come, in the order of the work."""
    return list(missing_places().filter(folder=folder).order_by("position", "pk"))


@dataclass(frozen=True)
class Owed:
    """A missing paper; `slip` is being filled in for it, `who` has to see to it.

    `fillable`: its form is in force, so a slip can be begun.
    """

    place: FolderPlace
    slip: Slip | None
    who: str
    fillable: bool


def owed(folder: Folder, missing: Sequence[FolderPlace]) -> list[Owed]:
    """Who owes what: whoever fills the slip or is to sign it, else the keeper, else the unit."""
    begun: dict[str, Slip] = {}
    forms = {place.form for place in missing if place.form}
    for slip in slips_begun(folder, forms) if forms else ():
        begun.setdefault(slip.form.code, slip)
    known = in_force().filter(document__kind="form", document__code__in=forms)
    fillable = set(known.values_list("document__code", flat=True)) if forms else set()
    return [
        Owed(place, slip, _debtor(folder, slip), place.form in fillable)
        for place in missing
        for slip in [begun.get(place.form)]
    ]


def slips_begun(folder: Folder, forms: set[str]) -> QuerySet[Slip]:
    """Slips of these forms for this folder that are not done yet, the last begun first."""
    named = Q(links__kind="records.folder", links__key=str(folder.pk))
    same = Q(year=folder.year, type=folder.type_id) if folder.type_id else Q(pk=None)
    rows = Slip.objects.filter(
        named | same,
        form__code__in=forms,
        state__in=[SlipState.FILLING, SlipState.SIGNING],
    )
    signatures = Prefetch("signatures", SlipSignature.objects.select_related("person"))
    return (
        rows.distinct()
        .select_related("form", "author")
        .prefetch_related(signatures)
        .order_by("-begun_at")
    )


def _debtor(folder: Folder, slip: Slip | None) -> str:
    if slip is not None:
        return ", ".join(each.full_name for each in has_it_now(slip))
    if folder.keeper is not None:
        return folder.keeper.full_name
    if folder.unit is not None:
        return folder.unit.name
    return folder.entry.keeper if folder.entry else ""


Name = tuple[str, UUID]  # a record by `(kind, uuid)`


def folders_holding(records: Iterable[Name], reader: Actor = SYSTEM) -> dict[Name, list[Folder]]:
    """In which folders these records lie, as far as the reader may see them; one statement."""
    names = list(records)
    if not names:
        return {}
    asked = Q()
    for kind in {kind for kind, _key in names}:
        asked |= Q(kind=kind, key__in=[key for each, key in names if each == kind])
    rows = FolderItem.objects.filter(asked, LIVING).select_related("folder")
    if reader is not SYSTEM:
        rows = rows.filter(folder__in=visible_folders(reader).order_by().values("pk"))
    found: dict[Name, list[Folder]] = {name: [] for name in names}
    for item in rows.order_by("-folder__year", "folder__symbol"):
        if item.key is not None:
            found[item.kind, item.key].append(item.folder)
    return found


def beside(record: Name, reader: Actor) -> list[tuple[str, str]]:
    """The folders a record lies in, as their names and addresses: for the page of the record."""
    found = folders_holding([record], reader)[record]
    return [(str(folder), links.url_of("records.folder", folder.pk)) for folder in found]


def not_filed(folder: Folder, forms: Iterable[str]) -> QuerySet[Slip]:
    """Done slips of these forms and this folder's year that lie in no folder yet."""
    filed = FolderItem.objects.filter(LIVING, kind="records.slip", key=OuterRef("pk"))
    rows = Slip.objects.filter(
        ~Exists(filed), state=SlipState.DONE, year=folder.year, form__code__in=list(forms)
    )
    return rows.select_related("form", "author", "unit").order_by("done_at")


def forms_of(folder: Folder) -> set[str]:
    """The codes of the forms whose slips belong here."""
    codes = set(folder.places.exclude(form="").values_list("form", flat=True))
    return codes | set(folder.type.forms if folder.type else ())


def open_folders(year: int | None = None) -> QuerySet[Folder]:
    """Folders of a year to which papers still come."""
    rows = Folder.objects.filter(state=FolderState.OPEN, year=year or clock.today().year)
    return rows.select_related("type", "unit").order_by("symbol")


def _words() -> Func:
    parts = ("symbol", Value(" "), "title", Value(" "), "note")
    return plain_text(Concat(*parts, output_field=TextField()))
