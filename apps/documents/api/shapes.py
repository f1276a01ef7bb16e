"""Documents as JSON: what goes out, and what comes in where it differs from it."""

from dataclasses import fields
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from accounts.api.shapes import NamedShape, PersonShape
from accounts.models import User
from apps.documents.api.examples import A_PARAGRAPH
from apps.documents.models import Kind, Level, Procedure, Version
from apps.documents.presenters import standing
from apps.documents.selectors import review_due
from apps.documents.selectors.listing import SORTS, VIEWS, Wanted
from apps.documents.workflow import State
from kernel.api.description import looks_like
from kernel.content.nodes import (
    ContentError,
    fresh_ids,
    from_json,
    normal_form,
    validate,
)
from kernel.ids import new_id

CLAUSE = r"^\d{1,2}(\.\d{1,2}){0,3}$"
STATES = [*State.values, "in_force", "open", "ended", "all"]


class VersionRow(serializers.Serializer[Any]):
    """A version as a list shows it."""

    id = serializers.UUIDField()
    number = serializers.CharField(help_text=_("“02/01”: issue 2, amendment 1"))
    state = serializers.ChoiceField(State.choices)
    standing = serializers.SerializerMethodField(help_text=_("How it stands, in Vietnamese"))
    in_force = serializers.BooleanField(source="is_in_force")
    in_force_from = serializers.DateField(allow_null=True)
    superseded_from = serializers.DateField(allow_null=True)
    review_by = serializers.SerializerMethodField()

    def get_standing(self, version: Version) -> str:
        return standing(version).words

    def get_review_by(self, version: Version) -> date | None:
        return review_due(version)


class DocumentShape(serializers.Serializer[Any]):
    """A document with one of its versions: in a list the one that the filter asks for."""

    id = serializers.UUIDField(source="document.id")
    code = serializers.CharField(source="document.code")
    title = serializers.CharField(source="document.title")
    kind = serializers.ChoiceField(Kind.choices, source="document.kind")
    sort = serializers.CharField(source="document.sort", help_text=_("Only of a procedure"))
    level = serializers.ChoiceField(Level.choices, source="document.level")
    unit = NamedShape(source="document.unit", allow_null=True)
    clauses = serializers.ListField(child=serializers.CharField(), source="document.clauses")
    version = VersionRow(source="*")


class DocumentName(serializers.Serializer[Any]):
    """A document, wherever one is named."""

    id = serializers.UUIDField()
    code = serializers.CharField()
    title = serializers.CharField()


class VersionShape(VersionRow):
    """A version with the people who sign it and what it is for; its text has an own address."""

    document = DocumentName()
    title = serializers.CharField(help_text=_("Its document bears it once it is in force"))
    clauses = serializers.ListField(
        child=serializers.CharField(), help_text=_("Its document answers them once it is in force")
    )
    reason = serializers.CharField()
    impact = serializers.CharField()
    distribution = serializers.ListField(child=serializers.CharField())
    author = PersonShape()
    drafted_at = serializers.DateTimeField()
    sent_at = serializers.DateTimeField(allow_null=True)
    checker = PersonShape(allow_null=True)
    checked_at = serializers.DateTimeField(allow_null=True)
    approver = PersonShape(allow_null=True)
    approved_at = serializers.DateTimeField(allow_null=True)
    sha256 = serializers.CharField(
        source="content_id", allow_null=True, help_text=_("Of the frozen text, once it was sent")
    )
    steps = serializers.SerializerMethodField(help_text=_("What you may do with it now"))

    def get_steps(self, version: Version) -> list[str]:
        return list(self.context.get("steps", ()))


class BlockInput(serializers.Serializer[Any]):
    """A block as it is sent."""

    kind = serializers.CharField(max_length=20)
    body = serializers.DictField()

    children = serializers.ListField(child=serializers.DictField(), required=False, max_length=500)

    def validate(self, data: dict[str, Any]) -> dict[str, Any]:
        block = {name: data[name] for name in ("kind", "body", "children") if name in data}
        try:
            tree = fresh_ids([from_json(block)], lambda: new_id().hex)
            validate(tree)
        except (ContentError, UnicodeError) as error:
            raise serializers.ValidationError(str(error)) from error
        return data | {"node": normal_form(tree)[0]}


@looks_like("a paragraph", {"kind": "paragraph", "body": A_PARAGRAPH, "after": ""})
class BlockAfter(serializers.Serializer[Any]):
    """A new block, behind another one or at the very start."""

    kind = serializers.CharField(max_length=20)
    body = serializers.DictField()
    after = serializers.SlugField(required=False, default="", allow_blank=True, max_length=64)


@looks_like("all lines and tables", {"only": []})
class TurnInput(serializers.Serializer[Any]):
    """Which lines and tables of a form become fields to be filled in; none named means all."""

    only = serializers.ListField(
        child=serializers.SlugField(max_length=64), required=False, default=list, max_length=500
    )


class Turned(serializers.Serializer[Any]):
    """How many fields were made."""

    entries = serializers.IntegerField()


@looks_like("a paragraph", {"body": A_PARAGRAPH})
class BodyInput(serializers.Serializer[Any]):
    """The new body of a block."""

    body = serializers.DictField()


class DocumentInput(serializers.Serializer[Any]):
    """A new document and the text of its first draft."""

    code = serializers.CharField(max_length=50)
    title = serializers.CharField(max_length=300)
    kind = serializers.ChoiceField([k for k in Kind.choices if k[0] != Kind.DECISION])
    sort = serializers.ChoiceField(Procedure.choices, required=False)
    level = serializers.ChoiceField(Level.choices, required=False)
    unit = serializers.UUIDField(required=False, allow_null=True, help_text=_("Who keeps it"))
    clauses = serializers.ListField(
        child=serializers.RegexField(CLAUSE, max_length=12), required=False, max_length=50
    )
    blocks = serializers.ListField(child=BlockInput(), required=False, max_length=2000)


@looks_like("a reason", {"reason": "Theo Nghị định mới", "distribution": ["Các phòng", "Lưu VT"]})
class ChangeInput(serializers.Serializer[Any]):
    """What a draft is for and who is asked to sign it; what is left out stays as it is."""

    title = serializers.CharField(
        max_length=300,
        required=False,
        help_text=_("After the first issue it counts from the day in force"),
    )
    clauses = serializers.ListField(
        child=serializers.RegexField(CLAUSE, max_length=12), required=False, max_length=50
    )
    reason = serializers.CharField(required=False, allow_blank=True, max_length=5000)
    impact = serializers.CharField(required=False, allow_blank=True, max_length=5000)
    distribution = serializers.ListField(
        child=serializers.CharField(max_length=200), required=False, max_length=100
    )
    checker = serializers.PrimaryKeyRelatedField(
        queryset=User.objects.filter(is_active=True), required=False, allow_null=True
    )
    approver = serializers.PrimaryKeyRelatedField(
        queryset=User.objects.filter(is_active=True), required=False, allow_null=True
    )


@looks_like("an amendment", {"amend": True, "reason": "Bổ sung biểu mẫu"})
class NextInput(serializers.Serializer[Any]):
    """A further version: a new issue, or an amendment of the last one."""

    amend = serializers.BooleanField(default=False)
    reason = serializers.CharField(required=False, default="", allow_blank=True, max_length=5000)


class StepInput(serializers.Serializer[Any]):
    """A step, with the hash of the text that was read where it is checked or approved."""

    note = serializers.CharField(required=False, default="", allow_blank=True, max_length=5000)
    sha256 = serializers.RegexField(
        r"^[0-9a-f]{64}$", required=False, default="", help_text=_("Needed for check and approve")
    )


class Filters(serializers.Serializer[Any]):
    """What narrows and orders the list of documents; the same as on the page."""

    q = serializers.CharField(
        required=False, max_length=100, help_text=_("With or without tone marks")
    )
    kind = serializers.ChoiceField(Kind.choices, required=False)
    state = serializers.ChoiceField(STATES, required=False)
    procedure = serializers.ChoiceField(Procedure.choices, required=False)
    level = serializers.ChoiceField(Level.choices, required=False)
    unit = serializers.UUIDField(required=False)
    clause = serializers.RegexField(
        CLAUSE, required=False, help_text=_("With all clauses below it")
    )
    view = serializers.ChoiceField(list(VIEWS), required=False)
    sort = serializers.ChoiceField([*SORTS, *(f"-{name}" for name in SORTS)], required=False)

    def wanted(self) -> Wanted:
        """What was asked for, checked."""
        self.is_valid(raise_exception=True)
        names = {field.name for field in fields(Wanted)}
        said = {name: str(value) for name, value in self.validated_data.items() if name in names}
        return Wanted(**said)
