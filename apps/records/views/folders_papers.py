"""Papers of a folder: put in, scanned, put in order, moved, taken out; places that stay empty."""

from typing import Any
from urllib.parse import quote
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.shortcuts import render as whole
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.http import UserRequest
from apps.records import permissions as may
from apps.records.forms.folders import (
    FilesForm,
    PaperForm,
    PlaceForm,
    ScanForm,
    WhyForm,
    paper_said,
)
from apps.records.models import Folder, FolderItem, FolderPlace
from apps.records.selectors.folders import open_folders, visible_folders
from apps.records.selectors.folders_picking import Pick, picks
from apps.records.services import folders_papers as verbs
from apps.records.services.folders_records import KINDS
from apps.records.services.folders_slips import begin_slip
from apps.records.views.folders import one_or_404
from apps.records.views.folders_asking import asked
from kernel.files.models import StoredFile
from kernel.files.services import read_file
from kernel.ids import ids_among
from kernel.refusals import BadInput, Refused

SHOWN = ("application/pdf", "image/png", "image/jpeg")


def _back(folder_id: UUID) -> str:
    return reverse("records:folder", args=[folder_id])


def _kept_by(request: UserRequest, pk: UUID) -> Folder:
    folder = one_or_404(request, pk)
    may.FILE.require(request.user, over=folder)
    return folder


def _place(folder: Folder, key: str) -> FolderPlace | None:
    return folder.places.filter(pk__in=ids_among([key])).first()


@require_http_methods(["GET", "POST"])
def add(request: UserRequest, pk: UUID) -> HttpResponse:
    """Records of the system to pick from, or files to upload; into a place where one is named."""
    folder = _kept_by(request, pk)
    place = _place(folder, request.POST.get("place") or request.GET.get("place", ""))
    if "record" in request.POST:
        return _add_record(request, folder, place)
    form = FilesForm(request.POST or None, request.FILES or None)
    q = request.GET.get("q", "").strip()[:100]

    def act(facts: dict[str, Any]) -> str:
        files = facts.pop("files")
        verbs.add_files(folder, files, by=request.user, place=place, **facts)
        return _back(folder.pk)

    found: list[Pick] = picks(folder, request.user, q, place.form if place else "")
    context = {"folder": folder, "place": place, "picks": found, "q": q}
    return asked(request, form, act, "records/folders/add.html", **context)


def _add_record(request: UserRequest, folder: Folder, place: FolderPlace | None) -> HttpResponse:
    kind, _colon, key = request.POST["record"].partition(":")
    keys = ids_among([key])
    if kind not in KINDS or not keys:
        raise BadInput(verbs.NOT_SUCH)
    verbs.add_record(folder, kind, keys[0], by=request.user, place=place)
    return redirect(_back(folder.pk))


def _item(request: UserRequest, pk: UUID) -> FolderItem:
    seen = visible_folders(request.user).order_by().values("pk")
    rows = FolderItem.objects.filter(folder__in=seen)
    found = get_object_or_404(rows.select_related("folder__unit", "file", "scan"), pk=pk)
    may.FILL.require(request.user)
    return found


def _kept_item(request: UserRequest, pk: UUID) -> FolderItem:
    found = _item(request, pk)
    may.FILE.require(request.user, over=found.folder)
    return found


@require_http_methods(["GET", "POST"])
def edit(request: UserRequest, pk: UUID) -> HttpResponse:
    """What the index says of a paper."""
    item = _kept_item(request, pk)
    form = PaperForm(request.POST or None, initial=paper_said(item))

    def act(facts: dict[str, Any]) -> str:
        verbs.change_paper(item, by=request.user, **facts)
        return _back(item.folder_id)

    return asked(request, form, act, "records/folders/paper.html", item=item, folder=item.folder)


@require_http_methods(["GET", "POST"])
def scan(request: UserRequest, pk: UUID) -> HttpResponse:
    """The signed paper beside the electronic one."""
    item = _kept_item(request, pk)
    form = ScanForm(request.POST or None, request.FILES or None)

    def act(facts: dict[str, Any]) -> str:
        verbs.put_scan(item, facts["files"], by=request.user)
        return _back(item.folder_id)

    return asked(request, form, act, "records/folders/scan.html", item=item, folder=item.folder)


@require_http_methods(["GET", "POST"])
def remove(request: UserRequest, pk: UUID) -> HttpResponse:
    item = _kept_item(request, pk)
    form = WhyForm(request.POST or None)

    def act(facts: dict[str, Any]) -> str:
        verbs.remove_paper(item, by=request.user, **facts)
        return _back(item.folder_id)

    return asked(request, form, act, "records/folders/remove.html", item=item, folder=item.folder)


@require_http_methods(["GET", "POST"])
def move(request: UserRequest, pk: UUID) -> HttpResponse:
    """Into another folder that is open."""
    item = _kept_item(request, pk)
    seen = visible_folders(request.user).order_by().values("pk")
    rows = open_folders(item.folder.year).filter(pk__in=seen).exclude(pk=item.folder_id)
    error, status = "", 200
    if request.method == "POST":
        target = rows.filter(pk__in=ids_among([request.POST.get("to", "")])).first()
        try:
            if target is None:
                raise BadInput(verbs.CHOOSE)
            verbs.move_paper(item, target, by=request.user)
            return redirect(_back(item.folder_id))
        except Refused as refusal:
            error, status = str(refusal.sentence), refusal.status
    context = {"item": item, "folder": item.folder, "folders": rows, "error": error}
    return whole(request, "records/folders/move.html", context, status=status)


@require_POST
def shift(request: UserRequest, pk: UUID) -> HttpResponse:
    """One place up or down."""
    item = _kept_item(request, pk)
    verbs.shift_paper(item, -1 if request.POST.get("way") == "up" else 1, by=request.user)
    return redirect(f"{_back(item.folder_id)}#p-{item.pk}")


@require_POST
def order(request: UserRequest, pk: UUID) -> HttpResponse:
    """All papers in the order in which they were put."""
    folder = _kept_by(request, pk)
    verbs.order_papers(folder, ids_among(request.POST.getlist("row")), by=request.user)
    return redirect(_back(folder.pk))


@require_http_methods(["GET", "POST"])
def expect(request: UserRequest, pk: UUID) -> HttpResponse:
    """One more paper that the folder waits for."""
    folder = _kept_by(request, pk)
    form = PlaceForm(request.POST or None, initial={"required": True})

    def act(facts: dict[str, Any]) -> str:
        verbs.expect_paper(folder, by=request.user, **facts)
        return _back(folder.pk)

    return asked(request, form, act, "records/folders/expect.html", folder=folder)


@require_http_methods(["GET", "POST"])
def waive(request: UserRequest, pk: UUID) -> HttpResponse:
    """This paper is not needed, for a reason; or is needed after all."""
    seen = visible_folders(request.user).order_by().values("pk")
    place = get_object_or_404(
        FolderPlace.objects.filter(folder__in=seen).select_related("folder"), pk=pk
    )
    may.FILE.require(request.user, over=place.folder)
    if request.method == "POST" and "need" in request.POST:
        verbs.need_place(place, by=request.user)
        return redirect(_back(place.folder_id))
    form = WhyForm(request.POST or None)

    def act(facts: dict[str, Any]) -> str:
        verbs.waive_place(place, by=request.user, **facts)
        return _back(place.folder_id)

    return asked(request, form, act, "records/folders/waive.html", place=place, folder=place.folder)


@require_POST
def fill(request: UserRequest, pk: UUID) -> HttpResponse:
    """Begin the slip that a place waits for."""
    seen = visible_folders(request.user).order_by().values("pk")
    place = get_object_or_404(FolderPlace.objects.filter(folder__in=seen), pk=pk)
    return redirect("records:fill", pk=begin_slip(place, by=request.user).pk)


@require_GET
def file(request: UserRequest, pk: UUID) -> HttpResponse:
    """The file of a paper that is one."""
    return _answer(_item(request, pk).file)


@require_GET
def scanned(request: UserRequest, pk: UUID) -> HttpResponse:
    """The scan of the signed paper."""
    return _answer(_item(request, pk).scan)


def _answer(stored: StoredFile | None) -> HttpResponse:
    if stored is None:
        raise Http404
    response = HttpResponse(read_file(stored), content_type=stored.media_type)
    where = "inline" if stored.media_type in SHOWN else "attachment"
    response["Content-Disposition"] = f"{where}; filename*=UTF-8''{quote(stored.name)}"
    return response
