"""Trying a draft on every agency: the bar while they answer, then what each would meet."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.http import UserRequest
from apps.adoption.selectors.library import answers_of
from apps.adoption.views.library.found import draft_or_404, may_write, trail_of
from kernel.htmx import render
from library import simulating
from library.models import Simulation

PAGE = 20


@require_POST
def simulate(request: UserRequest, pk: UUID) -> HttpResponse:
    """Ask every agency; the answers come by themselves."""
    simulating.simulate(draft_or_404(request, pk), by=request.user)
    return redirect("packages:draft-simulation", pk)


@require_GET
def simulation(request: UserRequest, pk: UUID) -> HttpResponse:
    """The latest trial of a draft: how far it is, by document and by agency."""
    draft = draft_or_404(request, pk)
    latest = simulating.simulations_of(draft).first()
    context: dict[str, Any] = {
        "draft": draft,
        "simulation": latest,
        "may_write": may_write(request, draft),
        "trail": trail_of(draft, (_("Trial on all agencies"), "")),
    }
    if latest is not None:
        context |= _results(request, latest)
    return render(
        request,
        page="adoption/library/simulation.html",
        fragment="adoption/library/_simulation.html",
        **context,
    )


def _results(request: UserRequest, latest: Simulation) -> dict[str, object]:
    progress = simulating.progress_of(latest)
    counted = simulating.by_document(latest) if progress.done else {}
    known = {row.key: row for row in latest.documents.defer("canonical")}
    documents = [(row, counted[key]) for key, row in known.items() if key in counted]
    gone = [(key, fates) for key, fates in counted.items() if key not in known]
    touched = [
        (row, fates)
        for row, fates in documents
        if any(fates[fate.value] for fate in simulating.FATES)
    ]
    asked = request.GET.get("page", "")
    number = int(asked) if asked.isdecimal() and len(asked) < 5 else 1
    return {
        "progress": progress,
        "documents": touched,
        "gone": gone,
        "page_obj": Paginator(answers_of(latest), PAGE).get_page(number) if progress.done else None,
        "poll_url": ""
        if progress.done
        else reverse("packages:draft-simulation", args=[latest.draft]),
    }
