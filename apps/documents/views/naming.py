"""Title and clauses of a draft: at once before the first issue, else with the day in force."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.http import UserRequest
from apps.documents import permissions as may
from apps.documents import services
from apps.documents.forms.naming import NamesForm, print_of
from apps.documents.models import Version
from apps.documents.services.naming import NAMES, Names
from apps.documents.views.detail import version_or_404
from kernel.refusals import Refused

BACK = {"write": "documents:write", "send": "documents:send"}


@require_http_methods(["GET", "POST"])
def names(request: UserRequest, pk: UUID) -> HttpResponse:
    """A page of its own that opens as a dialog; it leads back to where it was asked for."""
    found = version_or_404(request, pk)
    may.DRAFT.require(request.user, over=found)
    back = BACK.get(request.GET.get("from", ""), "documents:version")
    if request.method == "GET" and not found.is_drafted:
        return redirect("documents:version", pk=pk)
    form, refusal = NamesForm(found, request.POST or None), None
    if request.method == "POST" and form.is_valid():
        try:
            _save(found, form, request)
            return redirect(back, pk=pk)
        except Refused as caught:
            refusal, found = caught, version_or_404(request, pk)
    context = {
        "version": found,
        "document": found.document,
        "form": form,
        "seen": print_of((found.title, found.clauses)),
        "refusal": refusal,
        "back": reverse(back, args=[pk]),
    }
    status = refusal.status if refusal else 422 if form.errors else 200
    return render(request, "documents/names.html", context, status=status)


def _save(found: Version, form: NamesForm, request: UserRequest) -> None:
    names: Names = (found.title, found.clauses)
    if form.cleaned_data["seen"] != print_of(names):
        names = ("", [])  # what was looked at is no longer so
    said = {name: form.cleaned_data[name] for name in NAMES if name in form.cleaned_data}
    renamed = services.rename_document(found, by=request.user, seen=names, **said)
    if not renamed.is_first:
        words = _("The document bears them from the day on which issue %(n)s is in force.")
        messages.success(request, words % {"n": renamed.number})
