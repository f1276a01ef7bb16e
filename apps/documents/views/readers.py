"""Following up who has read what: one version, or all that are to be read."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.http import UserRequest
from apps.documents import permissions as may
from apps.documents.forms.readers import AddReadersForm
from apps.documents.http import pdf_named, sheet_named
from apps.documents.models import Version
from apps.documents.selectors.readers import recipients_in_words, recipients_of
from apps.documents.selectors.reading import Progress, acknowledged, progress, readers_of
from apps.documents.services.readers import ENDED, add_readers
from apps.documents.services.reading import remind as remind_readers
from apps.documents.services.reading import reminded_today
from apps.documents.services.reading_list import reading_list
from apps.documents.views.detail import version_or_404
from apps.documents.views.readers_shown import chat_text, shares
from apps.documents.workflow import State
from apps.organization.selectors import active_units
from kernel import clock
from kernel.htmx import render as render_part
from kernel.ids import ids_among
from kernel.refusals import Refused
from kernel.spreadsheet import workbook


def reach_of(request: UserRequest) -> Collection[UUID] | None:
    """Whose people this person follows up: everybody's, or those of the own units."""
    may.DISTRIBUTE.require(request.user)
    return may.DISTRIBUTE.units_of(request.user)


@require_http_methods(["GET", "POST"])
def readers(request: UserRequest, pk: UUID) -> HttpResponse:
    """The readers of one version: who is on its list, who has read it, who has not."""
    found = version_or_404(request, pk)
    reach_of(request)
    adds = found.state not in (State.DRAFTING, *ENDED)
    adds = adds and may.DISTRIBUTE.held_by(request.user, over=found)
    form = AddReadersForm(request.POST or None) if adds or request.method == "POST" else None
    if request.method == "GET" or form is None or not form.is_valid():
        return _page(request, found, form, 422 if request.method == "POST" else 200)
    data = form.cleaned_data
    try:
        add_readers(found, by=request.user, **{name: data[name] for name in data})
    except Refused as refusal:
        return _page(request, found, form, refusal.status, refusal)
    messages.success(request, _("Added; they are asked to read it from today on."))
    return redirect("documents:readers", pk=pk)


def _page(
    request: UserRequest,
    found: Version,
    form: AddReadersForm | None,
    status: int = 200,
    refusal: Refused | None = None,
) -> HttpResponse:
    reach = reach_of(request)
    # before it is issued: who will be asked
    asked = readers_of([found], reach, drafts=found.is_open and found.must_read)
    missing = [each for each in asked if not each.read_on]
    listed = recipients_of(found)
    address = request.build_absolute_uri(reverse("documents:read", args=[found.pk]))
    ended = found.state in ENDED
    context = {
        "version": found,
        "document": found.document,
        "asked": asked,
        "read": len(asked) - len(missing),
        "missing": missing,
        "late": sum(1 for each in missing if each.is_late),
        "due": min((each.due for each in asked), default=None),
        "units": shares(asked),
        "listed": recipients_in_words(each for each in listed if not each.added_on),
        "added": [(each, *recipients_in_words([each])) for each in listed if each.added_on],
        "past": acknowledged(found) if ended else [],
        "ended": ended,
        "may_meet": found.state == State.ISSUED and missing,
        "reminded": bool(missing) and found.state == State.ISSUED and reminded_today(found),
        "chat": chat_text(found, missing, address),
        "form": form,
        "refusal": refusal,
        "unread_why": found.paper.get("unread_why", ""),
    }
    return render(request, "documents/reading/readers.html", context, status=status)


@require_POST
def remind(request: UserRequest, pk: UUID) -> HttpResponse:
    found = version_or_404(request, pk)
    told = remind_readers(found, by=request.user, units=reach_of(request))
    said = ngettext("%(n)s person was reminded.", "%(n)s people were reminded.", told)
    messages.success(request, said % {"n": told})
    return redirect("documents:readers", pk=pk)


@require_GET
def pdf(request: UserRequest, pk: UUID) -> HttpResponse:
    """The list of those who have confirmed it, for the file or for an auditor."""
    found = version_or_404(request, pk)
    data = reading_list(found, units=reach_of(request))
    code = found.document.code.replace("/", "-").replace(" ", "-")
    return pdf_named(data, f"danh-sach-da-doc-{code}-lan-{found.number.replace('/', '-')}.pdf")


@require_GET
def overview(request: UserRequest) -> HttpResponse:
    """Every version that is to be read, the latest first, with its share."""
    rows, chosen = _rows(request)
    page = Paginator(rows, 20).get_page(request.GET.get("page"))
    return render_part(
        request,
        page="documents/reading/overview.html",
        fragment="documents/reading/_overview.html",
        page_obj=page,
        rows=page.object_list,
        units=list(active_units()),
        chosen=chosen,
        late=request.GET.get("late") == "1",
        total=sum(each.total for each in rows),
        read=sum(each.read for each in rows),
    )


def _rows(request: UserRequest) -> tuple[list[Progress], str]:
    """What the filters leave: a unit, and whether somebody is late."""
    reach = reach_of(request)
    wanted = ids_among([request.GET.get("unit", "")])
    if wanted:
        within = wanted if reach is None else [unit for unit in wanted if unit in reach]
        reach = within
    rows = progress(reach)
    if request.GET.get("late") == "1":
        rows = [each for each in rows if each.late]
    if request.GET.get("missing") == "1":
        rows = [each for each in rows if each.missing]
    rows.sort(key=lambda each: (not each.late, each.percent == 100, each.due, each.code))
    return rows, str(wanted[0]) if wanted else ""


@require_GET
def export(request: UserRequest) -> HttpResponse:
    """The same rows as XLSX."""
    heads = [
        _("Code"),
        _("Title"),
        _("Issue number"),
        _("In force from"),
        _("To be read by"),
        _("Must read"),
        _("Have read"),
        _("Have not read"),
        _("Overdue"),
    ]
    rows, _chosen = _rows(request)
    cells: list[list[Any]] = [
        [r.code, r.title, r.number, r.in_force_from, r.due, r.total, r.read, r.missing, r.late]
        for r in rows
    ]
    data = workbook(_("Reading of documents"), heads, cells)
    return sheet_named(data, f"tinh-hinh-doc-{clock.today():%Y-%m-%d}.xlsx")
