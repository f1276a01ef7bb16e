"""The librarian's answer to what agencies offer: looked at, taken up into a draft, or declined."""

import re
import unicodedata
from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kernel import clock, outbox
from kernel.content.merge import OURS, Decision, Merge, merge
from kernel.content.nodes import Node
from kernel.permissions import Actor
from kernel.refusals import BadInput, WrongState
from kernel.trail import record
from library import exchange, selectors
from library import permissions as may
from library.drafting import open_draft, put_document
from library.drafting.blocks import edit
from library.drafting.documents import may_write
from library.models import (
    DraftDocument,
    Offer,
    OfferState,
    Package,
    PackageDocument,
    PackageDraft,
)
from tenants.models import Agency

WAITING = (OfferState.OFFERED, OfferState.LOOKED)
LEVELS = {1: "I", 2: "II", 3: "III", 4: "IV"}


@transaction.atomic
def look_at(offer: Offer, *, by: Actor) -> Offer:
    """From now on it is being looked at, and the agency can no longer take it back."""
    grant = may.WRITE.require(by)
    offer = Offer.objects.select_for_update().get(pk=offer.pk)
    if offer.state == OfferState.OFFERED:
        offer.state, offer.looked_at = OfferState.LOOKED, clock.now()
        offer.looked_by_name = by.full_name
        offer.save(update_fields=["state", "looked_at", "looked_by_name"])
        record("library.offer_look", offer, by=by, grant=grant)
    return offer


@transaction.atomic
def decline(offer: Offer, *, reason: str, by: Actor) -> Offer:
    """Not taken up; the agency reads why."""
    grant = may.WRITE.require(by)
    if not reason.strip():
        raise BadInput(_("Say why it is not taken up: the agency reads it."))
    offer = _waiting(offer)
    return _answered(offer, OfferState.DECLINED, reason, by, grant)


@transaction.atomic
def take_up(
    offer: Offer, draft: PackageDraft, *, chosen: Collection[str], answer: str, by: Actor
) -> DraftDocument:
    """What was chosen of an offered document goes into the draft, block by block.

    A document that the package does not have comes in as a whole. Raises BadInput where nothing
    was chosen.
    """
    grant = may_write(draft, by)
    offer = _waiting(offer)
    document = counterpart(offer, draft)
    if document is None:
        taken = _new_document(offer, draft, by)
    else:
        taken = _merged(offer, document, set(chosen), by)
    said = answer.strip() or str(_("Taken up into the next version. Thank you."))
    _answered(offer, OfferState.TAKEN, said, by, grant, document=taken.key)
    return taken


@transaction.atomic
def take(offer: Offer, *, chosen: Collection[str], answer: str, by: Actor) -> DraftDocument:
    """As `take_up`, into the draft of its package, which is opened if need be."""
    may.WRITE.require(by)
    package = package_of(offer)
    if package is None:
        raise WrongState(_("There is no package for this kind of body yet."))
    return take_up(offer, open_draft(package, by=by), chosen=chosen, answer=answer, by=by)


def counterpart(offer: Offer, draft: PackageDraft) -> DraftDocument | None:
    """The document of the draft that the offered one was made from."""
    if not offer.template or offer.package != draft.package.key:
        return None
    return draft.documents.filter(key=offer.template, removed=False).first()


def ours_of(offer: Offer) -> DraftDocument | PackageDocument | None:
    """The document it goes into: that of the open draft, else the published one."""
    package = package_of(offer)
    if package is not None and (draft := selectors.open_draft_of(package)) is not None:
        return counterpart(offer, draft)
    version = selectors.latest_version(package) if package and offer.template else None
    if version is None or offer.package != version.package.key:
        return None
    documents = selectors.documents_of(version)
    return next((each for each in documents if each.key == offer.template), None)


def differences(offer: Offer, nodes: list[Node]) -> Merge:
    """What the offered text would change in these blocks, every change to be chosen by itself."""
    return merge(nodes, nodes, offer.nodes)


def package_of(offer: Offer) -> Package | None:
    """The package it was cloned from; else the first one made for that kind of body."""
    if offer.package:
        return Package.objects.filter(key=offer.package).first()
    agency = Agency.objects.filter(pk=offer.agency).first()
    return selectors.packages_for(agency.kind).first() if agency else None


def _merged(offer: Offer, document: DraftDocument, chosen: set[str], by: Actor) -> DraftDocument:
    def change(nodes: list[Node]) -> list[Node]:
        there = [p.node_id for p in differences(offer, nodes).pieces if p.fate != "same"]
        if not chosen & set(there):
            raise BadInput(_("Choose at least one block to take up."))
        kept = {name: Decision(OURS) for name in there if name not in chosen}
        return merge(nodes, nodes, offer.nodes, kept).nodes

    return edit(document, change, by=by)


def _new_document(offer: Offer, draft: PackageDraft, by: Actor) -> DraftDocument:
    meta = {
        "key": _free_key(offer, draft),
        "kind": offer.kind,
        "code": offer.code,
        "title": offer.title,
        "level": LEVELS.get(offer.level, "III"),
        "layout": offer.meta.get("layout") or "system",
        "kind_name": offer.meta.get("kind_name") or "",
        "clauses": offer.clauses,
        "parent": "",
        "distribution": offer.meta.get("distribution") or [],
        "grounds": offer.meta.get("grounds") or [],
        "authority": offer.meta.get("authority") or [],
    }
    return put_document(draft, meta, offer.nodes, by=by, note=offer.agency_name)


def _free_key(offer: Offer, draft: PackageDraft) -> str:
    plain = unicodedata.normalize("NFD", offer.code.lower().replace("đ", "d"))
    words = re.findall(r"[a-z0-9]+", "".join(c for c in plain if not unicodedata.combining(c)))
    stem = "-".join(words)[:60] or "tai-lieu"
    taken = set(draft.documents.values_list("key", flat=True))
    return next(k for n in range(1, 1000) if (k := stem if n == 1 else f"{stem}-{n}") not in taken)


def _waiting(offer: Offer) -> Offer:
    offer = Offer.objects.select_for_update().get(pk=offer.pk)
    if offer.state not in WAITING:
        raise WrongState(
            _("This offer was answered before: %(state)s.") % {"state": offer.get_state_display()}
        )
    return offer


def _answered(
    offer: Offer, state: OfferState, answer: str, by: Actor, grant: object, **more: object
) -> Offer:
    offer.state, offer.answer, offer.decided_at = state, answer.strip(), clock.now()
    if offer.looked_at is None:
        offer.looked_at, offer.looked_by_name = clock.now(), by.full_name
    offer.save(update_fields=["state", "answer", "decided_at", "looked_at", "looked_by_name"])
    record(f"library.offer_{state.value}", offer, by=by, grant=grant, note=answer, **more)  # type: ignore[arg-type]
    agency = Agency.objects.filter(pk=offer.agency).first()
    if agency is not None:
        outbox.send_to([agency.schema_name], exchange.ANSWERED, {"offer": str(offer.pk)})
    return offer
