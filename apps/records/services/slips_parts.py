"""The parts of a slip: which is open, what is closed by signatures, and how it goes on and back."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from apps.records.models import Slip, SlipSignature
from apps.records.selectors.slips import slip_fields
from apps.records.services.filling import locked_slip
from apps.records.services.slips_searching import slip_changed
from apps.records.services.slips_told import tell_returned
from apps.records.workflow import SLIP
from kernel import clock
from kernel.forms import Field, shown
from kernel.refusals import BadInput

NOT_SIGNED: dict[str, Any] = {
    "signed_at": None,
    "sha256": "",
    "post": "",
    "capacity": {},
    "proof_at": None,
    "proof_how": None,
    "returned_at": None,
    "note": "",
}


def asked_places(slip: Slip, fields: Sequence[Field]) -> list[Field]:
    """The places to sign from the open part on, with these answers, in the order of their steps."""
    asked = shown(fields, slip.values)
    places = [f for f in fields if f.type == "signature" and f.id in asked and f.part >= slip.part]
    return sorted(places, key=lambda field: field.step)


def goes_on_with(slip: Slip, fields: Sequence[Field], signed: Sequence[SlipSignature]) -> int:
    """The part that follows once these are signed, 0 where that was the last somebody is named for.

    Parts in between that nobody signs are filled in with it; one that is only left out is not.
    """
    last = max(each.part for each in signed)
    later = slip.signatures.filter(part__gt=last).order_by("part").values_list("part", flat=True)
    following: int | None = later.first()
    return _begin(slip, fields, following, last) if following else 0


def _begin(slip: Slip, fields: Sequence[Field], part: int, behind: int) -> int:
    signing = {place.part for place in _all_places(slip, fields)}
    while part - 1 > behind and part - 1 not in signing:
        part -= 1
    return part


def _all_places(slip: Slip, fields: Sequence[Field]) -> list[Field]:
    asked = shown(fields, slip.values)
    return [field for field in fields if field.type == "signature" and field.id in asked]


@transaction.atomic
def return_part(slip: Slip, *, by: User, reason: str) -> Slip:
    """The part signed last is opened again, with a reason; its signatures are void."""
    reason = reason.strip()
    if not reason:
        raise BadInput(_("Say why it is returned, so that it can be corrected."))
    slip = locked_slip(slip.pk)
    SLIP.move(slip, "return_part", by=by, note=reason, part=slip.part)
    signed = slip.signatures.filter(part__lt=slip.part, signed_at__isnull=False)
    parts = sorted(set(signed.values_list("part", flat=True)))
    before = parts[-2] if len(parts) > 1 else 0
    mine = slip.signatures.filter(person=by, part__gte=slip.part, signed_at=None)
    asked = list(mine.values_list("pk", flat=True))
    slip.part = _begin(slip, slip_fields(slip), parts[-1], before) if parts else 1
    opened(slip)
    slip.signatures.filter(pk__in=asked).update(returned_at=clock.now(), note=reason)
    tell_returned(slip, by, reason)
    return slip


def opened(slip: Slip) -> None:
    """Open again from its part on; the number stays, so that no number is missing."""
    slip.content = None
    slip.revision += 1
    slip.save(update_fields=["state", "content", "revision", "part"])
    slip.signatures.filter(part__gte=slip.part).update(**NOT_SIGNED)
    slip_changed(slip)
