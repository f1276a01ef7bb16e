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
from apps.documents.forms.readers import ReadersForm
from apps.documents.forms.signing import SignersForm
from apps.documents.models import Version
from apps.documents.selectors import assemble
from apps.documents.selectors.checking import complaints_of
from apps.documents.selectors.opinions import is_unsettled
from apps.documents.selectors.readers import listed
from apps.documents.selectors.readiness import Known, in_the_way
from apps.documents.services.authority import choose_authority
from apps.documents.services.readers import set_readers
from apps.documents.services.readers_kept import usual_lines
from apps.documents.views.detail import version_or_404
from apps.documents.workflow import State
from apps.organization.selectors import placeholder_values
from kernel.refusals import Refused


@require_http_methods(["GET", "POST"])
def send(request: UserRequest, pk: UUID) -> HttpResponse:
    """One page; what refuses is said on it, and nothing that was typed is lost."""
    asks = request.method == "GET"
    asked = {"unsettled": is_unsettled()} | ({"listed": listed()} if asks else {})
    found = version_or_404(request, pk, **asked)
    if asks and found.state != State.DRAFTING:
        return redirect("documents:version", pk=pk)
    may.DRAFT.require(request.user, over=found)
    signers = SignersForm(found, request.POST or None)
    change = ChangeForm(found, request.POST or None)
    readers = ReadersForm(found, request.POST or None)
    if asks:
        change.initial["distribution"] = "\n".join(found.distribution or usual_lines(found))
        return _page(request, found, signers, change, readers=readers)
    forms = (signers, change, readers)
    if not all([form.is_valid() for form in forms]):  # noqa: C419  each says what it misses
        return _page(request, found, signers, change, status=422, readers=readers)
    try:
        _save(found, signers, change, request)
        _distribute(found, readers, change, request)
        if "send" in request.POST:
            services.send_version(found, by=request.user)
            return redirect("documents:version", pk=pk)
    except Refused as refusal:
        kept = version_or_404(request, pk, unsettled=is_unsettled())  # nothing of what was refused
        more = {"refusal": refusal, "readers": readers}
        return _page(request, kept, signers, change, status=refusal.status, **more)
    return redirect("documents:send", pk=pk)


def _save(found: Version, signers: SignersForm, change: ChangeForm, request: UserRequest) -> None:
    named = dict(signers.cleaned_data)
    chosen = named.pop("authority", None)
    found = services.name_signers(found, by=request.user, **named)
    if "authority" in signers.fields:
        found = choose_authority(found, chosen, by=request.user)
    said = {"reason": "", "impact": ""} | change.cleaned_data
    if "title" in said:
        services.rename_document(found, title=said.pop("title"), by=request.user)
    services.describe_change(found, by=request.user, **said)


def _distribute(
    found: Version, readers: ReadersForm, change: ChangeForm, request: UserRequest
) -> None:
    """Who is to know it; printed lines that were only proposed follow another choice."""
    if not readers.cleaned_data["who"]:
        return
    before, typed = usual_lines(found), change.cleaned_data["distribution"]
    set_readers(found, by=request.user, **readers.said)
    after = usual_lines(Version.objects.select_related("document").get(pk=found.pk))
    if typed == before and after != before:
        said = {"reason": "", "impact": ""} | change.cleaned_data | {"distribution": after}
        said.pop("title", None)
        services.describe_change(found, by=request.user, **said)


def _known(found: Version) -> Known:
    """What was asked of the opinions with the version itself."""
    return Known(unsettled={found.pk} if getattr(found, "unsettled", True) else ())


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
        "refusals": in_the_way(found, "send", request.user, values, (), _known(found)),
        "complaints": complaints_of(found, tree, values),
        **more,
    }
    return render(request, "documents/send.html", context, status=status)
