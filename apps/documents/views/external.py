"""External documents (7.5.3.2): the list, one of them with what cites it, and its successor."""

from dataclasses import fields
from typing import Any
from urllib.parse import quote
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.shortcuts import render as whole
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.http import UserRequest
from apps.documents import permissions as may
from apps.documents.forms.external import ExternalForm, SuccessorForm, said_of
from apps.documents.models import ExternalDocument
from apps.documents.presenters import history, standing
from apps.documents.selectors import visible_versions
from apps.documents.selectors.citations import citing, unlisted
from apps.documents.selectors.external import (
    WantedExternal,
    counts,
    effect_of,
    external_documents,
    kinds_there,
)
from apps.documents.services import external as verbs
from apps.organization.selectors import active_units
from kernel import clock
from kernel.files.services import read_file
from kernel.htmx import render
from kernel.ids import ids_among
from kernel.refusals import BadInput, Refused
from kernel.spreadsheet import XLSX, workbook
from kernel.trail.selectors import history_of
from kernel.ui.formats import date_text
from kernel.ui.parts import Tab
from library.selectors import two_level_clauses

MARKS = {"ok": "ok", "soon": "soon", "wait": "wait", "ended": "past"}
VIEWS = {
    "": ("all", gettext_lazy("All")),
    "ok": ("ok", gettext_lazy("In force")),
    "soon": ("soon", gettext_lazy("About to end")),
    "ended": ("ended", gettext_lazy("No longer in force")),
    "unchecked": ("unchecked", gettext_lazy("To be checked for a new edition")),
}


def effect(external: ExternalDocument) -> tuple[str, str]:
    """The mark and the words for how it stands today."""
    name = effect_of(external)
    end = external.in_force_until
    words = {
        "ok": _("In force"),
        "soon": _("In force until %(day)s") % {"day": date_text(end) if end else ""},
        "wait": _("Not yet in force"),
        "ended": _("Replaced") if external.successor_id else _("No longer in force"),
    }
    return MARKS[name], words[name]


@require_GET
def index(request: UserRequest) -> HttpResponse:
    may.READ.require(request.user)
    wanted = wanted_of(request)
    page = Paginator(external_documents(wanted), 20).get_page(request.GET.get("page"))
    found = counts()
    keeps = may.EXTERNAL.held_by(request.user)
    return render(
        request,
        page="documents/external/list.html",
        fragment="documents/external/_list.html",
        wanted=wanted,
        page_obj=page,
        rows=[(each, *effect(each)) for each in page],
        views=[
            Tab(str(label), f"?effect={name}" if name else "?", wanted.effect == name, found[count])
            for name, (count, label) in VIEWS.items()
        ],
        filters=_filters(wanted),
        narrowed=any((wanted.q, wanted.kind_name, wanted.unit, wanted.clause, wanted.effect)),
        missing=unlisted() if keeps else {},
        keeps=keeps,
    )


def wanted_of(request: UserRequest) -> WantedExternal:
    names = [field.name for field in fields(WantedExternal)]
    said = {name: request.GET[name].strip()[:100] for name in names if name in request.GET}
    return WantedExternal(**said)


def _filters(wanted: WantedExternal) -> list[dict[str, Any]]:
    said = {
        "kind_name": (_("Kind"), _("All kinds"), [(kind, kind) for kind in kinds_there()]),
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
        {"name": n, "label": label, "none": none, "options": o, "value": getattr(wanted, n)}
        for n, (label, none, o) in said.items()
        if o
    ]


@require_GET
def export(request: UserRequest) -> HttpResponse:
    """The rows of the page as XLSX, with heads that the import understands."""
    may.READ.require(request.user)
    rows = [
        [
            each.code,
            each.title,
            each.kind_name,
            each.issuer,
            each.issued_on,
            each.in_force_from,
            each.in_force_until,
            each.successor.code if each.successor else "",
            each.unit.name if each.unit else "",
            ", ".join(each.clauses),
            each.url,
            each.note,
        ]
        for each in external_documents(wanted_of(request))
    ]
    response = HttpResponse(workbook(_("External documents"), HEADS, rows), content_type=XLSX)
    name = f"tai-lieu-ben-ngoai-{clock.today():%Y-%m-%d}.xlsx"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


# As offices head their lists, whatever language the page is in: the import reads them back.
HEADS = (
    "Số, ký hiệu",
    "Tên văn bản",
    "Loại văn bản",
    "Cơ quan ban hành",
    "Ngày ban hành",
    "Hiệu lực từ",
    "Hết hiệu lực từ",
    "Thay thế bởi",
    "Đơn vị giữ",
    "Điều khoản",
    "Liên kết",
    "Ghi chú",
)


def one_or_404(pk: UUID) -> ExternalDocument:
    rows = ExternalDocument.objects.select_related("unit", "successor", "file", "created_by")
    return get_object_or_404(rows, pk=pk)


@require_GET
def detail(request: UserRequest, pk: UUID) -> HttpResponse:
    """What it is, how it stands, and every text that cites it."""
    may.READ.require(request.user)
    found = one_or_404(pk)
    context = {
        "external": found,
        "effect": effect(found),
        "replaces": found.replaces.order_by("code"),
        "citing": [
            (version, standing(version))
            for version in citing(found, visible_versions(request.user))
        ],
        "history": history(history_of(found)),
        "keeps": may.EXTERNAL.held_by(request.user, over=found),
    }
    return whole(request, "documents/external/detail.html", context)


@require_http_methods(["GET", "POST"])
def new(request: UserRequest) -> HttpResponse:
    may.EXTERNAL.require(request.user)
    form = ExternalForm(request.POST or None, request.FILES or None, initial=request.GET.dict())
    return _filled(request, form, None)


@require_http_methods(["GET", "POST"])
def edit(request: UserRequest, pk: UUID) -> HttpResponse:
    found = one_or_404(pk)
    may.EXTERNAL.require(request.user, over=found)
    form = ExternalForm(request.POST or None, request.FILES or None, initial=said_of(found))
    return _filled(request, form, found)


def _filled(
    request: UserRequest, form: ExternalForm, found: ExternalDocument | None
) -> HttpResponse:
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                return redirect("documents:external", pk=_save(request, form, found).pk)
            except Refused as refusal:
                form.add_error(None, str(refusal.sentence))
                status = refusal.status
    context = {"form": form, "external": found}
    return whole(request, "documents/external/edit.html", context, status=status)


def _save(
    request: UserRequest, form: ExternalForm, found: ExternalDocument | None
) -> ExternalDocument:
    facts = dict(form.cleaned_data)
    upload = facts.pop("file", None)
    file = None
    if upload is not None:
        file = verbs.keep_copy(upload.read(), upload.name or "", by=request.user)
    if found is None:
        return verbs.add_external(by=request.user, file=file, **facts)
    return verbs.change_external(found, by=request.user, file=file, **facts)


@require_http_methods(["GET", "POST"])
def replace(request: UserRequest, pk: UUID) -> HttpResponse:
    """What replaces it; whoever keeps a text that cites it is told."""
    found = one_or_404(pk)
    may.EXTERNAL.require(request.user, over=found)
    form = SuccessorForm(found, request.POST or None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                verbs.replace_external(found, by=request.user, **form.cleaned_data)
                return redirect("documents:external", pk=found.pk)
            except Refused as refusal:
                form.add_error(None, str(refusal.sentence))
                status = refusal.status
    context = {
        "form": form,
        "external": found,
        "citing": citing(found, visible_versions(request.user)),
    }
    return whole(request, "documents/external/replace.html", context, status=status)


@require_POST
def check(request: UserRequest) -> HttpResponse:
    """Those that were ticked have no newer edition as of today."""
    may.EXTERNAL.require(request.user)
    picked = ExternalDocument.objects.filter(pk__in=ids_among(request.POST.getlist("pick")))
    rows = list(picked)
    if not rows:
        raise BadInput(_("Choose at least one document."))
    verbs.check_external(rows, by=request.user)
    if len(rows) == 1:
        return redirect("documents:external", pk=rows[0].pk)
    return redirect("documents:externals")


@require_GET
def file(request: UserRequest, pk: UUID) -> HttpResponse:
    may.READ.require(request.user)
    found = one_or_404(pk)
    if found.file is None:
        raise Http404
    response = HttpResponse(read_file(found.file), content_type=found.file.media_type)
    where = "inline" if found.file.media_type == "application/pdf" else "attachment"
    response["Content-Disposition"] = f"{where}; filename*=UTF-8''{quote(found.file.name)}"
    return response
