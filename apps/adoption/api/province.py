"""The library as the province reads it: what agencies are offered, before anyone took it."""

from django.http import Http404
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from accounts.api.doors import Asked, Door
from apps.adoption.api.shapes import (
    PackageShape,
    PublishedPackageShape,
    PublishedTemplateShape,
    TemplateRow,
    asked,
    blocks,
)
from apps.adoption.permissions import AREA
from apps.adoption.presenters import as_offered
from kernel.api.versions import shown
from kernel.content import placeholders
from library import permissions as may
from library.models import PackageVersion
from library.selectors import documents_of, newest_versions


class Packages(Door):
    """Every package, for whatever kind of body."""

    area = AREA
    serializer_class = PublishedPackageShape

    @extend_schema(summary=_("All packages of the library"), responses=PackageShape(many=True))
    def list(self, request: Asked) -> Response:
        may.READ.require(request.user)
        return self.page(newest_versions(), PackageShape)

    @extend_schema(summary=_("One package with its templates"))
    def retrieve(self, request: Asked, package: str) -> Response:
        may.READ.require(request.user)
        version = _version(package)
        templates = documents_of(version)
        used = dict.fromkeys(key for each in templates for key in placeholders.used(each.nodes))
        said = {"templates": TemplateRow(templates, many=True).data, "questions": asked(used)}
        return shown(request, PackageShape(version).data | said)

    @extend_schema(summary=_("A template with its text"), responses=PublishedTemplateShape)
    def template(self, request: Asked, package: str, key: str) -> Response:
        may.READ.require(request.user)
        found = next((t for t in documents_of(_version(package)) if t.key == key), None)
        if found is None:
            raise Http404
        said = {"blocks": blocks(as_offered(found.nodes))}
        return shown(request, TemplateRow(found).data | said)


def _version(key: str) -> PackageVersion:
    found = newest_versions().filter(package__key=key).first()
    if found is None:
        raise Http404
    return found
