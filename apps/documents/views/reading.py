"""Reading what changed, and saying that one has read it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.http import UserRequest
from apps.documents import permissions as may
from apps.documents.forms.readers import AcknowledgeForm
from apps.documents.models import Version
from apps.documents.presenters.comparing import comparison
from apps.documents.selectors import tree_of, versions_of
from apps.documents.selectors.reading import acknowledgement_of, last_read, to_read
from apps.documents.services.reading import acknowledge
from apps.documents.views.detail import version_or_404
from apps.documents.workflow import State
from kernel.refusals import BadInput, Refused


@require_http_methods(["GET", "POST"])
def read(request: UserRequest, pk: UUID) -> HttpResponse:
    """Only what changed since this person read it last, or the whole; then one button."""
    may.READ.require(request.user)
    found = version_or_404(request, pk)
    if request.method == "GET":
        return _page(request, found)
    form = AcknowledgeForm(request.POST)
    try:
        if not form.is_valid():
            raise BadInput(_("Open the text again and read it before you confirm it."))
        acknowledge(found, by=request.user, sha256=form.cleaned_data["sha256"])
    except Refused as refusal:
        return _page(request, version_or_404(request, pk), refusal)
    said = _("Confirmed: you have read and understood %(code)s, issue %(number)s.")
    words = {"code": found.document.code, "number": found.number}
    messages.success(request, said % words)
    left = to_read(request.user)
    return redirect("documents:to-read" if left else reverse("documents:version", args=[pk]))


def _page(request: UserRequest, found: Version, refusal: Refused | None = None) -> HttpResponse:
    before = last_read(found, request.user)
    since = None if "whole" in request.GET else before
    compared = comparison(found, [since], str(since.pk), []) if since else {}
    context = {
        "version": found,
        "document": found.document,
        "before": before,
        "whole": since is None,
        "nodes": [] if since else tree_of(found),
        "changes": compared.get("changes", ()),
        "renamed": compared.get("renamed"),
        "mine": acknowledgement_of(found, request.user),
        "can_be_read": found.state == State.ISSUED,
        "newer": _newer(request, found),
        "refusal": refusal,
    }
    status = refusal.status if refusal else 200
    return render(request, "documents/reading/read.html", context, status=status)


def _newer(request: UserRequest, found: Version) -> Version | None:
    """What is to be read instead, where this one was replaced."""
    if found.state == State.ISSUED:
        return None
    return versions_of(found.document, request.user).filter(state=State.ISSUED).first()


@require_GET
def mine(request: UserRequest) -> HttpResponse:
    """What I still have to read."""
    may.READ.require(request.user)
    return render(request, "documents/reading/mine.html", {"waiting": to_read(request.user)})
