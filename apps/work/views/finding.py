"""The search page: what holds the words, grouped by document, while one is typing."""

from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.forms import DateField
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from accounts.http import UserRequest
from apps.documents.selectors.searching import Search, Sought, kinds_sought
from apps.organization.selectors import active_units
from apps.work.presenters.finding import Rows, folder_hits, hits, named, slip_hits, templates
from kernel import clock
from kernel.htmx import render
from kernel.search.query import LONGEST
from kernel.spreadsheet import XLSX, workbook
from library.selectors import two_level_clauses

SIZE = 10  # documents of a page
FEW, ALL = 3, 100  # places of a document among others, and of one that is looked through
SHEET, EACH = 200, 20  # documents of a sheet, and places of each
STATES = [
    ("in_force", gettext_lazy("In force")),
    ("open", gettext_lazy("Not issued yet")),
    ("ended", gettext_lazy("No longer in force")),
    ("all", gettext_lazy("All, also what is no longer in force")),
]


@require_GET
def search(request: UserRequest) -> HttpResponse:
    sought = _sought(request)
    asked = Search(request.user, sought, each=ALL if sought.document else FEW)
    page = Paginator(Rows(asked, SIZE), SIZE).get_page(request.GET.get("page"))
    filters = _filters(sought)
    first = asked.result(SIZE)
    alone = not sought.narrows and page.number == 1
    return render(
        request,
        page="work/search.html",
        fragment="work/_hits.html",
        sought=sought,
        asked=bool(asked.query),
        on=request.GET.get("on", "")[:20],
        page_obj=page,
        hits=hits(asked, list(page)),
        people=named(request.user, asked.query) if alone else [],
        templates=templates(request.user, asked.query) if alone else [],
        slips=slip_hits(request.user, asked.query) if alone else [],
        folders=folder_hits(request.user, asked.query) if alone else [],
        places=first.places,
        is_cut=first.is_cut,
        filters=filters,
        chosen=_chosen(request, sought, filters),
        whole=_without(request, "in") if sought.document else "",
        within=_without(request, "in"),
    )


def _sought(request: UserRequest) -> Sought:
    """What the address says; what cannot be read narrows nothing."""
    asked = {name: request.GET.get(name, "").strip()[:100] for name in ("kind", "state", "unit")}
    return Sought(
        q=request.GET.get("q", "")[:LONGEST].replace("\x00", ""),
        clause=request.GET.get("clause", "").strip()[:12].replace("\x00", ""),
        on=_day(request.GET.get("on", "")),
        document=_key(request.GET.get("in", "")),
        **asked,
    )


def _day(text: str) -> date | None:
    """As days are written here (20/11/2026), or as machines write them."""
    try:
        day: date | None = DateField(required=False).clean(text)
    except ValidationError:
        return None
    return day


def _key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _filters(sought: Sought) -> list[dict[str, Any]]:
    """The choices beside the words: name, label, what it says when nothing is chosen, options."""
    units = [(str(unit.pk), unit.name) for unit in active_units()]
    clauses = [(c.number, f"{c.number} {c.title}") for c in two_level_clauses()]
    said = {
        "kind": (_("Kind"), _("All kinds"), kinds_sought()),
        "state": (_("State"), _("In force and being drafted"), STATES),
        "unit": (_("Keeper"), _("All units"), units),
        "clause": (_("Clause"), _("All clauses"), clauses),
    }
    return [
        {"name": n, "label": label, "none": none, "options": o, "value": getattr(sought, n)}
        for n, (label, none, o) in said.items()
        if o
    ]


def _chosen(
    request: UserRequest, sought: Sought, filters: list[dict[str, Any]]
) -> list[tuple[str, str]]:
    """What is filtered now, in words, each with the address that takes it away."""
    words = [(each["name"], dict(each["options"]).get(each["value"])) for each in filters]
    if sought.on:
        words.append(("on", _("in force on %(day)s") % {"day": f"{sought.on:%d/%m/%Y}"}))
    return [(str(word), _without(request, name)) for name, word in words if word]


def _without(request: UserRequest, name: str) -> str:
    left = request.GET.copy()
    for each in (name, "page"):
        left.pop(each, None)
    return f"?{left.urlencode()}"


@require_GET
def export(request: UserRequest) -> HttpResponse:
    """The same documents with more of their places, as XLSX."""
    asked = Search(request.user, _sought(request), each=EACH)
    heads = [
        _("Code"),
        _("Title"),
        _("Kind"),
        _("Keeper"),
        _("Issue number"),
        _("State"),
        _("Place"),
        _("What it says"),
        _("Address"),
    ]
    rows = []
    for hit in hits(asked, asked.result(SHEET).found):
        known = [hit.code, hit.title, hit.kind, hit.unit, hit.number, hit.standing.words]
        places = [(p.place, p.text, p.url) for p in hit.passages] or [("", "", hit.url)]
        rows += [
            [*known, place, text, request.build_absolute_uri(url)] for place, text, url in places
        ]
    response = HttpResponse(workbook(_("Search results"), heads, rows), content_type=XLSX)
    name = f"ket-qua-tim-kiem-{clock.today():%Y-%m-%d}.xlsx"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
