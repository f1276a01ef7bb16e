"""The next version of a package, written by another system: read, changed by block, published."""

from typing import Any
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from accounts.api.doors import Asked, Door
from apps.adoption.api.library.shapes import (
    DraftDocumentShape,
    DraftRowShape,
    DraftTextShape,
    NewBlockInput,
    NewBodyInput,
    NewPlaceInput,
    PackageDraftShape,
    PublishInput,
    TurnedLinesShape,
    TurnLinesInput,
    WholeDraftShape,
)
from apps.adoption.api.shapes import PackageShape, blocks
from apps.adoption.permissions import AREA
from apps.adoption.presenters.library import rows_of
from apps.adoption.selectors.library import drafts
from kernel.api.blocks import BlockShape
from kernel.api.versions import require_same, shown
from kernel.content.nodes import Node, as_json
from library import drafting
from library import permissions as may
from library.models import DraftDocument, Package, PackageDraft
from library.selectors import newest_versions


class Drafts(Door):
    """What librarians write, wrote and gave up."""

    area = AREA
    serializer_class = PackageDraftShape

    @extend_schema(summary=_("Drafts of packages, the latest first"))
    def list(self, request: Asked) -> Response:
        may.READ.require(request.user)
        return self.page(drafts())

    @extend_schema(summary=_("A draft with its documents"), responses=WholeDraftShape)
    def retrieve(self, request: Asked, pk: UUID) -> Response:
        return shown(request, _whole(draft_of(request, pk)))

    @extend_schema(
        summary=_("Begin the next version of a package, or go on with the one begun"),
        request=None,
        responses={200: WholeDraftShape},
    )
    def open(self, request: Asked, package: str) -> Response:
        may.READ.require(request.user)
        found = get_object_or_404(Package, key=package)
        draft = drafting.open_draft(found, by=request.user)
        return shown(request, _whole(draft))

    @extend_schema(
        summary=_("Publish a draft as the next version"),
        description=_(
            "Every agency is told; none is changed. It cannot be undone. A draft with faults is "
            "refused with all of them."
        ),
        request=PublishInput,
        responses={200: PackageShape},
    )
    def publish(self, request: Asked, pk: UUID) -> Response:
        draft = draft_of(request, pk)
        may.PUBLISH.require(request.user)
        version = drafting.publish(draft, note=self.sent(PublishInput)["note"], by=request.user)
        return self.one(newest_versions().get(pk=version.pk), PackageShape)


class DraftDocuments(Door):
    """The documents of a draft."""

    area = AREA
    serializer_class = DraftTextShape

    @extend_schema(summary=_("A document of a draft with its text"))
    def retrieve(self, request: Asked, pk: UUID, key: str) -> Response:
        found = document_of(request, pk, key)
        said = {**DraftDocumentShape(found).data, "blocks": blocks(found.nodes)}
        return shown(request, said)


class DraftBlocks(Door):
    """The blocks of a document of a draft, fields of forms among them."""

    area = AREA
    serializer_class = BlockShape

    @extend_schema(
        summary=_("Add a block to a document of a draft"),
        request=NewBlockInput,
        responses={201: BlockShape},
    )
    def create(self, request: Asked, pk: UUID, key: str) -> Response:
        document, said = self._to_write(pk, key), self.sent(NewBlockInput)
        made = drafting.add_block(
            document, said["kind"], said["body"], after=said["after"], by=request.user
        )
        return shown(request, as_json(made), status=201)

    @extend_schema(summary=_("One block of a draft"))
    def retrieve(self, request: Asked, pk: UUID, key: str, block: str) -> Response:
        return shown(request, as_json(_block(document_of(request, pk, key), block)))

    @extend_schema(summary=_("Save a block of a draft"), request=NewBodyInput, responses=BlockShape)
    def update(self, request: Asked, pk: UUID, key: str, block: str) -> Response:
        document = self._to_write(pk, key)
        node = _block(document, block)
        require_same(request, as_json(node))
        body, seen = self.sent(NewBodyInput)["body"], drafting.mark_of(node)
        saved = drafting.save_block(document, block, body, seen=seen, by=request.user)
        return shown(request, as_json(saved))

    @extend_schema(
        summary=_("Take a block out of a draft"),
        description=_("With what is in it. It can be put back by its id."),
        responses={204: None},
    )
    def destroy(self, request: Asked, pk: UUID, key: str, block: str) -> Response:
        document = self._to_write(pk, key)
        node = _block(document, block)
        require_same(request, as_json(node))
        seen = drafting.whole_mark_of(node)
        drafting.remove_block(document, block, seen=seen, by=request.user)
        return Response(status=204)

    @extend_schema(
        summary=_("Put a block that was taken out back where it stood"),
        request=None,
        responses=BlockShape,
    )
    def restore(self, request: Asked, pk: UUID, key: str, block: str) -> Response:
        edited = drafting.restore_block(self._to_write(pk, key), block, by=request.user)
        return shown(request, as_json(_block(edited, block)))

    @extend_schema(
        summary=_("Move a block of a draft behind another one"),
        description=_("It goes into a clause when it is put behind one, as a new block does."),
        request=NewPlaceInput,
        responses=BlockShape,
    )
    def move(self, request: Asked, pk: UUID, key: str, block: str) -> Response:
        document = self._to_write(pk, key)
        _block(document, block)
        after = self.sent(NewPlaceInput)["after"]
        edited = drafting.place_block(document, block, after=after, by=request.user)
        return shown(request, as_json(_block(edited, block)))

    @extend_schema(
        summary=_("Turn lines and tables of a draft form into fields"),
        request=TurnLinesInput,
        responses=TurnedLinesShape,
    )
    def turn(self, request: Asked, pk: UUID, key: str) -> Response:
        document, only = self._to_write(pk, key), self.sent(TurnLinesInput)["only"]
        done = drafting.turn_into_entries(document, only=only, by=request.user)
        return Response({"entries": done.entries})

    def _to_write(self, pk: UUID, key: str) -> DraftDocument:
        document = document_of(self.asked, pk, key)
        may.WRITE.require(self.asked.user)
        return document


def draft_of(request: Asked, pk: UUID) -> PackageDraft:
    """The draft of an address, for who may read the library."""
    may.READ.require(request.user)
    return get_object_or_404(drafts(), pk=pk)


def document_of(request: Asked, pk: UUID, key: str) -> DraftDocument:
    """The document of an address."""
    may.READ.require(request.user)
    rows = DraftDocument.objects.select_related("draft__package", "draft__base")
    return get_object_or_404(rows, draft=pk, key=key)


def _block(document: DraftDocument, node_id: str) -> Node:
    found = drafting.find(document.nodes, node_id)
    if found is None:
        raise Http404
    return found


def _whole(draft: PackageDraft) -> dict[str, Any]:
    rows = DraftRowShape(rows_of(draft), many=True).data
    return {**PackageDraftShape(draft).data, "documents": rows}
