"""Offers of agencies to the library: a copy comes in, and may be taken back until it is looked at.

The agency writes here in its own transaction, by the full name of the public table.
"""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kernel import clock
from kernel.content.canonical import sha256
from kernel.refusals import WrongState
from library.models import Offer, OfferState
from tenants.models import Agency


@transaction.atomic
def receive(agency: Agency, offer: UUID, *, canonical: bytes, **facts: Any) -> Offer:
    """Keep the copy under the agency's own key; the same offer again changes nothing.

    `facts` are fields of `Offer`: code, title, kind, level, clauses, package, template, note,
    offered_by_name.
    """
    kept, _new = Offer.objects.get_or_create(
        pk=offer,
        defaults={
            "agency": agency.pk,
            "agency_name": agency.name,
            "canonical": canonical,
            "sha256": sha256(canonical),
            "offered_at": clock.now(),
            **facts,
        },
    )
    return kept


@transaction.atomic
def take_back(agency: Agency, offer: UUID) -> Offer:
    """The copy goes, its title stays. Raises WrongState once a librarian has looked at it."""
    kept = Offer.objects.select_for_update().get(pk=offer, agency=agency.pk)
    if kept.state == OfferState.TAKEN_BACK:
        return kept  # a second click
    if kept.state != OfferState.OFFERED:
        raise WrongState(
            _("The library has looked at it already (%(state)s); it can no longer be taken back.")
            % {"state": kept.get_state_display()}
        )
    kept.state, kept.canonical, kept.decided_at = OfferState.TAKEN_BACK, b"", clock.now()
    kept.save(update_fields=["state", "canonical", "decided_at"])
    return kept


def offers_of_agency(agency: Agency, offers: Iterable[UUID]) -> Mapping[UUID, Offer]:
    """Where these offers of the agency stand; without their text."""
    found = Offer.objects.filter(agency=agency.pk, pk__in=list(offers)).defer("canonical")
    return {offer.pk: offer for offer in found}
