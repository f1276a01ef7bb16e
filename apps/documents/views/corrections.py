"""Correcting errors of form in what is issued, by a letter."""

from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.http import UserRequest
from apps.documents import permissions as may
from apps.documents.forms.corrections import MistakesForm
from apps.documents.selectors.corrections import corrections_of, open_letter
from apps.documents.services.corrections import draft_correction
from apps.documents.views.detail import version_or_404
from kernel.refusals import BadInput


@require_http_methods(["GET", "POST"])
def correct(request: UserRequest, pk: UUID) -> HttpResponse:
    """Rows of what is wrong and right; the letter is written from them."""
    found = version_or_404(request, pk)
    may.DRAFT.require(request.user, over=found)
    rows = MistakesForm(request.POST if request.method == "POST" else None, prefix="rows")
    refusal = ""
    if request.method == "POST" and rows.is_valid():
        try:
            letter = draft_correction(found, rows.mistakes(), by=request.user)
            return redirect("documents:send", pk=letter.pk)
        except BadInput as refused:
            refusal = str(refused.sentence)
    wrong: list[forms.Form] = [form for form in rows if form.errors]
    context = {
        "version": found,
        "document": found.document,
        "rows": rows,
        "wrong": wrong,
        "refusal": refusal,
        "under_way": open_letter(found),
        "corrections": corrections_of(found),
    }
    status = 422 if refusal or wrong else 200
    return render(request, "documents/corrections/correct.html", context, status=status)
