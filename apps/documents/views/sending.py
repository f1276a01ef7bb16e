"""Before a draft goes to the checker: who signs, why, for whom, and what stands in the way."""

from typing import Any
from uuid import UUID

from django.db.models import prefetch_related_objects
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.http import UserRequest
from apps.documents import permissions as may
from apps.documents import services
from apps.documents.forms import ChangeForm
from apps.documents.forms.signing import SignersForm
from apps.documents.models import Version
from apps.documents.selectors import assemble
from apps.documents.selectors.checking import complaints_of
from apps.documents.selectors.readiness import in_the_way
from apps.documents.views.detail import version_or_404
from apps.documents.workflow import State
from apps.organization.selectors import placeholder_values
from kernel.refusals import Refused


@require_http_methods(["GET", "POST"])
def send(request: UserRequest, pk: UUID) -> HttpResponse:
    """One page; what refuses is said on it, and nothing that was typed is lost."""
    found = version_or_404(request, pk)
    if request.method == "GET" and found.state != State.DRAFTING:
        return redirect("documents:version", pk=pk)
    may.DRAFT.require(request.user, over=found)
    signers = SignersForm(found, request.POST or None)
    change = ChangeForm(found, request.POST or None)
    if request.method == "GET":
        return _page(request, found, signers, change)
    if not (signers.is_valid() and change.is_valid()):
        return _page(request, found, signers, change, status=422)
    try:
        _save(found, signers, change, request)
        if "send" in request.POST:
            services.send_version(found, by=request.user)
            return redirect("documents:version", pk=pk)
    except Refused as refusal:
        kept = version_or_404(request, pk)  # nothing of what was refused
        return _page(request, kept, signers, change, status=refusal.status, refusal=refusal)
    return redirect("documents:send", pk=pk)


def _save(found: Version, signers: SignersForm, change: ChangeForm, request: UserRequest) -> None:
    services.name_signers(found, by=request.user, **signers.cleaned_data)
    said = {"reason": "", "impact": ""} | change.cleaned_data
    title = said.pop("title", found.document.title)
    if title != found.document.title:
        services.rename_document(found, title=title, by=request.user)
    services.describe_change(found, by=request.user, **said)


def _page(
    request: UserRequest,
    found: Version,
    signers: SignersForm,
    change: ChangeForm,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    prefetch_related_objects([found], "nodes")  # the rules and the lint read the same rows
    tree, values = assemble(found.nodes.all()), placeholder_values()
    context = {
        "version": found,
        "document": found.document,
        "signers": signers,
        "change": change,
        "refusals": in_the_way(found, "send", request.user, values),
        "complaints": complaints_of(found, tree, values),
        **more,
    }
    return render(request, "documents/send.html", context, status=status)
