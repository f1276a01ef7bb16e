"""The steps of the workflow as buttons: each posts here, and the page shows what came of it."""

import json
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from accounts.http import UserRequest
from apps.documents import services
from apps.documents.forms import NoteForm
from apps.documents.services.steps import STEPS
from apps.documents.views.detail import show, version_or_404
from kernel.refusals import BadInput

DONE = {
    "send": _("Sent for checking; the text is closed."),
    "recall": _("Taken back; the text is open again."),
    "return": _("Returned to the drafter."),
    "check": _("The check is confirmed."),
    "approve": _("Approved."),
    "reopen": _("The approval is taken back; the text is open again."),
    "withdraw": _("Withdrawn."),
    "abandon": _("The draft was given up."),
    "resume": _("The draft is open again."),
}


@require_POST
def step(request: UserRequest, pk: UUID, name: str) -> HttpResponse:
    found = version_or_404(request, pk)
    form = NoteForm(request.POST)
    if not form.is_valid():
        raise BadInput(" ".join(str(m) for errors in form.errors.values() for m in errors))
    if name not in STEPS:
        raise Http404
    moved = STEPS[name](found, request.user, form.cleaned_data["note"], form.cleaned_data["sha256"])
    if request.htmx:
        shown = show(request, version_or_404(request, moved.pk))
        shown["HX-Trigger"] = json.dumps({"toast": {"text": str(DONE[name])}})
        return shown
    return redirect(reverse("documents:version", args=[moved.pk]))


@require_POST
def next_version(request: UserRequest, pk: UUID) -> HttpResponse:
    found = version_or_404(request, pk)
    made = services.draft_next_version(
        found.document,
        by=request.user,
        amend=request.POST.get("amend") == "1",
        reason=request.POST.get("reason", ""),
    )
    return redirect("documents:write", pk=made.pk)
