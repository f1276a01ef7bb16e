"""Bringing in the manual an agency already has: upload, progress, report, tray."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.http import UserRequest
from apps.documents import permissions as may
from apps.documents import services
from apps.documents.forms.importing import choices
from apps.documents.models import ImportBatch, ImportJob, Kind, TrayItem, Version
from apps.documents.presenters import import_mark, imported_file
from apps.documents.selectors import assemble
from apps.documents.selectors.importing import (
    WAITING,
    batches_of,
    imports_of,
    is_late,
    review,
    show_progress,
)
from apps.documents.views.detail import version_or_404
from apps.organization.selectors import active_units, placeholder_values
from kernel.content.nodes import text_of
from kernel.refusals import BadInput


@require_http_methods(["GET", "POST"])
def upload(request: UserRequest) -> HttpResponse:
    """Choose files; they are checked at once and read by a worker.

    One file becomes a draft by itself, as long as its code is free; several, and a ZIP, are looked
    over together first.
    """
    may.DRAFT.require(request.user)
    if request.method == "POST":
        files = [file for file in request.FILES.getlist("file") if file is not None]
        if not files:
            raise BadInput(_("Choose a file first."))
        for file in files:
            services.refuse_size(file.size or 0)
        read = [(file.read(), file.name or "") for file in files]
        if len(read) > 1 or services.is_package(read[0][0]):
            return redirect("documents:import-batch", pk=_asked(read, request).pk)
        job = services.ask_import(*read[0], by=request.user)
        return redirect("documents:import-job", pk=job.pk)
    jobs = [(job, import_mark(job)) for job in imports_of(request.user).filter(batch=None)[:10]]
    context = {"jobs": jobs, "batches": batches_of(request.user)[:5]}
    return render(request, "documents/import.html", context)


def _asked(read: list[tuple[bytes, str]], request: UserRequest) -> ImportBatch:
    return services.ask_batch(read, by=request.user)


@require_http_methods(["GET", "POST"])
def batch(request: UserRequest, pk: UUID) -> HttpResponse:
    """What was recognised in each file; corrected and ticked here, then made into drafts."""
    found = get_object_or_404(batches_of(request.user), pk=pk)
    if request.method == "POST":
        made = services.make_drafts(found, choices(request.POST), by=request.user)
        if made:
            said = ngettext(
                "%(count)s draft is being made.", "%(count)s drafts are being made.", len(made)
            )
            messages.success(request, said % {"count": len(made)})
        return redirect("documents:import-batch", pk=found.pk)
    files = review(found, request.user)
    going = [file for file in files if file.job.state in WAITING]
    context = {
        "batch": found,
        "files": [imported_file(file) for file in files],
        "going": going,
        "done": len(files) - len(going),
        "ready": any(file.job.state == ImportJob.State.READ for file in files),
        "kinds": Kind.choices,
        "units": list(active_units()),
        "late": any(is_late(file.job) for file in going),
    }
    template = "documents/_import_batch.html" if request.htmx else "documents/import_batch.html"
    return render(request, template, context)


@require_GET
def job(request: UserRequest, pk: UUID) -> HttpResponse:
    """Where it stands; the page asks again each second until it is done."""
    found = get_object_or_404(imports_of(request.user), pk=pk)
    if found.batch_id:
        return _to_batch(request, found)
    show_progress([found])
    template = "documents/_import_job.html" if request.htmx else "documents/import_job.html"
    left = found.version.tray.filter(placed_at=None).count() if found.version else 0
    return render(request, template, {"job": found, "late": is_late(found), "left": left})


def _to_batch(request: UserRequest, found: ImportJob) -> HttpResponse:
    """A file that is looked over together with others, or first, has its page there."""
    if found.batch and found.batch.asked_by_id == request.user.pk:
        address = reverse("documents:import-batch", args=[found.batch_id])
        if request.htmx:
            return HttpResponse(headers={"HX-Redirect": address})
        return redirect(address)
    if found.version_id is None:
        raise Http404
    return redirect("documents:version", pk=found.version_id)


@require_POST
def again(request: UserRequest, pk: UUID) -> HttpResponse:
    """Have the kept file read once more."""
    services.ask_again(get_object_or_404(imports_of(request.user), pk=pk), by=request.user)
    return redirect("documents:import-job", pk=pk)


@require_GET
def tray(request: UserRequest, pk: UUID) -> HttpResponse:
    """What found no place: put it behind a block, or set it aside with a reason."""
    found = version_or_404(request, pk)
    may.DRAFT.require(request.user, over=found)
    items = list(found.tray.all())
    context = {
        "version": found,
        "document": found.document,
        "items": [item for item in items if item.placed_at is None],
        "left_out": [item for item in items if item.why],
        "places": _places(found),
    }
    return render(request, "documents/tray.html", context)


def _places(found: Version) -> list[tuple[str, str]]:
    """Every block a piece may stand behind; the answers of a clause below it."""
    values = placeholder_values()
    tree = assemble(found.nodes.all())
    return [
        (node.id, "– " * depth + text_of(node, values)[:90])
        for top in tree
        for depth, node in [(0, top), *((1, child) for child in top.children)]
    ]


@require_POST
def place(request: UserRequest, pk: UUID) -> HttpResponse:
    item = get_object_or_404(TrayItem.objects.select_related("version__document"), pk=pk)
    found = version_or_404(request, item.version_id)
    if "aside" in request.POST:
        services.set_aside(item, why=request.POST.get("why", ""), by=request.user)
    else:
        services.place_item(item, after=request.POST.get("after", ""), by=request.user)
    return redirect("documents:tray", pk=found.pk)
