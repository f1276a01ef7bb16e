"""Controlled copies: of one version, and the register over all documents."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.http import UserRequest
from apps.documents import permissions as may
from apps.documents.forms.copies import EndCopyForm, HandOutForm
from apps.documents.http import pdf_named, sheet_named
from apps.documents.models import ControlledCopy, Version
from apps.documents.selectors.copies import copies_of, register_of_copies
from apps.documents.services.copies import end_copy, hand_out, pdf_of_copy, recall_copies
from apps.documents.services.rendering import watermark_of
from apps.documents.views.detail import version_or_404
from apps.documents.workflow import State
from apps.organization.selectors import active_units
from kernel import clock
from kernel.htmx import render as render_part
from kernel.ids import ids_among
from kernel.refusals import Refused
from kernel.spreadsheet import workbook

STATES = ("open", "recall", "ended")


@require_http_methods(["GET", "POST"])
def of_version(request: UserRequest, pk: UUID) -> HttpResponse:
    """The copies of one version, and handing out further ones."""
    found = version_or_404(request, pk)
    may.COPIES.require(request.user, over=found)
    form = HandOutForm(request.POST or None)
    if request.method == "GET" or not form.is_valid():
        return _page(request, found, form, 422 if form.errors else 200)
    try:
        made = hand_out(found, holders=form.said, on=form.cleaned_data["on"], by=request.user)
    except Refused as refusal:
        return _page(request, found, form, refusal.status, refusal)
    said = ngettext("%(n)s copy was handed out.", "%(n)s copies were handed out.", len(made))
    messages.success(request, said % {"n": len(made)})
    return redirect("documents:copies", pk=pk)


def _page(
    request: UserRequest,
    found: Version,
    form: HandOutForm,
    status: int = 200,
    refusal: Refused | None = None,
) -> HttpResponse:
    rows = list(copies_of(found))
    context = {
        "version": found,
        "document": found.document,
        "rows": rows,
        "out": sum(1 for each in rows if not each.ended_on),
        "may_hand_out": found.state == State.ISSUED and not watermark_of(found),
        "over": bool(watermark_of(found)),
        "form": form,
        "refusal": refusal,
    }
    return render(request, "documents/copies/version.html", context, status=status)


def _copy(request: UserRequest, pk: UUID) -> ControlledCopy:
    may.COPIES.require(request.user)
    return get_object_or_404(register_of_copies(request.user), pk=pk)


@require_GET
def pdf(request: UserRequest, pk: UUID) -> HttpResponse:
    """The document with the number of this copy on every page."""
    found = _copy(request, pk)
    version = version_or_404(request, found.version_id)
    found.version = version
    code = version.document.code.replace("/", "-").replace(" ", "-")
    return pdf_named(pdf_of_copy(found), f"{code}-ban-{found.number:02}.pdf")


@require_http_methods(["GET", "POST"])
def end(request: UserRequest, pk: UUID) -> HttpResponse:
    """Returned, destroyed or lost."""
    found = _copy(request, pk)
    form = EndCopyForm(request.POST or None)
    refusal = None
    if request.method == "POST" and form.is_valid():
        try:
            end_copy(found, by=request.user, **form.cleaned_data)
        except Refused as refused:
            refusal = refused
        else:
            return redirect("documents:copies", pk=found.version_id)
    context = {"copy": found, "version": found.version, "form": form, "refusal": refusal}
    status = refusal.status if refusal else 422 if form.errors else 200
    return render(request, "documents/copies/end.html", context, status=status)


@require_GET
def register(request: UserRequest) -> HttpResponse:
    """Every copy of every document."""
    may.COPIES.require(request.user)
    wanted = _wanted(request)
    rows = Paginator(register_of_copies(request.user, **wanted), 20)
    page = rows.get_page(request.GET.get("page"))
    return render_part(
        request,
        page="documents/copies/register.html",
        fragment="documents/copies/_register.html",
        page_obj=page,
        rows=[(copy, bool(watermark_of(copy.version))) for copy in page],
        wanted=wanted,
        units=list(active_units()),
        states=[
            ("open", _("Still out")),
            ("recall", _("To be recalled")),
            ("ended", _("Accounted for")),
        ],
        is_narrowed=any(wanted.values()),
    )


def _wanted(request: UserRequest) -> dict[str, Any]:
    units, state = ids_among([request.GET.get("unit", "")]), request.GET.get("state", "")
    return {
        "q": request.GET.get("q", "").replace("\0", "").strip()[:100],
        "unit": units[0] if units else None,
        "state": state if state in STATES else "",
    }


@require_POST
def recall(request: UserRequest) -> HttpResponse:
    """Call the chosen copies back."""
    recalled = recall_copies(ids_among(request.POST.getlist("pick")), by=request.user)
    said = ngettext(
        "%(n)s copy is noted as recalled.", "%(n)s copies are noted as recalled.", len(recalled)
    )
    messages.success(request, said % {"n": len(recalled)})
    return redirect("documents:all-copies")


@require_GET
def export(request: UserRequest) -> HttpResponse:
    """The same rows as XLSX."""
    may.COPIES.require(request.user)
    heads = [
        _("Code"),
        _("Title"),
        _("Issue number"),
        _("Copy number"),
        _("Holder"),
        _("Unit"),
        _("Handed out on"),
        _("Recalled on"),
        _("Accounted for on"),
        _("What became of it"),
        _("Note"),
    ]
    rows = [
        [
            copy.version.document.code,
            copy.version.title,
            copy.version.number,
            copy.number,
            copy.holder,
            copy.unit.name if copy.unit else "",
            copy.handed_on,
            copy.recalled_at.astimezone(clock.HANOI).date() if copy.recalled_at else None,
            copy.ended_on,
            copy.get_ended_how_display() if copy.ended_how else "",
            copy.note,
        ]
        for copy in register_of_copies(request.user, **_wanted(request))
    ]
    data = workbook(_("Controlled copies"), heads, rows)
    return sheet_named(data, f"ban-kiem-soat-{clock.today():%Y-%m-%d}.xlsx")
