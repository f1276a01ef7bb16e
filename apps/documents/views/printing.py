"""Long prints: choose what, see how far it is, fetch the file."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.http import UserRequest
from apps.documents import permissions as may
from apps.documents.http import print_named
from apps.documents.models import Version
from apps.documents.presenters import print_mark, standing
from apps.documents.selectors import documents_in_force, visible_versions
from apps.documents.selectors.printing import is_late, prints_of
from apps.documents.services.presence import printed_so_far
from apps.documents.services.printing import MOST, ask_print, is_long, print_again
from kernel.files.services import read_file
from kernel.ids import ids_among


@require_http_methods(["GET", "POST"])
def index(request: UserRequest) -> HttpResponse:
    """What was printed before, and the documents in force to choose from."""
    may.READ.require(request.user)
    if request.method == "POST":
        chosen = ids_among(request.POST.getlist("version"))
        versions = list(visible_versions(request.user).filter(pk__in=chosen)[: MOST + 1])
        made = ask_print(versions, request.POST.get("what", "pdf"), by=request.user)
        return redirect("documents:print", pk=made.pk)
    seen = visible_versions(request.user).order_by().values("pk")
    offered = documents_in_force().filter(pk__in=seen)
    context = {
        "versions": offered.order_by("document__level", "document__code")[:MOST],
        "jobs": [(job, print_mark(job)) for job in prints_of(request.user)[:20]],
    }
    return render(request, "documents/prints.html", context)


@require_GET
def job(request: UserRequest, pk: UUID) -> HttpResponse:
    """How far it is; the page asks again each second until it is done."""
    found = get_object_or_404(prints_of(request.user), pk=pk)
    done, total = printed_so_far(found.pk)
    template = "documents/_print.html" if request.htmx else "documents/print.html"
    context = {
        "job": found,
        "done": done,
        "total": total,
        "late": is_late(found) and not done,
        "versions": [(version, standing(version)) for version in found.versions.all()],
    }
    return render(request, template, context)


@require_GET
def file(request: UserRequest, pk: UUID) -> HttpResponse:
    found = get_object_or_404(prints_of(request.user), pk=pk)
    if found.file is None:
        raise Http404
    return print_named(read_file(found.file), found.file.name, found.what)


@require_POST
def again(request: UserRequest, pk: UUID) -> HttpResponse:
    """Ask once more."""
    print_again(get_object_or_404(prints_of(request.user), pk=pk), by=request.user)
    return redirect("documents:print", pk=pk)


def by_a_worker(request: UserRequest, version: Version, what: str) -> HttpResponse | None:
    """A long version is printed in the background; a short one is handed out at once (None)."""
    if not is_long(version, what):
        return None
    return redirect("documents:print", pk=ask_print([version], what, by=request.user).pk)
