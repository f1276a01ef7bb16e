"""Documents: the list, a new one, one of them with its chain of versions."""

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.api.doors import Asked, Door
from apps.documents import permissions as may
from apps.documents import services
from apps.documents.api.examples import A_DRAFT, A_PROCEDURE
from apps.documents.api.shapes import (
    DocumentInput,
    DocumentShape,
    Filters,
    NextInput,
    VersionRow,
    VersionShape,
)
from apps.documents.models import Document
from apps.documents.selectors import versions_of, visible_documents
from apps.documents.selectors.levels import level_of
from apps.documents.selectors.listing import latest, register
from apps.organization.selectors import active_units


class Documents(Door):
    """What people call by its code; the text is in its versions."""

    area = may.AREA
    serializer_class = DocumentShape

    @extend_schema(
        summary=_("The list of documents (Danh mục tài liệu)"),
        parameters=[Filters],
        responses=DocumentShape(many=True),
    )
    def list(self, request: Asked) -> Response:
        wanted = Filters(data=request.query_params).wanted()
        return self.page(register(request.user, wanted))

    @extend_schema(
        summary=_("Draft a new document"),
        request=DocumentInput,
        responses={201: VersionShape},
        examples=[A_PROCEDURE, A_DRAFT],
    )
    def create(self, request: Asked) -> Response:
        data = self.sent(DocumentInput)
        nodes = [block["node"] for block in data.pop("blocks", [])]
        unit = data.pop("unit", None)
        made = services.draft_document(
            by=request.user,
            nodes=nodes,
            unit=self._unit(unit) if unit else None,
            level=data.pop("level", level_of(data["kind"])),
            **data,
        )
        return self.made(made, VersionShape, "api:version", pk=made.pk)

    @extend_schema(summary=_("A document with its newest version"))
    def retrieve(self, request: Asked, pk: UUID) -> Response:
        found = self._found(pk)
        newest = latest(request.user).filter(document=found).first()
        return self.one(newest or versions_of(found, request.user)[0])

    @extend_schema(summary=_("All versions of a document"), responses=VersionRow(many=True))
    def versions(self, request: Asked, pk: UUID) -> Response:
        return self.page(versions_of(self._found(pk), request.user), VersionRow)

    @extend_schema(
        summary=_("Draft the next version"),
        request=NextInput,
        responses={201: VersionShape},
    )
    def draft_next(self, request: Asked, pk: UUID) -> Response:
        data = self.sent(NextInput)
        made = services.draft_next_version(self._found(pk), by=request.user, **data)
        return self.made(made, VersionShape, "api:version", pk=made.pk)

    def _unit(self, pk: UUID) -> Any:
        found = active_units().filter(pk=pk).first()
        if found is None:
            raise serializers.ValidationError({"unit": [_("There is no such unit.")]})
        return found

    def _found(self, pk: UUID) -> Document:
        return get_object_or_404(visible_documents(self.asked.user), pk=pk)
