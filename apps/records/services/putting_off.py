"""Keeping a folder with its unit beyond the day of the hand-over, by a consent in writing.

NĐ 30/2020/NĐ-CP, Điều 30 and 31: at most so many years longer; how many the agency lays down.
"""

from datetime import date
from typing import Final

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from apps.records import permissions as may
from apps.records.models import Folder
from apps.records.rules.retention import hand_over_by, put_off_to
from apps.records.selectors.folders_due import terms
from apps.records.services.folders import locked
from apps.records.workflow import FolderState, TransferState
from kernel import clock
from kernel.refusals import BadInput, RuleBroken, WrongState
from kernel.trail import record

FACTS: Final = ("stays_until", "consent_number", "consent_on", "consenter")


@transaction.atomic
def put_off(
    folder: Folder, *, until: date, number: str, on: date, agreed_by: str, by: User
) -> Folder:
    """Put the hand-over off to a day; a later consent takes the place of an earlier one.

    `number`, `on` and `agreed_by` name the paper that consents, and whose it is.
    """
    may.DISPOSE.require(by)
    folder = _kept(folder)
    number, agreed_by = number.strip()[:80], agreed_by.strip()[:200]
    if not number or not agreed_by:
        raise BadInput(_("Name the consent: its number and symbol, and who consented."))
    if on > clock.today():
        raise BadInput(_("The date of the consent lies in the future."))
    _refuse(folder, until)
    folder.stays_until, folder.consent_on = until, on
    folder.consent_number, folder.consenter = number, agreed_by
    folder.save(update_fields=list(FACTS))
    said = {"until": until, "number": number, "on": on, "agreed_by": agreed_by}
    note = _("until %(until)s by the consent no. %(number)s of %(on)s (%(agreed_by)s)") % {
        name: f"{value:%d/%m/%Y}" if isinstance(value, date) else value
        for name, value in said.items()
    }
    record("folders.put_off", folder, by=by, note=str(note), until=until, number=number, on=on)
    return folder


def _refuse(folder: Folder, until: date) -> None:
    """After the day of the law, and not longer than the agency laid down."""
    assert folder.ended_on, "a closed folder has the day on which its work ended"
    numbers = terms()
    usual = hand_over_by(folder.ended_on, folder.years, numbers)
    last = put_off_to(folder.ended_on, folder.years, numbers)
    if usual is None or last is None:
        raise RuleBroken(_("This folder does not go to the archive; it stays with its unit."))
    if until <= usual:
        raise BadInput(
            _("It goes to the archive by %(day)s anyway; name a later day.")
            % {"day": f"{usual:%d/%m/%Y}"}
        )
    if until > last:
        raise RuleBroken(
            _(
                "A unit keeps a folder for at most %(years)s years after the day of the hand-over "
                "(NĐ 30/2020/NĐ-CP, Điều 30 and 31): until %(day)s."
            )
            % {"years": numbers.more_years, "day": f"{last:%d/%m/%Y}"},
            clause="7.5.3.2",
        )


@transaction.atomic
def put_off_no_more(folder: Folder, *, by: User) -> Folder:
    """Take the consent back; the day of the law counts again."""
    may.DISPOSE.require(by)
    folder = _kept(folder)
    if folder.stays_until is None:
        raise WrongState(_("The hand-over of this folder is not put off."))
    note = folder.consent_number
    clear(folder)
    record("folders.put_off_end", folder, by=by, note=note)
    return folder


def clear(folder: Folder) -> None:
    """No consent holds any more."""
    folder.stays_until, folder.consent_on = None, None
    folder.consent_number, folder.consenter = "", ""
    folder.save(update_fields=list(FACTS))


def _kept(folder: Folder) -> Folder:
    """The folder as it is now, if its unit still has it and it is on no list for the archive."""
    folder = locked(folder)
    if folder.state != FolderState.CLOSED:
        raise WrongState(
            _("Only a closed folder that its unit still keeps goes to the archive later.")
        )
    listed = folder.transfers.filter(transfer__state=TransferState.DRAFTING)
    if found := listed.select_related("transfer").first():
        raise WrongState(
            _("“%(symbol)s” stands on the list “%(list)s” already.")
            % {"symbol": folder.symbol, "list": found.transfer.title}
        )
    return folder
