"""The yearly list of folders: drawn up, filled, put in order, issued, printed."""

import json
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.shortcuts import render as whole
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.http import UserRequest
from apps.documents.http import sheet_named
from apps.records import permissions as may
from apps.records.forms.lists import (
    BeginForm,
    EntryForm,
    IssueListForm,
    cells_of,
    changes_typed,
    said_of,
)
from apps.records.models import FileList, ListEntry
from apps.records.selectors.lists import by_heading, entries_of, lists
from apps.records.selectors.types import record_types
from apps.records.services import lists as verbs
from apps.records.services.lists_paper import list_paper, list_workbook
from apps.records.services.types import take_types
from apps.records.services.types_retention import USUAL, retention_text
from apps.records.views.folders_asking import asked
from apps.records.views.types import paper_answer
from apps.records.workflow import ListState
from kernel import clock
from kernel.ids import ids_among
from kernel.refusals import Refused


@require_GET
def index(request: UserRequest) -> HttpResponse:
    """The years; the list of this year is one click away, also where there is none yet."""
    may.FILL.require(request.user)
    found = list(lists())
    year = clock.today().year
    context = {
        "lists": found,
        "year": year,
        "there": any(each.year == year for each in found),
        "earlier": any(each.year < year for each in found),
        "form": BeginForm(initial={"year": year + 1 if found and found[0].year == year else year}),
        "arranges": may.ARRANGE.held_by(request.user),
    }
    return whole(request, "records/lists/index.html", context)


@require_POST
def begin(request: UserRequest) -> HttpResponse:
    """A list of a year, filled at once where that is asked for."""
    form = BeginForm(request.POST)
    may.ARRANGE.require(request.user)

    def act(facts: dict[str, Any]) -> str:
        with transaction.atomic():
            made = verbs.begin_list(facts["year"], by=request.user)
            _fill(made, facts["source"], request)
        return reverse("records:list", args=[made.pk])

    return asked(request, form, act, "records/lists/begin.html")


def _fill(found: FileList, source: str, request: UserRequest) -> int:
    if source == "last":
        return verbs.copy_last_year(found, by=request.user)
    if source == "types":
        if not record_types().exists():
            take_types(None, by=request.user)  # an office that has just begun: one click
        return verbs.copy_types(found, by=request.user)
    return 0


@require_POST
def fill(request: UserRequest, pk: UUID) -> HttpResponse:
    """Add what is missing, from last year's list or from the record types."""
    found = get_object_or_404(FileList, pk=pk)
    may.ARRANGE.require(request.user)
    with transaction.atomic():
        _fill(found, request.POST.get("source", ""), request)
    return redirect("records:list", pk=pk)


@require_GET
def detail(request: UserRequest, pk: UUID) -> HttpResponse:
    """The list as it is printed; with `edit` every cell can be typed in."""
    may.FILL.require(request.user)
    return _shown(request, get_object_or_404(FileList, pk=pk), "edit" in request.GET)


def _shown(
    request: UserRequest,
    found: FileList,
    editing: bool,
    *,
    error: str = "",
    typed: Any = None,
    status: int = 200,
) -> HttpResponse:
    arranges = may.ARRANGE.held_by(request.user)
    entries = list(entries_of(found))
    folders = sum(len(entry.folders.all()) for entry in entries)
    context = {
        "list": found,
        "parts": [
            (heading, [_row(entry, typed) for entry in rows])
            for heading, rows in by_heading(entries)
        ],
        "count": sum(entry.removed_on is None for entry in entries),
        "opened": folders,
        "issued": found.state == ListState.ISSUED,
        "earlier": FileList.objects.filter(year__lt=found.year).exists(),
        "editing": editing and arranges,
        "arranges": arranges,
        "files": may.FILE.held_by(request.user),
        "form": {"usual": USUAL},
        "error": error,
    }
    return whole(request, "records/lists/detail.html", context, status=status)


def _row(entry: ListEntry, typed: Any) -> dict[str, Any]:
    cells = cells_of(entry)
    shown = (
        {name: typed.get(f"{name}-{entry.pk}", said) for name, said in cells.items()}
        if typed
        else cells
    )
    return {
        "entry": entry,
        "was": typed.get(f"was-{entry.pk}", "") if typed else json.dumps(cells, ensure_ascii=False),
        "cells": shown,
        "kept": retention_text(entry.years),
        "folders": list(entry.folders.all()),
    }


@require_POST
def save(request: UserRequest, pk: UUID) -> HttpResponse:
    """The whole table at once: only cells that somebody changed are written."""
    found = get_object_or_404(FileList, pk=pk)
    may.ARRANGE.require(request.user)
    entries = [entry for entry in entries_of(found) if entry.removed_on is None]
    try:
        with transaction.atomic():
            for entry, facts in changes_typed(request.POST, entries):
                verbs.change_entry(entry, by=request.user, **facts)
    except Refused as refusal:
        said = str(refusal.sentence)
        return _shown(request, found, True, error=said, typed=request.POST, status=refusal.status)
    return redirect("records:list", pk=pk)


@require_http_methods(["GET", "POST"])
def add(request: UserRequest, pk: UUID) -> HttpResponse:
    found = get_object_or_404(FileList, pk=pk)
    may.ARRANGE.require(request.user)
    form = EntryForm(request.POST or None, initial={"years": 5})

    def act(facts: dict[str, Any]) -> str:
        verbs.add_entry(found, by=request.user, **facts)
        return reverse("records:list", args=[found.pk])

    return asked(request, form, act, "records/lists/entry.html", list=found, entry=None)


@require_http_methods(["GET", "POST"])
def entry(request: UserRequest, pk: UUID) -> HttpResponse:
    """One row with all that is laid down of it."""
    may.ARRANGE.require(request.user)
    found = _entry(pk)
    form = EntryForm(request.POST or None, initial=said_of(found))

    def act(facts: dict[str, Any]) -> str:
        verbs.change_entry(found, by=request.user, **facts)
        return reverse("records:list", args=[found.list_id])

    return asked(request, form, act, "records/lists/entry.html", list=found.list, entry=found)


@require_POST
def remove(request: UserRequest, pk: UUID) -> HttpResponse:
    found = _entry(pk)
    verbs.remove_entry(found, by=request.user)
    return redirect("records:list", pk=found.list_id)


@require_POST
def shift(request: UserRequest, pk: UUID) -> HttpResponse:
    """One place up or down."""
    found = _entry(pk)
    verbs.shift_entry(found, -1 if request.POST.get("way") == "up" else 1, by=request.user)
    return redirect(f"{reverse('records:list', args=[found.list_id])}#e-{found.pk}")


@require_POST
def order(request: UserRequest, pk: UUID) -> HttpResponse:
    """All rows in the order in which they were put."""
    found = get_object_or_404(FileList, pk=pk)
    verbs.order_entries(found, ids_among(request.POST.getlist("row")), by=request.user)
    return redirect("records:list", pk=pk)


@require_http_methods(["GET", "POST"])
def issue(request: UserRequest, pk: UUID) -> HttpResponse:
    found = get_object_or_404(FileList, pk=pk)
    may.ARRANGE.require(request.user)
    form = IssueListForm(request.POST or None)

    def act(facts: dict[str, Any]) -> str:
        verbs.issue_list(found, by=request.user, **facts)
        return reverse("records:list", args=[found.pk])

    return asked(request, form, act, "records/lists/issue.html", list=found)


@require_GET
def printed(request: UserRequest, pk: UUID, ending: str) -> HttpResponse:
    """With exactly the columns of NĐ 30/2020/NĐ-CP, annex V."""
    may.FILL.require(request.user)
    found = get_object_or_404(FileList, pk=pk)
    name = f"danh-muc-ho-so-{found.year}"
    if ending == "xlsx":
        return sheet_named(list_workbook(found), f"{name}.xlsx")
    return paper_answer(list_paper(found), ending, name)


def _entry(pk: UUID) -> ListEntry:
    return get_object_or_404(ListEntry.objects.select_related("list", "type", "unit"), pk=pk)
