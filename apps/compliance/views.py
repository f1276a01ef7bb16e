"""The evidence status: all clauses, one clause, and what was declared not applicable."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.http import UserRequest
from apps.compliance import permissions as may
from apps.compliance import services
from apps.compliance.forms import ExclusionForm
from apps.compliance.presenters import ring_cells, rows
from apps.compliance.selectors import course_of, exclusions, statuses
from kernel import clock
from kernel.refusals import BadInput
from kernel.spreadsheet import XLSX, workbook
from library import selectors as library


@require_GET
def index(request: UserRequest) -> HttpResponse:
    may.SEE.require(request.user)
    found = statuses()
    table = rows(library.clauses(), found, exclusions())
    wanted = request.GET.get("state", "")
    shown = [row for row in table if not wanted or (row.status and row.state == wanted)]
    context = {
        "rows": shown,
        "wanted": wanted,
        "cells": ring_cells(library.two_level_clauses(), found),
        "as_of": clock.today(),
    }
    return render(request, "compliance/index.html", context)


@require_GET
def clause(request: UserRequest, number: str) -> HttpResponse:
    """One clause: its reasons, what would turn it green, its course."""
    may.SEE.require(request.user)
    tree = library.clauses()
    found = next((c for c in tree if c.number == number), None)
    if found is None:
        raise Http404
    below = [
        r
        for r in rows(tree, statuses(), exclusions())
        if r.clause.number.startswith(f"{number}.") or r.clause.number == number
    ]
    context = {
        "clause": found,
        "row": below[0],
        "below": below[1:],
        "course": course_of(number),
        "form": ExclusionForm(),
        "may_exclude": may.EXCLUDE.held_by(request.user) and found.leaf,
    }
    return render(request, "compliance/clause.html", context)


@require_POST
def exclude(request: UserRequest, number: str) -> HttpResponse:
    form = ExclusionForm(request.POST)
    if not form.is_valid():
        raise BadInput(_("Say why the clause does not apply."), clause="4.3")
    services.exclude_clause(number, by=request.user, **form.cleaned_data)
    services.recompute()
    return redirect("compliance:clause", number=number)


@require_POST
def include(request: UserRequest, number: str) -> HttpResponse:
    found = exclusions().get(number)
    if found is None:
        raise Http404
    services.include_clause(found, by=request.user)
    services.recompute()
    return redirect("compliance:clause", number=number)


@require_GET
def export(request: UserRequest) -> HttpResponse:
    """All clauses with their reasons as XLSX."""
    may.SEE.require(request.user)
    heads = [
        _("Clause"),
        _("Title of the clause"),
        _("State"),
        _("Since"),
        _("Reasons"),
        _("Turns green when"),
    ]
    lines = [
        [
            row.clause.number,
            row.clause.title,
            row.words,
            row.status.start if row.status else "",
            "; ".join(row.status.reasons) if row.status else "",
            "; ".join(item["sentence"] for item in row.status.green_when) if row.status else "",
        ]
        for row in rows(library.clauses(), statuses(), exclusions())
    ]
    response = HttpResponse(workbook(_("Evidence by clause"), heads, lines), content_type=XLSX)
    name = f"bang-chung-{clock.today():%Y-%m-%d}.xlsx"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
