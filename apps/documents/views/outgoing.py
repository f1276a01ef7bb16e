"""“Sổ đăng ký văn bản đi”: what the agency has numbered and sent."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.http import UserRequest
from apps.documents import permissions as may
from apps.documents.forms.outgoing import SheetForm
from apps.documents.http import pdf_named, sheet_named
from apps.documents.models import IssueSheet
from apps.documents.selectors.outgoing import HEADS, columns, sheets, years
from apps.documents.services.outgoing import note_sheet, paper_of_register
from kernel import clock, printing
from kernel.files.services import store_file
from kernel.refusals import Refused
from kernel.spreadsheet import workbook

PDF = frozenset({"application/pdf"})
TITLE = "Sổ đăng ký văn bản đi"


def _asked(request: UserRequest) -> tuple[int, str, str]:
    """The year, the words and the source that the address asks for."""
    year, today = request.GET.get("year", ""), clock.today()
    source = request.GET.get("source", "")
    return (
        int(year) if year.isdecimal() and len(year) == 4 else today.year,
        request.GET.get("q", "").strip()[:100],
        source if source in IssueSheet.Source.values else "",
    )


@require_GET
def register(request: UserRequest) -> HttpResponse:
    may.SEE_DRAFTS.require(request.user)
    request.menu_at = reverse("documents:decisions")
    year, q, source = _asked(request)
    page = Paginator(sheets(year, q, source), 20).get_page(request.GET.get("page"))
    context: dict[str, Any] = {
        "page_obj": page,
        "rows": [(sheet, columns(sheet)) for sheet in page],
        "year": year,
        "years": years(clock.today()),
        "q": q,
        "source": source,
        "sources": IssueSheet.Source.choices,
        "may_note": may.ISSUE.held_by(request.user),
        "may_authorize": may.AUTHORIZE.held_by(request.user),
    }
    return render(request, "documents/outgoing/register.html", context)


@require_GET
def export(request: UserRequest) -> HttpResponse:
    may.SEE_DRAFTS.require(request.user)
    asked = _asked(request)
    data = workbook(TITLE, HEADS, [columns(sheet) for sheet in sheets(*asked)])
    return sheet_named(data, f"so-van-ban-di-{asked[0]}.xlsx")


@require_GET
def pdf(request: UserRequest) -> HttpResponse:
    may.SEE_DRAFTS.require(request.user)
    asked = _asked(request)
    data = printing.to_pdf(paper_of_register(list(sheets(*asked)), asked[0]))
    return pdf_named(data, f"so-van-ban-di-{asked[0]}.pdf")


@require_http_methods(["GET", "POST"])
def note(request: UserRequest, pk: UUID) -> HttpResponse:
    """The columns that are filled in when a paper has gone out."""
    may.ISSUE.require(request.user)
    request.menu_at = reverse("documents:decisions")
    sheet = get_object_or_404(IssueSheet.objects.select_related("decision__document"), pk=pk)
    first = {name: getattr(sheet, name) for name in ("copies", "sent_on", "keeper", "note")}
    posted = request.method == "POST"
    form = SheetForm(
        request.POST if posted else None, request.FILES if posted else None, initial=first
    )
    if sheet.signed_copy_id is not None:
        del form.fields["signed_copy"]
    if posted and form.is_valid():
        data = dict(form.cleaned_data)
        file = data.pop("signed_copy", None)
        try:
            kept = file and store_file(file.read(), file.name or "", by=request.user, accept=PDF)
            note_sheet(sheet, by=request.user, signed_copy=kept or None, **data)
        except Refused as refusal:
            form.add_error(None, str(refusal.sentence))
        else:
            return redirect(f"{reverse('documents:outgoing')}?year={sheet.year}")
    context = {"sheet": sheet, "form": form, "said": _("Register of outgoing documents")}
    status = 422 if form.errors else 200
    return render(request, "documents/outgoing/note.html", context, status=status)
