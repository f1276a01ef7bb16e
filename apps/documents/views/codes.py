"""Codes: what each pattern counts, which numbers are unused, and giving a document another code."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.http import UserRequest
from apps.documents import permissions as may
from apps.documents.models import FormerCode, Kind, Procedure
from apps.documents.selectors import open_version, visible_documents
from apps.documents.selectors.codes import next_document_code, rows_of_codes
from apps.documents.selectors.impact import citing_document
from apps.documents.services.codes import change_code
from apps.organization.permissions import DESCRIBE
from kernel.refusals import Refused

KINDS = dict(Kind.choices)
SORTS = dict(Procedure.choices)


class CodeForm(forms.Form):
    """Another code, and why."""

    code = forms.CharField(label=_("New code"), max_length=50)
    why = forms.CharField(
        label=_("Why it is changed"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )


@require_GET
def index(request: UserRequest) -> HttpResponse:
    """Every pattern with its next code and its gaps; and what documents were called before."""
    may.READ.require(request.user)
    former = FormerCode.objects.filter(document__in=visible_documents(request.user).values("pk"))
    rows = rows_of_codes()
    context = {
        "rows": [(row, SORTS[row.sort] if row.sort else KINDS[row.kind]) for row in rows],
        "may_describe": DESCRIBE.held_by(request.user),
        "former": former.select_related("document", "changed_by")[:200],
    }
    return render(request, "documents/codes/index.html", context)


@require_http_methods(["GET", "POST"])
def change(request: UserRequest, pk: UUID) -> HttpResponse:
    found = get_object_or_404(visible_documents(request.user), pk=pk)
    may.RECODE.require(request.user, over=found)
    free = next_document_code(found.kind, parent=found.parent, sort=found.sort)
    form = CodeForm(request.POST or None, initial={"code": found.code})
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                change_code(found, by=request.user, **form.cleaned_data)
                return redirect("documents:document", pk=found.pk)
            except Refused as refusal:
                form.add_error(None, str(refusal.sentence))
                status = refusal.status
                found.refresh_from_db(fields=["code"])
    context: dict[str, Any] = {
        "document": found,
        "form": form,
        "free": free,
        "draft": open_version(found),
        "citing": citing_document(found, request.user),
        "former": found.former_codes.select_related("changed_by"),
    }
    return render(request, "documents/codes/change.html", context, status=status)
