"""The list of documents and its export."""

from dataclasses import fields

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from accounts.http import UserRequest
from apps.documents import permissions as may
from apps.documents.presenters import standing
from apps.documents.selectors import review_due
from apps.documents.selectors.listing import Wanted, counts, kinds, register
from apps.organization.selectors import active_units
from kernel import clock
from kernel.htmx import render
from kernel.spreadsheet import XLSX, workbook
from kernel.ui.parts import Tab


@require_GET
def index(request: UserRequest) -> HttpResponse:
    wanted = _wanted(request)
    page = Paginator(register(request.user, wanted), 20).get_page(request.GET.get("page"))
    return render(
        request,
        page="documents/list.html",
        fragment="documents/_list.html",
        wanted=wanted,
        page_obj=page,
        rows=[(v, standing(v), review_due(v)) for v in page],
        views=_views(request, wanted),
        kinds=kinds(),
        units=list(active_units()),
        may_draft=may.DRAFT.held_by(request.user),
    )


def _wanted(request: UserRequest) -> Wanted:
    names = [field.name for field in fields(Wanted)]
    return Wanted(
        **{name: request.GET[name].strip()[:100] for name in names if name in request.GET}
    )


def _views(request: UserRequest, wanted: Wanted) -> list[Tab]:
    found = counts(request.user)
    labels = {
        "": (_("All"), "all"),
        "mine": (_("Waiting for me"), "mine"),
        "signing": (_("Being signed"), "signing"),
        "drafts": (_("Being drafted"), "drafts"),
        "force": (_("In force"), "force"),
    }
    return [
        Tab(label, f"?view={view}" if view else "?", wanted.view == view, found[count])
        for view, (label, count) in labels.items()
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
            v.document.title,
            v.document.get_kind_display(),
            v.document.unit.name if v.document.unit else "",
            v.number,
            standing(v).words,
            v.in_force_from,
            review_due(v),
            ", ".join(v.document.clauses),
        ]
        for v in register(request.user, _wanted(request))
    ]
    response = HttpResponse(workbook(_("List of documents"), heads, rows), content_type=XLSX)
    name = f"danh-muc-tai-lieu-{clock.today():%Y-%m-%d}.xlsx"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
