"""Numbered copies are handed out, called back, and accounted for (7.5.3.2 a, c)."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from apps.documents import permissions as may
from apps.documents.models import ControlledCopy, Version
from apps.documents.selectors.copies import next_copy_number, out_of_force, still_out
from apps.documents.services.drafting import locked
from apps.documents.services.rendering import paper_of, watermark_of
from apps.documents.services.uploading import is_uploaded_pdf, uploaded_pdf
from apps.documents.workflow import State
from apps.organization.selectors.places import people_with
from kernel import clock, printing
from kernel.notices.services import Told, notify_many
from kernel.refusals import BadInput, WrongState
from kernel.trail import record

if TYPE_CHECKING:
    from apps.organization.models import Unit

MOST = 100  # copies that are handed out at once


@dataclass(frozen=True)
class Holder:
    """Who holds a copy: a unit, or somebody named; perhaps both."""

    name: str
    unit: "Unit | None" = None


@transaction.atomic
def hand_out(
    version: Version, *, holders: Sequence[Holder], on: date, by: User, note: str = ""
) -> list[ControlledCopy]:
    """Give each holder a copy with the next free number of this version.

    Only of what is issued and still holds: nobody is handed what is no longer valid.
    """
    version = locked(version)
    may.COPIES.require(by, over=version)
    if version.state != State.ISSUED or watermark_of(version):
        raise WrongState(_("Copies are handed out only of a version that is issued and in force."))
    named = [holder for holder in holders if holder.name.strip()]
    if not named:
        raise BadInput(_("Say who receives a copy."))
    if len(named) > MOST:
        raise BadInput(_("At most %(n)s copies are handed out at once.") % {"n": MOST})
    if on > clock.today():
        raise BadInput(_("A copy is not handed out in the future."))
    first = next_copy_number(version)
    made = ControlledCopy.objects.bulk_create(
        ControlledCopy(
            version=version,
            number=number,
            holder=holder.name.strip(),
            unit=holder.unit,
            handed_on=on,
            note=note.strip(),
            recorded_by=by,
            recorded_at=clock.now(),
        )
        for number, holder in enumerate(named, start=first)
    )
    said = ", ".join(f"{each.number:02} {each.holder}" for each in made)
    record("documents.copies_hand_out", version, by=by, note=said)
    return made


@transaction.atomic
def end_copy(
    copy: ControlledCopy, *, how: str, on: date, by: User, note: str = ""
) -> ControlledCopy:
    """A copy came back, was destroyed, or is lost; what is lost says what is known of it."""
    copy = _locked(copy)
    may.COPIES.require(by, over=copy.version)
    if copy.ended_on is not None:
        raise WrongState(
            _("Copy %(number)s was accounted for already: %(how)s.")
            % {"number": f"{copy.number:02}", "how": copy.get_ended_how_display()}
        )
    if how not in ControlledCopy.Ended.values:
        raise BadInput(_("Say what became of the copy: returned, destroyed or lost."))
    if not copy.handed_on <= on <= clock.today():
        raise BadInput(_("The day lies between the handing out and today."))
    if how == ControlledCopy.Ended.LOST and not note.strip():
        raise BadInput(_("Say what is known about the loss."))
    copy.ended_how, copy.ended_on, copy.ended_by, copy.ended_at = how, on, by, clock.now()
    copy.note = note.strip() or copy.note
    copy.save(update_fields=["ended_how", "ended_on", "ended_by", "ended_at", "note"])
    said = f"{copy.number:02} {copy.holder}: {ControlledCopy.Ended(how).label}"
    record("documents.copy_end", copy.version, by=by, note=said, reason=note.strip())
    return copy


@transaction.atomic
def recall_copies(keys: Iterable[UUID], *, by: User) -> list[ControlledCopy]:
    """Note that these copies were called back; they stay open until each is accounted for."""
    may.COPIES.require(by)
    found = ControlledCopy.objects.select_for_update(of=("self",)).filter(
        out_of_force(), pk__in=list(keys), ended_on=None, recalled_at=None
    )
    recalled = list(found.select_related("version__document").order_by("version", "number"))
    if not recalled:
        raise BadInput(_("Choose copies that are still out of versions no longer in force."))
    for copy in recalled:
        may.COPIES.require(by, over=copy.version)
        copy.recalled_by, copy.recalled_at = by, clock.now()
        copy.save(update_fields=["recalled_by", "recalled_at"])
    for version in {copy.version for copy in recalled}:
        own = [f"{c.number:02} {c.holder}" for c in recalled if c.version_id == version.pk]
        record("documents.copies_recall", version, by=by, note=", ".join(own))
    return recalled


def _locked(copy: ControlledCopy) -> ControlledCopy:
    rows = ControlledCopy.objects.select_for_update(of=("self",))
    return rows.select_related("version__document").get(pk=copy.pk)


def paper_of_copy(copy: ControlledCopy) -> printing.Paper:
    """The paper with the number of the copy and its holder on every page."""
    holder = copy.unit.name if copy.unit else copy.holder
    return replace(paper_of(copy.version), copy_number=f"{copy.number:02}", copy_for=holder)


def pdf_of_copy(copy: ControlledCopy) -> bytes:
    """That paper as PDF; on a file that was uploaded the number stands across each page."""
    if not is_uploaded_pdf(copy.version):
        return printing.to_pdf(paper_of_copy(copy))
    word = watermark_of(copy.version) or f"BẢN SỐ {copy.number:02}"
    return uploaded_pdf(copy.version, word)


def tell_of_copies(documents: Iterable[UUID]) -> int:
    """Tell who keeps the copies that some have to come back; returns how many people."""
    out = Counter(each.version for each in still_out(documents))
    url = f"{reverse('documents:all-copies')}?state=recall"
    told = []
    for version, n in out.items():
        words = {"code": version.document.code, "number": version.number, "n": str(n)}
        sentence = _("%(n)s controlled copies of %(code)s, issue %(number)s, are to be recalled.")
        told += [Told(who, sentence, url, words) for who in people_with(may.COPIES.roles)]
    return notify_many(told, anew=False)
