"""The steps of the workflow as buttons: each posts here, and the page shows what came of it."""

import json
from collections.abc import Callable
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from accounts.http import UserRequest
from apps.documents import services
from apps.documents.forms import NoteForm
from apps.documents.models import Version
from apps.documents.views.detail import show, version_or_404
from kernel.refusals import BadInput

Verb = Callable[[Version, UserRequest, dict[str, str]], Version]

VERBS: dict[str, Verb] = {
    "send": lambda v, r, d: services.send_version(v, by=r.user, note=d["note"]),
    "recall": lambda v, r, d: services.recall_version(v, by=r.user),
    "return": lambda v, r, d: services.return_version(v, by=r.user, reason=d["note"]),
    "check": lambda v, r, d: services.check_version(
        v, by=r.user, sha256=d["sha256"], note=d["note"]
    ),
    "approve": lambda v, r, d: services.approve_version(
        v, by=r.user, sha256=d["sha256"], note=d["note"]
    ),
    "reopen": lambda v, r, d: services.reopen_version(v, by=r.user, reason=d["note"]),
    "withdraw": lambda v, r, d: services.withdraw_version(v, by=r.user, why=d["note"]),
    "abandon": lambda v, r, d: services.abandon_draft(v, by=r.user, why=d["note"]),
    "resume": lambda v, r, d: services.resume_draft(v, by=r.user),
}

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
    if name not in VERBS:
        raise Http404
    moved = VERBS[name](found, request, form.cleaned_data)
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
