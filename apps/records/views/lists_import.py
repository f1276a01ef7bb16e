"""Rows of a list from Excel: pasted or as a workbook, looked at, then taken in."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.http import UserRequest
from apps.records import permissions as may
from apps.records.forms.lists import PasteForm
from apps.records.models import FileList
from apps.records.services.lists import add_rows
from apps.records.services.lists_sheet import MOST_BYTES, Plan, as_range, planned, read_range
from apps.records.services.types_retention import retention_text
from kernel.refusals import BadInput, Refused


@require_http_methods(["GET", "POST"])
def paste(request: UserRequest, pk: UUID) -> HttpResponse:
    """First what becomes of each row, then all but the wrong ones; nothing typed is lost."""
    found = get_object_or_404(FileList, pk=pk)
    may.ARRANGE.require(request.user)
    form = PasteForm(request.POST or None, request.FILES or None)
    context: dict[str, object] = {"list": found, "form": form, "limit": MOST_BYTES}
    if request.method == "GET" or not form.is_valid():
        status = 200 if request.method == "GET" else 422
        return render(request, "records/lists/paste.html", context, status=status)
    try:
        text = _text(form)
        plan = planned(found, read_range(text))
        if "take" in request.POST:
            add_rows(found, plan.facts, by=request.user)
            return redirect("records:list", pk=pk)
    except Refused as refusal:
        form.add_error(None, str(refusal.sentence))
        return render(request, "records/lists/paste.html", context, status=refusal.status)
    return render(request, "records/lists/plan.html", context | _sorted(plan, text))


def _text(form: PasteForm) -> str:
    chosen = form.cleaned_data["file"]
    if chosen is not None:
        return as_range(chosen.read(MOST_BYTES + 1))
    text: str = form.cleaned_data["rows"]
    if not text.strip():
        raise BadInput(_("Paste the rows first, or choose a file."))
    return text


def _sorted(plan: Plan, text: str) -> dict[str, object]:
    new = [(row, retention_text(row.facts["years"])) for row in plan.new]
    return {"text": text, "new": new, "same": plan.same, "wrong": plan.wrong}
