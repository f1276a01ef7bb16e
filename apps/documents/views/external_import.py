"""A list of external documents from a spreadsheet: looked at row by row, then taken in."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.http import UserRequest
from apps.documents import permissions as may
from apps.documents.services.external_import import Planned, import_external, plan_import
from apps.documents.services.external_sheet import MOST_BYTES, read_sheet
from kernel.files.models import StoredFile
from kernel.files.services import read_file, store_file
from kernel.refusals import BadInput


@require_http_methods(["GET", "POST"])
def upload(request: UserRequest) -> HttpResponse:
    """Choose the list; what can be read of it is shown before anything is kept."""
    may.EXTERNAL.require(request.user)
    if request.method == "POST":
        chosen = request.FILES.get("file")
        if chosen is None:
            raise BadInput(_("Choose a file first."))
        data = chosen.read(MOST_BYTES + 1)
        read_sheet(data, chosen.name or "")
        kept = store_file(data, chosen.name or "?", by=request.user)
        return redirect("documents:external-plan", pk=kept.pk)
    return render(request, "documents/external/import.html", {"limit": MOST_BYTES})


@require_http_methods(["GET", "POST"])
def plan(request: UserRequest, pk: UUID) -> HttpResponse:
    """What becomes of each row; one button takes in all but the wrong ones."""
    may.EXTERNAL.require(request.user)
    kept = StoredFile.objects.filter(pk=pk, stored_by=request.user.pk).first()
    if kept is None:
        raise Http404
    rows = read_sheet(read_file(kept), kept.name)
    taken = request.method == "POST"
    planned = import_external(rows, by=request.user) if taken else plan_import(rows)
    context = {"file": kept, "taken": taken, **_sorted(planned)}
    return render(request, "documents/external/plan.html", context)


def _sorted(planned: list[Planned]) -> dict[str, list[Planned]]:
    found: dict[str, list[Planned]] = {"new": [], "changed": [], "same": [], "wrong": []}
    for each in planned:
        found[each.fate].append(each)
    return found
