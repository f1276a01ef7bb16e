"""“Gửi cho thư viện”: a document is offered, and the agency sees what became of it."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.http import UserRequest
from apps.adoption import permissions as may
from apps.adoption import services
from apps.adoption.models import OwnOffer
from apps.adoption.selectors.offers import offerable, own_offers
from apps.adoption.selectors.present import presents
from apps.documents.selectors import visible_documents
from apps.organization.selectors import placeholder_values
from kernel.refusals import Refused

if TYPE_CHECKING:
    from apps.documents.models import Document


@require_GET
def index(request: UserRequest) -> HttpResponse:
    """What was offered, and what the library said."""
    may.OFFER.require(request.user)
    context = {
        "offers": own_offers(),
        "offerable": offerable(),
        "trail": _trail(),
    }
    return render(request, "adoption/offers/index.html", context)


@require_http_methods(["GET", "POST"])
def offer(request: UserRequest, document: UUID) -> HttpResponse:
    """Ask first: what leaves the agency, and what stays."""
    may.OFFER.require(request.user)
    found = visible_documents(request.user).filter(pk=document).first()
    if found is None:
        raise Http404
    note, error, status = request.POST.get("note", ""), "", 200
    if request.method == "POST":
        try:
            services.offer(found, note=note, agreed="agreed" in request.POST, by=request.user)
        except Refused as refused:
            error, status = str(refused), refused.status
        else:
            messages.success(
                request, _("A copy was sent. It can be taken back until the library looks at it.")
            )
            return redirect("adoption:offers")
    return render(request, "adoption/offers/new.html", _asked(found, note, error), status=status)


def _asked(document: "Document", note: str, error: str) -> dict[str, object]:
    here = presents([document.pk]).get(document.pk)
    return {
        "document": document,
        "here": here,
        "can": here is not None and here.stands == "issued",
        "nodes": here.nodes if here else [],
        "values": placeholder_values(),
        "note": note,
        "error": error,
        "trail": [*_trail()[:2], (document.code, "")],
    }


@require_POST
def take_back(request: UserRequest, offer: UUID) -> HttpResponse:
    """The copy leaves the library again."""
    services.take_back(get_object_or_404(OwnOffer, pk=offer), by=request.user)
    messages.success(request, _("Taken back: the library no longer has the copy."))
    return redirect("adoption:offers")


def _trail() -> list[tuple[str, str]]:
    return [
        (_("Template library"), reverse("adoption:index")),
        (_("Offered to the library"), reverse("adoption:offers")),
    ]
