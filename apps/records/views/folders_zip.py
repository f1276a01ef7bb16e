"""A whole folder as one ZIP: at once where it is small, else packed by a worker and watched."""

from datetime import timedelta
from uuid import UUID

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from accounts.http import UserRequest
from apps.documents.http import zip_opened
from apps.records.models import Bundle
from apps.records.selectors.folders import visible_folders
from apps.records.services.folders_zip import (
    archive_name,
    ask_again,
    ask_bundle,
    folder_archive,
    is_large,
    packed_so_far,
)
from apps.records.views.folders import one_or_404
from kernel import clock
from kernel.files.services import open_file
from kernel.trail import record

PATIENCE = timedelta(minutes=3)  # after that its owner is told that it takes long


@require_POST
def pack(request: UserRequest, pk: UUID) -> HttpResponseBase:
    """The ZIP itself, or the page that tells how far it is."""
    folder = one_or_404(request, pk)
    if is_large(folder):
        return redirect("records:bundle", pk=ask_bundle(folder, by=request.user).pk)
    made = folder_archive(folder)
    record("records.folder_zip", folder, by=request.user)
    return zip_opened(made, archive_name(folder))


def _bundle(request: UserRequest, pk: UUID) -> Bundle:
    seen = visible_folders(request.user).order_by().values("pk")
    rows = Bundle.objects.filter(folder__in=seen, asked_by=request.user)
    return get_object_or_404(rows.select_related("folder", "file"), pk=pk)


@require_GET
def bundle(request: UserRequest, pk: UUID) -> HttpResponse:
    """How far it is; the page asks again each second until it is done."""
    found = _bundle(request, pk)
    template = "records/folders/_bundle.html" if request.htmx else "records/folders/bundle.html"
    done = packed_so_far(found)
    waits = found.state == Bundle.State.WAITING
    late = waits and not done and clock.now() - found.asked_at > PATIENCE
    context = {"bundle": found, "folder": found.folder, "done": done, "waits": waits, "late": late}
    return render(request, template, context)


@require_POST
def again(request: UserRequest, pk: UUID) -> HttpResponse:
    """Ask once more."""
    ask_again(_bundle(request, pk), by=request.user)
    return redirect("records:bundle", pk=pk)


@require_GET
def file(request: UserRequest, pk: UUID) -> HttpResponseBase:
    """The ZIP itself, piece by piece: it may be large."""
    found = _bundle(request, pk)
    if found.file is None:
        raise Http404
    return zip_opened(open_file(found.file), found.file.name)
