"""Holding folders back from destruction, and letting them go again."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from apps.records import permissions as may
from apps.records.models import DisposalItem, Folder, Hold
from apps.records.selectors.holds import in_effect
from apps.records.services.folders import locked
from apps.records.workflow import DisposalState, FolderState
from kernel import clock
from kernel.refusals import BadInput, WrongState
from kernel.trail import record

MOST = 500


@transaction.atomic
def place_hold(folder: Folder, *, reason: str, by: User, until: date | None = None) -> Hold:
    """Hold a folder back for a reason, until a day or until further notice.

    It leaves every list for destruction that is still being drawn up; one that was submitted or
    approved keeps it, and cannot be approved or carried out.
    """
    may.HOLD.require(by)
    folder = locked(folder)
    if folder.state == FolderState.DESTROYED:
        raise WrongState(_("The folder “%(symbol)s” is destroyed.") % {"symbol": folder.symbol})
    reason = reason.strip()[:MOST]
    if not reason:
        raise BadInput(_("Say why the folder is held back."))
    if until is not None and until < clock.today():
        raise BadInput(_("The last day of the hold lies in the past."))
    same = folder.holds.filter(in_effect(), reason=reason, until=until).first()
    if same is not None:
        return same
    made = Hold.objects.create(
        folder=folder, reason=reason, until=until, placed_by=by, placed_at=clock.now()
    )
    record("folders.hold", folder, by=by, note=reason, until=until, hold=made.pk)
    drafts = DisposalItem.objects.filter(
        folder=folder, taken_out="", disposal__state=DisposalState.DRAFTING
    )
    for item in drafts.select_related("disposal"):
        leave_out(item, made, by=by)
    return made


def leave_out(item: DisposalItem, hold: Hold, *, by: User) -> None:
    """Take a held folder out of a list, for the reason of its hold."""
    item.taken_out = str(_("Held back: %(reason)s") % {"reason": hold.reason})[:300]
    item.save(update_fields=["taken_out"])
    record(
        "records.disposal_take_out",
        item.disposal,
        by=by,
        note=item.taken_out,
        folder=str(item.folder_id),
        symbol=item.folder.symbol,
    )


@transaction.atomic
def lift_hold(hold: Hold, *, why: str, by: User) -> Hold:
    """Let the folder go again; the hold stays known."""
    may.HOLD.require(by)
    hold = Hold.objects.select_for_update(of=("self",)).select_related("folder").get(pk=hold.pk)
    if hold.lifted_at is not None:
        raise WrongState(_("This hold was lifted already."))
    if not why.strip():
        raise BadInput(_("Say why the hold is lifted."))
    hold.lifted_by, hold.lifted_at = by, clock.now()
    hold.why_lifted = why.strip()[:MOST]
    hold.save(update_fields=["lifted_by", "lifted_at", "why_lifted"])
    record("folders.lift", hold.folder, by=by, note=hold.why_lifted, hold=hold.pk)
    return hold
