"""Signing outside: the PDF to be signed, the signed one taken back, and what was found about it."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.parsers import JSONParser, MultiPartParser
from rest_framework.response import Response

from accounts.api.doors import Asked, Door
from apps.documents import permissions as may
from apps.documents.api.versions import version_of
from apps.documents.http import paper
from apps.documents.models import SignedCopy, Version
from apps.documents.selectors.signing import ISSUED, signing_of
from apps.documents.services import sealing, signing
from apps.documents.services.checking_code import check_url
from kernel.api.versions import shown
from kernel.files.services import read_file


class TryShape(serializers.Serializer[Any]):
    """A file that was handed in, with the verdict of its day."""

    id = serializers.UUIDField()
    stage = serializers.ChoiceField(SignedCopy.Stage.choices)
    accepted = serializers.BooleanField()
    reasons = serializers.SerializerMethodField(help_text=_("Why it was refused"))
    sha256 = serializers.CharField(source="file.sha256")
    recorded_by = serializers.CharField(source="recorded_by.full_name")
    recorded_at = serializers.DateTimeField()
    verdict = serializers.JSONField(help_text=_("Every check of the file and of each signature"))

    def get_reasons(self, copy: SignedCopy) -> list[str]:
        return signing.verdict_of(copy).reasons


class SigningShape(serializers.Serializer[Any]):
    """How far the signing of a version is; `official` is what all have signed."""

    bears_seal = serializers.BooleanField()
    check_url = serializers.CharField(help_text=_("The public page about this version"))
    official = TryShape(allow_null=True)
    tries = TryShape(many=True)


class SignedInput(serializers.Serializer[Any]):
    """The PDF as it came back from the signing program."""

    file = serializers.FileField(allow_empty_file=True)


class Signing(Door):
    """People sign with their own keys, outside; here it is verified."""

    area = may.AREA
    serializer_class = SigningShape
    parser_classes = [MultiPartParser, JSONParser]

    @extend_schema(summary=_("How far the signing of a version is"))
    def retrieve(self, request: Asked, pk: UUID) -> Response:
        found = self._issued(pk)
        state = signing_of(found)
        may_see = signing.may_see_tries(request.user, found)
        said = {
            "bears_seal": state.bears_seal,
            "check_url": check_url(found),
            "official": state.official,
            "tries": state.tries if may_see else [],
        }
        return shown(request, SigningShape(said).data)

    @extend_schema(
        summary=_("The PDF with empty fields, to be signed outside"),
        request=None,
        responses={(200, "application/pdf"): OpenApiTypes.BINARY},
    )
    def take(self, request: Asked, pk: UUID) -> HttpResponse:
        found = self._issued(pk)
        return paper(read_file(signing.give_out(found, by=request.user)), found, "pdf")

    @extend_schema(
        summary=_("Hand the signed PDF in"),
        description=_("A file that is not accepted is kept with its reasons, too."),
        request={"multipart/form-data": SignedInput},
        responses={201: TryShape},
    )
    def hand_in(self, request: Asked, pk: UUID) -> Response:
        found = self._issued(pk)
        may.SIGN.require(request.user, over=found)
        file = self.sent(SignedInput)["file"]
        copy = signing.hand_in(found, file.read(), file.name or "", by=request.user)
        return self.made(copy, TryShape, "api:signing", pk=found.pk)

    @extend_schema(
        summary=_("Check what was taken in again, as of today"),
        request=None,
        responses={201: TryShape},
    )
    def check(self, request: Asked, pk: UUID) -> Response:
        copy = signing.check_again(self._issued(pk), by=request.user)
        return self.made(copy, TryShape, "api:signing", pk=pk)

    @extend_schema(
        summary=_("Put the seal of the agency"),
        description=_("A person's own act: a token cannot."),
        request=None,
        responses={201: TryShape},
    )
    def seal(self, request: Asked, pk: UUID) -> Response:
        copy = sealing.put_seal(self._issued(pk), by=request.user)
        return self.made(copy, TryShape, "api:signing", pk=pk)

    def _issued(self, pk: UUID) -> Version:
        found = version_of(self.asked, pk)
        if found.state not in ISSUED:
            raise Http404
        return found
