"""One version: how it stands, its text, its papers, and the steps of its workflow."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import Http404, HttpResponse
from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.api.doors import Asked, Door
from apps.documents import permissions as may
from apps.documents import services
from apps.documents.api.examples import APPROVAL
from apps.documents.api.shapes import ChangeInput, StepInput, VersionShape
from apps.documents.http import paper
from apps.documents.models import Version
from apps.documents.presenters import history, steps_for
from apps.documents.selectors import tree_of, visible_versions
from apps.documents.services.drafting import locked
from apps.documents.services.rendering import docx_of, pdf_of
from apps.documents.services.steps import ROWS, STEPS
from apps.documents.workflow import State
from kernel.api.blocks import BlockShape, block
from kernel.api.versions import require_same, shown
from kernel.files.types import DOCX
from kernel.trail.selectors import history_of

NAME = OpenApiParameter("name", OpenApiTypes.STR, "path", enum=list(STEPS))


class EventShape(serializers.Serializer[Any]):
    """Something that happened to it, as the page tells it."""

    at = serializers.DateTimeField()
    who = serializers.CharField()
    what = serializers.CharField()
    note = serializers.CharField()


class Versions(Door):
    """“Lần ban hành n, sửa đổi m”."""

    area = may.AREA
    serializer_class = VersionShape

    @extend_schema(summary=_("One version"))
    def retrieve(self, request: Asked, pk: UUID) -> Response:
        return self._show(version_of(request, pk))

    @extend_schema(
        summary=_("Say what a draft is for, and who is asked to sign it"),
        request=ChangeInput,
        responses=VersionShape,
    )
    @transaction.atomic
    def partial_update(self, request: Asked, pk: UUID) -> Response:
        found, data = version_of(request, pk), self.sent(ChangeInput)
        locked(found)
        require_same(request, self._data(version_of(request, pk)))
        if {"title", "clauses"} & data.keys():
            title, clauses = data.get("title"), data.get("clauses")
            services.rename_document(found, title=title, clauses=clauses, by=request.user)
        if {"checker", "approver"} & data.keys():
            names = {name: data.get(name, getattr(found, name)) for name in ("checker", "approver")}
            services.name_signers(found, by=request.user, **names)
        if {"reason", "impact", "distribution"} & data.keys():
            said = {
                name: data.get(name, getattr(found, name))
                for name in ("reason", "impact", "distribution")
            }
            services.describe_change(found, by=request.user, **said)
        return self._show(version_of(request, pk))

    @extend_schema(
        summary=_("Take a step: send, check, approve, return …"),
        description=_("A token can send and take back; to check and to approve is a person's own."),
        parameters=[NAME],
        request=StepInput,
        responses=VersionShape,
        examples=[APPROVAL],
    )
    def step(self, request: Asked, pk: UUID, name: str) -> Response:
        found = version_of(request, pk)
        if name not in STEPS:
            raise Http404
        said = self.sent(StepInput)
        moved = STEPS[name](found, request.user, said["note"], said["sha256"])
        return self._show(version_of(request, moved.pk))

    @extend_schema(summary=_("The text, block by block"), responses=BlockShape(many=True))
    def blocks(self, request: Asked, pk: UUID) -> Response:
        found = version_of(request, pk)
        revisions: dict[str, int] = {}
        if found.state == State.DRAFTING:
            revisions = dict(found.nodes.values_list("node_id", "revision"))
        return shown(request, [block(node, revisions) for node in tree_of(found)])

    @extend_schema(summary=_("What happened to it, newest first"), responses=EventShape(many=True))
    def history(self, request: Asked, pk: UUID) -> Response:
        events = self.paginate_queryset(history_of(version_of(request, pk)))
        rows = [
            {"at": entry.at, "who": entry.actor, "what": entry.title, "note": entry.note}
            for entry in history(events or [])
        ]
        return self.listed(EventShape(rows, many=True).data)

    @extend_schema(
        summary=_("The paper as PDF/A"), responses={(200, "application/pdf"): OpenApiTypes.BINARY}
    )
    def pdf(self, request: Asked, pk: UUID) -> HttpResponse:
        found = version_of(request, pk)
        return paper(pdf_of(found), found, "pdf")

    @extend_schema(
        summary=_("The paper as DOCX"),
        responses={(200, DOCX): OpenApiTypes.BINARY},
    )
    def docx(self, request: Asked, pk: UUID) -> HttpResponse:
        found = version_of(request, pk)
        return paper(docx_of(found), found, "docx")

    def _data(self, version: Version) -> Any:
        open_steps = steps_for(version, self.asked.user)
        steps = [ROWS.get(step.name, step.name) for step in open_steps]
        return VersionShape(version, context={"steps": steps}).data

    def _show(self, version: Version) -> Response:
        return shown(self.request, self._data(version))


def version_of(request: Asked, pk: UUID) -> Version:
    """The version, if whoever asks may see it."""
    found = visible_versions(request.user).select_related("content", "decision__sheet", "base")
    version = found.filter(pk=pk).first()
    if version is None:
        raise Http404
    return version
