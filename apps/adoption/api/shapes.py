"""Packages and their templates as JSON."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from apps.adoption.selectors import Offer
from apps.organization.presenters import label_of
from kernel.api.blocks import BlockShape, block
from kernel.api.description import looks_like
from kernel.content.nodes import Node
from tenants.models import Kind

FREE, TAKEN, CODE_USED = "free", "taken", "code_used"
STANDING = [
    (FREE, _("free to take")),
    (TAKEN, _("taken")),
    (CODE_USED, _("its code is in use")),
]


class PackageShape(serializers.Serializer[Any]):
    """The newest version of a package."""

    key = serializers.CharField(source="package.key")
    name = serializers.CharField(source="package.name")
    description = serializers.CharField(source="package.description")
    kind = serializers.ChoiceField(Kind.choices, source="package.kind")
    version = serializers.IntegerField(source="number")
    published_on = serializers.DateField()
    standard = serializers.CharField()
    edition = serializers.CharField()
    template_count = serializers.IntegerField(source="templates")


class TemplateRow(serializers.Serializer[Any]):
    """A template as the library lists it."""

    key = serializers.CharField()
    code = serializers.CharField()
    title = serializers.CharField()
    kind = serializers.CharField(source="document_kind")
    level = serializers.CharField()
    clauses = serializers.ListField(child=serializers.CharField())
    belongs_to = serializers.CharField(
        source="parent_key", help_text=_("The template it belongs to; empty for most")
    )
    sha256 = serializers.CharField(help_text=_("Of its text, which never changes"))


class DraftShape(serializers.Serializer[Any]):
    """A document, wherever one is named."""

    id = serializers.UUIDField()
    code = serializers.CharField()
    title = serializers.CharField()


class OfferRow(TemplateRow):
    """A template as the agency sees it."""

    standing = serializers.ChoiceField(STANDING)
    document = DraftShape(allow_null=True, help_text=_("What the agency made of it"))


class QuestionShape(serializers.Serializer[Any]):
    """Something that the templates ask and that nobody answered yet."""

    key = serializers.CharField()
    question = serializers.CharField()


class OfferedPackageShape(PackageShape):
    """A package with what the agency took of it."""

    own = serializers.BooleanField(help_text=_("If not, it is the nearest for this kind of body"))
    templates = OfferRow(many=True)
    questions = QuestionShape(many=True, help_text=_("Answered at facts/"))


class OfferedTemplateShape(OfferRow):
    """A template with its text; its placeholders stand open, and `values` says what fills them."""

    blocks = BlockShape(many=True)
    values = serializers.DictField(child=serializers.CharField())
    questions = QuestionShape(many=True)


class PublishedPackageShape(PackageShape):
    """A package as the province reads it."""

    templates = TemplateRow(many=True)
    questions = QuestionShape(many=True, help_text=_("What its templates ask of an agency"))


class PublishedTemplateShape(TemplateRow):
    """A template with its text, its placeholders open."""

    blocks = BlockShape(many=True)


@looks_like("two templates", {"templates": ["policy", "manual"]})
class CloneInput(serializers.Serializer[Any]):
    """The keys of the templates that become drafts."""

    templates = serializers.ListField(
        child=serializers.SlugField(max_length=80), allow_empty=False, max_length=500
    )


class MadeShape(serializers.Serializer[Any]):
    """A draft that was made: its document, and the version to go on with."""

    version = serializers.UUIDField(source="pk")
    document = DraftShape()


class ClonedShape(serializers.Serializer[Any]):
    """All that was made."""

    drafts = MadeShape(many=True)


def offered(offer: Offer) -> dict[str, Any]:
    """A template with how it stands here, as `OfferRow`."""
    standing = TAKEN if offer.taken else CODE_USED if offer.code_used else FREE
    document = DraftShape(offer.taken.document).data if offer.taken else None
    return TemplateRow(offer.template).data | {"standing": standing, "document": document}


def asked(keys: Iterable[str]) -> list[dict[str, str]]:
    """Placeholders in the words people read, as `QuestionShape`."""
    return [{"key": key, "question": label_of(key)} for key in keys]


def blocks(nodes: Iterable[Node]) -> list[dict[str, Any]]:
    """A text, as `BlockShape`."""
    return [block(node, {}) for node in nodes]
