"""The pages of the province's portal; every one of them needs an overseer."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from accounts.http import UserRequest
from kernel import clock
from kernel.htmx import render
from library import permissions as library
from library.selectors import two_level_clauses
from oversight import permissions as may
from oversight import presenters, selectors, services
from oversight.export import XLSX, workbook_of
from oversight.forms import OverviewForm
from oversight.models import AgencyCard
from tenants.services import address_of

VIEWS = ("map", "table")
LOOKS = 6  # the latest, beside the clauses; the agency reads all of them


@require_GET
def overview(request: UserRequest) -> HttpResponse:
    """The province: its numbers, and agencies by clauses as a map or as a table."""
    if not may.SEE.held_by(request.user) and library.READ.held_by(request.user):
        return redirect("/library/")  # whose work is the library begins there
    form = OverviewForm(request.GET)
    filters = form.filters()
    # The button over the form stands before the form's own field: what was pressed is first.
    asked = request.GET.getlist("view")[:1]
    view = asked[0] if asked and asked[0] in VIEWS else VIEWS[0]
    page = selectors.page_of(request.user, filters, _number(request.GET.get("page", "")))
    context: dict[str, Any] = {
        "form": form,
        "page_obj": page,
        "view": view,
        "filters": filters,
        "summary": selectors.summary(request.user),
    }
    shown = presenters.table if view == "table" else presenters.heat_map
    context[view] = shown(page.object_list)
    context["worst"] = presenters.worst_clauses(context["summary"].gaps_by_clause)
    response = render(
        request, page="oversight/overview.html", fragment="oversight/_overview.html", **context
    )
    if request.htmx:
        chosen = filters.chosen | ({"view": view} if view != VIEWS[0] else {})
        response["HX-Push-Url"] = f"{request.path}?{urlencode(chosen)}" if chosen else request.path
    return response


@require_GET
def export(request: UserRequest) -> HttpResponse:
    """All agencies of the present filters as XLSX."""
    form = OverviewForm(request.GET)
    filters = form.filters()
    cards = list(selectors.matching(request.user, filters))
    services.note_export(by=request.user, filters=filters.chosen, agencies=len(cards))
    response = HttpResponse(workbook_of(cards, form.in_words()), content_type=XLSX)
    name = f"tinh-trang-bang-chung-{clock.today():%Y-%m-%d}.xlsx"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_GET
def agency(request: UserRequest, slug: str) -> HttpResponse:
    """One agency: all its clauses with reasons, what is public, and who looked before."""
    card = _card(request, slug)
    looks = list(selectors.looks_at(card.agency)[:LOOKS])
    services.look_at(card, by=request.user)
    parts = presenters.agency_view(card, selectors.cells_of(card))
    return render(
        request,
        page="oversight/agency.html",
        fragment="oversight/_agency.html",
        card=card,
        parts=parts,
        ring=presenters.ring_of(parts),
        looks=looks,
        public_url=public_page(request, card),
        trail=[(_("Overview"), reverse("oversight:overview")), (card.label, "")],
    )


@require_GET
def clause(request: UserRequest, slug: str, number: str) -> HttpResponse:
    """One clause of one agency: why it stands so, and what would turn it green."""
    card = _card(request, slug)
    column = next((c for c in two_level_clauses() if c.number == number), None)
    if column is None:
        raise Http404
    services.look_at(card, by=request.user, clause=number)
    shown = presenters.clause_view(card, column, selectors.cell_of(card, number))
    return render(
        request,
        page="oversight/clause.html",
        fragment="oversight/_drill.html",
        card=card,
        clause=shown,
        close_url=_back(request),
        trail=[
            (_("Overview"), reverse("oversight:overview")),
            (card.label, reverse("oversight:agency", args=[card.slug])),
            (f"{shown.number} {shown.title}", ""),
        ],
    )


def public_page(request: HttpRequest, card: AgencyCard) -> str:
    """Where the agency shows to everyone what it published."""
    _host, colon, port = request.get_host().partition(":")
    return f"{request.scheme}://{address_of(card.slug)}{colon}{port}/cong-bo/"


def _card(request: UserRequest, slug: str) -> AgencyCard:
    return get_object_or_404(selectors.visible_agencies(request.user), slug=slug)


def _back(request: UserRequest) -> str:
    """The overview as the person left it."""
    came = request.htmx.current_url_abs_path or ""
    home = reverse("oversight:overview")
    return came if came == home or came.startswith(f"{home}?") else home


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 6 else 1
