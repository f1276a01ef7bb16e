"""What I must do, and what I was told: the start page and the bell for other systems."""

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.api.doors import Asked, Door
from apps.work import permissions as may
from apps.work.selectors import Task, tasks_of
from kernel import clock
from kernel.notices import permissions as notices
from kernel.notices.models import Notice
from kernel.notices.services import mark_read, news_of, notices_of


class TaskShape(serializers.Serializer[Any]):
    """One thing to do; what has no day is a draft of one's own."""

    due = serializers.DateField(allow_null=True)
    overdue = serializers.SerializerMethodField()
    title = serializers.CharField()
    why = serializers.CharField()
    action = serializers.CharField()
    url = serializers.CharField(help_text=_("Its page, at the address of the agency"))
    clause = serializers.CharField()

    def get_overdue(self, task: Task) -> bool:
        return task.due is not None and task.due < clock.today()


class NoticeShape(serializers.Serializer[Any]):
    """A sentence and where it leads."""

    id = serializers.UUIDField()
    text = serializers.CharField()
    url = serializers.CharField(help_text=_("Its page, at the address of the agency"))
    at = serializers.DateTimeField()
    read_at = serializers.DateTimeField(allow_null=True)


class NoticeFilters(serializers.Serializer[Any]):
    """All of them, or the news."""

    new = serializers.BooleanField(default=False, help_text=_("Only what was not read yet"))


class ReadShape(serializers.Serializer[Any]):
    """How many were new until now."""

    read = serializers.IntegerField()


class Work(Door):
    """My work."""

    area = may.AREA
    serializer_class = TaskShape

    @extend_schema(
        summary=_("Everything to do, the most urgent first"), responses=TaskShape(many=True)
    )
    def list(self, request: Asked) -> Response:
        return self.page(tasks_of(request.user))


class Notices(Door):
    """One's own only."""

    area = notices.AREA
    serializer_class = NoticeShape

    @extend_schema(
        summary=_("Your notices, newest first"),
        parameters=[NoticeFilters],
        responses=NoticeShape(many=True),
    )
    def list(self, request: Asked) -> Response:
        asked = NoticeFilters(data=request.query_params)
        asked.is_valid(raise_exception=True)
        told = news_of if asked.validated_data["new"] else notices_of
        return self.page(told(request.user))

    @extend_schema(summary=_("One notice"))
    def retrieve(self, request: Asked, pk: UUID) -> Response:
        return self.one(self._found(pk))

    @extend_schema(summary=_("Say that it was read"), request=None, responses=NoticeShape)
    def read(self, request: Asked, pk: UUID) -> Response:
        mark_read(request.user, self._found(pk))
        return self.one(self._found(pk))

    @extend_schema(summary=_("Say that all were read"), request=None, responses=ReadShape)
    def read_all(self, request: Asked) -> Response:
        return self.one({"read": mark_read(request.user)}, ReadShape)

    def _found(self, pk: UUID) -> Notice:
        return get_object_or_404(notices_of(self.asked.user), pk=pk)
