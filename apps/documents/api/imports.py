"""Filing what exists already: a file becomes a draft, read by a worker."""

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.parsers import MultiPartParser
from rest_framework.response import Response

from accounts.api.doors import Asked, Door
from apps.documents import permissions as may
from apps.documents import services
from apps.documents.models import ImportJob
from apps.documents.selectors.importing import imports_of


class ImportShape(serializers.Serializer[Any]):
    """A file on its way to a draft; `version` is there once it was read."""

    id = serializers.UUIDField()
    file = serializers.CharField(source="file.name")
    state = serializers.ChoiceField(ImportJob.State.choices)
    sentence = serializers.CharField(help_text=_("Why it was refused, or what became of it"))
    version = serializers.UUIDField(source="version_id", allow_null=True)
    asked_at = serializers.DateTimeField()


class FileInput(serializers.Serializer[Any]):
    """DOCX, PDF with text, HTML, Markdown or plain text."""

    file = serializers.FileField(allow_empty_file=True)


class Imports(Door):
    """Your own imports."""

    area = may.AREA
    serializer_class = ImportShape
    parser_classes = [MultiPartParser]

    @extend_schema(summary=_("Your imports, newest first"), responses=ImportShape(many=True))
    def list(self, request: Asked) -> Response:
        return self.page(imports_of(request.user))

    @extend_schema(
        summary=_("File an existing document"),
        request={"multipart/form-data": FileInput},
        responses={202: ImportShape},
    )
    def create(self, request: Asked) -> Response:
        may.DRAFT.require(request.user)
        file = self.sent(FileInput)["file"]
        services.refuse_size(file.size)
        job = services.ask_import(file.read(), file.name or "", by=request.user)
        return self.made(job, ImportShape, "api:import", status=202, pk=job.pk)

    @extend_schema(summary=_("How far an import is"))
    def retrieve(self, request: Asked, pk: UUID) -> Response:
        return self.one(get_object_or_404(imports_of(request.user), pk=pk))
