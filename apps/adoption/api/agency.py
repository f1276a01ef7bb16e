"""The library as an agency sees it: what is offered, its texts, and taking them."""

from django.http import Http404
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.api.doors import Asked, Door
from apps.adoption import permissions as may
from apps.adoption import services
from apps.adoption.api.shapes import (
    ClonedShape,
    CloneInput,
    OfferedPackageShape,
    OfferedTemplateShape,
    PackageShape,
    asked,
    blocks,
    offered,
)
from apps.adoption.selectors import is_own, offered_versions, offers_of, open_questions
from apps.organization.selectors import placeholder_values
from kernel.api.versions import shown
from kernel.content import placeholders
from library.models import PackageVersion


class Packages(Door):
    """What was made for this kind of body."""

    area = may.AREA
    serializer_class = OfferedPackageShape

    @extend_schema(
        summary=_("The packages offered to this agency"), responses=PackageShape(many=True)
    )
    def list(self, request: Asked) -> Response:
        may.BROWSE.require(request.user)
        return self.page(offered_versions(), PackageShape)

    @extend_schema(summary=_("One package with its templates"))
    def retrieve(self, request: Asked, package: str) -> Response:
        may.BROWSE.require(request.user)
        version = _version(package)
        offers = offers_of(version)
        said = {
            "own": is_own(version),
            "templates": [offered(offer) for offer in offers],
            "questions": asked(open_questions(offer.template for offer in offers)),
        }
        return shown(request, PackageShape(version).data | said)

    @extend_schema(summary=_("A template with its text"), responses=OfferedTemplateShape)
    def template(self, request: Asked, package: str, key: str) -> Response:
        may.BROWSE.require(request.user)
        offers = offers_of(_version(package))
        offer = next((each for each in offers if each.template.key == key), None)
        if offer is None:
            raise Http404
        nodes, values = offer.template.nodes, placeholder_values()
        said = {
            "blocks": blocks(nodes),
            "values": {key: values[key] for key in placeholders.used(nodes) if key in values},
            "questions": asked(placeholders.missing(nodes, values)),
        }
        return shown(request, offered(offer) | said)

    @extend_schema(
        summary=_("Make drafts of templates"), request=CloneInput, responses={201: ClonedShape}
    )
    def clone(self, request: Asked, package: str) -> Response:
        may.CLONE.require(request.user)
        version, keys = _version(package), self.sent(CloneInput)["templates"]
        if unknown := set(keys) - {offer.template.key for offer in offers_of(version)}:
            said = _("There is no such template: %(keys)s.") % {"keys": ", ".join(sorted(unknown))}
            raise serializers.ValidationError({"templates": [said]})
        drafts = services.clone(version, keys, by=request.user)
        return self.one({"drafts": drafts}, ClonedShape, status=201)


def _version(key: str) -> PackageVersion:
    found = next((v for v in offered_versions() if v.package.key == key), None)
    if found is None:
        raise Http404
    return found
