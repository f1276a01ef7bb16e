"""Records that can be put into a folder by hand: what fits it first, then what the words name."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, TextField, Value
from django.db.models.functions import Concat

from apps.documents.selectors import visible_versions
from apps.records.models import Folder, FolderItem
from apps.records.selectors.folders import forms_of
from apps.records.selectors.slips import slip_fields, visible_slips
from apps.records.selectors.slips_naming import name_of
from apps.records.selectors.types import plain_text
from apps.records.workflow import SlipState
from kernel import clock
from kernel.forms import Field
from kernel.permissions import Actor

if TYPE_CHECKING:
    from apps.documents.models import Version

MOST = 15  # of each kind


@dataclass(frozen=True)
class Pick:
    """A record that can be chosen; `elsewhere` tells that it lies in another folder, too."""

    kind: str
    key: UUID
    number: str
    title: str
    dated: date | None
    elsewhere: bool


def picks(folder: Folder, reader: Actor, q: str, form: str = "") -> list[Pick]:
    """Done slips, then issued documents, that do not lie in this folder. Two statements.

    Without words: slips of the form that is asked for, or of the forms of this folder, of its year.
    """
    return [*_slips(folder, reader, q, form), *(_documents(folder, reader, q) if q else ())]


def _slips(folder: Folder, reader: Actor, q: str, form: str) -> Iterator[Pick]:
    rows: QuerySet[Any] = visible_slips(reader).filter(state=SlipState.DONE)
    if q:
        said = (Value(""), "number", Value(" "), "title", Value(" "), "form__code", Value(" "))
        rows = _saying(rows, q, (*said, "form__title"))
    else:
        codes = [form] if form else list(forms_of(folder))
        rows = rows.filter(year=folder.year, form__code__in=codes)
    rows = _outside(rows.select_related("version__content"), folder, "records.slip")
    fields: dict[UUID, list[Field]] = {}
    for slip in rows.order_by("elsewhere", "-done_at")[:MOST]:
        if slip.version_id not in fields:
            fields[slip.version_id] = slip_fields(slip)
        title = name_of(slip, fields[slip.version_id])
        day = slip.done_at.astimezone(clock.HANOI).date() if slip.done_at else None
        yield Pick("records.slip", slip.pk, slip.number or "", title, day, slip.elsewhere)


def _documents(folder: Folder, reader: Actor, q: str) -> Iterator[Pick]:
    rows: QuerySet[Any] = visible_versions(reader).exclude(in_force_from=None)
    rows = _saying(rows, q, ("document__code", Value(" "), "document__title"))
    rows = _outside(rows.select_related("sheet"), folder, "documents.version")
    for version in rows.order_by("elsewhere", "-in_force_from")[:MOST]:
        sheet = getattr(version, "sheet", None)
        number = str(sheet) if sheet else version.document.code
        day = sheet.signed_on if sheet else version.in_force_from
        title = version.title
        yield Pick("documents.version", version.pk, number, title, day, version.elsewhere)


def _saying(rows: QuerySet[Any], q: str, parts: Iterable[Any]) -> QuerySet[Any]:
    said = plain_text(Concat(*parts, output_field=TextField()))
    asked = Q()
    for word in q.split():
        asked &= Q(words__contains=plain_text(Value(word)))
    found: QuerySet[Any] = rows.annotate(words=said).filter(asked)
    return found


def _outside(rows: QuerySet[Any], folder: Folder, kind: str) -> QuerySet[Any]:
    held = FolderItem.objects.filter(kind=kind, key=OuterRef("pk"), removed_at=None)
    outside = rows.filter(~Exists(held.filter(folder=folder.pk)))
    marked: QuerySet[Any] = outside.annotate(elsewhere=Exists(held))
    return marked


def about_of(folder: Folder, reader: Actor) -> "Version | None":
    """The version a folder is about, as far as this person may see it."""
    if folder.about_kind != "documents.version" or folder.about_key is None:
        return None
    found: Version | None = visible_versions(reader).filter(pk=folder.about_key).first()
    return found
