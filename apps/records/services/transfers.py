"""Handing folders over to the archive of the agency (NĐ 30/2020/NĐ-CP, Điều 30 and 31)."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from apps.records import permissions as may
from apps.records.models import Folder, Transfer, TransferItem
from apps.records.selectors.disposals import other_lists
from apps.records.selectors.keeping import MOST
from apps.records.selectors.transfers import counts_of, other_transfer
from apps.records.services.disposals import locked_folders
from apps.records.services.drawing_up import DrawingUp
from apps.records.services.transfers_paper import freeze_papers
from apps.records.workflow import FOLDER, TRANSFER, FolderState, TransferState
from kernel import clock, outbox
from kernel.refusals import BadInput, WrongState
from kernel.trail import record

WORDS = {"title": 300, "receiver": 300}


def draft_transfer(
    folders: Sequence[Folder], *, title: str, by: User, receiver: str = ""
) -> Transfer:
    """Draw up what is handed over, and to whom."""
    made = Transfer(drafted_by=by, drafted_at=clock.now())
    return LISTS.draft(made, folders, {"title": title, "receiver": receiver}, by)


def edit_transfer(transfer: Transfer, *, by: User, **words: str) -> Transfer:
    """Correct title and receiver while it is drawn up."""
    return LISTS.edit(transfer, words, by)


def add_to_transfer(transfer: Transfer, folders: Sequence[Folder], *, by: User) -> Transfer:
    """Hand further folders over with the same list."""
    return LISTS.put_on(transfer, folders, by)


def _add(transfer: Transfer, keys: list[UUID], by: User) -> None:
    there = set(transfer.items.values_list("folder", flat=True))
    folders = [each for each in locked_folders(keys) if each.pk not in there]
    if not folders:
        raise BadInput(_("Choose at least one folder."))
    if len(there) + len(folders) > MOST:
        raise BadInput(_("A list holds at most %(n)s folders; make two.") % {"n": MOST})
    _refuse(transfer, folders)
    counted = counts_of([folder.pk for folder in folders])
    for n, folder in enumerate(folders, start=len(there) + 1):
        count = counted.get(folder.pk, {})
        TransferItem.objects.create(
            transfer=transfer,
            folder=folder,
            position=n,
            sheets=count.get("sheets"),
            pages=count.get("pages"),
        )
    symbols = [folder.symbol for folder in folders]
    record("records.transfer_add", transfer, by=by, folders=symbols)


def _refuse(transfer: Transfer, folders: Sequence[Folder]) -> None:
    """Only closed folders are handed over, each by one list, and none that is being destroyed."""
    for folder in folders:
        if folder.state != FolderState.CLOSED:
            raise WrongState(
                _("“%(symbol)s %(title)s” is not a closed folder; it cannot be handed over.")
                % {"symbol": folder.symbol, "title": folder.title}
            )
    keys = [folder.pk for folder in folders]
    if other := other_transfer(keys, transfer):
        raise WrongState(
            _("“%(symbol)s” stands on the list “%(list)s” already.")
            % {"symbol": other.folder.symbol, "list": other.transfer.title}
        )
    for key, disposal in other_lists(keys).items():
        folder = next(each for each in folders if each.pk == key)
        raise WrongState(
            _("“%(symbol)s” stands on the list “%(list)s” already.")
            % {"symbol": folder.symbol, "list": disposal.title}
        )


@transaction.atomic
def remove_from_transfer(item: TransferItem, *, by: User) -> Transfer:
    """Take a folder off the list while it is drawn up."""
    transfer = _drafting(item.transfer, by)
    item = transfer.items.select_related("folder").get(pk=item.pk)
    record("records.transfer_remove", transfer, by=by, folder=item.folder.symbol)
    item.delete()
    for n, each in enumerate(transfer.items.order_by("position", "pk"), start=1):
        TransferItem.objects.filter(pk=each.pk).update(position=n)
    return transfer


@transaction.atomic
def hand_over(transfer: Transfer, *, on: date, by: User, receiver: str = "") -> Transfer:
    """The folders are the archive's from that day; the agency goes on reading them."""
    transfer = _locked(transfer)
    TRANSFER.transitions["hand_over"].check(transfer, by)
    if on > clock.today():
        raise BadInput(_("The day of the hand-over lies in the future."))
    LISTS.fill(transfer, {"receiver": receiver or transfer.receiver})
    if not transfer.receiver:
        raise BadInput(_("Say who receives the folders."))
    folders = locked_folders(transfer.items.values_list("folder", flat=True))
    if not folders:
        raise BadInput(_("There is no folder on this list."))
    _refuse(transfer, folders)
    late = [each.symbol for each in folders if each.ended_on and each.ended_on > on]
    if late:
        raise BadInput(
            _("The work of %(folders)s ended after that day.") % {"folders": ", ".join(late)}
        )
    TRANSFER.move(transfer, "hand_over", by=by, on=on, folders=len(folders))
    transfer.handed_on, transfer.done_by, transfer.done_at = on, by, clock.now()
    freeze_papers(transfer)
    done = ["state", "receiver", "handed_on", "done_by", "done_at", "contents", "minutes"]
    transfer.save(update_fields=done)
    for folder in folders:
        FOLDER.move(folder, "hand_over", by=by, transfer=str(transfer.pk), on=on)
        folder.save(update_fields=["state"])
    outbox.send("compliance.recompute", key="agency")
    return transfer


@transaction.atomic
def abandon_transfer(transfer: Transfer, *, by: User) -> Transfer:
    """Give the list up; its folders may stand on another one."""
    transfer = _locked(transfer)
    TRANSFER.move(transfer, "abandon", by=by)
    transfer.save(update_fields=["state"])
    return transfer


def _locked(transfer: Transfer) -> Transfer:
    rows = Transfer.objects.select_for_update(of=("self",))
    return rows.select_related("drafted_by", "contents", "minutes").get(pk=transfer.pk)


def _drafting(transfer: Transfer, by: User) -> Transfer:
    may.DISPOSE.require(by)
    transfer = _locked(transfer)
    if transfer.state != TransferState.DRAFTING:
        raise WrongState(
            _("The list is “%(state)s”; it does not change any more.")
            % {"state": transfer.get_state_display()}
        )
    return transfer


LISTS = DrawingUp("transfer", WORDS, _drafting, _add)
