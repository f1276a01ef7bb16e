"""Record types and the yearly list for other systems."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.parsers import MultiPartParser
from rest_framework.response import Response

from accounts.api.doors import Asked, Door
from apps.documents.http import pdf_named
from apps.records import permissions as may
from apps.records.api.folders_shapes import FolderShape
from apps.records.api.types_shapes import (
    BeginInput,
    EntriesOrderInput,
    EntryChange,
    EntryInput,
    EntryShape,
    IssueListInput,
    ListShape,
    ListSheetInput,
    ListSheetShape,
    TypeChange,
    TypeInput,
    TypeShape,
)
from apps.records.models import FileList, ListEntry, RecordType
from apps.records.selectors.lists import entries_of
from apps.records.selectors.types import record_types
from apps.records.services import lists as list_verbs
from apps.records.services import types as verbs
from apps.records.services.folders import open_entry
from apps.records.services.lists_paper import list_paper
from apps.records.services.lists_sheet import MOST_BYTES, as_range, planned, read_range
from kernel import printing
from kernel.api.versions import require_same, shown


class RecordTypes(Door):
    """Which records are kept, by whom, where and how long (7.5.3.2)."""

    area = may.AREA
    serializer_class = TypeShape

    @extend_schema(summary=_("The record types in use"), responses=TypeShape(many=True))
    def list(self, request: Asked) -> Response:
        may.FILL.require(request.user)
        return self.page(record_types())

    @extend_schema(
        summary=_("Lay down a record type"), request=TypeInput, responses={201: TypeShape}
    )
    def create(self, request: Asked) -> Response:
        made = verbs.add_type(by=request.user, **self.sent(TypeInput))
        return self.made(made, TypeShape, "api:record-type", pk=made.pk)

    @extend_schema(
        summary=_("Take all record types from the library that are not there yet"),
        request=None,
        responses={200: TypeShape(many=True)},
    )
    def take(self, request: Asked) -> Response:
        taken = verbs.take_types(None, by=request.user)
        return shown(request, TypeShape(taken, many=True).data)

    @extend_schema(summary=_("One record type"))
    def retrieve(self, request: Asked, pk: UUID) -> Response:
        may.FILL.require(request.user)
        return shown(request, TypeShape(self._found(pk)).data)

    @extend_schema(summary=_("Correct a record type"), request=TypeChange, responses=TypeShape)
    def partial_update(self, request: Asked, pk: UUID) -> Response:
        found = self._found(pk)
        may.ARRANGE.require(request.user)
        require_same(request, TypeShape(found).data)
        verbs.change_type(found, by=request.user, **self.sent(TypeChange))
        return shown(request, TypeShape(self._found(pk)).data)

    @extend_schema(
        summary=_("Make no more records of this kind"), request=None, responses=TypeShape
    )
    def end(self, request: Asked, pk: UUID) -> Response:
        verbs.end_type(self._found(pk), by=request.user)
        return shown(request, TypeShape(self._found(pk)).data)

    def _found(self, pk: UUID) -> RecordType:
        return get_object_or_404(RecordType.objects.select_related("unit"), pk=pk)


class FileLists(Door):
    """“Danh mục hồ sơ” of each year (NĐ 30/2020/NĐ-CP, Điều 28)."""

    area = may.AREA
    serializer_class = ListShape

    @extend_schema(summary=_("The lists of folders by year"), responses=ListShape(many=True))
    def list(self, request: Asked) -> Response:
        may.FILL.require(request.user)
        return self.page(FileList.objects.order_by("-year"))

    @extend_schema(
        summary=_("Begin the list of a year, filled where that is asked for"),
        request=BeginInput,
        responses={201: ListShape},
    )
    def create(self, request: Asked) -> Response:
        said = self.sent(BeginInput)
        with transaction.atomic():
            made = list_verbs.begin_list(said["year"], by=request.user)
            if said["source"] == "last":
                list_verbs.copy_last_year(made, by=request.user)
            elif said["source"] == "types":
                list_verbs.copy_types(made, by=request.user)
        return self.made(made, ListShape, "api:file-list", pk=made.pk)

    @extend_schema(summary=_("The list of one year"))
    def retrieve(self, request: Asked, pk: UUID) -> Response:
        may.FILL.require(request.user)
        return self.one(self._found(pk))

    @extend_schema(summary=_("Its rows in order"), responses=EntryShape(many=True))
    def entries(self, request: Asked, pk: UUID) -> Response:
        may.FILL.require(request.user)
        return self.page(entries_of(self._found(pk)), EntryShape)

    @extend_schema(summary=_("Add a row"), request=EntryInput, responses={201: EntryShape})
    def add(self, request: Asked, pk: UUID) -> Response:
        found = self._found(pk)
        made = list_verbs.add_entry(found, by=request.user, **self.sent(EntryInput))
        return shown(request, EntryShape(made).data, status=201)

    @extend_schema(
        summary=_("Put the rows in another order"), request=EntriesOrderInput, responses=ListShape
    )
    def order(self, request: Asked, pk: UUID) -> Response:
        found = self._found(pk)
        may.ARRANGE.require(request.user)
        keys = self.sent(EntriesOrderInput)["rows"]
        if found.entries.filter(pk__in=keys).count() != len(set(keys)):
            raise ValidationError({"rows": [_("There is no such row in it.")]})
        list_verbs.order_entries(found, keys, by=request.user)
        return self.one(self._found(pk))

    @extend_schema(
        summary=_("Issue the list by a decision"), request=IssueListInput, responses=ListShape
    )
    def issue(self, request: Asked, pk: UUID) -> Response:
        found = self._found(pk)
        may.ARRANGE.require(request.user)
        list_verbs.issue_list(found, by=request.user, **self.sent(IssueListInput))
        return self.one(self._found(pk))

    @extend_schema(
        summary=_("The list as it is printed"),
        responses={(200, "application/pdf"): OpenApiTypes.BINARY},
    )
    def pdf(self, request: Asked, pk: UUID) -> HttpResponse:
        may.FILL.require(request.user)
        found = self._found(pk)
        return pdf_named(printing.to_pdf(list_paper(found)), f"danh-muc-ho-so-{found.year}.pdf")

    def _found(self, pk: UUID) -> FileList:
        return get_object_or_404(FileList, pk=pk)


class ListSheets(Door):
    """Rows of the yearly list out of a sheet."""

    area = may.AREA
    serializer_class = ListSheetShape
    parser_classes = [MultiPartParser]

    @extend_schema(
        summary=_("Take the rows of an XLSX sheet in, all but those with a fault"),
        description=_("What is in the list already stays as it is."),
        request={"multipart/form-data": ListSheetInput},
        responses=ListSheetShape,
    )
    def create(self, request: Asked, pk: UUID) -> Response:
        found = get_object_or_404(FileList, pk=pk)
        may.ARRANGE.require(request.user)
        said = self.sent(ListSheetInput)
        plan = planned(found, read_range(as_range(said["file"].read(MOST_BYTES + 1))))
        taken = 0 if said["look"] else list_verbs.add_rows(found, plan.facts, by=request.user)
        told = {"taken": taken, "new": plan.new, "same": plan.same, "wrong": plan.wrong}
        return shown(request, ListSheetShape(told).data)


class ListEntries(Door):
    """Rows of the yearly list."""

    area = may.AREA
    serializer_class = EntryShape

    @extend_schema(summary=_("One row of a list"))
    def retrieve(self, request: Asked, pk: UUID) -> Response:
        may.FILL.require(request.user)
        return shown(request, EntryShape(self._found(pk)).data)

    @extend_schema(summary=_("Correct a row"), request=EntryChange, responses=EntryShape)
    def partial_update(self, request: Asked, pk: UUID) -> Response:
        found = self._found(pk)
        may.ARRANGE.require(request.user)
        require_same(request, EntryShape(found).data)
        list_verbs.change_entry(found, by=request.user, **self.sent(EntryChange))
        return shown(request, EntryShape(self._found(pk)).data)

    @extend_schema(
        summary=_("Take a row out; of an issued list it is struck through"),
        request=None,
        responses={204: None},
    )
    def remove(self, request: Asked, pk: UUID) -> Response:
        list_verbs.remove_entry(self._found(pk), by=request.user)
        return Response(status=204)

    @extend_schema(
        summary=_("Open the folder of a row; one that is open is that one"),
        request=None,
        responses={201: FolderShape},
    )
    def open(self, request: Asked, pk: UUID) -> Response:
        made = open_entry(self._found(pk), by=request.user)
        return self.made(made, FolderShape, "api:folder", pk=made.pk)

    def _found(self, pk: UUID) -> Any:
        return get_object_or_404(ListEntry.objects.select_related("list", "type", "unit"), pk=pk)
