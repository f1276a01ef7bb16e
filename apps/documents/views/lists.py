"""The list of documents and its export."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from accounts.http import UserRequest
from apps.documents import permissions as may
from apps.documents.models import Kind, Procedure
from apps.documents.presenters import standing
from apps.documents.selectors import review_due
from apps.documents.selectors.listing import Wanted, counts, kinds, register, wanted_of
from apps.documents.selectors.readiness import step_of
from apps.organization.selectors import active_units
from kernel import clock
from kernel.htmx import render
from kernel.spreadsheet import XLSX, workbook
from kernel.ui.parts import Tab
from library.selectors import two_level_clauses

STATES = [
    ("in_force", gettext_lazy("In force")),
    ("open", gettext_lazy("Not issued yet")),
    ("ended", gettext_lazy("No longer in force")),
    ("all", gettext_lazy("All, whatever their state")),
]

ALWAYS = ("", "mine", "signing", "drafts", "force", "review")  # also where they are empty
TOGETHER = ("mine", "drafts")  # the views whose rows wait for a step


@require_GET
def index(request: UserRequest) -> HttpResponse:
    wanted, filters = wanted_of(request.GET), _filters(wanted_of(request.GET))
    page = Paginator(register(request.user, wanted), 20).get_page(request.GET.get("page"))
    steps = {v.pk: step_of(v, request.user) for v in page if wanted.view in TOGETHER}
    return render(
        request,
        page="documents/list.html",
        fragment="documents/_list.html",
        wanted=wanted,
        page_obj=page,
        rows=[(v, standing(v), review_due(v), steps.get(v.pk, "")) for v in page],
        steps=set(filter(None, steps.values())),
        views=_views(request, wanted),
        filters=filters,
        chosen=_chosen(request, wanted, filters),
        may_draft=may.DRAFT.held_by(request.user),
        may_follow=may.DISTRIBUTE.held_by(request.user),
        may_copy=may.COPIES.held_by(request.user),
        together=any(steps.values())
        or may.DRAFT.held_by(request.user)
        or may.REVIEW.held_by(request.user),
        asked=_without(request, "all").lstrip("?"),
    )


def _filters(wanted: Wanted) -> list[dict[str, Any]]:
    """The choices above the list: name, label, what it says when nothing is chosen, options."""
    said = {
        "kind": (_("Kind"), _("All kinds"), kinds()),
        **({"procedure": _sorts()} if wanted.kind == Kind.PROCEDURE else {}),
        "state": (_("State"), _("In use and being drafted"), STATES),
        "unit": (
            _("Keeper"),
            _("All units"),
            [(str(unit.pk), unit.name) for unit in active_units()],
        ),
        "clause": (
            _("Clause"),
            _("All clauses"),
            [(c.number, f"{c.number} {c.title}") for c in two_level_clauses()],
        ),
    }
    return [
        {
            "name": name,
            "label": label,
            "none": none,
            "options": options,
            "value": getattr(wanted, name),
        }
        for name, (label, none, options) in said.items()
        if options
    ]


def _sorts() -> tuple[str, str, list[tuple[str, Any]]]:
    """Asked only of procedures; nothing else has sorts."""
    return _("Sort of procedure"), _("All sorts"), list(Procedure.choices)


def _chosen(
    request: UserRequest, wanted: Wanted, filters: list[dict[str, Any]]
) -> list[tuple[str, str]]:
    """What is filtered now, in words, each with the address that takes it away."""
    words = [(each["name"], dict(each["options"]).get(each["value"])) for each in filters]
    if wanted.q:
        words.append(("q", f"“{wanted.q}”"))
    return [(str(word), _without(request, name)) for name, word in words if word]


def _without(request: UserRequest, name: str) -> str:
    left = request.GET.copy()
    for each in (name, "page"):
        left.pop(each, None)
    return f"?{left.urlencode()}"


def _views(request: UserRequest, wanted: Wanted) -> list[Tab]:
    found = counts(request.user)
    labels = {
        "": (_("All"), "all"),
        "mine": (_("Waiting for me"), "mine"),
        "signing": (_("Being signed"), "signing"),
        "approved": (_("To be issued"), "approved"),
        "drafts": (_("Being drafted"), "drafts"),
        "force": (_("In force"), "force"),
        "review": (_("To be reviewed"), "review"),
    }
    return [
        Tab(label, f"?view={view}" if view else "?", wanted.view == view, found[count])
        for view, (label, count) in labels.items()
        if found[count] or view in ALWAYS or wanted.view == view
    ]


@require_GET
def export(request: UserRequest) -> HttpResponse:
    """The same rows as the page shows, all of them, as XLSX."""
    heads = [
        _("Code"),
        _("Title"),
        _("Kind"),
        _("Keeper"),
        _("Issue number"),
        _("State"),
        _("In force from"),
        _("Review by"),
        _("Clauses"),
    ]
    rows = [
        [
            v.document.code,
            v.title,
            v.document.get_kind_display(),
            v.document.unit.name if v.document.unit else "",
            v.number,
            standing(v).words,
            v.in_force_from,
            review_due(v),
            ", ".join(v.document.clauses),
        ]
        for v in register(request.user, wanted_of(request.GET))
    ]
    response = HttpResponse(workbook(_("List of documents"), heads, rows), content_type=XLSX)
    name = f"danh-muc-tai-lieu-{clock.today():%Y-%m-%d}.xlsx"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
