"""How lists for destruction and hand-overs are shown: their state, and what happened to them."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from apps.records import permissions as may
from apps.records.models import Folder, Hold
from apps.records.rules.retention import destroyed_from
from apps.records.selectors.disposals import list_that_destroyed
from apps.records.selectors.holds import holds_of
from apps.records.workflow import DisposalState, FolderState, TransferState
from kernel import clock
from kernel.trail.models import Event
from kernel.ui.formats import date_text
from kernel.ui.parts import Entry

MARKS = {
    DisposalState.DRAFTING: "draft",
    DisposalState.APPROVING: "turn",
    DisposalState.APPROVED: "soon",
    DisposalState.DONE: "ok",
    DisposalState.ABANDONED: "past",
}
TRANSFER_MARKS = {
    TransferState.DRAFTING: "draft",
    TransferState.DONE: "ok",
    TransferState.ABANDONED: "past",
}
SENTENCES = {
    "records.disposal_draft": gettext_lazy("drew up the list"),
    "records.disposal_edit": gettext_lazy("changed what stands above the list"),
    "records.disposal_add": gettext_lazy("put folders on the list"),
    "records.disposal_take_out": gettext_lazy("took a folder out of the list"),
    "records.erase": gettext_lazy("took away what a folder held"),
    "disposals.send": gettext_lazy("submitted the list"),
    "disposals.recall": gettext_lazy("took the list back"),
    "disposals.give_back": gettext_lazy("returned the list"),
    "disposals.approve": gettext_lazy("approved the destruction"),
    "disposals.reopen": gettext_lazy("took the approval back"),
    "disposals.carry_out": gettext_lazy("carried the destruction out"),
    "disposals.abandon": gettext_lazy("gave the list up"),
    "records.transfer_draft": gettext_lazy("drew up the list"),
    "records.transfer_edit": gettext_lazy("changed what stands above the list"),
    "records.transfer_add": gettext_lazy("put folders on the list"),
    "records.transfer_remove": gettext_lazy("took a folder off the list"),
    "records.transfer_pack": gettext_lazy("had the package made"),
    "transfers.hand_over": gettext_lazy("handed the folders over"),
    "transfers.abandon": gettext_lazy("gave the list up"),
}
ABOUT = ("symbol", "to", "folders")
SEEN = {"disposals.give_back": "returned", "records.disposal_take_out": "draft"}


def history(events: Iterable[Event]) -> list[Entry]:
    """The trail as sentences, newest first."""
    return [_entry(event) for event in events]


def _entry(event: Event) -> Entry:
    said = str(SENTENCES.get(event.action, _("changed it")))
    about = next(filter(None, (event.body.get(name) for name in ABOUT)), "")
    if isinstance(about, list):
        about = ", ".join(map(str, about[:6])) + (" …" if len(about) > 6 else "")
    title = f"{said}: {about}" if about and not isinstance(about, int) else said
    note = " · ".join(filter(None, (event.actor_post, event.body.get("note", ""))))
    return Entry(SEEN.get(event.action, "ok"), title, note, event.actor_name, event.at)


def about_folder(folder: Folder, reader: User) -> dict[str, Any]:
    """What the page of a folder says of its keeping: what holds it, when it may go, how it went.

    The folder comes with its days (`selectors.folders_due.with_days`).
    """
    holds = list(holds_of(folder))
    gone = folder.state == FolderState.DESTROYED
    first = destroyed_from(folder.ended_on, folder.years) if folder.ended_on else None
    return {
        "holds": [hold for hold in holds if is_in_effect(hold)],
        "past": [hold for hold in holds if not is_in_effect(hold)],
        "may_hold": may.HOLD.held_by(reader) and not gone,
        "destroyed_from": first,
        "stub": list_that_destroyed(folder) if gone else None,
        "may_put_off": folder.state == FolderState.CLOSED
        and may.DISPOSE.held_by(reader)
        and _may_stay(folder),
    }


def _may_stay(folder: Folder) -> bool:
    """Whether a consent keeps it, or could keep it, with its unit beyond the day of the law."""
    last = folder.put_off_to  # type: ignore[attr-defined]
    return last is not None and (folder.stays_until is not None or last > clock.today())


def is_in_effect(hold: Hold) -> bool:
    """The same as `selectors.holds.in_effect`, of a hold at hand."""
    return hold.lifted_at is None and (hold.until is None or hold.until >= clock.today())


def held_words(hold: Hold) -> str:
    """Why, and until when."""
    until = _("until %(day)s") % {"day": date_text(hold.until)} if hold.until else ""
    return ", ".join(filter(None, (hold.reason, until)))
