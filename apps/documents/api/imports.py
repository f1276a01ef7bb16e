"""Filing what exists already: a file becomes a draft, read by a worker."""

from typing import Any
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.parsers import MultiPartParser
from rest_framework.response import Response

from accounts.api.doors import Asked, Door
from apps.documents import permissions as may
from apps.documents import services
from apps.documents.api.examples import CHOSEN_FILES
from apps.documents.models import ImportBatch, ImportJob, Kind
from apps.documents.selectors.importing import batches_of, imports_of
from kernel.refusals import BadInput


class ImportShape(serializers.Serializer[Any]):
    """A file on its way to a draft; `version` is there once it was read."""

    id = serializers.UUIDField()
    file = serializers.CharField(source="file.name")
    state = serializers.ChoiceField(ImportJob.State.choices)
    sentence = serializers.CharField(help_text=_("Why it was refused, or what became of it"))
    version = serializers.UUIDField(source="version_id", allow_null=True)
    asked_at = serializers.DateTimeField()


class ReadFileShape(ImportShape):
    """A file of a batch with what was recognised in it."""

    kind = serializers.CharField(source="report.guess.kind", default="")
    code = serializers.CharField(source="report.guess.code", default="")
    title = serializers.CharField(source="report.guess.title", default="")
    confidence = serializers.IntegerField(
        source="report.confidence", default=0, help_text=_("0 to 100")
    )
    in_tray = serializers.IntegerField(
        source="report.counts.tray", default=0, help_text=_("Pieces that found no place")
    )


class FileInput(serializers.Serializer[Any]):
    """DOCX, PDF with text, HTML, Markdown or plain text."""

    file = serializers.FileField(allow_empty_file=True)


class FilesInput(serializers.Serializer[Any]):
    """Several files, or a ZIP of them."""

    file = serializers.ListField(
        child=serializers.FileField(allow_empty_file=True), allow_empty=False
    )


class BatchShape(serializers.Serializer[Any]):
    """Files that came together, each with how far it is."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    asked_at = serializers.DateTimeField()
    made_at = serializers.DateTimeField(allow_null=True, help_text=_("When drafts were made"))
    files = ReadFileShape(source="jobs", many=True)


class ChoiceInput(serializers.Serializer[Any]):
    """One file that is to become a draft, as it is to be."""

    id = serializers.UUIDField()
    code = serializers.CharField(max_length=50)
    title = serializers.CharField(
        max_length=300,
        allow_blank=True,
        default="",
        help_text=_("Of a new version: what it is called from its day in force; empty: as before"),
    )
    kind = serializers.ChoiceField(Kind.choices)
    unit = serializers.UUIDField(required=False, allow_null=True)
    way = serializers.ChoiceField(services.WAYS, default="new")
    forms = serializers.BooleanField(default=True)


class ChoicesInput(serializers.Serializer[Any]):
    """The files to make drafts of; those not named are left."""

    files = ChoiceInput(many=True, allow_empty=False)


class Batches(Door):
    """Your own batches of files."""

    area = may.AREA
    serializer_class = BatchShape

    def get_queryset(self) -> QuerySet[ImportBatch]:
        return batches_of(self.asked.user).prefetch_related(_jobs())

    def get_parsers(self) -> list[Any]:
        return [MultiPartParser()] if self._is_upload() else super().get_parsers()

    def _is_upload(self) -> bool:
        return "post" in getattr(self, "action_map", {}) and self.action_map["post"] == "create"

    @extend_schema(summary=_("Your batches of files, newest first"))
    def list(self, request: Asked) -> Response:
        return self.page(self.get_queryset())

    @extend_schema(
        summary=_("File several existing documents"),
        request={"multipart/form-data": FilesInput},
        responses={202: BatchShape},
    )
    def create(self, request: Asked) -> Response:
        may.DRAFT.require(request.user)
        files = self.sent(FilesInput)["file"]
        for file in files:
            services.refuse_size(file.size)
        read = [(file.read(), file.name or "") for file in files]
        batch = services.ask_batch(read, by=request.user)
        return self.made(batch, BatchShape, "api:import-batch", status=202, pk=batch.pk)

    @extend_schema(summary=_("How far a batch is, and what was recognised"))
    def retrieve(self, request: Asked, pk: UUID) -> Response:
        return self.one(get_object_or_404(self.get_queryset(), pk=pk))

    @extend_schema(
        summary=_("Make drafts of the files named"),
        request=ChoicesInput,
        responses=BatchShape,
        examples=[CHOSEN_FILES],
    )
    def make(self, request: Asked, pk: UUID) -> Response:
        batch = get_object_or_404(batches_of(request.user), pk=pk)
        sent = self.sent(ChoicesInput)["files"]
        if {one["id"] for one in sent} - set(batch.jobs.values_list("pk", flat=True)):
            raise BadInput(_("Not all of these files are in this batch."))
        choices = {str(one.pop("id")): {**one, "chosen": True} for one in sent}
        services.make_drafts(batch, choices, by=request.user)
        return self.one(get_object_or_404(self.get_queryset(), pk=pk))


def _jobs() -> "Prefetch[Any]":
    return Prefetch("jobs", ImportJob.objects.select_related("file").order_by("file__name", "pk"))


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
