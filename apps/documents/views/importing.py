"""Bringing in the manual an agency already has: upload, progress, report, tray."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.http import UserRequest
from apps.documents import permissions as may
from apps.documents import services
from apps.documents.models import ImportJob, TrayItem
from apps.documents.selectors import assemble
from apps.documents.views.detail import version_or_404
from apps.organization.selectors import placeholder_values
from kernel.content.nodes import text_of
from kernel.refusals import BadInput


@require_http_methods(["GET", "POST"])
def upload(request: UserRequest) -> HttpResponse:
    """Choose the file; it is checked at once and read by a worker."""
    may.DRAFT.require(request.user)
    if request.method == "POST":
        file = request.FILES.get("file")
        if file is None:
            raise BadInput(_("Choose a file first."))
        job = services.ask_import(file.read(), file.name or "", by=request.user)
        return redirect("documents:import-job", pk=job.pk)
    jobs = ImportJob.objects.filter(asked_by=request.user).select_related(
        "file", "version__document"
    )
    return render(request, "documents/import.html", {"jobs": jobs[:10]})


@require_GET
def job(request: UserRequest, pk: UUID) -> HttpResponse:
    """Where it stands; the page asks again each second until it is done."""
    found = get_object_or_404(
        ImportJob.objects.filter(asked_by=request.user).select_related("file", "version__document"),
        pk=pk,
    )
    template = "documents/_import_job.html" if request.htmx else "documents/import_job.html"
    return render(request, template, {"job": found})


@require_GET
def tray(request: UserRequest, pk: UUID) -> HttpResponse:
    """What found no place: put it behind a block, or set it aside with a reason."""
    found = version_or_404(request, pk)
    may.DRAFT.require(request.user, over=found)
    values = placeholder_values()
    places = [(n.id, text_of(n, values)[:90]) for n in assemble(found.nodes.all())]
    context = {
        "version": found,
        "document": found.document,
        "items": list(found.tray.filter(placed_at=None)),
        "placed": found.tray.exclude(placed_at=None).count(),
        "places": places,
    }
    return render(request, "documents/tray.html", context)


@require_POST
def place(request: UserRequest, pk: UUID) -> HttpResponse:
    item = get_object_or_404(TrayItem.objects.select_related("version__document"), pk=pk)
    found = version_or_404(request, item.version_id)
    if "aside" in request.POST:
        services.set_aside(item, why=request.POST.get("why", ""), by=request.user)
    else:
        services.place_item(item, after=request.POST.get("after", ""), by=request.user)
    return redirect("documents:tray", pk=found.pk)
