"""What keeps documents right for other systems: reviews, codes, impacts, and files as versions."""

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.parsers import MultiPartParser
from rest_framework.response import Response

from accounts.api.doors import Asked, Door
from accounts.api.shapes import PersonShape
from apps.documents import permissions as may
from apps.documents.api.examples import ID
from apps.documents.api.shapes import DocumentName, VersionShape
from apps.documents.api.versions import version_of
from apps.documents.models import Document, Impact, Review, Version
from apps.documents.selectors import visible_documents
from apps.documents.selectors.impact import impacts_of
from apps.documents.services.codes import change_code
from apps.documents.services.impact import name_impacts, settle_impact
from apps.documents.services.reviewing import record_review
from apps.documents.services.uploading import replace_file, upload_next_version
from kernel.api.description import looks_like
from kernel.api.versions import shown


class ReviewShape(serializers.Serializer[Any]):
    """What somebody found when reading it again."""

    on = serializers.DateField()
    outcome = serializers.ChoiceField(Review.Outcome.choices)
    note = serializers.CharField()
    reviewed_by = PersonShape()


@looks_like("kept", {"outcome": "keep", "note": "Đã đối chiếu với thực tế, còn phù hợp."})
class ReviewInput(serializers.Serializer[Any]):
    """What somebody found; today where no day is said."""

    outcome = serializers.ChoiceField(Review.Outcome.choices)
    note = serializers.CharField(required=False, default="", allow_blank=True, max_length=2000)
    on = serializers.DateField(required=False, allow_null=True, default=None)


@looks_like("another code", {"code": "QT.VP.01", "why": "Sắp xếp lại danh mục"})
class CodeInput(serializers.Serializer[Any]):
    """Another code, and why."""

    code = serializers.CharField(max_length=50)
    why = serializers.CharField(max_length=1000)


class ImpactShape(serializers.Serializer[Any]):
    """A document that a change affects, and what was done about it."""

    id = serializers.UUIDField()
    document = DocumentName()
    what = serializers.CharField()
    settled_at = serializers.DateTimeField(allow_null=True)
    how = serializers.CharField()


class ImpactInput(serializers.Serializer[Any]):
    """One document that is affected."""

    document = serializers.UUIDField()
    what = serializers.CharField(required=False, default="", allow_blank=True, max_length=300)


@looks_like("one document", {"impacts": [{"document": ID, "what": "Sửa mục viện dẫn"}]})
class ImpactsInput(serializers.Serializer[Any]):
    """All that are affected: exactly these."""

    impacts = serializers.ListField(child=ImpactInput(), max_length=200)


@looks_like("settled", {"how": "Đã sửa đổi lần 01 theo quyết định số 05/QĐ-UBND"})
class SettledInput(serializers.Serializer[Any]):
    """What was done about it."""

    how = serializers.CharField(max_length=300)


class UploadInput(serializers.Serializer[Any]):
    """DOCX or PDF; of what is in force the next version, of a draft another file."""

    file = serializers.FileField()
    amend = serializers.BooleanField(default=False)
    reason = serializers.CharField(required=False, default="", allow_blank=True, max_length=5000)


class Keeping(Door):
    """Reviews, codes and impacts of documents."""

    area = may.AREA
    serializer_class = ReviewShape

    @extend_schema(summary=_("The reviews of a version"), responses=ReviewShape(many=True))
    def reviews(self, request: Asked, pk: UUID) -> Response:
        rows = version_of(request, pk).reviews.select_related("reviewed_by")
        return self.page(rows, ReviewShape)

    @extend_schema(
        summary=_("Record a periodic review"),
        request=ReviewInput,
        responses={201: ReviewShape},
    )
    def review(self, request: Asked, pk: UUID) -> Response:
        found = version_of(request, pk)
        made = record_review(found, by=request.user, **self.sent(ReviewInput))
        return shown(request, ReviewShape(made).data, status=201)

    @extend_schema(
        summary=_("Give a document another code"), request=CodeInput, responses=DocumentName
    )
    def code(self, request: Asked, pk: UUID) -> Response:
        found = get_object_or_404(visible_documents(request.user), pk=pk)
        changed = change_code(found, by=request.user, **self.sent(CodeInput))
        return shown(request, DocumentName(changed).data)

    @extend_schema(
        summary=_("The documents that a change affects"), responses=ImpactShape(many=True)
    )
    def impacts(self, request: Asked, pk: UUID) -> Response:
        rows = impacts_of(version_of(request, pk))
        return shown(request, ImpactShape(rows, many=True).data)

    @extend_schema(
        summary=_("Name the documents that a draft affects"),
        request=ImpactsInput,
        responses=ImpactShape(many=True),
    )
    def name_impacts(self, request: Asked, pk: UUID) -> Response:
        found = version_of(request, pk)
        may.DRAFT.require(request.user, over=found)
        said = self.sent(ImpactsInput)["impacts"]
        seen = visible_documents(request.user).in_bulk([each["document"] for each in said])
        named = [(_known(seen, each["document"]), each["what"]) for each in said]
        name_impacts(found, named, by=request.user)
        return shown(request, ImpactShape(impacts_of(found), many=True).data)

    @extend_schema(
        summary=_("Say what was done about an affected document"),
        request=SettledInput,
        responses=ImpactShape,
    )
    def settle(self, request: Asked, pk: UUID) -> Response:
        impact = get_object_or_404(Impact.objects.select_related("document", "version"), pk=pk)
        version_of(request, impact.version_id)
        settled = settle_impact(impact, by=request.user, **self.sent(SettledInput))
        return shown(request, ImpactShape(settled).data)


class Uploads(Door):
    """Files as versions."""

    area = may.AREA
    serializer_class = VersionShape
    parser_classes = [MultiPartParser]

    @extend_schema(
        summary=_("Upload a file as a version"),
        request={"multipart/form-data": UploadInput},
        responses={201: VersionShape},
    )
    def create(self, request: Asked, pk: UUID) -> Response:
        found = version_of(request, pk)
        may.DRAFT.require(request.user, over=found)
        made = self._uploaded(found, request, self.sent(UploadInput))
        return self.made(made, VersionShape, "api:version", pk=made.pk)

    def _uploaded(self, found: Version, request: Asked, said: dict[str, Any]) -> Version:
        file = said.pop("file")
        data, name = file.read(), file.name or ""
        if found.is_drafted:
            return replace_file(found, data, name, by=request.user)
        return upload_next_version(found.document, data, name, by=request.user, **said)


def _known(seen: dict[Any, Document], key: UUID) -> Document:
    if key not in seen:
        raise serializers.ValidationError({"impacts": [_("There is no such document.")]})
    return seen[key]
