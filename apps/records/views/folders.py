"""Folders: the list, one of them, opened and closed."""

from dataclasses import fields
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.shortcuts import render as whole
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.http import UserRequest
from apps.documents.http import pdf_named, sheet_named
from apps.organization.selectors import active_units
from apps.records import permissions as may
from apps.records.forms.folders import CloseForm, FolderForm, WhyForm, new_folder, said_of
from apps.records.models import Folder, ListEntry, RecordType
from apps.records.presenters.folders import folder_mark, history, paper_rows
from apps.records.presenters.keeping import about_folder
from apps.records.selectors.folders import (
    WantedFolders,
    counts,
    folders,
    missing_of,
    owed,
    papers_of,
    places_of,
    visible_folders,
    years_there,
)
from apps.records.selectors.folders_due import with_days
from apps.records.selectors.folders_picking import about_of
from apps.records.selectors.lists import entries_to_open, list_of_year
from apps.records.services import folders as verbs
from apps.records.services.folders_index import cover_pdf, index_paper, index_workbook
from apps.records.services.types_retention import retention_text
from apps.records.views.folders_asking import asked
from apps.records.workflow import FOLDER, FolderState
from kernel import clock
from kernel.htmx import render
from kernel.spreadsheet import workbook
from kernel.trail.selectors import history_of
from kernel.ui.parts import Tab

VIEWS = {
    "": ("all", gettext_lazy("All")),
    "open": ("open", gettext_lazy("Open")),
    "missing": ("missing", gettext_lazy("Papers missing")),
    "due": ("due", gettext_lazy("Due at the archive")),
    "kept": ("kept", gettext_lazy("Closed and kept")),
}
HEADS = (
    "Số và ký hiệu hồ sơ",
    "Tiêu đề hồ sơ",
    "Năm",
    "Tình trạng",
    "Đơn vị",
    "Người lập hồ sơ",
    "Thời hạn bảo quản",
    "Số văn bản, tài liệu",
    "Còn thiếu",
    "Ngày kết thúc công việc",
    "Nộp lưu trước ngày",
)


@require_GET
def index(request: UserRequest) -> HttpResponse:
    """The folders this person may see; first what can be opened with one click."""
    may.FILL.require(request.user)
    wanted = _wanted(request)
    page = Paginator(folders(request.user, wanted), 20).get_page(request.GET.get("page"))
    found = counts(request.user, wanted.year)
    files = may.FILE.held_by(request.user)
    year = clock.today().year
    return render(
        request,
        page="records/folders/list.html",
        fragment="records/folders/_list.html",
        wanted=wanted,
        page_obj=page,
        rows=[(each, *folder_mark(each), each.due_by) for each in page],  # type: ignore[attr-defined]
        views=[
            Tab(str(label), _view_url(name, wanted), wanted.view == name, found[count])
            for name, (count, label) in VIEWS.items()
        ],
        filters=_filters(request, wanted),
        narrowed=any((wanted.q, wanted.year, wanted.state, wanted.unit, wanted.type, wanted.view)),
        files=files,
        arranges=may.ARRANGE.held_by(request.user),
        year=year,
        list=list_of_year(year) if files else None,
        to_open=list(entries_to_open(year)[:100]) if files else [],
    )


def _wanted(request: UserRequest) -> WantedFolders:
    names = [field.name for field in fields(WantedFolders)]
    said = {name: request.GET[name].strip()[:100] for name in names if name in request.GET}
    return WantedFolders(**said)


def _view_url(name: str, wanted: WantedFolders) -> str:
    year = f"&year={wanted.year}" if wanted.year.isdigit() else ""
    return f"?view={name}{year}" if name else f"?{year.lstrip('&')}"


def _filters(request: UserRequest, wanted: WantedFolders) -> list[dict[str, Any]]:
    types = RecordType.objects.order_by("code").values_list("pk", "code", "name")
    said = {
        "year": (_("Year"), _("All years"), [(str(y), str(y)) for y in years_there(request.user)]),
        "state": (_("State"), _("Whatever their state"), FolderState.choices),
        "unit": (_("Unit"), _("All units"), [(str(u.pk), u.name) for u in active_units()]),
        "type": (
            _("Kind of records"),
            _("All kinds"),
            [(str(pk), f"{code} {name}") for pk, code, name in types],
        ),
    }
    return [
        {"name": n, "label": label, "none": none, "options": o, "value": getattr(wanted, n)}
        for n, (label, none, o) in said.items()
        if o
    ]


@require_GET
def export(request: UserRequest) -> HttpResponse:
    """The rows of the page as XLSX."""
    may.FILL.require(request.user)
    rows = [
        [
            each.symbol,
            each.title,
            each.year,
            str(each.get_state_display()),
            each.unit.name if each.unit else "",
            each.keeper.full_name if each.keeper else "",
            retention_text(each.years),
            each.papers,  # type: ignore[attr-defined]
            each.missing,  # type: ignore[attr-defined]
            each.ended_on,
            each.due_by,  # type: ignore[attr-defined]
        ]
        for each in folders(request.user, _wanted(request))
    ]
    name = f"ho-so-{clock.today():%Y-%m-%d}.xlsx"
    return sheet_named(workbook(_("Folders"), HEADS, rows), name)


def one_or_404(request: UserRequest, pk: UUID) -> Folder:
    """A folder that this person may see, with its days."""
    may.FILL.require(request.user)
    return get_object_or_404(with_days(visible_folders(request.user)), pk=pk)


@require_GET
def detail(request: UserRequest, pk: UUID) -> HttpResponse:
    """What is missing and who owes it, the papers in the order of the work, what happened."""
    folder = one_or_404(request, pk)
    papers = papers_of(folder)
    places = places_of(folder, papers)
    open_ = folder.state == FolderState.OPEN
    missing = [p for p in places if p.required and not p.waived and not p.held]  # type: ignore[attr-defined]
    living = [each for each in papers if each.removed_at is None]
    context = {
        "folder": folder,
        "mark": folder_mark(folder, len(missing)),
        "open": open_,
        "files": open_ and may.FILE.held_by(request.user, over=folder),
        "steps": {step.name for step in FOLDER.open_to(request.user, folder)},
        "missing": owed(folder, missing),
        "waits": [p for p in places if not p.required and not p.waived and not p.held],  # type: ignore[attr-defined]
        "waived": [place for place in places if place.waived],
        "papers": paper_rows(living),
        "removed": [each for each in papers if each.removed_at is not None],
        "sheets": sum(each.sheets or each.pages or 0 for each in living),
        "retention": retention_text(folder.years),
        "about": about_of(folder, request.user),
        "hand_over": folder.due_by,  # type: ignore[attr-defined]
        "history": history(history_of(folder)[:40]),
        "keeping": about_folder(folder, request.user),
    }
    return whole(request, "records/folders/detail.html", context)


@require_POST
def open_entry(request: UserRequest, pk: UUID) -> HttpResponse:
    """One click on a row of the list."""
    rows = ListEntry.objects.select_related("list", "type", "unit")
    made = verbs.open_entry(get_object_or_404(rows, pk=pk), by=request.user)
    return redirect("records:folder", pk=made.pk)


@require_http_methods(["GET", "POST"])
def new(request: UserRequest) -> HttpResponse:
    may.FILE.require(request.user)
    said = new_folder() | {"keeper": request.user.pk}
    form = FolderForm(request.user, None, request.POST or None, initial=said)

    def act(facts: dict[str, Any]) -> str:
        made = verbs.open_folder(by=request.user, **facts)
        return reverse("records:folder", args=[made.pk])

    return asked(request, form, act, "records/folders/edit.html", folder=None)


@require_http_methods(["GET", "POST"])
def edit(request: UserRequest, pk: UUID) -> HttpResponse:
    folder = one_or_404(request, pk)
    may.FILE.require(request.user, over=folder)
    said = said_of(folder)
    form = FolderForm(request.user, folder.about_key, request.POST or None, initial=said)

    def act(facts: dict[str, Any]) -> str:
        verbs.change_folder(folder, by=request.user, **facts)
        return reverse("records:folder", args=[folder.pk])

    return asked(request, form, act, "records/folders/edit.html", folder=folder)


@require_http_methods(["GET", "POST"])
def close(request: UserRequest, pk: UUID) -> HttpResponse:
    """When the work ended; what is missing is asked about."""
    folder = one_or_404(request, pk)
    may.FILE.require(request.user, over=folder)
    form = CloseForm(request.POST or None, initial={"ended_on": f"{clock.today():%d/%m/%Y}"})
    missing = missing_of(folder)

    def act(facts: dict[str, Any]) -> str:
        verbs.close_folder(folder, by=request.user, **facts)
        return reverse("records:folder", args=[folder.pk])

    template = "records/folders/close.html"
    return asked(request, form, act, template, folder=folder, missing=missing)


@require_http_methods(["GET", "POST"])
def reopen(request: UserRequest, pk: UUID) -> HttpResponse:
    folder = one_or_404(request, pk)
    may.FILE.require(request.user, over=folder)

    def act(facts: dict[str, Any]) -> str:
        verbs.reopen_folder(folder, by=request.user, **facts)
        return reverse("records:folder", args=[folder.pk])

    form = WhyForm(request.POST or None)
    return asked(request, form, act, "records/folders/reopen.html", folder=folder)


@require_GET
def cover(request: UserRequest, pk: UUID) -> HttpResponse:
    """The cover as PDF."""
    folder = one_or_404(request, pk)
    return pdf_named(cover_pdf(folder), f"bia-ho-so-{folder.pk}.pdf")


@require_GET
def papers_index(request: UserRequest, pk: UUID, ending: str) -> HttpResponse:
    """“Mục lục văn bản trong hồ sơ” as PDF, DOCX or XLSX."""
    from apps.records.views.types import paper_answer

    folder = one_or_404(request, pk)
    if ending == "xlsx":
        return sheet_named(index_workbook(folder), f"muc-luc-van-ban-{folder.pk}.xlsx")
    return paper_answer(index_paper(folder), ending, f"muc-luc-van-ban-{folder.pk}")
