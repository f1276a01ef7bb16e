"""Opinions on drafts: asked, given, answered."""

from typing import Any
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.api.doors import Asked, Door
from accounts.api.shapes import PersonShape
from accounts.models import User
from apps.documents import permissions as may
from apps.documents.api.examples import ID
from apps.documents.api.versions import version_of
from apps.documents.models import Opinion, OpinionRequest, OpinionRound
from apps.documents.selectors import visible_versions
from apps.documents.selectors.opinions import asked_of, request_of, rounds_of
from apps.documents.services import opinions as services
from kernel.api.description import looks_like
from kernel.api.versions import shown


class RemarkShape(serializers.Serializer[Any]):
    """One remark, and what was made of it."""

    id = serializers.UUIDField()
    block = serializers.CharField(source="node_id")
    quote = serializers.CharField()
    text = serializers.CharField()
    at = serializers.DateTimeField()
    outcome = serializers.ChoiceField(Opinion.Outcome.choices, allow_null=True)
    answer = serializers.CharField()
    answered_by = PersonShape(allow_null=True)
    answered_at = serializers.DateTimeField(allow_null=True)


class AskedShape(serializers.Serializer[Any]):
    """Who is asked, and what was answered; `agrees` is empty as long as nothing was."""

    id = serializers.UUIDField()
    person = PersonShape(allow_null=True)
    body = serializers.CharField()
    agrees = serializers.BooleanField(allow_null=True)
    answered_at = serializers.DateTimeField(allow_null=True)
    remarks = RemarkShape(source="said", many=True)


class RoundShape(serializers.Serializer[Any]):
    """A round of opinions on a version."""

    id = serializers.UUIDField()
    due = serializers.DateField()
    note = serializers.CharField()
    sha256 = serializers.CharField(source="content_id")
    asked_by = PersonShape()
    asked_at = serializers.DateTimeField()
    closed_at = serializers.DateTimeField(allow_null=True)
    asked = AskedShape(many=True)


class WaitingShape(serializers.Serializer[Any]):
    """What somebody is asked for an opinion of."""

    id = serializers.UUIDField()
    code = serializers.CharField(source="round.version.document.code")
    title = serializers.CharField(source="round.version.title")
    due = serializers.DateField(source="round.due")
    asked_by = PersonShape(source="round.asked_by")


@looks_like("two people", {"people": [ID], "bodies": ["Sở Nội vụ"], "due": "2026-12-01"})
class RoundInput(serializers.Serializer[Any]):
    """Who is asked until when."""

    people = serializers.PrimaryKeyRelatedField(
        queryset=User.objects.filter(is_active=True, is_machine=False),
        many=True,
        required=False,
        default=[],
    )
    bodies = serializers.ListField(
        child=serializers.CharField(max_length=200), required=False, default=[], max_length=100
    )
    due = serializers.DateField()
    note = serializers.CharField(required=False, default="", allow_blank=True, max_length=2000)


@looks_like("at a block", {"text": "Nên ghi rõ thời hạn.", "block": "p1"})
class RemarkInput(serializers.Serializer[Any]):
    """One remark."""

    text = serializers.CharField(max_length=4000)
    block = serializers.SlugField(required=False, default="", allow_blank=True, max_length=64)


@looks_like("taken in", {"outcome": "taken", "answer": "Đã bổ sung tại mục 2."})
class OpinionAnswerInput(serializers.Serializer[Any]):
    """Taken in, or explained."""

    outcome = serializers.ChoiceField(Opinion.Outcome.choices)
    answer = serializers.CharField(max_length=4000)


class Opinions(Door):
    """“Ý kiến, tiếp thu, giải trình”."""

    area = may.AREA
    serializer_class = RoundShape

    @extend_schema(
        summary=_("The rounds of opinions on a version"), responses=RoundShape(many=True)
    )
    def list(self, request: Asked, pk: UUID) -> Response:
        found = version_of(request, pk)
        may.SEE_DRAFTS.require(request.user, over=found)
        return shown(request, RoundShape(rounds_of(found), many=True).data)

    @extend_schema(summary=_("Ask for opinions"), request=RoundInput, responses={201: RoundShape})
    def create(self, request: Asked, pk: UUID) -> Response:
        found = version_of(request, pk)
        may.DRAFT.require(request.user, over=found)
        data = self.sent(RoundInput)
        services.ask_opinions(found, by=request.user, **data)
        return self.one(rounds_of(found)[0], status=201)

    @extend_schema(
        summary=_("What you are asked for an opinion of"), responses=WaitingShape(many=True)
    )
    def waiting(self, request: Asked) -> Response:
        return self.page(asked_of(request.user), WaitingShape)

    @extend_schema(summary=_("Agree to a draft"), request=None, responses=WaitingShape)
    def agree(self, request: Asked, pk: UUID) -> Response:
        asked = self._mine(pk)
        services.agree(asked, by=request.user)
        return shown(request, WaitingShape(asked).data)

    @extend_schema(
        summary=_("Write a remark on a draft"), request=RemarkInput, responses={201: RemarkShape}
    )
    def remark(self, request: Asked, pk: UUID) -> Response:
        asked, data = self._mine(pk), self.sent(RemarkInput)
        made = services.remark(asked, data["text"], node_id=data["block"], by=request.user)
        return Response(RemarkShape(made).data, status=201)

    @extend_schema(
        summary=_("Take a remark in, or explain why not"),
        request=OpinionAnswerInput,
        responses=RemarkShape,
    )
    def answer(self, request: Asked, pk: UUID) -> Response:
        seen = visible_versions(request.user)
        opinions = Opinion.objects.filter(request__round__version__in=seen)
        found = get_object_or_404(opinions, pk=pk)
        answered = services.answer_opinion(found, by=request.user, **self.sent(OpinionAnswerInput))
        return shown(request, RemarkShape(answered).data)

    @extend_schema(summary=_("Close a round of opinions"), request=None, responses=RoundShape)
    def close(self, request: Asked, pk: UUID) -> Response:
        rounds = OpinionRound.objects.filter(version__in=visible_versions(request.user))
        found = get_object_or_404(rounds.select_related("version"), pk=pk)
        services.close_round(found, by=request.user)
        [closed] = [each for each in rounds_of(found.version) if each.pk == found.pk]
        return self.one(closed)

    def _mine(self, pk: UUID) -> OpinionRequest:
        found = request_of(self.asked.user, pk)
        if found is None:
            raise Http404
        return found
