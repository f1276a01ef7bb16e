"""What a change affects elsewhere: chosen by its author, settled by the keepers of the others."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from accounts.http import UserRequest
from apps.documents import permissions as may
from apps.documents.models import Impact
from apps.documents.selectors.impact import choosable, impacts_of
from apps.documents.services.impact import name_impacts, settle_impact
from apps.documents.views.detail import version_or_404
from kernel.ids import ids_among


@require_http_methods(["GET", "POST"])
def impacts(request: UserRequest, pk: UUID) -> HttpResponse:
    """While it is drafted: which documents, and how. Later: what was done about each."""
    found = version_or_404(request, pk)
    writes = found.is_drafted and may.DRAFT.held_by(request.user, over=found)
    offered = choosable(found, request.user) if writes or request.method == "POST" else []
    if request.method == "POST":
        may.DRAFT.require(request.user, over=found)
        picked = set(ids_among(request.POST.getlist("pick")))
        said = [
            (document, request.POST.get(f"what-{document.pk}", ""))
            for document, _near in offered
            if document.pk in picked
        ]
        name_impacts(found, said, by=request.user)
        return redirect("documents:impacts", pk=pk)
    there = {impact.document_id: impact for impact in impacts_of(found)}
    context = {
        "version": found,
        "document": found.document,
        "writes": writes,
        "offered": [
            (document, near, there.get(document.pk))
            for document, near in sorted(offered, key=lambda each: each[0].pk not in there)
        ],
        "impacts": [
            (impact, may.DRAFT.held_by(request.user, over=impact.document))
            for impact in there.values()
        ],
        "goes_on": found.in_force_from is not None,
    }
    return render(request, "documents/impact/impacts.html", context)


@require_POST
def settle(request: UserRequest, pk: UUID) -> HttpResponse:
    """What was done about it, by whoever keeps the document that is affected."""
    impact = get_object_or_404(Impact.objects.select_related("document", "version"), pk=pk)
    found = version_or_404(request, impact.version_id)
    settle_impact(impact, how=request.POST.get("how", ""), by=request.user)
    return redirect("documents:impacts", pk=found.pk)
