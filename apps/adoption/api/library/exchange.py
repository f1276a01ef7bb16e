"""What comes in from agencies and from other libraries, and what is handed on."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.parsers import MultiPartParser
from rest_framework.response import Response

from accounts.api.doors import Asked, Door
from apps.adoption.api.library.shapes import (
    DeclineInput,
    DifferenceShape,
    LibraryOfferShape,
    OfferQuery,
    PackageFileInput,
    TakenInShape,
    TakenUpShape,
    TakeUpInput,
    WholeOfferShape,
)
from apps.adoption.api.shapes import blocks
from apps.adoption.permissions import AREA
from apps.adoption.presenters import as_offered
from apps.adoption.selectors.library import offers
from kernel.api.versions import shown
from kernel.refusals import BadInput
from library import answering, selectors, signed
from library import permissions as may
from library.models import Offer, Package, PackageDraft
from library.signed.reading import LARGEST

JSONL = "application/jsonl"


class LibraryOffers(Door):
    """What agencies offer, taken up into a draft or declined."""

    area = AREA
    serializer_class = LibraryOfferShape

    @extend_schema(summary=_("What agencies offer, the latest first"), parameters=[OfferQuery])
    def list(self, request: Asked) -> Response:
        may.READ.require(request.user)
        return self.page(offers(request.query_params.get("state", "")))

    @extend_schema(
        summary=_("An offer with its text, and where it differs from ours"),
        responses=WholeOfferShape,
    )
    def retrieve(self, request: Asked, pk: UUID) -> Response:
        found = _offer(request, pk)
        return shown(
            request,
            {
                **LibraryOfferShape(found).data,
                "blocks": blocks(as_offered(found.nodes)),
                "differences": DifferenceShape(_differences(found), many=True).data,
            },
        )

    @extend_schema(
        summary=_("Begin to look at an offer"),
        description=_("From now on the agency can no longer take it back."),
        request=None,
        responses={200: LibraryOfferShape},
    )
    def look(self, request: Asked, pk: UUID) -> Response:
        return self.one(answering.look_at(_offer(request, pk), by=request.user))

    @extend_schema(
        summary=_("Take an offer up into the draft of its package"),
        request=TakeUpInput,
        responses={200: TakenUpShape},
    )
    def take(self, request: Asked, pk: UUID) -> Response:
        found = _offer(request, pk)
        may.WRITE.require(request.user)
        data = self.sent(TakeUpInput)
        document = answering.take(
            found, chosen=data["blocks"], answer=data["answer"], by=request.user
        )
        return self.one(document, TakenUpShape)

    @extend_schema(
        summary=_("Decline an offer"), request=DeclineInput, responses={200: LibraryOfferShape}
    )
    def decline(self, request: Asked, pk: UUID) -> Response:
        found = _offer(request, pk)
        may.WRITE.require(request.user)
        reason = self.sent(DeclineInput)["reason"]
        return self.one(answering.decline(found, reason=reason, by=request.user))


class PackageFiles(Door):
    """Packages as signed files."""

    area = AREA
    serializer_class = TakenInShape
    parser_classes = [MultiPartParser]

    @extend_schema(
        summary=_("The newest version as a signed file"),
        description=_("It is written down that the file was handed out."),
        request=None,
        responses={(200, JSONL): OpenApiTypes.BINARY},
    )
    def hand_out(self, request: Asked, package: str) -> HttpResponse:
        may.READ.require(request.user)
        version = selectors.latest_version(get_object_or_404(Package, key=package))
        if version is None:
            raise BadInput(_("Nothing of this package is published yet."))
        answer = HttpResponse(signed.write_file(version, by=request.user), JSONL)
        name = f"{package}-{version.number}.chuan.jsonl"
        answer["Content-Disposition"] = f'attachment; filename="{name}"'
        return answer

    @extend_schema(
        summary=_("Take a signed file of another library in"),
        description=_("All of it or nothing: a key that is not trusted is refused."),
        request={"multipart/form-data": PackageFileInput},
        responses={201: TakenInShape},
    )
    def take_in(self, request: Asked) -> Response:
        may.PUBLISH.require(request.user)
        read = signed.read_file(self.sent(PackageFileInput)["file"].read(LARGEST + 1))
        made = signed.take_in(read, by=request.user)
        draft, number = (made.pk, None) if isinstance(made, PackageDraft) else (None, made.number)
        said = {
            "signer": read.signer,
            "package": made.package.key,
            "published": number,
            "draft": draft,
        }
        return self.one(said, TakenInShape, status=201)


def _offer(request: Asked, pk: UUID) -> Offer:
    may.READ.require(request.user)
    return get_object_or_404(Offer, pk=pk)


def _differences(offer: Offer) -> list[Any]:
    ours = answering.ours_of(offer)
    if ours is None:
        return []
    return [p for p in answering.differences(offer, ours.nodes).pieces if p.fate != "same"]
