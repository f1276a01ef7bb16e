"""What goes out: the register of numbers, letters that correct, and who signs in what capacity."""

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.api.doors import Asked, Door
from accounts.api.shapes import PersonShape
from accounts.models import User
from apps.documents import permissions as may
from apps.documents.api.examples import ID
from apps.documents.api.shapes import DocumentName, VersionShape
from apps.documents.api.versions import version_of
from apps.documents.models import IssueSheet, Kind, SigningAuthority
from apps.documents.selectors.authority import authorities
from apps.documents.selectors.outgoing import sheets
from apps.documents.services.authority import end_authority, grant_authority
from apps.documents.services.authority_text import block
from apps.documents.services.corrections import LONGEST, MOST, Mistake, draft_correction
from apps.documents.services.decision_text import authority_lines
from apps.documents.services.outgoing import note_sheet
from kernel import clock
from kernel.api.description import looks_like


class OutgoingShape(serializers.Serializer[Any]):
    """One line of the register of outgoing documents."""

    id = serializers.UUIDField()
    version = serializers.UUIDField(source="decision_id")
    document = DocumentName(source="decision.document")
    number = serializers.IntegerField()
    symbol = serializers.CharField()
    signed_on = serializers.DateField()
    signer = PersonShape(source="decision.approver", allow_null=True)
    source = serializers.ChoiceField(IssueSheet.Source.choices)  # type: ignore[assignment]
    copies = serializers.IntegerField(allow_null=True)
    keeper = serializers.CharField()
    sent_on = serializers.DateField(allow_null=True)
    note = serializers.CharField()


class OutgoingFilters(serializers.Serializer[Any]):
    """What narrows the register."""

    year = serializers.IntegerField(
        required=False, min_value=1900, max_value=9999, help_text=_("Left out: this year")
    )
    q = serializers.CharField(required=False, default="", max_length=100)
    source = serializers.ChoiceField(  # type: ignore[assignment]
        IssueSheet.Source.choices, required=False, default=""
    )


@looks_like("sent", {"copies": 5, "sent_on": "2026-11-23"})
class OutgoingInput(serializers.Serializer[Any]):
    """What is filled in when a paper has gone out."""

    copies = serializers.IntegerField(required=False, allow_null=True, min_value=0, max_value=9999)
    keeper = serializers.CharField(required=False, allow_blank=True, max_length=200)
    sent_on = serializers.DateField(required=False, allow_null=True)
    note = serializers.CharField(required=False, allow_blank=True, max_length=300)


class Outgoing(Door):
    """“Sổ đăng ký văn bản đi”."""

    area = may.AREA
    serializer_class = OutgoingShape

    @extend_schema(
        summary=_("The register of outgoing documents"),
        parameters=[OutgoingFilters],
        responses=OutgoingShape(many=True),
    )
    def list(self, request: Asked) -> Response:
        may.SEE_DRAFTS.require(request.user)
        asked = OutgoingFilters(data=request.query_params)
        asked.is_valid(raise_exception=True)
        data = asked.validated_data
        year = data.get("year") or clock.today().year
        return self.page(sheets(year, data["q"], data["source"]))

    @extend_schema(
        summary=_("Note how many copies went out when"),
        request=OutgoingInput,
        responses=OutgoingShape,
    )
    def partial_update(self, request: Asked, pk: UUID) -> Response:
        may.ISSUE.require(request.user)
        rows = IssueSheet.objects.select_related("decision__document", "decision__approver")
        found, data = get_object_or_404(rows, pk=pk), self.sent(OutgoingInput)
        names = ("copies", "keeper", "sent_on", "note")
        said = {name: data.get(name, getattr(found, name)) for name in names}
        note_sheet(found, by=request.user, **said)
        return self.one(get_object_or_404(rows, pk=pk))


class MistakeInput(serializers.Serializer[Any]):
    """What is printed, and as what it is to be read."""

    wrong = serializers.CharField(max_length=LONGEST)
    right = serializers.CharField(max_length=LONGEST)


@looks_like("one mistake", {"mistakes": [{"wrong": "Điều 21", "right": "Điều 12"}]})
class CorrectionInput(serializers.Serializer[Any]):
    """Errors of form in an issued version."""

    mistakes = serializers.ListField(child=MistakeInput(), allow_empty=False, max_length=MOST)


class Corrections(Door):
    """“Công văn đính chính”."""

    area = may.AREA
    serializer_class = VersionShape

    @extend_schema(
        summary=_("Draft the letter that corrects errors of form"),
        request=CorrectionInput,
        responses={201: VersionShape},
    )
    def create(self, request: Asked, pk: UUID) -> Response:
        found = version_of(request, pk)
        may.DRAFT.require(request.user, over=found)
        data = self.sent(CorrectionInput)
        mistakes = [Mistake(each["wrong"], each["right"]) for each in data["mistakes"]]
        letter = draft_correction(found, mistakes, by=request.user)
        made = version_of(request, letter.pk)
        return self.made(made, VersionShape, "api:version", pk=made.pk)


class AuthorityShape(serializers.Serializer[Any]):
    """Who signs in what capacity; `lines` are those above the signature."""

    id = serializers.UUIDField()
    kind = serializers.CharField()
    capacity = serializers.ChoiceField(SigningAuthority.Capacity.choices)
    on_behalf_of = serializers.CharField()
    post = serializers.CharField()
    lines = serializers.SerializerMethodField()
    person = PersonShape(allow_null=True)
    field = serializers.CharField()
    basis = serializers.CharField()
    agency_seal = serializers.BooleanField()
    starts_on = serializers.DateField()
    ends_on = serializers.DateField(allow_null=True)

    def get_lines(self, row: SigningAuthority) -> list[str]:
        return list(block(row, authority_lines()))


@looks_like(
    "a deputy",
    {"capacity": "KT.", "post": "Phó Chủ tịch", "person": ID, "starts_on": "2026-11-21"},
)
class AuthorityInput(serializers.Serializer[Any]):
    """An authority that is laid down."""

    capacity = serializers.ChoiceField(SigningAuthority.Capacity.choices)
    kind = serializers.ChoiceField(Kind.choices, required=False, default="", allow_blank=True)
    on_behalf_of = serializers.CharField(
        required=False, default="", allow_blank=True, max_length=200
    )
    post = serializers.CharField(max_length=200)
    person = serializers.PrimaryKeyRelatedField(
        queryset=User.objects.filter(is_active=True), required=False, default=None, allow_null=True
    )
    field = serializers.CharField(required=False, default="", allow_blank=True, max_length=200)
    basis = serializers.CharField(required=False, default="", allow_blank=True, max_length=300)
    agency_seal = serializers.BooleanField(required=False, default=True)
    starts_on = serializers.DateField()
    ends_on = serializers.DateField(required=False, default=None, allow_null=True)


class Authorities(Door):
    """Signing authority."""

    area = may.AREA
    serializer_class = AuthorityShape

    @extend_schema(summary=_("Who signs in what capacity"), responses=AuthorityShape(many=True))
    def list(self, request: Asked) -> Response:
        may.AUTHORIZE.require(request.user)
        return self.page(authorities().order_by("-starts_on", "pk"))

    @extend_schema(
        summary=_("Lay down an authority"),
        request=AuthorityInput,
        responses={201: AuthorityShape},
    )
    def create(self, request: Asked) -> Response:
        may.AUTHORIZE.require(request.user)
        made = grant_authority(by=request.user, **self.sent(AuthorityInput))
        return self.one(made, status=201)

    @extend_schema(summary=_("End an authority today"), request=None, responses=AuthorityShape)
    def end(self, request: Asked, pk: UUID) -> Response:
        may.AUTHORIZE.require(request.user)
        row = get_object_or_404(authorities(), pk=pk)
        end_authority(row, by=request.user)
        return self.one(get_object_or_404(authorities(), pk=pk))
