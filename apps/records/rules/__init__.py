"""What is asked of the steps of a slip and of a list for destruction, one function each."""

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from apps.organization.selectors import head_of_agency
from kernel.workflow import rule

if TYPE_CHECKING:
    from apps.records.models import Disposal, Slip


@rule(
    "7.5.3.2", _("Only somebody who was asked to sign the slip, and whose turn it is, does this.")
)
def is_asked_to_sign(slip: "Slip", by: Any) -> bool:
    """Those of the lowest step that is not signed yet have their turn, all of it at once."""
    waiting = [each for each in slip.signatures.all() if each.signed_at is None]
    turn = min((each.step for each in waiting), default=0)
    return any(each.person_id == by.pk and each.step == turn for each in waiting)


@rule("7.5.3.2", _("Who is only asked to sign the slip gives it back instead of doing this."))
def is_not_only_its_signer(slip: "Slip", by: Any) -> bool:
    asked = (each.person_id for each in slip.signatures.all())
    return slip.author_id == by.pk or by.pk not in set(asked)


@rule("7.5.3.2", _("No part of this slip is signed yet: there is nothing to return."))
def follows_a_signed_part(slip: "Slip", by: Any) -> bool:
    return slip.part > 1


@rule("7.5.3.2 d)", _("A list for destruction names at least one folder."))
def names_a_folder(disposal: "Disposal", by: Any) -> bool:
    return disposal.items.filter(taken_out="").exists()


@rule("7.5.3.2 d)", _("Say on what grounds the records are destroyed, and who was in the council."))
def says_by_whom_and_why(disposal: "Disposal", by: Any) -> bool:
    return bool(disposal.reason.strip() and disposal.council.strip())


@rule("7.5.3.2 d)", _("A list for destruction is approved by someone other than its drafter."))
def is_not_its_drafter(disposal: "Disposal", by: Any) -> bool:
    return bool(disposal.drafted_by_id != by.pk)


@rule(
    "7.5.3.2 d)",
    _("The person to whom the list was submitted decides on it, or the head of the agency."),
)
def is_asked_or_heads(disposal: "Disposal", by: Any) -> bool:
    """What was submitted before somebody had to be named is decided by any leader."""
    if disposal.asked_id in (None, by.pk):
        return True
    head = head_of_agency()
    return head is not None and head.pk == by.pk
