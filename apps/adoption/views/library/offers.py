"""What agencies offer: an inbox, each compared with our template, taken up or declined."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.http import UserRequest
from apps.adoption.forms.library import ReasonForm
from apps.adoption.presenters import as_offered
from apps.adoption.presenters.library import named
from apps.adoption.selectors.library import offers as asked_for
from apps.documents.presenters.comparing import changes_between
from kernel.refusals import BadInput
from library import answering, selectors
from library import permissions as may
from library.models import Offer, OfferState

PAGE = 20


@require_GET
def offers(request: UserRequest) -> HttpResponse:
    """Those that wait; `?state=` shows the others."""
    may.READ.require(request.user)
    state = request.GET.get("state", "")
    asked = request.GET.get("page", "")
    number = int(asked) if asked.isdecimal() and len(asked) < 5 else 1
    context = {
        "page_obj": Paginator(asked_for(state), PAGE).get_page(number),
        "state": state,
        "states": [("", _("Waiting")), *OfferState.choices, ("all", _("All"))],
        "trail": _trail(),
    }
    return render(request, "adoption/library/offers.html", context)


@require_GET
def offer(request: UserRequest, pk: UUID) -> HttpResponse:
    """One offer beside our template; to look at it is an act that the agency sees."""
    may.READ.require(request.user)
    found = get_object_or_404(Offer, pk=pk)
    if may.WRITE.held_by(request.user):
        found = answering.look_at(found, by=request.user)
    return _page(request, found)


@require_POST
def decline(request: UserRequest, pk: UUID) -> HttpResponse:
    """Not taken up, with the reason that the agency reads."""
    found, form = get_object_or_404(Offer, pk=pk), ReasonForm(request.POST)
    may.WRITE.require(request.user)
    if not form.is_valid():
        return _page(request, found, form=form, status=422)
    answering.decline(found, reason=form.cleaned_data["reason"], by=request.user)
    messages.success(request, _("Declined; the agency is told why."))
    return redirect("packages:offers")


@require_POST
def take(request: UserRequest, pk: UUID) -> HttpResponse:
    """What was ticked goes into the draft of the package, which is opened if need be."""
    found = get_object_or_404(Offer, pk=pk)
    may.WRITE.require(request.user)
    try:
        document = answering.take(
            found,
            chosen=request.POST.getlist("pick"),
            answer=request.POST.get("answer", ""),
            by=request.user,
        )
    except BadInput as refusal:
        return _page(request, found, refusal=refusal, status=422)
    messages.success(request, _("Taken up into the draft; the agency is told."))
    return redirect("packages:draft-document", document.draft_id, document.key)


def _page(
    request: UserRequest,
    found: Offer,
    *,
    form: ReasonForm | None = None,
    refusal: BadInput | None = None,
    status: int = 200,
) -> HttpResponse:
    package = answering.package_of(found)
    draft = selectors.open_draft_of(package) if package else None
    ours = answering.ours_of(found)
    changes = changes_between(named(ours.nodes), named(found.nodes)) if ours is not None else []
    picked = set(request.POST.getlist("pick"))
    context: dict[str, Any] = {
        "offer": found,
        "package": package,
        "draft": draft,
        "ours": ours,
        "changes": [(each, not request.POST or each.change.node_id in picked) for each in changes],
        "nodes": as_offered(found.nodes),
        "values": {},
        "form": form or ReasonForm(),
        "refusal": refusal,
        "waits": found.state in answering.WAITING and may.WRITE.held_by(request.user),
        "trail": [*_trail()[:1], (_("Offers"), reverse("packages:offers")), (found.code, "")],
    }
    return render(request, "adoption/library/offer.html", context, status=status)


def _trail() -> list[tuple[str, str]]:
    return [(_("Template library"), reverse("packages:index")), (_("Offers"), "")]
