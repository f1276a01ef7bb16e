"""What this agency offered to the library, where that stands, and what it could offer."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from apps.adoption.models import OwnOffer
from apps.documents.selectors import documents_in_force
from kernel.db import present_agency
from library import offers
from library.models import Offer, OfferState

if TYPE_CHECKING:
    from apps.documents.models import Document


@dataclass(frozen=True)
class Offered:
    """An offer, and its copy in the library as it stands there."""

    own: OwnOffer
    there: Offer | None

    @property
    def can_be_taken_back(self) -> bool:
        return self.there is not None and self.there.state == OfferState.OFFERED


def own_offers() -> list[Offered]:
    """The newest first; two statements."""
    own = list(OwnOffer.objects.select_related("document", "version", "offered_by"))
    there = offers.offers_of_agency(present_agency(), [each.pk for each in own])
    return [Offered(each, there.get(each.pk)) for each in own]


def offerable() -> "list[Document]":
    """What is in force and was not offered in this version."""
    offered = OwnOffer.objects.filter(taken_back_at=None).values("version")
    rows = documents_in_force().exclude(pk__in=offered).filter(file=None)
    found = list(rows.exclude(document__kind="paper"))
    return sorted((v.document for v in found), key=lambda d: (d.level, d.code))
