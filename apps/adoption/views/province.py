"""The library as the province reads it: what agencies are offered, before anyone took it."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from accounts.http import UserRequest
from apps.adoption.presenters import as_offered
from apps.adoption.selectors.library import waiting_offers
from apps.organization.presenters import label_of
from kernel.content import placeholders
from library import permissions as may
from library import reading
from library.drafting import released
from library.models import Origin, PackageDraft, PackageVersion
from library.selectors import documents_of, newest_versions, open_draft_of


@require_GET
def index(request: UserRequest) -> HttpResponse:
    """Every package, for whom it is, and in which version."""
    may.READ.require(request.user)
    drafts = PackageDraft.objects.filter(published=None, given_up_at=None)
    context = {
        "versions": newest_versions(),
        "drafts": dict(drafts.values_list("package__key", "pk")),
        "may_write": may.WRITE.held_by(request.user),
        "may_publish": may.PUBLISH.held_by(request.user),
        "waiting": waiting_offers(),
    }
    return render(request, "adoption/province/index.html", context)


@require_GET
def package(request: UserRequest, package: str) -> HttpResponse:
    """The templates of a package, and what they ask of an agency."""
    may.READ.require(request.user)
    version = _version_or_404(package)
    templates = documents_of(version)
    asked = dict.fromkeys(key for each in templates for key in placeholders.used(each.nodes))
    writes, draft = may.WRITE.held_by(request.user), open_draft_of(version.package)
    waits = draft is not None or version.origin != Origin.RELEASE  # else it came in by itself
    context = {
        "version": version,
        "earlier": version.package.versions.exclude(pk=version.pk).order_by("-number")[:10],
        "draft": draft,
        "may_write": writes,
        "may_publish": may.PUBLISH.held_by(request.user),
        "released": _not_taken(version) if writes and waits else None,
        "templates": templates,
        "asked": [label_of(key) for key in asked],
        "trail": [(_("Template library"), reverse("packages:index")), (version.package.name, "")],
    }
    return render(request, "adoption/province/package.html", context)


def _not_taken(version: PackageVersion) -> reading.Package | None:
    """What this release of the software ships and has never been published here."""
    shipped = released(version.package.key)
    own = version.package.versions.filter(origin=Origin.RELEASE)
    known = shipped is not None and own.filter(number__gte=shipped.version).exists()
    return None if known else shipped


@require_GET
def template(request: UserRequest, package: str, key: str) -> HttpResponse:
    """One template with its placeholders open: what every agency gets."""
    may.READ.require(request.user)
    version = _version_or_404(package)
    templates = documents_of(version)
    at = next((n for n, each in enumerate(templates) if each.key == key), None)
    if at is None:
        raise Http404
    shown = templates[at]
    home, name = reverse("packages:index"), version.package.name
    context = {
        "version": version,
        "template": shown,
        "nodes": as_offered(shown.nodes),
        "no_values": {},
        "before": templates[at - 1] if at else None,
        "after": templates[at + 1] if at + 1 < len(templates) else None,
        "trail": [
            (_("Template library"), home),
            (name, reverse("packages:package", args=[package])),
            (shown.code, ""),
        ],
    }
    return render(request, "adoption/province/template.html", context)


def _version_or_404(key: str) -> PackageVersion:
    found = newest_versions().filter(package__key=key).first()
    if found is None:
        raise Http404
    return found
