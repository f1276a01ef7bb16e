"""Signing a slip: one after the other, each of exactly the content that was looked at."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from apps.organization.selectors import people
from apps.records import permissions as may
from apps.records.models import Slip, SlipSignature
from apps.records.selectors.slips import slip_fields
from apps.records.services.filling import locked_slip
from apps.records.services.slips_finishing import slip_is_done
from apps.records.services.slips_freezing import freeze_slip
from apps.records.services.slips_parts import goes_on_with, opened
from apps.records.services.slips_searching import slip_changed
from apps.records.services.slips_told import (
    named,
    tell_author,
    tell_part,
    tell_returned,
    tell_signers,
)
from apps.records.workflow import SLIP, SlipState
from kernel import clock, confirmation, links
from kernel.notices.services import notify
from kernel.permissions import Grant
from kernel.refusals import BadInput, Conflict, NotPermitted, WrongState
from kernel.trail import record

MEANING = "Ký xác nhận nội dung phiếu"  # what a signature says of itself, in any language


@transaction.atomic
def sign_slip(slip: Slip, *, by: User, sha256: str) -> Slip:
    """Sign exactly the content whose hash was shown; the last signature closes the slip, the last
    of a part hands it on to those of the next."""
    slip = locked_slip(slip.pk)
    grant = SLIP.transitions["sign"].check(slip, by)
    if sha256 != slip.content_id:
        raise Conflict(
            _("The content is no longer the one you looked at. Reload the page and read it again."),
            clause="7.5.3.2",
        )
    everyone = list(slip.signatures.select_related("person"))
    unsigned = [each for each in everyone if each.signed_at is None]
    turn = min(each.step for each in unsigned)
    part = min(each.part for each in unsigned)
    waiting = [each for each in unsigned if each.part == part]
    mine = [each for each in waiting if each.step == turn and each.person_id == by.pk]
    for each in mine:
        _put(each, by, sha256, grant)
    if len(mine) == len(waiting):
        given = [each for each in everyone if each.part <= part]
        following = goes_on_with(slip, slip_fields(slip), waiting)
        if following:
            return _handed_on(slip, by, mine, following)
        return _closed(slip, by, given, mine)
    _keep(mine)
    proof = confirmation.present(by)
    proved: dict[str, Any] = {"confirmed_at": proof.at, "confirmed_how": proof.how} if proof else {}
    record("slips.sign_step", slip, by=by, grant=grant, sha256=sha256, meaning=MEANING, **proved)
    tell_signers(slip)
    return slip


def _put(each: SlipSignature, by: User, sha256: str, grant: Grant) -> None:
    each.person, each.signed_at, each.sha256 = by, clock.now(), sha256
    each.post = by.authority.post[:200]
    each.capacity = grant.as_capacity() | {"post": by.authority.post, "meaning": MEANING}
    if proof := confirmation.present(by):
        each.proof_at, each.proof_how = proof.at, proof.how


def _keep(signatures: list[SlipSignature]) -> None:
    for each in signatures:
        each.save()


def _handed_on(slip: Slip, by: User, mine: list[SlipSignature], part: int) -> Slip:
    """All of this part have signed: what they signed stays, and the next part is open."""
    SLIP.move(slip, "sign_part", by=by, sha256=slip.content_id, part=mine[0].part, meaning=MEANING)
    _keep(mine)
    slip.part, slip.content = part, None
    slip.revision += 1
    slip.save(update_fields=["state", "part", "content", "revision"])
    slip.signatures.filter(part__gte=part).update(asked_at=clock.now())
    slip_changed(slip)
    tell_part(slip)
    return slip


def _closed(slip: Slip, by: User, everyone: list[SlipSignature], mine: list[SlipSignature]) -> Slip:
    """All have signed: the paper with their names is frozen, and names what they signed."""
    places = {each.field for each in everyone}
    covered = max(f.part for f in slip_fields(slip) if f.id in places)
    content = freeze_slip(slip, everyone, covered)
    signed = slip.content_id
    SLIP.move(slip, "sign", by=by, sha256=content.sha256, signed=signed, meaning=MEANING)
    _keep(mine)
    slip.content, slip.done_at = content, clock.now()
    slip.save(update_fields=["state", "content", "done_at"])
    tell_author(slip, _("%(title)s is signed by all."))
    slip_changed(slip)
    slip_is_done(slip)
    return slip


@transaction.atomic
def give_back_slip(slip: Slip, *, by: User, reason: str) -> Slip:
    """Who is asked to sign gives it back with a reason; signatures of this part are void."""
    reason = reason.strip()
    if not reason:
        raise BadInput(_("Say why it is returned, so that it can be corrected."))
    slip = locked_slip(slip.pk)
    SLIP.move(slip, "give_back", by=by, note=reason, sha256=slip.content_id)
    opened(slip)
    mine = slip.signatures.filter(person=by, part__gte=slip.part)
    mine.update(returned_at=clock.now(), note=reason)
    tell_returned(slip, by, reason)
    return slip


@transaction.atomic
def recall_slip(slip: Slip, *, by: User) -> Slip:
    """Take it back before all have signed; signatures of this part are void."""
    slip = locked_slip(slip.pk)
    SLIP.move(slip, "recall", by=by, sha256=slip.content_id)
    opened(slip)
    return slip


@transaction.atomic
def substitute_signer(signature: SlipSignature, *, by: User, person: UUID) -> SlipSignature:
    """Another person signs in this place: named by who filled it in, or by who was asked."""
    slip = locked_slip(signature.slip_id)
    signature = SlipSignature.objects.select_related("person").get(pk=signature.pk)
    later = slip.state == SlipState.FILLING and signature.part >= slip.part > 1
    if not (slip.state == SlipState.SIGNING or later) or signature.signed_at is not None:
        raise WrongState(_("This place is signed, or the slip is no longer being signed."))
    if by.pk != signature.person_id and not _answers_for(slip, by):
        raise NotPermitted(_("Only who filled in the slip, or who was asked, names another."))
    other = people().filter(pk=person).first()
    if other is None:
        raise BadInput(_("Choose a person from the list."))
    before = signature.person
    if other.pk == before.pk:
        return signature
    signature.person, signature.asked_at = other, clock.now()
    signature.save(update_fields=["person", "asked_at"])
    record(
        "slips.substitute", slip, by=by, field=signature.field,
        before=before.full_name, after=other.full_name,
    )  # fmt: skip
    url = links.url_of("records.slip", slip.pk)
    notify(before, _("%(title)s no longer waits for you: another signs."), url, title=named(slip))
    (tell_part if later else tell_signers)(slip)
    return signature


def _answers_for(slip: Slip, by: User) -> bool:
    """Who filled it in, or who may fill in for its unit and is no mere signer."""
    return slip.author_id == by.pk or may.READ.held_by(by, over=slip)
