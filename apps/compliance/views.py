"""The evidence status: all clauses, one clause, and what was declared not applicable."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.http import UserRequest
from apps.compliance import permissions as may
from apps.compliance import services
from apps.compliance.forms import DayForm, ExclusionForm
from apps.compliance.presenters import (
    by_chapter,
    course,
    points,
    ring_cells,
    rows,
    since,
    tabs,
    trail,
)
from apps.compliance.selectors import course_of, excludable, exclusions, statuses
from kernel import clock
from kernel.db import present_agency
from kernel.spreadsheet import XLSX, workbook
from library import selectors as library
from oversight.selectors import looks_at

LOOKS = 20  # the latest looks of the province


@require_GET
def index(request: UserRequest) -> HttpResponse:
    """The 28 clauses with their reasons, today or on a day of the past."""
    may.SEE.require(request.user)
    form = DayForm(request.GET)
    day = form.cleaned_data.get("on") if form.is_valid() else None
    if day:  # however it was written, it is shown as a day of the house
        form = DayForm({"on": f"{day:%d/%m/%Y}"})
    found = statuses(day)
    shown = points(library.two_level_clauses(), found)
    wanted = request.GET.get("state", "")
    chosen = [point for point in shown if not wanted or point.state == wanted]
    context = {
        "form": form,
        "wanted": wanted,
        "tabs": tabs(shown, wanted, f"{day:%d/%m/%Y}" if day else ""),
        "parts": by_chapter(library.chapters(), chosen),
        "cells": ring_cells(library.two_level_clauses(), found),
        "known": bool(found),
        "as_of": day or clock.today(),
        "past": bool(day),
        "looks": looks_at(present_agency())[:LOOKS],
    }
    return render(request, "compliance/index.html", context)


@require_GET
def clause(request: UserRequest, number: str) -> HttpResponse:
    """One clause: its reasons, what would turn it green, its course."""
    may.SEE.require(request.user)
    return _clause(request, number, ExclusionForm())


def _clause(request: UserRequest, number: str, form: ExclusionForm) -> HttpResponse:
    tree = library.clauses()
    found = next((c for c in tree if c.number == number), None)
    if found is None:
        raise Http404
    here = [c for c in tree if c.number == number or c.number.startswith(f"{number}.")]
    below = rows(here, statuses(), exclusions())
    context = {
        "clause": found,
        "row": below[0],
        "below": below[1:],
        "explained": any(r.status and r.status.reasons for r in below[1:]),
        "since": since(below),
        "course": course(course_of(*(c.number for c in here))),
        "form": form,
        "may_exclude": may.EXCLUDE.held_by(request.user)
        and (number in excludable() or below[0].exclusion is not None),
        "trail": trail(found, tree, reverse("compliance:index")),
    }
    return render(request, "compliance/clause.html", context, status=422 if form.errors else 200)


@require_POST
def exclude(request: UserRequest, number: str) -> HttpResponse:
    may.EXCLUDE.require(request.user)
    form = ExclusionForm(request.POST)
    if not form.is_valid():
        return _clause(request, number, form)
    services.exclude_clause(number, by=request.user, **form.cleaned_data)
    messages.success(request, _("Clause %(number)s counts as not applicable.") % {"number": number})
    return redirect("compliance:clause", number=number)


@require_POST
def include(request: UserRequest, number: str) -> HttpResponse:
    found = exclusions().get(number)
    if found is None:
        raise Http404
    services.include_clause(found, by=request.user)
    messages.success(request, _("Clause %(number)s applies again.") % {"number": number})
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
            row.status.since if row.status else "",
            "; ".join(row.status.reasons) if row.status else "",
            "; ".join(item["sentence"] for item in row.status.green_when) if row.status else "",
        ]
        for row in rows(library.clauses(), statuses(), exclusions())
    ]
    response = HttpResponse(workbook(_("Evidence by clause"), heads, lines), content_type=XLSX)
    name = f"bang-chung-{clock.today():%Y-%m-%d}.xlsx"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
