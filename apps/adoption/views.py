"""The library as an agency sees it: look, choose, clone."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.http import UserRequest
from apps.adoption import permissions as may
from apps.adoption import services
from apps.adoption.forms import QuestionsForm
from apps.adoption.selectors import offered_versions, offers_of, open_questions
from apps.organization import services as organization
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
        return redirect("adoption:package", package=package)
    context: dict[str, Any] = {
        "version": version,
        "offers": offers,
        "free": sum(1 for offer in offers if offer.free),
        "questions": questions,
        "may_clone": may.CLONE.held_by(request.user),
    }
    return render(
        request, "adoption/package.html", context, status=422 if questions.errors else 200
    )


@require_GET
def preview(request: UserRequest, package: str, key: str) -> HttpResponse:
    """A template with the agency's own data in it."""
    may.BROWSE.require(request.user)
    version = _version_or_404(package)
    offer = next((o for o in offers_of(version) if o.template.key == key), None)
    if offer is None:
        raise Http404
    context = {
        "version": version,
        "offer": offer,
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
    services.clone(version, request.POST.getlist("pick"), by=request.user)
    return redirect("/documents/?view=drafts")
