"""Clauses with their evidence status as JSON."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from accounts.api.shapes import PersonShape
from apps.compliance.models import ClauseStatus, State
from apps.compliance.presenters import Row, reasons_of, since
from kernel import clock
from kernel.api.description import looks_like


class ClauseRow(serializers.Serializer[Any]):
    """A clause as it stands; one that has others below it stands as the worst of them."""

    number = serializers.CharField()
    title = serializers.CharField()
    leaf = serializers.BooleanField(help_text=_("Assessed by itself: no clause is below it"))
    state = serializers.ChoiceField(State.choices)
    since = serializers.DateField(allow_null=True)
    valid_until = serializers.DateField(
        allow_null=True, help_text=_("The day from which this evidence is no longer enough")
    )
    reasons = serializers.ListField(child=serializers.CharField())


class GreenShape(serializers.Serializer[Any]):
    """Something that turns the clause green, and whether it is there."""

    sentence = serializers.CharField()
    met = serializers.BooleanField()


class ExclusionShape(serializers.Serializer[Any]):
    """Why the clause does not apply, and who said so."""

    justification = serializers.CharField()
    start = serializers.DateField()
    declared_by = PersonShape()
    declared_at = serializers.DateTimeField()


class StretchShape(serializers.Serializer[Any]):
    """A clause from a day until a day; the open one is today's."""

    clause = serializers.CharField()
    state = serializers.ChoiceField(State.choices)
    start = serializers.DateField()
    end = serializers.DateField(allow_null=True)
    reasons = serializers.ListField(child=serializers.CharField())


class ClauseShape(ClauseRow):
    """One clause with all that its page says."""

    green_when = GreenShape(many=True)
    excludable = serializers.BooleanField(help_text=_("The standard lets it be not applicable"))
    exclusion = ExclusionShape(allow_null=True)
    below = ClauseRow(many=True)
    course = StretchShape(many=True, help_text=_("How it went, newest first"))


class LookShape(serializers.Serializer[Any]):
    """Somebody of the province looked at this agency."""

    at = serializers.DateTimeField()
    who = serializers.CharField(source="person_name")
    post = serializers.CharField(source="person_post")
    clause = serializers.CharField(help_text=_("Empty: all clauses"))


@looks_like(
    "a reason", {"justification": "Cơ quan không thiết kế, phát triển sản phẩm hoặc dịch vụ mới."}
)
class Reason(serializers.Serializer[Any]):
    """Why the clause does not apply here."""

    justification = serializers.CharField(max_length=2000)


class Filters(serializers.Serializer[Any]):
    """Which day, and which state."""

    on = serializers.DateField(required=False, help_text=_("A day of the past; left out: today"))
    state = serializers.ChoiceField(State.choices, required=False)

    def validate_on(self, day: date) -> date:
        """A day that has not come yet has no picture."""
        if day > clock.today():
            raise serializers.ValidationError(_("This day has not come yet."))
        return day


def told(rows: Sequence[Row], found: Mapping[str, ClauseStatus]) -> list[dict[str, Any]]:
    """Each row with its beginning and its reasons; all that is below a row must be among them."""
    return [_told(row, rows, found) for row in rows]


def _told(row: Row, rows: Sequence[Row], found: Mapping[str, ClauseStatus]) -> dict[str, Any]:
    number = row.clause.number
    below = [each for each in rows if each.clause.number.startswith(f"{number}.")]
    return {
        "number": number,
        "title": row.clause.title,
        "leaf": row.clause.leaf,
        "state": row.state,
        "since": since([row, *below]),
        "valid_until": row.status.valid_until if row.status else None,
        "reasons": reasons_of(number, found, row.state),
    }
