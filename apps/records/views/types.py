"""Record types: the table, one of them, and what the library offers."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.shortcuts import render as whole
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.http import UserRequest
from apps.documents.http import TYPES, pdf_named, print_named, sheet_named
from apps.records import permissions as may
from apps.records.forms.types import TypeForm, paper_rows, papers_typed, said_of
from apps.records.models import RecordType
from apps.records.selectors.types import offers, record_types
from apps.records.services import types as verbs
from apps.records.services.types_paper import types_paper, types_workbook
from apps.records.services.types_retention import retention_text
from apps.records.views.folders_asking import asked
from kernel import clock, printing
from kernel.htmx import render
from library.selectors import package_name

NAMES = ("q", "state", "sort")


def _wanted(request: UserRequest) -> dict[str, str]:
    return {name: request.GET[name].strip()[:100] for name in NAMES if name in request.GET}


@require_GET
def index(request: UserRequest) -> HttpResponse:
    may.FILL.require(request.user)
    wanted = _wanted(request)
    page = Paginator(record_types(**wanted), 20).get_page(request.GET.get("page"))
    return render(
        request,
        page="records/types/list.html",
        fragment="records/types/_list.html",
        wanted={"q": "", "state": "", "sort": "code"} | wanted,
        page_obj=page,
        rows=[(each, retention_text(each.years)) for each in page],
        narrowed=bool(wanted.get("q") or wanted.get("state")),
        arranges=may.ARRANGE.held_by(request.user),
    )


@require_GET
def export(request: UserRequest) -> HttpResponse:
    may.FILL.require(request.user)
    data = types_workbook(record_types(**_wanted(request)))
    return sheet_named(data, f"ho-so-can-luu-{clock.today():%Y-%m-%d}.xlsx")


@require_GET
def printed(request: UserRequest, ending: str) -> HttpResponse:
    """“Hồ sơ cần lưu” as a paper."""
    may.FILL.require(request.user)
    paper = types_paper(record_types(**_wanted(request)))
    return paper_answer(paper, ending, f"ho-so-can-luu-{clock.today():%Y-%m-%d}")


def paper_answer(paper: printing.Paper, ending: str, name: str) -> HttpResponse:
    """A paper as PDF to read, or as DOCX to keep."""
    if ending not in ("pdf", "docx") or ending not in TYPES:
        raise Http404
    if ending == "pdf":
        return pdf_named(printing.to_pdf(paper), f"{name}.pdf")
    return print_named(printing.to_docx(paper), f"{name}.docx", "docx")


@require_http_methods(["GET", "POST"])
def new(request: UserRequest) -> HttpResponse:
    may.ARRANGE.require(request.user)
    form = TypeForm(request.POST or None, initial={"years": 5})
    return _filled(request, form, None)


@require_http_methods(["GET", "POST"])
def edit(request: UserRequest, pk: UUID) -> HttpResponse:
    """One kind of records; who may not change it reads it."""
    may.FILL.require(request.user)
    found = get_object_or_404(RecordType.objects.select_related("unit"), pk=pk)
    if not may.ARRANGE.held_by(request.user):
        if request.method == "POST":
            may.ARRANGE.require(request.user)
        context = {"type": found, "retention": retention_text(found.years)}
        return whole(request, "records/types/detail.html", context)
    return _filled(request, TypeForm(request.POST or None, initial=said_of(found)), found)


def _filled(request: UserRequest, form: TypeForm, found: RecordType | None) -> HttpResponse:
    typed = papers_typed(request.POST) if request.method == "POST" else None
    papers = typed if typed is not None else (found.papers if found else [])

    def act(facts: dict[str, Any]) -> str:
        said = facts | {"papers": typed or []}
        if found is None:
            verbs.add_type(by=request.user, **said)
        else:
            verbs.change_type(found, by=request.user, **said)
        return reverse("records:types")

    came_from = package_name(found.origin["package"]) if found and found.origin else ""
    context = {"type": found, "papers": paper_rows(papers), "package": came_from}
    return asked(request, form, act, "records/types/edit.html", **context)


@require_POST
def end(request: UserRequest, pk: UUID) -> HttpResponse:
    found = get_object_or_404(RecordType, pk=pk)
    if found.ended_on is None:
        verbs.end_type(found, by=request.user)
    else:
        verbs.resume_type(found, by=request.user)
    return redirect("records:type", pk=pk)


@require_http_methods(["GET", "POST"])
def library(request: UserRequest) -> HttpResponse:
    """What the library has; all of it, or what is ticked, is taken at once."""
    may.ARRANGE.require(request.user)
    if request.method == "POST":
        codes = None if "all" in request.POST else request.POST.getlist("pick")
        taken = verbs.take_types(codes, by=request.user)
        return redirect(f"{reverse('records:types')}?taken={len(taken)}")
    found = [(each, retention_text(each.template.years)) for each in offers()]
    free = sum(offer.free for offer, _kept in found)
    context = {"offers": found, "free": free}
    return whole(request, "records/types/library.html", context)
