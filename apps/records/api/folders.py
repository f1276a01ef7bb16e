"""Folders and their papers for other systems: the same selectors and services as the pages."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.parsers import MultiPartParser
from rest_framework.response import Response

from accounts.api.doors import Asked, Door
from apps.documents.http import pdf_named, zip_opened
from apps.records import permissions as may
from apps.records.api.folders_shapes import (
    BundleShape,
    CloseInput,
    FolderChange,
    FolderFilters,
    FolderInput,
    FolderPlaceShape,
    FolderRow,
    FolderShape,
    MoveInput,
    OrderInput,
    PaperChange,
    PaperShape,
    PlaceInput,
    PutInput,
    ScanInput,
    UploadsInput,
    WhyInput,
)
from apps.records.api.slips import slip_of
from apps.records.api.slips_shapes import SlipShape
from apps.records.models import Bundle, Folder, FolderItem, FolderPlace
from apps.records.selectors.folders import WantedFolders, folders, visible_folders
from apps.records.services import folders as verbs
from apps.records.services import folders_papers as papers
from apps.records.services.folders_index import cover_pdf, index_paper
from apps.records.services.folders_slips import begin_slip
from apps.records.services.folders_zip import ask_again, ask_bundle
from kernel import printing
from kernel.api.versions import require_same, shown
from kernel.files.services import open_file, read_file


def folder_of(request: Asked, pk: UUID) -> Folder:
    """A folder that this person may see."""
    may.FILL.require(request.user)
    return get_object_or_404(visible_folders(request.user), pk=pk)


def place_of(folder: Folder, key: UUID | None) -> FolderPlace | None:
    """A place of this folder; raises ValidationError."""
    found = folder.places.filter(pk=key).first() if key else None
    if key and found is None:
        raise serializers.ValidationError({"place": [_("There is no such place in the folder.")]})
    return found


def one_place(request: Asked, pk: UUID) -> FolderPlace:
    """A place of a folder that this person may see."""
    may.FILL.require(request.user)
    seen = visible_folders(request.user).order_by().values("pk")
    return get_object_or_404(
        FolderPlace.objects.filter(folder__in=seen).select_related("folder"), pk=pk
    )


class Folders(Door):
    """Folders: the papers of one matter in the order of the work."""

    area = may.AREA
    serializer_class = FolderShape

    @extend_schema(
        summary=_("The folders one may see"),
        parameters=[FolderFilters],
        responses=FolderRow(many=True),
    )
    def list(self, request: Asked) -> Response:
        may.FILL.require(request.user)
        asked = FolderFilters(data=request.query_params)
        asked.is_valid(raise_exception=True)
        said = {name: str(value) for name, value in asked.validated_data.items()}
        return self.page(folders(request.user, WantedFolders(**said)), FolderRow)

    @extend_schema(summary=_("Open a folder"), request=FolderInput, responses={201: FolderShape})
    def create(self, request: Asked) -> Response:
        made = verbs.open_folder(by=request.user, **self.sent(FolderInput))
        return self.made(made, FolderShape, "api:folder", pk=made.pk)

    @extend_schema(summary=_("One folder with what it expects and what lies in it"))
    def retrieve(self, request: Asked, pk: UUID) -> Response:
        return shown(request, FolderShape(folder_of(request, pk)).data)

    @extend_schema(
        summary=_("Correct what is written on a folder"),
        request=FolderChange,
        responses=FolderShape,
    )
    def partial_update(self, request: Asked, pk: UUID) -> Response:
        found = folder_of(request, pk)
        may.FILE.require(request.user, over=found)
        require_same(request, FolderShape(found).data)
        verbs.change_folder(found, by=request.user, **self.sent(FolderChange))
        return shown(request, FolderShape(folder_of(request, pk)).data)

    @extend_schema(
        summary=_("Close a folder; what is missing needs a reason"),
        request=CloseInput,
        responses=FolderShape,
    )
    def close(self, request: Asked, pk: UUID) -> Response:
        verbs.close_folder(folder_of(request, pk), by=request.user, **self.sent(CloseInput))
        return self.one(folder_of(request, pk))

    @extend_schema(summary=_("Open a closed folder again"), request=WhyInput, responses=FolderShape)
    def reopen(self, request: Asked, pk: UUID) -> Response:
        verbs.reopen_folder(folder_of(request, pk), by=request.user, **self.sent(WhyInput))
        return self.one(folder_of(request, pk))

    @extend_schema(
        summary=_("Put a slip or a document in"), request=PutInput, responses={201: PaperShape}
    )
    def put(self, request: Asked, pk: UUID) -> Response:
        found, said = folder_of(request, pk), self.sent(PutInput)
        may.FILE.require(request.user, over=found)
        place = place_of(found, said.pop("place"))
        made = papers.add_record(found, said["kind"], said["key"], by=request.user, place=place)
        return shown(request, PaperShape(made).data, status=201)

    @extend_schema(
        summary=_("Wait for one more paper"), request=PlaceInput, responses={201: FolderPlaceShape}
    )
    def expect(self, request: Asked, pk: UUID) -> Response:
        found = folder_of(request, pk)
        made = papers.expect_paper(found, by=request.user, **self.sent(PlaceInput))
        return shown(request, FolderPlaceShape(made).data, status=201)

    @extend_schema(
        summary=_("The list of its papers as it is printed"),
        responses={(200, "application/pdf"): OpenApiTypes.BINARY},
    )
    def pdf(self, request: Asked, pk: UUID) -> HttpResponse:
        found = folder_of(request, pk)
        return pdf_named(printing.to_pdf(index_paper(found)), f"muc-luc-van-ban-{found.pk}.pdf")

    @extend_schema(
        summary=_("The cover of the folder as it is printed"),
        responses={(200, "application/pdf"): OpenApiTypes.BINARY},
    )
    def cover(self, request: Asked, pk: UUID) -> HttpResponse:
        found = folder_of(request, pk)
        return pdf_named(cover_pdf(found), f"bia-ho-so-{found.pk}.pdf")

    @extend_schema(
        summary=_("Put the papers in another order"), request=OrderInput, responses=FolderShape
    )
    def order(self, request: Asked, pk: UUID) -> Response:
        found, keys = folder_of(request, pk), self.sent(OrderInput)["papers"]
        may.FILE.require(request.user, over=found)
        there = found.items.filter(removed_at=None, pk__in=keys).count()
        if there != len(set(keys)):
            raise serializers.ValidationError({"papers": [_("There is no such paper in it.")]})
        papers.order_papers(found, keys, by=request.user)
        return self.one(folder_of(request, pk))

    @extend_schema(
        summary=_("Have the whole folder packed as a ZIP"),
        request=None,
        responses={201: BundleShape},
    )
    def pack(self, request: Asked, pk: UUID) -> Response:
        made = ask_bundle(folder_of(request, pk), by=request.user)
        return self.made(made, BundleShape, "api:bundle", pk=made.pk)


class PaperFiles(Door):
    """Files as papers of a folder."""

    area = may.AREA
    serializer_class = PaperShape
    parser_classes = [MultiPartParser]

    @extend_schema(
        summary=_("Put a file in; several pictures become one PDF"),
        request={"multipart/form-data": UploadsInput},
        responses={201: PaperShape},
    )
    def create(self, request: Asked, pk: UUID) -> Response:
        return self._added(request, folder_of(request, pk), None)

    @extend_schema(
        summary=_("Put a file into its place; several pictures become one PDF"),
        request={"multipart/form-data": UploadsInput},
        responses={201: PaperShape},
    )
    def into_place(self, request: Asked, pk: UUID) -> Response:
        place = one_place(request, pk)
        return self._added(request, place.folder, place)

    def _added(self, request: Asked, folder: Folder, place: FolderPlace | None) -> Response:
        may.FILE.require(request.user, over=folder)
        said = self.sent(UploadsInput)
        files = [(each.read(), each.name or "") for each in said.pop("file")]
        made = papers.add_files(folder, files, by=request.user, place=place, **said)
        return shown(request, PaperShape(made).data, status=201)

    @extend_schema(
        summary=_("Put the scan of the signed copy beside a paper"),
        request={"multipart/form-data": ScanInput},
        responses=PaperShape,
    )
    def scan(self, request: Asked, pk: UUID) -> Response:
        item = paper_of(request, pk)
        may.FILE.require(request.user, over=item.folder)
        files = [(each.read(), each.name or "") for each in self.sent(ScanInput)["file"]]
        return shown(request, PaperShape(papers.put_scan(item, files, by=request.user)).data)


def paper_of(request: Asked, pk: UUID) -> FolderItem:
    """A paper of a folder that this person may see."""
    may.FILL.require(request.user)
    seen = visible_folders(request.user).order_by().values("pk")
    rows = FolderItem.objects.filter(folder__in=seen)
    return get_object_or_404(rows.select_related("folder", "file", "scan"), pk=pk)


class FolderPapers(Door):
    """Papers in folders."""

    area = may.AREA
    serializer_class = PaperShape

    @extend_schema(summary=_("One paper"))
    def retrieve(self, request: Asked, pk: UUID) -> Response:
        return shown(request, PaperShape(paper_of(request, pk)).data)

    @extend_schema(
        summary=_("Correct what the index says of a paper"),
        request=PaperChange,
        responses=PaperShape,
    )
    def partial_update(self, request: Asked, pk: UUID) -> Response:
        item = paper_of(request, pk)
        may.FILE.require(request.user, over=item.folder)
        require_same(request, PaperShape(item).data)
        papers.change_paper(item, by=request.user, **self.sent(PaperChange))
        return shown(request, PaperShape(paper_of(request, pk)).data)

    @extend_schema(
        summary=_("Take a paper out; its stub stays"), request=WhyInput, responses=PaperShape
    )
    def remove(self, request: Asked, pk: UUID) -> Response:
        papers.remove_paper(paper_of(request, pk), by=request.user, **self.sent(WhyInput))
        return self.one(paper_of(request, pk))

    @extend_schema(
        summary=_("Move a paper to another folder"), request=MoveInput, responses=PaperShape
    )
    def move(self, request: Asked, pk: UUID) -> Response:
        item, key = paper_of(request, pk), self.sent(MoveInput)["to"]
        may.FILE.require(request.user, over=item.folder)
        to = visible_folders(request.user).filter(pk=key).first()
        if to is None:
            raise serializers.ValidationError({"to": [_("There is no such folder.")]})
        return self.one(papers.move_paper(item, to, by=request.user))

    @extend_schema(
        summary=_("The file of a paper, or with `scan` the scanned signed copy"),
        responses={(200, "application/octet-stream"): OpenApiTypes.BINARY},
    )
    def file(self, request: Asked, pk: UUID) -> HttpResponse:
        item = paper_of(request, pk)
        stored = item.scan if "scan" in request.query_params else item.file
        if stored is None:
            raise Http404
        return HttpResponse(read_file(stored), content_type="application/octet-stream")


class FolderPlaces(Door):
    """Papers that folders expect."""

    area = may.AREA
    serializer_class = FolderPlaceShape

    @extend_schema(
        summary=_("Say why an expected paper is not needed"),
        request=WhyInput,
        responses=FolderPlaceShape,
    )
    def waive(self, request: Asked, pk: UUID) -> Response:
        place = one_place(request, pk)
        return self.one(papers.waive_place(place, by=request.user, **self.sent(WhyInput)))

    @extend_schema(
        summary=_("Say that a paper is needed after all"), request=None, responses=FolderPlaceShape
    )
    def need(self, request: Asked, pk: UUID) -> Response:
        place = one_place(request, pk)
        return self.one(papers.need_place(place, by=request.user))

    @extend_schema(
        summary=_("Begin the slip that a place waits for"),
        request=None,
        responses={201: SlipShape},
    )
    def fill(self, request: Asked, pk: UUID) -> Response:
        made = slip_of(request, begin_slip(one_place(request, pk), by=request.user).pk)
        return self.made(made, SlipShape, "api:slip", pk=made.pk)


class Bundles(Door):
    """Folders packed as ZIP files, for who asked."""

    area = may.AREA
    serializer_class = BundleShape

    @extend_schema(summary=_("How far a ZIP is"))
    def retrieve(self, request: Asked, pk: UUID) -> Response:
        return self.one(self._found(request, pk))

    @extend_schema(
        summary=_("Ask for the ZIP once more, after a failure"),
        request=None,
        responses=BundleShape,
    )
    def again(self, request: Asked, pk: UUID) -> Response:
        return self.one(ask_again(self._found(request, pk), by=request.user))

    @extend_schema(summary=_("The ZIP"), responses={(200, "application/zip"): OpenApiTypes.BINARY})
    def file(self, request: Asked, pk: UUID) -> HttpResponseBase:
        found = self._found(request, pk)
        if found.file is None:
            raise Http404
        return zip_opened(open_file(found.file), found.file.name)

    def _found(self, request: Asked, pk: UUID) -> Any:
        seen = visible_folders(request.user).order_by().values("pk")
        rows = Bundle.objects.filter(folder__in=seen, asked_by=request.user)
        return get_object_or_404(rows.select_related("file"), pk=pk)
