"""What the index of a folder says of a record of the system, and the record as a PDF."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from apps.documents.selectors import to_print, visible_versions
from apps.documents.services.rendering import pdf_of
from apps.records.models import Slip
from apps.records.selectors.slips import visible_slips
from apps.records.selectors.slips_naming import name_of
from apps.records.workflow import SlipState
from kernel import clock
from kernel.db import present_agency
from kernel.permissions import SYSTEM, Actor

if TYPE_CHECKING:
    from apps.documents.models import Version

SLIP: Final = "records.slip"
VERSION: Final = "documents.version"
KINDS: Final = (SLIP, VERSION)


@dataclass(frozen=True)
class Described:
    """A record as a paper of a folder; `form` is the code under which a place waits for it."""

    kind: str
    key: UUID
    title: str
    number: str
    dated: date | None
    author: str
    form: str
    by: Any  # who made it


def describe(kind: str, key: UUID, reader: Actor = SYSTEM) -> Described | None:
    """A done slip or an issued document that this person may see; None for anything else."""
    if kind == SLIP:
        rows = visible_slips(reader).filter(pk=key, state=SlipState.DONE)
        return next((of_slip(slip) for slip in rows), None)
    if kind == VERSION:
        versions = visible_versions(reader).exclude(in_force_from=None).select_related("sheet")
        return next((of_version(version) for version in versions.filter(pk=key)), None)
    return None


def of_slip(slip: Slip) -> Described:
    """A filled form, told from others of the form by its title, its answers or its period."""
    title, number = name_of(slip)[:500], slip.number or ""
    day = slip.done_at.astimezone(clock.HANOI).date() if slip.done_at else None
    author = slip.unit.name if slip.unit else present_agency().name
    form = slip.form.code
    return Described(SLIP, slip.pk, title, number, day, author[:200], form, slip.author)


def of_version(version: "Version") -> Described:
    """An issued document: number and symbol where it bears them, else its code."""
    document, sheet = version.document, getattr(version, "sheet", None)
    kind = version.paper.get("kind_name") or document.get_kind_display()
    title = version.title
    named = title if title.casefold().startswith(kind.casefold()) else f"{kind}: {title}"
    return Described(
        VERSION,
        version.pk,
        named[:500],
        str(sheet) if sheet else document.code,
        sheet.signed_on if sheet else version.in_force_from,
        present_agency().name,
        document.code,
        version.author,
    )


def record_pdf(kind: str, key: UUID) -> bytes | None:
    """The paper itself; None where there is nothing to print."""
    if kind == VERSION:
        return pdf_of(to_print(str(key)))
    if kind == SLIP:
        from apps.records.services.slips_printing import slip_pdf

        return slip_pdf(visible_slips(SYSTEM).get(pk=key))
    return None
