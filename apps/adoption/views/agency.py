"""The library as an agency sees it: look, choose, clone."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.http import UserRequest
from apps.adoption import permissions as may
from apps.adoption import services
from apps.adoption.forms import QuestionsForm
from apps.adoption.presenters import standing
from apps.adoption.selectors import is_own, offered_versions, offers_of, open_questions
from apps.organization import services as organization
from apps.organization.presenters import label_of
from apps.organization.selectors import placeholder_values
from library.models import PackageVersion


def _version_or_404(key: str) -> PackageVersion:
    found = next((v for v in offered_versions() if v.package.key == key), None)
    if found is None:
        raise Http404
    return found


@require_GET
def index(request: UserRequest) -> HttpResponse:
    """The packages made for this kind of body; a single one is opened at once."""
    may.BROWSE.require(request.user)
    versions = offered_versions()
    if len(versions) == 1:
        return redirect("adoption:package", package=versions[0].package.key)
    return render(request, "adoption/index.html", {"versions": versions})


@require_http_methods(["GET", "POST"])
def package(request: UserRequest, package: str) -> HttpResponse:
    """The templates of a package, what was taken, and the questions they ask of the agency."""
    may.BROWSE.require(request.user)
    version = _version_or_404(package)
    offers = offers_of(version)
    questions = QuestionsForm(
        open_questions(offer.template for offer in offers), request.POST or None
    )
    if request.method == "POST" and questions.is_valid():
        organization.answer(questions.cleaned_data, by=request.user)
        messages.success(request, _("Your answers are kept and stand in the templates."))
        return redirect("adoption:package", package=package)
    may_clone = may.CLONE.held_by(request.user)
    context: dict[str, Any] = {
        "version": version,
        "offers": offers,
        "standing": standing(offers),
        "picking": may_clone and any(offer.free for offer in offers),
        "questions": questions,
        "may_clone": may_clone,
        "nearest": not is_own(version),
    }
    return render(
        request, "adoption/package.html", context, status=422 if questions.errors else 200
    )


@require_GET
def preview(request: UserRequest, package: str, key: str) -> HttpResponse:
    """A template with the agency's own data in it."""
    may.BROWSE.require(request.user)
    version = _version_or_404(package)
    offers = offers_of(version)
    at = next((n for n, offer in enumerate(offers) if offer.template.key == key), None)
    if at is None:
        raise Http404
    offer = offers[at]
    context = {
        "version": version,
        "offer": offer,
        "before": offers[at - 1].template if at else None,
        "after": offers[at + 1].template if at + 1 < len(offers) else None,
        "open": [label_of(key) for key in open_questions([offer.template])],
        "trail": [
            (version.package.name, reverse("adoption:package", args=[version.package.key])),
            (offer.template.code, ""),
        ],
        "template": offer.template,
        "nodes": offer.template.nodes,
        "values": placeholder_values(),
        "may_clone": may.CLONE.held_by(request.user),
    }
    return render(request, "adoption/preview.html", context)


@require_POST
def clone(request: UserRequest, package: str) -> HttpResponse:
    """Make drafts of the chosen templates."""
    version = _version_or_404(package)
    drafts = services.clone(version, request.POST.getlist("pick"), by=request.user)
    words = ngettext(
        "%(n)s draft was made from “%(package)s”. Read it, mend it, send it.",
        "%(n)s drafts were made from “%(package)s”. Read them, mend them, send them.",
        len(drafts),
    )
    messages.success(request, words % {"n": len(drafts), "package": version.package.name})
    return redirect("/documents/?view=drafts")
