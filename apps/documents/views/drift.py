"""Annexes that were drawn from the data when a version was sent, and what has changed since."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.http import UserRequest
from apps.documents import permissions as may
from apps.documents.presenters.editor import REGISTERS
from apps.documents.selectors.drift import Drift, drifted
from apps.documents.views.detail import version_or_404


@require_GET
def index(request: UserRequest) -> HttpResponse:
    """Every version in force that should be amended for it."""
    may.DRAFT.require(request.user)
    return render(request, "documents/drift.html", {"drifts": _shown(drifted())})


@require_GET
def of_version(request: UserRequest, pk: UUID) -> HttpResponse:
    """The same of one version, below its title; nothing where nothing changed."""
    found = version_or_404(request, pk)
    drifts = _shown(drifted([found])) if found.content_id and found.is_in_force() else []
    return render(request, "documents/_drift.html", {"drifts": drifts, "version": found})


def _shown(drifts: list[Drift]) -> list[tuple[Drift, str]]:
    return [(drift, str(REGISTERS.get(drift.source, drift.source))) for drift in drifts]
