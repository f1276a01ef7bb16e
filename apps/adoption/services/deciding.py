"""What a person says about the places that both sides changed; kept while one works."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from apps.adoption import permissions as may
from apps.adoption.models import Adoption, Update
from apps.adoption.selectors.updates import Newer
from apps.adoption.services.updating import locked_adoption, newer_now, open_update
from kernel import clock
from kernel.content.errors import ContentError
from kernel.content.inline import Inline, check_inline
from kernel.content.markup import to_inline
from kernel.content.merge import HAND, OURS, THEIRS, Place
from kernel.content.merge.decisions import MISSING
from kernel.refusals import BadInput, Conflict
from kernel.secrecy import refuse_secrets
from kernel.trail import record

LONGEST = 20_000  # characters written by hand in one place
TAKES = (OURS, THEIRS, HAND)


@transaction.atomic
def decide(
    adoption: Adoption,
    *,
    place: str,
    take: str,
    of: str,
    by: User,
    text: str = "",
    last: str = "",
) -> Update:
    """Decide about one place, or about a whole block by its id.

    `of` is the fingerprint of the two sides that were looked at, `last` the moment of the decision
    that stood there ("" for none): what somebody else decided meanwhile is not overwritten.
    """
    may.UPDATE.require(by)
    if take not in TAKES:
        raise BadInput(_("Choose one of the two, or write it by hand."))
    adoption = locked_adoption(adoption)
    newer = newer_now(adoption)
    found = _found(newer, place)
    if found is None or found.print != of:
        raise Conflict(
            _("This place changed since you looked at it. What you wrote is kept; reload the page.")
        )
    update = open_update(newer, by)
    said = {"take": take, "text": _by_hand(found, text) if take == HAND else None, "of": of}
    before = update.decisions.get(place)
    if before and before["of"] == of and before["at"] != last:
        if {name: before.get(name) for name in said} == said:
            return update  # a second click
        raise Conflict(
            _("%(name)s decided about this place at the same time. Reload the page and look.")
            % {"name": before["name"]}
        )
    at = clock.now().isoformat()
    update.decisions[place] = said | {"by": str(by.pk), "name": by.full_name, "at": at}
    update.save(update_fields=["decisions"])
    record("adoption.decide", adoption.document, by=by, place=place, take=take)
    return update


@transaction.atomic
def decide_rest(adoption: Adoption, *, take: str, by: User) -> Update:
    """Everything that still waits, for one side."""
    may.UPDATE.require(by)
    if take not in (OURS, THEIRS):
        raise BadInput(_("Choose one of the two, or write it by hand."))
    adoption = locked_adoption(adoption)
    newer = newer_now(adoption)
    update = open_update(newer, by)
    at = clock.now().isoformat()
    who = {"by": str(by.pk), "name": by.full_name, "at": at}
    for place in newer.open:
        update.decisions[place.key] = {"take": take, "text": None, "of": place.print} | who
    update.save(update_fields=["decisions"])
    record("adoption.decide", adoption.document, by=by, place="*", take=take)
    return update


@transaction.atomic
def think_again(adoption: Adoption, *, place: str, by: User) -> Update:
    """Take a decision back: the place is open again."""
    may.UPDATE.require(by)
    adoption = locked_adoption(adoption)
    update = open_update(newer_now(adoption), by)
    if update.decisions.pop(place, None) is not None:
        update.save(update_fields=["decisions"])
        record("adoption.decide", adoption.document, by=by, place=place, take="")
    return update


def _found(newer: Newer, key: str) -> Place | None:
    """The place, or the whole block or fact as one."""
    for place in newer.places:
        if place.key == key:
            return place
    for piece in newer.merge.pieces:
        if piece.node_id == key:
            return Place(key, "block", None, piece.ours or MISSING, piece.theirs or MISSING)
    return next(
        (Place(key, "line", None, f.ours, f.theirs) for f in newer.facts if f.key == key), None
    )


def _by_hand(place: Place, text: str) -> Inline | str:
    """What was written, in the light notation where the place is a text."""
    text = text.strip()
    if not text:
        raise BadInput(_("Write the text, or choose one of the two."))
    if len(text) > LONGEST:
        raise BadInput(_("The text is too long for one block; divide it in the draft."))
    refuse_secrets([text], name=place.key)
    if place.sort == "line":
        return " ".join(text.split())
    if place.sort != "text":
        raise BadInput(_("Here only one of the two can be chosen; the rest is done in the draft."))
    inline = to_inline(text)
    try:
        check_inline(inline)
    except ContentError as error:
        raise BadInput(str(error)) from error
    return inline
