"""Decisions that issue approved documents, and the number and date that bring them into force."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.api.doors import Asked, Door
from apps.documents import permissions as may
from apps.documents import services
from apps.documents.api.examples import ID
from apps.documents.api.shapes import VersionShape
from apps.documents.api.versions import version_of
from apps.documents.models import Kind, Version
from apps.documents.selectors import issued_codes, ready_to_decide, visible_versions
from kernel.api.description import looks_like


class SheetShape(serializers.Serializer[Any]):
    """Number, symbol and date, as văn thư copied them from the signed decision."""

    number = serializers.IntegerField()
    symbol = serializers.CharField()
    signed_on = serializers.DateField()
    in_force_from = serializers.DateField()


class DecisionShape(VersionShape):
    """A decision; `issues` are the codes of what it brings into force."""

    issues = serializers.SerializerMethodField()
    sheet = SheetShape(allow_null=True, required=False)

    def get_issues(self, version: Any) -> list[str]:
        return list(version.issues)


@looks_like("for one procedure", {"versions": [ID], "takes_force": "2026-12-01"})
class DecisionInput(serializers.Serializer[Any]):
    """The approved versions that it shall issue."""

    versions = serializers.ListField(
        child=serializers.UUIDField(), allow_empty=False, max_length=500
    )
    takes_force = serializers.DateField(
        required=False, allow_null=True, help_text=_("Left out: from the day of the decision")
    )
    reading_days = serializers.IntegerField(
        required=False,
        default=0,
        min_value=0,
        max_value=180,
        help_text=_("Time for reading: days of the calendar between its date and its force"),
    )


@looks_like("one procedure", {"versions": [ID]})
class ItemsInput(serializers.Serializer[Any]):
    """The versions that it issues from now on."""

    versions = serializers.ListField(child=serializers.UUIDField(), max_length=500)


@looks_like("a number", {"number": 5, "symbol": "QĐ-UBND", "signed_on": "2026-11-20"})
class IssueInput(serializers.Serializer[Any]):
    """What stands on the signed decision."""

    number = serializers.IntegerField(min_value=1, max_value=99999)
    symbol = serializers.CharField(max_length=50)
    signed_on = serializers.DateField()
    in_force_from = serializers.DateField(required=False, allow_null=True)


class Decisions(Door):
    """Issuing is not approving."""

    area = may.AREA
    serializer_class = DecisionShape

    @extend_schema(summary=_("All decisions"), responses=DecisionShape(many=True))
    def list(self, request: Asked) -> Response:
        return self.page(self._decisions().order_by("-drafted_at"))

    @extend_schema(
        summary=_("Approved versions that wait for a decision"), responses=VersionShape(many=True)
    )
    def waiting(self, request: Asked) -> Response:
        return self.page(ready_to_decide(request.user), VersionShape)

    @extend_schema(
        summary=_("Draft a decision"), request=DecisionInput, responses={201: DecisionShape}
    )
    def create(self, request: Asked) -> Response:
        may.DRAFT.require(request.user)
        data = self.sent(DecisionInput)
        chosen = self._chosen(data["versions"])
        made = services.draft_decision(
            chosen,
            by=request.user,
            takes_force=data.get("takes_force"),
            reading_days=data["reading_days"],
        )
        return self.made(self._found(made.pk), DecisionShape, "api:decision", pk=made.pk)

    @extend_schema(summary=_("One decision"))
    def retrieve(self, request: Asked, pk: UUID) -> Response:
        return self.one(self._found(pk))

    @extend_schema(
        summary=_("Choose anew what it issues"), request=ItemsInput, responses=DecisionShape
    )
    def items(self, request: Asked, pk: UUID) -> Response:
        found = self._found(pk)
        chosen = self._chosen(self.sent(ItemsInput)["versions"])
        services.change_items(found, chosen, by=request.user)
        return self.one(self._found(pk))

    @extend_schema(
        summary=_("Enter number and date, and issue"),
        description=_("A person's own act: a token cannot."),
        request=IssueInput,
        responses=DecisionShape,
    )
    def issue(self, request: Asked, pk: UUID) -> Response:
        data = self.sent(IssueInput)
        services.issue_decision(version_of(request, pk), by=request.user, **data)
        return self.one(self._found(pk))

    def _chosen(self, wanted: Sequence[UUID]) -> Sequence[Version]:
        """All of them or none: what is not there, or not to be seen, is not left out in silence."""
        found = visible_versions(self.asked.user).in_bulk(wanted)
        missing = [str(pk) for pk in wanted if pk not in found]
        if missing:
            said = _("There is no such version: %(ids)s.") % {"ids": ", ".join(missing)}
            raise serializers.ValidationError({"versions": [said]})
        return [*found.values()]

    def _decisions(self) -> Any:
        seen = visible_versions(self.asked.user).filter(document__kind=Kind.DECISION)
        return seen.select_related("sheet").annotate(issues=issued_codes())

    def _found(self, pk: UUID) -> Any:
        found = self._decisions().filter(pk=pk).first()
        if found is None:
            raise Http404
        return found
