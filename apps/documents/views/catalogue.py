"""“Danh mục tài liệu”: what is in force on a day, on the screen and as a paper."""

from datetime import date
from typing import Any
from urllib.parse import quote

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from accounts.http import UserRequest
from apps.documents import permissions as may
from apps.documents.forms.external import day
from apps.documents.http import TYPES
from apps.documents.selectors.catalogue import in_force_on
from apps.documents.selectors.external import external_documents
from apps.documents.services.catalogue import list_of_documents, list_of_external
from apps.documents.views.external import wanted_of
from kernel import clock, printing
from kernel.ids import ids_among
from kernel.refusals import BadInput


class DayForm(forms.Form):
    """As of which day; empty: as of today."""

    on = day(_("As of"))


@require_GET
def index(request: UserRequest) -> HttpResponse:
    """The list as it was on a day, with its papers."""
    may.READ.require(request.user)
    form, on = _asked(request)
    context = {
        "form": form,
        "on": on,
        "past": on < clock.today(),
        "versions": in_force_on(on, request.user) if form.is_valid() else [],
    }
    status = 200 if form.is_valid() else 422
    return render(request, "documents/catalogue.html", context, status=status)


def _asked(request: UserRequest) -> tuple[DayForm, date]:
    form = DayForm({"on": request.GET.get("on", "")})
    on = form.cleaned_data["on"] if form.is_valid() else None
    return form, on or clock.today()


@require_GET
def printed(request: UserRequest, ending: str) -> HttpResponse:
    """The paper: of a day, or of the documents that were ticked."""
    may.READ.require(request.user)
    form, on = _asked(request)
    if not form.is_valid():
        raise BadInput(" ".join(str(e) for e in form.errors["on"]))
    versions = in_force_on(on, request.user)
    if picked := ids_among(request.GET.getlist("pick")):
        chosen = {v.document_id for v in versions.model.objects.filter(pk__in=picked)}
        versions = versions.filter(document__in=chosen)
    return _answer(list_of_documents(versions, on), ending, f"danh-muc-tai-lieu-{on:%Y-%m-%d}")


@require_GET
def external(request: UserRequest) -> HttpResponse:
    """The list of external documents as the page is filtered."""
    may.READ.require(request.user)
    on = clock.today()
    paper = list_of_external(external_documents(wanted_of(request)), on)
    ending = "docx" if request.GET.get("as") == "docx" else "pdf"
    return _answer(paper, ending, f"danh-muc-tai-lieu-ben-ngoai-{on:%Y-%m-%d}")


def _answer(paper: Any, ending: str, name: str) -> HttpResponse:
    if ending not in TYPES:
        raise Http404
    data = printing.to_pdf(paper) if ending == "pdf" else printing.to_docx(paper)
    response = HttpResponse(data, content_type=TYPES[ending])
    where = "inline" if ending == "pdf" else "attachment"
    response["Content-Disposition"] = f"{where}; filename*=UTF-8''{quote(f'{name}.{ending}')}"
    return response
