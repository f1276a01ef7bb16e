"""What stands in the way of sending a draft, before anybody tries."""

from typing import Any
from uuid import UUID

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.api.doors import Asked, Door
from apps.documents import permissions as may
from apps.documents.api.versions import version_of
from apps.documents.selectors import assemble
from apps.documents.selectors.checking import complaints_of
from apps.documents.selectors.readiness import in_the_way
from apps.documents.workflow import State
from apps.organization.selectors import placeholder_values
from kernel.refusals import WrongState


class RefusalShape(serializers.Serializer[Any]):
    """A rule that would refuse, with the clause behind it."""

    sentence = serializers.CharField()
    clause = serializers.CharField()


class ComplaintShape(serializers.Serializer[Any]):
    """What a careful reader would object to, and in which blocks."""

    sentence = serializers.CharField()
    severity = serializers.CharField()
    blocks = serializers.ListField(child=serializers.CharField(), source="nodes")


class ReadinessShape(serializers.Serializer[Any]):
    """It can be sent when nothing refuses; complaints are for the reader to judge."""

    ready = serializers.BooleanField()
    refusals = RefusalShape(many=True)
    complaints = ComplaintShape(many=True)


class Readiness(Door):
    """The same as the page before sending says."""

    area = may.AREA
    serializer_class = ReadinessShape

    @extend_schema(summary=_("What stands in the way of sending a draft"))
    def retrieve(self, request: Asked, pk: UUID) -> Response:
        found = version_of(request, pk)
        may.DRAFT.require(request.user, over=found)
        if found.state != State.DRAFTING:
            late = WrongState(_("Only a draft is sent; this version has left that state."))
            return self._answer_with([late], [])
        prefetch_related_objects([found], "nodes")  # the rules and the lint read the same rows
        tree, values = assemble(found.nodes.all()), placeholder_values()
        refusals = in_the_way(found, "send", request.user, values)
        return self._answer_with(refusals, complaints_of(found, tree, values))

    def _answer_with(self, refusals: Any, complaints: Any) -> Response:
        return self.one({"ready": not refusals, "refusals": refusals, "complaints": complaints})
