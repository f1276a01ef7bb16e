"""Holding a folder back from destruction, and keeping it from the archive for longer."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.http import UserRequest
from apps.records import permissions as may
from apps.records.forms.keeping import HoldForm, PutOffForm, WhyForm
from apps.records.models import Hold
from apps.records.rules.retention import hand_over_by, put_off_to
from apps.records.selectors.folders import visible_folders
from apps.records.selectors.folders_due import terms
from apps.records.services import putting_off as verbs
from apps.records.services.holds import lift_hold, place_hold
from apps.records.views.folders_asking import asked


@require_http_methods(["GET", "POST"])
def place(request: UserRequest, pk: UUID) -> HttpResponse:
    """Why this folder is held back, and until when."""
    may.HOLD.require(request.user)
    folder = get_object_or_404(visible_folders(request.user), pk=pk)

    def act(facts: dict[str, Any]) -> str:
        place_hold(folder, by=request.user, **facts)
        return reverse("records:folder", args=[folder.pk])

    form = HoldForm(request.POST or None)
    return asked(request, form, act, "records/keeping/hold.html", folder=folder)


@require_http_methods(["GET", "POST"])
def lift(request: UserRequest, pk: UUID) -> HttpResponse:
    """Why it is let go."""
    may.HOLD.require(request.user)
    seen = visible_folders(request.user).order_by().values("pk")
    rows = Hold.objects.filter(folder__in=seen).select_related("folder", "placed_by")
    hold = get_object_or_404(rows, pk=pk)

    def act(facts: dict[str, Any]) -> str:
        lift_hold(hold, by=request.user, **facts)
        return reverse("records:folder", args=[hold.folder_id])

    form = WhyForm(request.POST or None)
    return asked(request, form, act, "records/keeping/lift.html", hold=hold, folder=hold.folder)


@require_http_methods(["GET", "POST"])
def put_off(request: UserRequest, pk: UUID) -> HttpResponse:
    """Until when it stays with its unit, and by which consent; or no longer."""
    may.DISPOSE.require(request.user)
    folder = get_object_or_404(visible_folders(request.user), pk=pk)
    if request.method == "POST" and request.POST.get("back"):
        verbs.put_off_no_more(folder, by=request.user)
        return redirect("records:folder", pk=pk)

    def act(facts: dict[str, Any]) -> str:
        verbs.put_off(folder, by=request.user, **facts)
        return reverse("records:folder", args=[folder.pk])

    numbers, ended = terms(), folder.ended_on
    usual = hand_over_by(ended, folder.years, numbers) if ended else None
    last = put_off_to(ended, folder.years, numbers) if ended else None
    form = PutOffForm(request.POST or None, initial=PutOffForm.said(folder, last))
    said = {"folder": folder, "usual": usual, "last": last, "years": numbers.more_years}
    return asked(request, form, act, "records/keeping/put_off.html", **said)
