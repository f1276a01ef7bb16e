"""Comments at a version: asked, answered, settled."""

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.api.doors import Asked, Door
from accounts.api.shapes import PersonShape
from apps.documents import permissions as may
from apps.documents import services
from apps.documents.api.versions import version_of
from apps.documents.models import Comment
from apps.documents.selectors import comments_of, visible_versions
from kernel.api.description import looks_like


class CommentShape(serializers.Serializer[Any]):
    """A comment, or the answer to one (`answers`)."""

    id = serializers.UUIDField()
    answers = serializers.UUIDField(source="parent_id", allow_null=True)
    block = serializers.CharField(source="node_id")
    quote = serializers.CharField()
    text = serializers.CharField()
    author = PersonShape()
    at = serializers.DateTimeField()
    resolved_by = PersonShape(allow_null=True)
    resolved_at = serializers.DateTimeField(allow_null=True)


@looks_like("a sentence", {"text": "Ghi rõ ai tiếp nhận hồ sơ."})
class TextInput(serializers.Serializer[Any]):
    """What is said."""

    text = serializers.CharField(max_length=5000)


@looks_like("at a block", {"text": "Ghi rõ ai tiếp nhận hồ sơ.", "block": "p1"})
class CommentInput(TextInput):
    """What is said, and at which block."""

    block = serializers.SlugField(required=False, default="", allow_blank=True, max_length=64)


class Comments(Door):
    """A comment that is not settled holds the document back."""

    area = may.AREA
    serializer_class = CommentShape

    @extend_schema(summary=_("The comments at a version"), responses=CommentShape(many=True))
    def list(self, request: Asked, pk: UUID) -> Response:
        return self.page(comments_of(version_of(request, pk)))

    @extend_schema(summary=_("Comment"), request=CommentInput, responses={201: CommentShape})
    def create(self, request: Asked, pk: UUID) -> Response:
        data = self.sent(CommentInput)
        made = services.comment(
            version_of(request, pk), data["text"], by=request.user, node_id=data["block"]
        )
        return self.one(made, status=201)

    @extend_schema(summary=_("Answer"), request=TextInput, responses={201: CommentShape})
    def answer(self, request: Asked, pk: UUID) -> Response:
        text = self.sent(TextInput)["text"]
        return self.one(services.answer_comment(self._found(pk), text, by=request.user), status=201)

    @extend_schema(summary=_("Settle"), request=None, responses=CommentShape)
    def resolve(self, request: Asked, pk: UUID) -> Response:
        return self.one(services.resolve_comment(self._found(pk), by=request.user))

    def _found(self, pk: UUID) -> Comment:
        seen = Comment.objects.filter(version__in=visible_versions(self.asked.user))
        return get_object_or_404(seen.select_related("version__document"), pk=pk)
