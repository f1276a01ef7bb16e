"""Slips: what I fill in, what waits for my signature, the forms, and the slips of one form."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from accounts.http import UserRequest
from apps.documents.http import pdf_named, print_named
from apps.records import permissions as may
from apps.records.presenters.slips import late_words, slip_standing
from apps.records.selectors.slips import (
    being_filled,
    form_in_force,
    form_of,
    forms_to_fill,
    last_of,
    newest,
    slips_linked_to,
)
from apps.records.selectors.slips_listing import PAGE, Rows, Wanted, columns_of, wanted_of
from apps.records.selectors.slips_turns import turns_of
from apps.records.services.slips import slip_to_go_on, start_slip
from apps.records.services.slips_printing import blank_docx, blank_pdf
from apps.records.services.slips_sheet import MOST, sheets_of_form
from apps.records.workflow import SlipState
from kernel import clock
from kernel.htmx import render as render_part
from kernel.ids import ids_among, new_id
from kernel.refusals import BadInput
from kernel.spreadsheet import XLSX
from kernel.ui.formats import number_text

NEWEST = 10
FILLING = 8


@require_GET
def index(request: UserRequest) -> HttpResponse:
    """Phiếu và hồ sơ: what to go on with, what to sign, what can be filled in, what is new."""
    words = request.GET.get("q", "").replace("\0", "").strip()[:100]
    may_fill = may.FILL.held_by(request.user)
    return render_part(
        request,
        page="records/slips/index.html",
        fragment="records/slips/_forms.html",
        words=words,
        groups=[_group(g) for g in forms_to_fill(request.user, words)] if may_fill else [],
        may_fill=may_fill,
        may_see=may.READ.held_by(request.user) or may.FILE.held_by(request.user),
        **({} if request.htmx else _desk(request)),
    )


def _desk(request: UserRequest) -> dict[str, Any]:
    mine = list(being_filled(request.user)[: FILLING + 1])
    return {
        "filling": mine[:FILLING],
        "more_filling": len(mine) > FILLING,
        "turns": list(turns_of(request.user)[:20]),
        "newest": [(s, slip_standing(s), late_words(s)) for s in newest(request.user)[:NEWEST]],
        "today": clock.today(),
    }


def _group(group: Any) -> tuple[Any, list[tuple[Any, UUID]]]:
    """Each form with the key of the slip that its button begins: a double click begins one."""
    return group.procedure, [(each, new_id()) for each in group.forms]


@require_POST
def start(request: UserRequest, pk: UUID) -> HttpResponse:
    """Begin a slip, empty or with the answers of an earlier one."""
    if form_of(pk, request.user) is None:
        raise Http404
    keys = ids_among([request.POST.get("key", "")])
    after = None
    if before := ids_among([request.POST.get("after", "")]):
        after = slip_to_go_on(pk, before[0], request.user)
        if after is None:
            raise BadInput(_("The earlier slip is not there any more. Begin an empty one."))
    made = start_slip(pk, by=request.user, key=keys[0] if keys else None, after=after)
    return redirect("records:fill", pk=made.pk)


@require_GET
def form(request: UserRequest, pk: UUID) -> HttpResponse:
    """The slips of one form, with its listed fields as columns."""
    found = form_of(pk, request.user)
    if found is None:
        raise Http404
    newer = form_in_force(pk, request.user)
    columns = columns_of(pk, request.user, newer)
    wanted = wanted_of(request.GET, columns)
    asked = request.GET.get("page", "")
    number = int(asked) if asked.isdecimal() and len(asked) < 6 else 1
    found_rows = Rows(pk, request.user, wanted, columns, page=number)
    if "count" in request.GET and request.htmx:
        return HttpResponse(_in_all(found_rows))
    page = Paginator(found_rows, PAGE).get_page(number)
    newer = newer if may.FILL.held_by(request.user) else None
    return render_part(
        request,
        page="records/slips/list.html",
        fragment="records/slips/_list.html",
        form=found,
        version=newer,
        columns=columns,
        filters=_filters(request, columns),
        wanted=wanted,
        page_obj=page,
        goes_on=found_rows.goes_on,
        counting=_counting(request),
        rows=[_row(slip, columns) for slip in page],
        states=[(state.value, state.label) for state in SlipState],
        last=last_of(pk, request.user) if newer and not request.htmx else None,
        key=new_id(),
    )


def _counting(request: UserRequest) -> str:
    asked = request.GET.copy()
    asked["count"] = "1"
    return asked.urlencode()


def _in_all(rows: Rows) -> str:
    """How many slips a narrowed list has to its end: asked by the page once it is there."""
    n = rows.in_all()
    return ngettext("%(n)s slip in all", "%(n)s slips in all", n) % {"n": number_text(n)}


def _row(slip: Any, columns: Any) -> dict[str, Any]:
    return {
        "slip": slip,
        "standing": slip_standing(slip),
        "cells": [(column, slip.shown.get(column.id, "")) for column in columns],
        "late": late_words(slip),
        "open": slip.state == SlipState.FILLING,
    }


def _filters(request: UserRequest, columns: Any) -> list[dict[str, Any]]:
    """A box for a text, two for numbers and days; as they were typed."""
    made = []
    for column in columns:
        name, kind = f"f-{column.id}", "text"
        if column.type in ("number", "sum", "date"):
            kind = "day" if column.type == "date" else "number"
        names = [name] if kind == "text" else [f"{name}-from", f"{name}-to"]
        boxes = [(each, request.GET.get(each, "")[:100]) for each in names]
        made.append({"label": column.label, "kind": kind, "boxes": boxes, "id": column.id})
    return made


@require_GET
def export(request: UserRequest, pk: UUID) -> HttpResponseBase:
    """The same rows as a sheet, with numbers as numbers and days as days."""
    found = form_of(pk, request.user)
    if found is None:
        raise Http404
    columns = columns_of(pk, request.user)
    wanted: Wanted = wanted_of(request.GET, columns)
    rows = Rows(pk, request.user, wanted, columns)
    if len(rows) > MOST:
        said = _(
            "A sheet takes at most %(most)s slips. Narrow the list first, by days for example."
        )
        raise BadInput(said % {"most": MOST})
    name = f"{found.code}-{clock.today():%Y-%m-%d}.xlsx".replace("/", "-").replace(" ", "-")
    sheets = sheets_of_form(found, rows, request.user)
    return FileResponse(sheets, as_attachment=True, filename=name, content_type=XLSX)


@require_GET
def blank(request: UserRequest, pk: UUID, what: str) -> HttpResponse:
    """The form to be filled in by hand."""
    version = form_in_force(pk, request.user)
    if version is None or what not in ("pdf", "docx"):
        raise Http404
    name = f"{version.document.code}-phieu-mau.{what}".replace("/", "-").replace(" ", "-")
    if what == "pdf":
        return pdf_named(blank_pdf(version), name)
    return print_named(blank_docx(version), name, "docx")


@require_GET
def linked_to(request: UserRequest, kind: str, key: str) -> HttpResponse:
    """The slips that name a document, a clause or a record; shown where that stands."""
    found = slips_linked_to(kind, [key], request.user)[:50]
    template = "records/slips/_linked.html" if request.htmx else "records/slips/linked.html"
    rows = [(slip, slip_standing(slip)) for slip in found]
    return render(request, template, {"rows": rows, "kind": kind, "key": key})
