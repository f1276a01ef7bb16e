"""Sets of documents that are laid before a leader."""

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
from apps.documents.api.examples import ID
from apps.documents.api.shapes import DocumentName
from apps.documents.models import Submission, SubmissionItem
from apps.documents.selectors import visible_versions
from apps.documents.selectors.submissions import visible_submissions
from kernel.api.description import looks_like
from kernel.refusals import BadInput

SHA256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"


class ItemShape(serializers.Serializer[Any]):
    """One document of the set, by the hash that lies before the leader."""

    id = serializers.UUIDField()
    version = serializers.UUIDField(source="version_id")
    document = DocumentName(source="version.document")
    sha256 = serializers.CharField()
    outcome = serializers.ChoiceField(SubmissionItem.Outcome.choices, allow_null=True)
    at = serializers.DateTimeField(allow_null=True)
    note = serializers.CharField()


class SubmissionShape(serializers.Serializer[Any]):
    """What a leader is asked to approve at once, and why."""

    id = serializers.UUIDField()
    number = serializers.CharField(source="said_number")
    title = serializers.CharField()
    summary = serializers.CharField()
    approver = PersonShape()
    asked_by = PersonShape()
    asked_at = serializers.DateTimeField()
    closed_at = serializers.DateTimeField(allow_null=True)
    items = ItemShape(many=True)


@looks_like("two procedures", {"title": "Phê duyệt 02 quy trình", "versions": [ID]})
class SubmissionInput(serializers.Serializer[Any]):
    """The versions that wait for the approval of one person."""

    title = serializers.CharField(max_length=300)
    summary = serializers.CharField(required=False, default="", allow_blank=True, max_length=4000)
    versions = serializers.ListField(
        child=serializers.UUIDField(), allow_empty=False, max_length=60
    )


class SeenInput(serializers.Serializer[Any]):
    """A version, with the hash of the text that was read."""

    version = serializers.UUIDField()
    sha256 = serializers.RegexField(r"^[0-9a-f]{64}$")


@looks_like("one of them", {"seen": [{"version": ID, "sha256": SHA256}]})
class ApproveInput(serializers.Serializer[Any]):
    """What is approved of the set."""

    seen = serializers.ListField(child=SeenInput(), allow_empty=False, max_length=60)
    note = serializers.CharField(required=False, default="", allow_blank=True, max_length=1000)


@looks_like("a reason", {"reason": "Thiếu biểu mẫu kèm theo"})
class ReasonInput(serializers.Serializer[Any]):
    """Why it is given back."""

    reason = serializers.CharField(max_length=1000)


class OutcomeShape(serializers.Serializer[Any]):
    """What became of one version: approved, or refused with a sentence."""

    version = serializers.UUIDField(source="version.pk")
    approved = serializers.SerializerMethodField()
    refusal = serializers.SerializerMethodField()

    def get_approved(self, outcome: Any) -> bool:
        return outcome.refusal is None

    def get_refusal(self, outcome: Any) -> str:
        return str(outcome.refusal.sentence) if outcome.refusal else ""


class Submissions(Door):
    """“Phiếu trình”."""

    area = may.AREA
    serializer_class = SubmissionShape

    @extend_schema(summary=_("Sets laid before a leader"), responses=SubmissionShape(many=True))
    def list(self, request: Asked) -> Response:
        return self.page(self._seen().order_by("-asked_at"))

    @extend_schema(
        summary=_("Lay checked versions before their approver"),
        request=SubmissionInput,
        responses={201: SubmissionShape},
    )
    def create(self, request: Asked) -> Response:
        may.SUBMIT.require(request.user)
        data = self.sent(SubmissionInput)
        found = visible_versions(request.user).in_bulk(data["versions"])
        if missing := [str(pk) for pk in data["versions"] if pk not in found]:
            said = _("There is no such version: %(ids)s.") % {"ids": ", ".join(missing)}
            raise serializers.ValidationError({"versions": [said]})
        made = services.submit_versions(
            list(found.values()), title=data["title"], summary=data["summary"], by=request.user
        )
        return self.made(self._found(made.pk), SubmissionShape, "api:submission", pk=made.pk)

    @extend_schema(summary=_("One set"))
    def retrieve(self, request: Asked, pk: UUID) -> Response:
        return self.one(self._found(pk))

    @extend_schema(
        summary=_("Approve what was read of a set"),
        description=_("A person's own act: a token cannot."),
        request=ApproveInput,
        responses=OutcomeShape(many=True),
    )
    def approve(self, request: Asked, pk: UUID) -> Response:
        found, data = self._found(pk), self.sent(ApproveInput)
        read = {each["version"]: each["sha256"] for each in data["seen"]}
        items = found.items.select_related("version__document").filter(version__in=read)
        if len(items) < len(read):
            raise BadInput(_("Not all of these versions are in this set."))
        seen = [(item.version, read[item.version_id]) for item in items]
        outcomes = services.decide_submission(found, seen, by=request.user, note=data["note"])
        return Response(OutcomeShape(outcomes, many=True).data)

    @extend_schema(
        summary=_("Give one document of a set back"),
        request=ReasonInput,
        responses=SubmissionShape,
    )
    def give_back(self, request: Asked, pk: UUID, item: UUID) -> Response:
        found = self._found(pk)
        rows = found.items.select_related("version__document", "submission")
        one = get_object_or_404(rows, pk=item)
        services.return_item(one, reason=self.sent(ReasonInput)["reason"], by=request.user)
        return self.one(self._found(pk))

    @extend_schema(summary=_("Take a set back"), request=None, responses=SubmissionShape)
    def recall(self, request: Asked, pk: UUID) -> Response:
        services.recall_submission(self._found(pk), by=request.user)
        return self.one(self._found(pk))

    def _seen(self) -> Any:
        return visible_submissions(self.asked.user).prefetch_related("items__version__document")

    def _found(self, pk: UUID) -> Submission:
        found: Submission = get_object_or_404(self._seen(), pk=pk)
        return found
