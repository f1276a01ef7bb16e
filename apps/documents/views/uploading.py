"""Uploading a file as a version, seeing it, and handing it out."""

from urllib.parse import quote
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.http import UserRequest
from apps.documents import permissions as may
from apps.documents.forms.uploading import NextUploadForm, ReplaceForm, UploadForm, read_of
from apps.documents.models import Version
from apps.documents.selectors.levels import level_of
from apps.documents.services import uploading as verbs
from apps.documents.services.uploading_text import write_out as from_file
from apps.documents.views.detail import version_or_404
from kernel.files.services import read_file
from kernel.refusals import Refused

# What shows a PDF within the page is the browser's own; nothing of it reaches our pages.
VIEWER = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'"


@require_http_methods(["GET", "POST"])
def new(request: UserRequest) -> HttpResponse:
    """A document that exists as a file: the same questions, and the file."""
    may.DRAFT.require(request.user)
    typed = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = UploadForm(request.user, *typed, initial=request.GET.dict())
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            facts = {name: value for name, value in form.cleaned_data.items() if name != "file"}
            try:
                made = verbs.upload_document(
                    by=request.user, level=level_of(facts["kind"]), **read_of(form), **facts
                )
                return redirect("documents:version", pk=made.pk)
            except Refused as refusal:
                form.add_error("file", str(refusal.sentence))
                status = refusal.status
    return render(request, "documents/uploading/new.html", {"form": form}, status=status)


@require_http_methods(["GET", "POST"])
def upload(request: UserRequest, pk: UUID) -> HttpResponse:
    """A draft gets another file; what is in force gets its next version as a file."""
    found = version_or_404(request, pk)
    may.DRAFT.require(request.user, over=found)
    wanted = ReplaceForm if found.is_drafted else NextUploadForm
    form = wanted(*((request.POST, request.FILES) if request.method == "POST" else ()))
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                made = _uploaded(found, form, request)
                return redirect("documents:version", pk=made.pk)
            except Refused as refusal:
                form.add_error("file", str(refusal.sentence))
                status = refusal.status
    context = {"version": found, "document": found.document, "form": form}
    return render(request, "documents/uploading/upload.html", context, status=status)


def _uploaded(found: Version, form: forms.Form, request: UserRequest) -> Version:
    given = read_of(form)
    if found.is_drafted:
        return verbs.replace_file(found, by=request.user, **given)
    facts = {name: form.cleaned_data[name] for name in ("amend", "reason")}
    return verbs.upload_next_version(found.document, by=request.user, **given, **facts)


@require_POST
def write_out(request: UserRequest, pk: UUID) -> HttpResponse:
    """Turn the file into a text that is written here."""
    job = from_file(version_or_404(request, pk), by=request.user)
    return redirect("documents:import-job", pk=job.pk)


@require_GET
def file(request: UserRequest, pk: UUID) -> HttpResponse:
    """The very bytes that were uploaded: a PDF to look at, a Word file to keep."""
    found = version_or_404(request, pk)
    if found.file is None:
        raise Http404
    response = HttpResponse(read_file(found.file), content_type=found.file.media_type)
    shown = found.file.media_type == verbs.PDF and "keep" not in request.GET
    where = "inline" if shown else "attachment"
    response["Content-Disposition"] = f"{where}; filename*=UTF-8''{quote(found.file.name)}"
    response["Content-Security-Policy"] = VIEWER
    return response
