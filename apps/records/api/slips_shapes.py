"""Slips as JSON: what is sent and what is shown."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from accounts.api.shapes import NamedShape, PersonShape
from apps.records.models import Slip
from apps.records.presenters.slips import days_late
from apps.records.selectors.slips_turns import turns_now
from apps.records.workflow import SlipState
from kernel.api.description import looks_like

ID = "0199f2a4-6c1e-7d33-9b1a-5d3f0c2e8a10"
STEPS = ("send", "finish", "sign", "give_back", "return_part", "recall", "cancel", "move")


class FormShape(serializers.Serializer[Any]):
    """A form in force that can be filled in."""

    id = serializers.UUIDField(source="document_id")
    version = serializers.UUIDField(source="pk")
    code = serializers.CharField(source="document.code")
    title = serializers.CharField(source="document.title")
    issue = serializers.CharField(source="number")
    used = serializers.IntegerField(help_text=_("How many slips there are"))


class FormColumnShape(serializers.Serializer[Any]):
    """A column of a table of the form."""

    id = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]  # a column has one
    type = serializers.CharField()
    required = serializers.BooleanField()  # type: ignore[assignment]
    options = serializers.SerializerMethodField()

    def get_options(self, column: Any) -> list[dict[str, str]]:
        return [{"id": option.id, "label": option.label} for option in column.options]


class FormFieldShape(FormColumnShape):
    """A question of the form; its id stays the same in every version."""

    many = serializers.BooleanField()  # type: ignore[assignment]
    listed = serializers.BooleanField()
    step = serializers.IntegerField(help_text=_("Of a signature: its place in the order"))
    part = serializers.IntegerField(help_text=_("Parts are filled in and signed one after another"))
    columns = FormColumnShape(many=True)


class SlipSignatureShape(serializers.Serializer[Any]):
    """A place to sign, and who is asked or has signed."""

    id = serializers.UUIDField()
    field = serializers.CharField()
    step = serializers.IntegerField()
    part = serializers.IntegerField()
    person = PersonShape()
    asked_at = serializers.DateTimeField(allow_null=True)
    signed_at = serializers.DateTimeField(allow_null=True)
    returned_at = serializers.DateTimeField(allow_null=True)
    note = serializers.CharField()
    sha256 = serializers.CharField()


class SlipTurnShape(serializers.Serializer[Any]):
    """Who has a slip now, and what for."""

    person = PersonShape()
    part = serializers.IntegerField()
    signature = serializers.UUIDField(
        allow_null=True, help_text=_("The place they sign; null where the author mends the slip")
    )
    since = serializers.DateTimeField()


class SlipShort(serializers.Serializer[Any]):
    """A slip in a list."""

    id = serializers.UUIDField()
    form = serializers.UUIDField(source="form_id")
    version = serializers.UUIDField(source="version_id")
    code = serializers.CharField(source="form.code", help_text=_("Of the form"))
    number = serializers.CharField(allow_null=True)
    title = serializers.CharField()
    state = serializers.ChoiceField(SlipState.choices)
    author = PersonShape()
    unit = NamedShape(allow_null=True)
    period_from = serializers.DateField(allow_null=True)
    period_until = serializers.DateField(allow_null=True)
    begun_at = serializers.DateTimeField()
    done_at = serializers.DateTimeField(allow_null=True)
    waits_for = serializers.SerializerMethodField(
        help_text=_("Who fills it in or signs it next; nobody before it was first handed in")
    )

    @extend_schema_field(SlipTurnShape(many=True))
    def get_waits_for(self, slip: Slip) -> Any:
        return SlipTurnShape(turns_now(slip), many=True).data


class SlipShape(SlipShort):
    """One slip with its answers."""

    revision = serializers.IntegerField()
    part = serializers.IntegerField(
        help_text=_("The part that is open; those before it are signed")
    )
    values = serializers.JSONField(help_text=_("Answers by the ids of their fields"))
    unread = serializers.JSONField(help_text=_("What was typed and cannot be read: no answers"))
    left = serializers.JSONField(help_text=_("Answers the newer form has no place for"))
    sha256 = serializers.CharField(source="content_id", allow_null=True)
    days_late = serializers.SerializerMethodField(help_text=_("Entered so long after its period"))
    why_cancelled = serializers.CharField()
    signatures = SlipSignatureShape(many=True)

    def get_days_late(self, slip: Slip) -> int:
        return days_late(slip)


class SlipFileShape(serializers.Serializer[Any]):
    """An attached file."""

    id = serializers.UUIDField()
    name = serializers.CharField(source="file.name")
    media_type = serializers.CharField(source="file.media_type")
    size = serializers.IntegerField(source="file.size")
    sha256 = serializers.CharField(source="file.sha256")
    added_at = serializers.DateTimeField()


class SlipLinkShape(serializers.Serializer[Any]):
    """What a slip belongs to."""

    id = serializers.UUIDField()
    kind = serializers.CharField()
    key = serializers.CharField()
    label = serializers.CharField(  # type: ignore[assignment]
        help_text=_("Of the day it was linked")
    )


class SlipFilters(serializers.Serializer[Any]):
    """What narrows the list."""

    form = serializers.UUIDField(required=False)
    state = serializers.ChoiceField(SlipState.choices, required=False)
    q = serializers.CharField(required=False, max_length=100)


@looks_like("a slip", {"form": ID, "title": "Quý III năm 2026"})
class SlipStartInput(serializers.Serializer[Any]):
    """Which form is filled in; `after` is an earlier slip whose answers are taken over."""

    form = serializers.UUIDField()
    after = serializers.UUIDField(required=False, allow_null=True)
    title = serializers.CharField(default="", allow_blank=True, max_length=300)


@looks_like("two answers", {"revision": 0, "values": {"noi-dung": "Mua máy quét", "so-tien": "5"}})
class SlipAnswersInput(serializers.Serializer[Any]):
    """Answers by field; fields that are not named stay as they are."""

    revision = serializers.IntegerField(min_value=0, max_value=2**31 - 1)
    values = serializers.DictField(child=serializers.JSONField(allow_null=True))


@looks_like("a quarter", {"title": "Quý III", "period_from": "2026-07-01"})
class SlipAboutInput(serializers.Serializer[Any]):
    """What it is called, whose it is, and the time it proves."""

    title = serializers.CharField(required=False, allow_blank=True, max_length=300)
    unit = serializers.UUIDField(required=False, allow_null=True)
    period_from = serializers.DateField(required=False, allow_null=True)
    period_until = serializers.DateField(required=False, allow_null=True)


@looks_like("to be signed", {"signers": {"ky": ID}})
class SlipStepInput(serializers.Serializer[Any]):
    """What a step needs: who signs, a reason, or the hash of what was read."""

    signers = serializers.DictField(child=serializers.UUIDField(), required=False)
    note = serializers.CharField(default="", allow_blank=True, max_length=2000)
    sha256 = serializers.CharField(default="", allow_blank=True, max_length=64)


class SlipFileInput(serializers.Serializer[Any]):
    """The file."""

    file = serializers.FileField(allow_empty_file=True)


@looks_like("a clause", {"kind": "clause", "key": "9.2"})
class SlipLinkInput(serializers.Serializer[Any]):
    """What it belongs to: a clause by its number, a document or a slip by its id."""

    kind = serializers.ChoiceField(["clause", "documents.document", "records.slip"])
    key = serializers.CharField(max_length=64)


@looks_like("another", {"person": ID})
class SubstituteInput(serializers.Serializer[Any]):
    """Who signs instead."""

    person = serializers.UUIDField()
