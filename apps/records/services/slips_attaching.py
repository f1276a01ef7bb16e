"""What belongs to a slip: files that prove it, and links to documents, clauses and records."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from apps.documents.selectors import visible_documents
from apps.records.models import Slip, SlipFile, SlipLink
from apps.records.selectors.slips import signed_before, visible_slips
from apps.records.services.filling import open_slip
from kernel import clock
from kernel.files.services import store_file
from kernel.files.types import DOCX, XLSX
from kernel.refusals import BadInput, WrongState
from kernel.secrecy import refuse_secrets
from kernel.trail import record
from library.selectors import clauses

ACCEPTED = frozenset(
    {"application/pdf", "image/png", "image/jpeg", DOCX, XLSX, "application/zip", "text/plain"}
)
MOST_FILES, MOST_LINKS = 50, 100
DOCUMENT, CLAUSE, SLIP = "documents.document", "clause", "records.slip"


@transaction.atomic
def attach_file(slip: Slip, data: bytes, name: str, *, by: User) -> SlipFile:
    """Add a file: PDF, picture, Word, Excel, ZIP or plain text, known by its content.

    The same bytes once more are the file that is there.
    """
    slip = open_slip(slip, by)
    if not data:
        raise BadInput(_("The file is empty. Choose another one."))
    refuse_secrets([name])
    stored = store_file(data, name, by=by, accept=ACCEPTED)
    there = slip.files.filter(removed_at=None)
    if same := there.filter(file__sha256=stored.sha256).first():
        return same
    if there.count() >= MOST_FILES:
        raise BadInput(_("A slip takes at most %(most)s files.") % {"most": MOST_FILES})
    made = SlipFile.objects.create(slip=slip, file=stored, added_by=by, added_at=clock.now())
    record("slips.attach", slip, by=by, name=stored.name, sha256=stored.sha256)
    return made


@transaction.atomic
def detach_file(attached: SlipFile, *, by: User) -> SlipFile:
    """Take a file away while the slip is still open; that it was there stays known."""
    slip = open_slip(attached.slip, by)
    attached = SlipFile.objects.select_related("file").get(pk=attached.pk)
    _refuse_signed(slip, attached.added_at)
    if attached.removed_at is None:
        attached.removed_by, attached.removed_at = by, clock.now()
        attached.save(update_fields=["removed_by", "removed_at"])
        record("slips.detach", slip, by=by, name=attached.file.name, sha256=attached.file.sha256)
    return attached


@transaction.atomic
def link_slip(slip: Slip, *, kind: str, key: str, by: User) -> SlipLink:
    """Say what the slip belongs to: a document, a clause, or another slip one may see."""
    slip = open_slip(slip, by)
    label = _label(kind, key, by)
    if not label:
        raise BadInput(_("There is nothing of this name to link to. Choose from the list."))
    if kind == SLIP and key == str(slip.pk):
        raise BadInput(_("A slip is not linked to itself."))
    if slip.links.count() >= MOST_LINKS:
        raise BadInput(_("A slip takes at most %(most)s links.") % {"most": MOST_LINKS})
    made, new = SlipLink.objects.get_or_create(
        slip=slip,
        kind=kind,
        key=key,
        defaults={"label": label[:300], "added_by": by, "added_at": clock.now()},
    )
    if new:
        record("slips.link", slip, by=by, kind=kind, key=key, label=label)
    return made


@transaction.atomic
def unlink_slip(link: SlipLink, *, by: User) -> None:
    """Take a link away; the trail keeps it."""
    slip = open_slip(link.slip, by)
    _refuse_signed(slip, link.added_at)
    record("slips.unlink", slip, by=by, kind=link.kind, key=link.key, label=link.label)
    link.delete()


def _refuse_signed(slip: Slip, added_at: datetime) -> None:
    """What was there when an earlier part was signed is signed with it."""
    if slip.part > 1 and any(s.signed_at and s.signed_at >= added_at for s in signed_before(slip)):
        raise WrongState(_("This is signed with an earlier part of the slip: it stays."))


def _label(kind: str, key: str, by: User) -> str:
    """What it is called today; "" where there is none, or none this person may see."""
    if kind == CLAUSE:
        return next((f"{c.number} {c.title}" for c in clauses() if c.number == key), "")
    try:
        pk = UUID(key)
    except ValueError:
        return ""
    if kind == DOCUMENT:
        return str(visible_documents(by).filter(pk=pk).first() or "")
    if kind == SLIP:
        other = visible_slips(by).filter(pk=pk).first()
        return (
            f"{other.number or other.form.code} {other.title or other.form.title}" if other else ""
        )
    return ""
