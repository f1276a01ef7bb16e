"""Writing in a draft, block by block; what somebody else saved meanwhile is not overwritten."""

from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from accounts.api.doors import Asked, Door
from apps.documents import permissions as may
from apps.documents import services
from apps.documents.api.shapes import BlockAfter, BodyInput, Turned, TurnInput
from apps.documents.api.versions import version_of
from apps.documents.models import DraftNode
from kernel.api.blocks import BlockShape
from kernel.api.versions import require_same, shown


class Blocks(Door):
    """The blocks of a draft. The ETag of a block stands for its revision."""

    area = may.AREA
    serializer_class = BlockShape

    @extend_schema(summary=_("Add a block"), request=BlockAfter, responses={201: BlockShape})
    def create(self, request: Asked, pk: UUID) -> Response:
        data = self.sent(BlockAfter)
        row = services.add_node(
            version_of(request, pk),
            data["kind"],
            data["body"],
            after=data["after"],
            by=request.user,
        )
        return shown(request, _data(row), status=201)

    @extend_schema(summary=_("One block"))
    def retrieve(self, request: Asked, pk: UUID, node_id: str) -> Response:
        return shown(request, _data(self._row(pk, node_id)))

    @extend_schema(summary=_("Save a block"), request=BodyInput, responses=BlockShape)
    def update(self, request: Asked, pk: UUID, node_id: str) -> Response:
        row = self._row(pk, node_id)
        require_same(request, _data(row))
        saved = services.save_node(
            row.version,
            node_id,
            self.sent(BodyInput)["body"],
            revision=row.revision,
            by=request.user,
        )
        return shown(request, _data(saved))

    @extend_schema(summary=_("Take a block out"), responses={204: None})
    def destroy(self, request: Asked, pk: UUID, node_id: str) -> Response:
        row = self._row(pk, node_id)
        require_same(request, _data(row))
        services.remove_node(row.version, node_id, by=request.user)
        return Response(status=204)

    @extend_schema(
        summary=_("Turn lines and tables of a form into fields"),
        request=TurnInput,
        responses=Turned,
    )
    def turn(self, request: Asked, pk: UUID) -> Response:
        only = self.sent(TurnInput)["only"]
        done = services.turn_into_entries(version_of(request, pk), by=request.user, only=only)
        return Response({"entries": done.entries})

    def _row(self, pk: UUID, node_id: str) -> DraftNode:
        row = version_of(self.asked, pk).nodes.filter(node_id=node_id).first()
        if row is None:
            raise Http404
        return row


def _data(row: DraftNode) -> dict[str, Any]:
    return {"id": row.node_id, "kind": row.kind, "body": row.body, "revision": row.revision}
