"""Updates from the library: what is newer, deciding, taking in, undoing, refusing; and offering."""

from typing import Any
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.api.doors import Asked, Door
from apps.adoption import permissions as may
from apps.adoption import services
from apps.adoption.api.shapes import DraftShape
from apps.adoption.models import OwnOffer, Update
from apps.adoption.presenters.updates import shown
from apps.adoption.selectors.cited import cited_parts
from apps.adoption.selectors.offers import own_offers
from apps.adoption.selectors.updates import Newer, look
from apps.documents.selectors import visible_documents
from apps.organization.selectors import placeholder_values
from kernel.api.description import looks_like
from kernel.content.markup import from_inline
from kernel.content.merge import FATES, HAND, OURS, THEIRS
from library.exchange import Fate, UpdateState
from library.models import OfferState

ID = "01997e00-0000-7000-8000-000000000001"


class NewerShape(serializers.Serializer[Any]):
    """A document whose template has a newer text; `id` is that of its adoption."""

    id = serializers.UUIDField(source="adoption.pk")
    document = DraftShape(source="adoption.document")
    package = serializers.CharField(source="adoption.package")
    template = serializers.CharField(source="adoption.template")
    from_version = serializers.IntegerField(source="adoption.package_version")
    to_version = serializers.IntegerField(source="to.number")
    fate = serializers.ChoiceField(Fate.choices)
    stands = serializers.CharField(
        source="present.stands", help_text=_("Whether an update can be taken in now")
    )
    counts = serializers.DictField(child=serializers.IntegerField())
    waiting = serializers.SerializerMethodField(help_text=_("Places nobody decided yet"))

    def get_waiting(self, newer: Newer) -> int:
        return len(newer.open)


class MergedPlaceShape(serializers.Serializer[Any]):
    """A difference that a person decides; both sides as they read."""

    place = serializers.CharField(source="place.key")
    sort = serializers.CharField(source="place.sort")
    of = serializers.CharField(source="place.print", help_text=_("Of the two sides as shown"))
    ours = serializers.CharField()
    theirs = serializers.CharField()
    taken = serializers.CharField(source="place.taken")
    last = serializers.CharField(help_text=_("When it was decided last; empty where nobody did"))
    proposed = serializers.SerializerMethodField(help_text=_("Both changes put together, if any"))

    def get_proposed(self, shown_place: Any) -> str:
        text = shown_place.place.proposed
        return from_inline(text) if text is not None else ""


class PieceShape(serializers.Serializer[Any]):
    """What becomes of one block."""

    key = serializers.CharField()
    of = serializers.CharField(source="print")
    fate = serializers.ChoiceField([(fate, fate) for fate in FATES])
    title = serializers.CharField()
    chosen = serializers.CharField()
    places = MergedPlaceShape(many=True)


class CitingTextShape(serializers.Serializer[Any]):
    """A document that cites what goes."""

    document = DraftShape()
    said = serializers.CharField()


class WholeUpdateShape(NewerShape):
    """An update block by block; `seen` is said when adopting."""

    seen = serializers.CharField(source="print")
    pieces = PieceShape(many=True)
    facts = PieceShape(many=True)
    cited = CitingTextShape(many=True)


class UpdateShape(serializers.Serializer[Any]):
    """What was decided about an update."""

    id = serializers.UUIDField()
    state = serializers.ChoiceField(UpdateState.choices)
    from_version = serializers.IntegerField()
    to_version = serializers.IntegerField()
    reason = serializers.CharField()
    version = serializers.UUIDField(
        source="version_id", allow_null=True, help_text=_("The draft it stands in")
    )


@looks_like(
    "the new text", {"place": "p-3/text", "take": "theirs", "of": "0f1e2d3c4b5a6978", "last": ""}
)
class DecideInput(serializers.Serializer[Any]):
    """One place, or a whole block by its key; `text` in the light notation, by hand."""

    place = serializers.CharField(max_length=300)
    take = serializers.ChoiceField([(take, take) for take in (OURS, THEIRS, HAND)])
    of = serializers.CharField(max_length=16)
    last = serializers.CharField(required=False, default="", allow_blank=True, max_length=40)
    text = serializers.CharField(required=False, default="", allow_blank=True, max_length=20_000)


@looks_like("as it was seen", {"seen": "0" * 64})
class AdoptInput(serializers.Serializer[Any]):
    """What was looked at, and what was said to the questions."""

    seen = serializers.RegexField(r"^[0-9a-f]{64}$")
    into_draft = serializers.BooleanField(required=False, default=False)
    knows_cited = serializers.BooleanField(required=False, default=False)
    amend = serializers.BooleanField(required=False, default=False)


@looks_like("a reason", {"reason": "Phường đã có quy định riêng"})
class RefuseInput(serializers.Serializer[Any]):
    """Why it is not taken; the province reads it."""

    reason = serializers.CharField(max_length=1000)


@looks_like("a procedure", {"document": ID, "note": "Ngắn gọn, dễ làm theo", "agreed": True})
class OfferInput(serializers.Serializer[Any]):
    """A document in force, what is good about it, and that its text may leave the agency."""

    document = serializers.UUIDField()
    note = serializers.CharField(max_length=2000)
    agreed = serializers.BooleanField()


class OfferShape(serializers.Serializer[Any]):
    """An offer, and what the library made of it."""

    id = serializers.UUIDField(source="own.pk")
    document = DraftShape(source="own.document")
    note = serializers.CharField(source="own.note")
    sha256 = serializers.CharField(source="own.sha256")
    offered_at = serializers.DateTimeField(source="own.offered_at")
    state = serializers.ChoiceField(OfferState.choices, source="there.state")
    answer = serializers.CharField(source="there.answer")


class Updates(Door):
    """What the library has anew of adopted documents."""

    area = may.AREA
    serializer_class = NewerShape

    @extend_schema(
        summary=_("Documents with a newer text in the library"), responses=NewerShape(many=True)
    )
    def list(self, request: Asked) -> Response:
        may.BROWSE.require(request.user)
        return self.page(look().newer)

    @extend_schema(summary=_("An update, block by block"), responses=WholeUpdateShape)
    def retrieve(self, request: Asked, pk: UUID) -> Response:
        may.BROWSE.require(request.user)
        newer = _newer(pk)
        said = shown(newer, placeholder_values())
        found = NewerShape(newer).data | {
            "seen": newer.print,
            "pieces": PieceShape(said.pieces, many=True).data,
            "facts": PieceShape(said.facts, many=True).data,
            "cited": CitingTextShape(cited_parts(newer), many=True).data,
        }
        return Response(found)

    @extend_schema(
        summary=_("Decide about a place"), request=DecideInput, responses={200: UpdateShape}
    )
    def decide(self, request: Asked, pk: UUID) -> Response:
        may.UPDATE.require(request.user)
        data = self.sent(DecideInput)
        update = services.decide(_newer(pk).adoption, by=request.user, **data)
        return self.one(update, UpdateShape)

    @extend_schema(
        summary=_("Take an update in, as a draft"),
        request=AdoptInput,
        responses={200: UpdateShape},
    )
    def adopt(self, request: Asked, pk: UUID) -> Response:
        may.UPDATE.require(request.user)
        data = self.sent(AdoptInput)
        update = services.adopt(_newer(pk).adoption, by=request.user, **data)
        return self.one(update, UpdateShape)

    @extend_schema(summary=_("Refuse an update"), request=RefuseInput, responses={200: UpdateShape})
    def refuse(self, request: Asked, pk: UUID) -> Response:
        may.UPDATE.require(request.user)
        reason = self.sent(RefuseInput)["reason"]
        update = services.refuse(_newer(pk).adoption, reason=reason, by=request.user)
        return self.one(update, UpdateShape)

    @extend_schema(
        summary=_("Undo an update that was taken in"), request=None, responses={200: UpdateShape}
    )
    def undo(self, request: Asked, pk: UUID) -> Response:
        may.UPDATE.require(request.user)
        update = services.undo(get_object_or_404(Update, pk=pk), by=request.user)
        return self.one(update, UpdateShape)


class Offers(Door):
    """“Gửi cho thư viện”."""

    area = may.AREA
    serializer_class = OfferShape

    @extend_schema(summary=_("What was offered to the library"), responses=OfferShape(many=True))
    def list(self, request: Asked) -> Response:
        may.OFFER.require(request.user)
        return self.page(own_offers())

    @extend_schema(
        summary=_("Offer a document to the library"),
        request=OfferInput,
        responses={201: OfferShape},
    )
    def create(self, request: Asked) -> Response:
        may.OFFER.require(request.user)
        data = self.sent(OfferInput)
        document = visible_documents(request.user).filter(pk=data.pop("document")).first()
        if document is None:
            said = _("There is no such document.")
            raise serializers.ValidationError({"document": [said]})
        own = services.offer(document, by=request.user, **data)
        return self.one(_offered(own), OfferShape, status=201)

    @extend_schema(summary=_("Take an offer back"), request=None, responses={200: OfferShape})
    def take_back(self, request: Asked, pk: UUID) -> Response:
        may.OFFER.require(request.user)
        own = services.take_back(get_object_or_404(OwnOffer, pk=pk), by=request.user)
        return self.one(_offered(own), OfferShape)


def _newer(adoption: UUID) -> Newer:
    found = look([adoption]).newer
    if not found:
        raise Http404
    return found[0]


def _offered(own: OwnOffer) -> Any:
    return next(each for each in own_offers() if each.own.pk == own.pk)
