"""What a destroyed folder held is taken away: answers, texts, files, words of the index.

One transaction for one folder, so it is done wholly or not at all, and done once; the bytes of its
files follow in messages of their own. The stub stays: symbol, title, dates, how long it was kept,
and the list by which it went.
"""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, QuerySet

from apps.records.models import (
    Bundle,
    Disposal,
    Folder,
    FolderItem,
    Slip,
    SlipFile,
    SlipSignature,
    SlipValue,
    Transfer,
)
from apps.records.models.keeping import Packing
from apps.records.selectors.disposals import SLIP
from apps.records.workflow import DisposalState, FolderState
from kernel import clock, search
from kernel.files.models import StoredFile
from kernel.files.services import destroy_file
from kernel.permissions import SYSTEM
from kernel.search.services import drop
from kernel.trail import record
from kernel.trail.models import Event
from kernel.trail.redaction import ACTION

FOLDER = "records.folder"


@transaction.atomic
def erase_folder(disposal_key: UUID, folder_key: UUID) -> bool:
    """Take away what this folder held; False where that was done before."""
    disposal = Disposal.objects.get(pk=disposal_key, state=DisposalState.DONE)
    folder = Folder.objects.select_for_update(of=("self",)).get(pk=folder_key)
    if folder.state != FolderState.DESTROYED or folder.destroyed_at is not None:
        return False
    slips = list(slips_of(folder).values_list("pk", flat=True))
    files = _let_go_of_files(folder, slips)
    _empty_slips(slips)
    _tell_and_take(disposal, folder, slips)
    _empty_folder(folder)
    for key in slips:
        drop(key)
    search.changed(FOLDER, folder.pk)
    for stored in unneeded(files):
        destroy_file(stored)
    return True


def slips_of(folder: Folder) -> QuerySet[Slip]:
    """The slips that go with a folder: those that lie in no other folder that is still kept."""
    mine = FolderItem.objects.filter(folder=folder, kind=SLIP, removed_at=None)
    others = FolderItem.objects.filter(kind=SLIP, key=OuterRef("pk"), removed_at=None).exclude(
        folder__state=FolderState.DESTROYED
    )
    return Slip.objects.filter(
        ~Exists(others), pk__in=mine.values("key"), destroyed_at=None
    ).order_by("pk")


def _let_go_of_files(folder: Folder, slips: list[UUID]) -> set[UUID]:
    """Files, scans, attachments, and packages in which they were handed out; who has them lets go.

    What was taken out of the folder or the slip before goes with it: it lay there, too.
    """
    items = FolderItem.objects.filter(folder=folder)
    attached = SlipFile.objects.filter(slip__in=slips)
    bundles = Bundle.objects.filter(folder=folder)
    packages = Transfer.objects.filter(items__folder=folder)
    found: set[UUID | None] = set()
    for rows, name in (
        (items, "file"),
        (items, "scan"),
        (attached, "file"),
        (bundles, "file"),
        (packages, "package"),
    ):
        found |= set(rows.values_list(name, flat=True))
    items.update(file=None, scan=None)
    attached.delete()
    bundles.update(file=None)
    packages.exclude(package=None).update(package=None, packing=Packing.NONE)
    return {key for key in found if key is not None}


def _empty_slips(slips: list[UUID]) -> None:
    """Nothing of what was filled in stays; number, days, signers and the hash do."""
    SlipValue.objects.filter(slip__in=slips).delete()
    SlipSignature.objects.filter(slip__in=slips).update(note="")
    Slip.objects.filter(pk__in=slips).update(
        values={}, left=[], title="", why_cancelled="", destroyed_at=clock.now()
    )


def _tell_and_take(disposal: Disposal, folder: Folder, slips: list[UUID]) -> None:
    """Write down what is taken from the trail, and take it: the chain keeps the hashes."""
    subjects = {FOLDER: [str(folder.pk)], SLIP: [str(key) for key in slips]}
    events = [
        str(key)
        for kind, keys in subjects.items()
        for key in Event.objects.filter(subject_kind=kind, subject_id__in=keys)
        .exclude(action__startswith="folders.")
        .order_by("id")
        .values_list("pk", flat=True)
    ]
    said: dict[str, Any] = {"folder": str(folder.pk), "slips": len(slips), "events": events}
    note = record(ACTION, disposal, by=SYSTEM, **said)
    with connection.cursor() as cursor:
        cursor.execute("SELECT records_erase(%s, %s, %s)", [disposal.pk, folder.pk, note])


def _empty_folder(folder: Folder) -> None:
    folder.items.update(title="", author="", note="", why_struck="", why_removed="")
    folder.note, folder.destroyed_at = "", clock.now()
    folder.save(update_fields=["note", "destroyed_at"])


def unneeded(files: Iterable[UUID]) -> list[StoredFile]:
    """Those of these files that nothing in the agency refers to any more."""
    left = set(files)
    for relation in StoredFile._meta.get_fields(include_hidden=True):
        if not left:
            break
        if relation.one_to_many and relation.auto_created:
            name = relation.field.name  # type: ignore[union-attr]
            rows = relation.related_model._base_manager.filter(**{f"{name}__in": left})  # type: ignore[union-attr]
            left -= set(rows.values_list(name, flat=True))
    return list(StoredFile.objects.filter(pk__in=left))
