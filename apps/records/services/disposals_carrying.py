"""Carrying out an approved list: the folders are destroyed now, their texts and bytes follow.

The removal itself goes through the outbox, a folder at a time: killed at any moment it goes on.
"""

from django.db import transaction

from accounts.models import User
from apps.records.models import Disposal
from apps.records.selectors.disposals import items_of
from apps.records.services.disposals import (
    as_submitted,
    locked,
    locked_folders,
    refuse_held,
    refuse_what_stays,
)
from apps.records.services.disposals_paper import freeze_minutes
from apps.records.workflow import DISPOSAL, FOLDER, FolderState
from kernel import clock, outbox

ERASE = "records.erase"


@transaction.atomic
def carry_out_disposal(disposal: Disposal, *, sha256: str, by: User) -> Disposal:
    """Destroy what was approved, if it still is what was approved and nothing holds it back.

    `sha256` is the hash of the list that was looked at.
    """
    disposal = locked(disposal)
    DISPOSAL.transitions["carry_out"].check(disposal, by)
    locked_folders(disposal.items.values_list("folder", flat=True))
    items = items_of(disposal)
    going = [item for item in items if not item.taken_out]
    folders = [item.folder for item in going]
    refuse_held(folders)
    as_submitted(disposal, items, sha256)
    refuse_what_stays(folders, disposal)
    DISPOSAL.move(disposal, "carry_out", by=by, sha256=sha256, folders=len(going))
    disposal.done_by, disposal.done_at = by, clock.now()
    disposal.minutes = freeze_minutes(disposal, items)
    disposal.save(update_fields=["state", "done_by", "done_at", "minutes"])
    for folder in folders:
        step = "destroy" if folder.state == FolderState.CLOSED else "destroy_archived"
        FOLDER.move(folder, step, by=by, disposal=str(disposal.pk), sha256=sha256)
        folder.save(update_fields=["state"])
        body = {"disposal": str(disposal.pk), "folder": str(folder.pk)}
        outbox.send(ERASE, body, key=str(folder.pk))
    outbox.send("compliance.recompute", key="agency")
    return disposal
