"""Bringing in the manual an agency already has: upload, progress, report, tray."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.http import UserRequest
from apps.documents import permissions as may
from apps.documents import services
from apps.documents.models import TrayItem, Version
from apps.documents.presenters import import_mark
from apps.documents.selectors import assemble
from apps.documents.selectors.importing import imports_of, is_late
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
        services.refuse_size(file.size or 0)
        job = services.ask_import(file.read(), file.name or "", by=request.user)
        return redirect("documents:import-job", pk=job.pk)
    jobs = [(job, import_mark(job)) for job in imports_of(request.user)[:10]]
    return render(request, "documents/import.html", {"jobs": jobs})


@require_GET
def job(request: UserRequest, pk: UUID) -> HttpResponse:
    """Where it stands; the page asks again each second until it is done."""
    found = get_object_or_404(imports_of(request.user), pk=pk)
    template = "documents/_import_job.html" if request.htmx else "documents/import_job.html"
    left = found.version.tray.filter(placed_at=None).count() if found.version else 0
    return render(request, template, {"job": found, "late": is_late(found), "left": left})


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
