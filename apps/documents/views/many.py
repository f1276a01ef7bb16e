"""One act for many documents of the list: looked at on one page, each refused by itself."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from accounts.http import UserRequest
from apps.documents import permissions as may
from apps.documents.forms.reviewing import ManyForm
from apps.documents.models import Version
from apps.documents.presenters import standing
from apps.documents.selectors import review_due, visible_versions
from apps.documents.selectors.listing import register, wanted_of
from apps.documents.services.reviewing import change_keeper, review_versions, set_review_months
from apps.documents.services.together import Outcome, one_by_one
from kernel.ids import ids_among
from kernel.refusals import NotPermitted

MOST = 500  # documents on one page
DONE = {
    "review": _("Documents found to be still right: %(n)s."),
    "keeper": _("Documents given to another keeper: %(n)s."),
    "months": _("Documents with another time between reviews: %(n)s."),
}


@require_http_methods(["GET", "POST"])
def many(request: UserRequest) -> HttpResponse:
    """What was ticked, or all that the filter shows; then what became of each."""
    if not (may.REVIEW.held_by(request.user) or may.DRAFT.held_by(request.user)):
        raise NotPermitted(_("You may not change these documents."))
    form = ManyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _done(request, form)
    versions = _chosen(request)
    context = {
        "form": form,
        "rows": [(version, standing(version), review_due(version)) for version in versions],
        "most": MOST,
        "picked": set(request.POST.getlist("pick")) if request.method == "POST" else None,
    }
    status = 422 if form.errors else 200
    return render(request, "documents/many.html", context, status=status)


def _chosen(request: UserRequest) -> list[Version]:
    if request.method == "GET" and "all" in request.GET:
        return list(register(request.user, wanted_of(request.GET))[:MOST])
    said = request.POST if request.method == "POST" else request.GET
    picked = ids_among(said.getlist("shown") or said.getlist("pick"))[:MOST]
    rows = visible_versions(request.user).filter(pk__in=picked)
    return list(rows.order_by("document__code"))


def _done(request: UserRequest, form: ManyForm) -> HttpResponse:
    picked = ids_among(request.POST.getlist("pick"))[:MOST]
    versions = list(visible_versions(request.user).filter(pk__in=picked).order_by("document__code"))
    if not versions:
        form.add_error(None, _("Choose at least one document."))
        context: dict[str, Any] = {"form": form, "rows": [], "most": MOST, "picked": set()}
        context["rows"] = [(v, standing(v), review_due(v)) for v in _chosen(request)]
        return render(request, "documents/many.html", context, status=422)
    said = form.cleaned_data
    outcomes = _act(versions, said, request)
    refused = [each for each in outcomes if each.refusal]
    done = [each.version for each in outcomes if not each.refusal]
    context = {
        "said": DONE[said["do"]] % {"n": len(done)},
        "done": done,
        "refused": refused,
        "again": said["do"] == "keeper",
    }
    status = 200 if done else max(each.refusal.status for each in refused if each.refusal)
    return render(request, "documents/many_done.html", context, status=status)


def _act(versions: list[Version], said: dict[str, Any], request: UserRequest) -> list[Outcome]:
    if said["do"] == "review":
        return review_versions(versions, by=request.user, note=said["note"])

    def keeper(version: Version) -> None:
        change_keeper(version.document, unit=said["unit"], by=request.user)

    def months(version: Version) -> None:
        set_review_months(version.document, months=said["months"], by=request.user)

    act: Callable[[Version], None] = keeper if said["do"] == "keeper" else months
    return [one_by_one(version, act) for version in versions]
