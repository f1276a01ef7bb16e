"""Long prints: ask for one, see how far it is, fetch the file."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.api.doors import Asked, Door
from apps.documents import permissions as may
from apps.documents.api.examples import ID
from apps.documents.http import TYPES, print_named
from apps.documents.models import PrintJob
from apps.documents.selectors import visible_versions
from apps.documents.selectors.printing import prints_of
from apps.documents.services.presence import printed_so_far
from apps.documents.services.printing import MOST, ask_print, print_again
from kernel.api.description import looks_like
from kernel.files.services import read_file

WHAT = (("pdf", "PDF"), ("docx", "DOCX"))


class PrintShape(serializers.Serializer[Any]):
    """A print on its way; the file is there once the state says “done”."""

    id = serializers.UUIDField()
    what = serializers.ChoiceField([*WHAT, ("zip", "ZIP")])
    versions = serializers.SerializerMethodField()
    state = serializers.ChoiceField(PrintJob.State.choices)
    sentence = serializers.CharField(help_text=_("Why it could not be printed"))
    done = serializers.SerializerMethodField(help_text=_("Pages printed so far"))
    total = serializers.SerializerMethodField(help_text=_("Pages expected; 0 before it begins"))
    file = serializers.CharField(
        source="file.name", default="", help_text=_("Name of the file; empty until it is there")
    )
    asked_at = serializers.DateTimeField()

    def get_versions(self, job: PrintJob) -> list[UUID]:
        return sorted(version.pk for version in job.versions.all())

    def get_done(self, job: PrintJob) -> int:
        return self._pages(job)[0]

    def get_total(self, job: PrintJob) -> int:
        return self._pages(job)[1]

    def _pages(self, job: PrintJob) -> tuple[int, int]:
        return printed_so_far(job.pk) if job.is_under_way else (job.done, job.total)


@looks_like("two procedures as one archive", {"versions": [ID], "what": "pdf"})
class PrintInput(serializers.Serializer[Any]):
    """What is printed; several versions become one ZIP of their PDFs."""

    versions = serializers.ListField(
        child=serializers.UUIDField(), allow_empty=False, max_length=MOST
    )
    what = serializers.ChoiceField(WHAT, default="pdf")


class Prints(Door):
    """Your own prints."""

    area = may.AREA
    serializer_class = PrintShape

    def get_queryset(self) -> QuerySet[PrintJob]:
        return prints_of(self.asked.user)

    @extend_schema(summary=_("Your prints, newest first"))
    def list(self, request: Asked) -> Response:
        return self.page(self.get_queryset())

    @extend_schema(
        summary=_("Have versions printed by a worker"),
        description=_("Asked for twice while it waits, it is the print that is there."),
        request=PrintInput,
        responses={202: PrintShape},
    )
    def create(self, request: Asked) -> Response:
        may.READ.require(request.user)
        data = self.sent(PrintInput)
        found = visible_versions(request.user).in_bulk(data["versions"])
        if missing := [str(pk) for pk in data["versions"] if pk not in found]:
            said = _("There is no such version: %(ids)s.") % {"ids": ", ".join(missing)}
            raise serializers.ValidationError({"versions": [said]})
        job = ask_print(list(found.values()), data["what"], by=request.user)
        return self.made(self._found(job.pk), PrintShape, "api:print", status=202, pk=job.pk)

    @extend_schema(summary=_("How far a print is"))
    def retrieve(self, request: Asked, pk: UUID) -> Response:
        return self.one(self._found(pk))

    @extend_schema(
        summary=_("Print once more, after a failure"), request=None, responses=PrintShape
    )
    def again(self, request: Asked, pk: UUID) -> Response:
        return self.one(print_again(self._found(pk), by=request.user))

    @extend_schema(
        summary=_("The printed file"),
        responses={(200, kind): OpenApiTypes.BINARY for kind in TYPES.values()},
    )
    def file(self, request: Asked, pk: UUID) -> HttpResponse:
        found = self._found(pk)
        if found.file is None:
            raise Http404
        return print_named(read_file(found.file), found.file.name, found.what)

    def _found(self, pk: UUID) -> PrintJob:
        found: PrintJob = get_object_or_404(self.get_queryset(), pk=pk)
        return found
