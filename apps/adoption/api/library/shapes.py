"""Drafts of packages, their trials, the board and offers as JSON."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from apps.adoption.presenters.library import BOARD_STATES, STATUSES
from apps.adoption.selectors.library import BEHIND, CHANGED, CURRENT, NONE, REFUSED
from kernel.api.blocks import BlockShape
from kernel.api.description import looks_like
from kernel.content.merge import FATES
from library.exchange import Fate
from library.models import OfferState
from tenants.models import Kind

A_PARAGRAPH = {"text": [{"text": "Mọi người cùng thực hiện."}]}
BOARD = [(state, said) for state, (said, _mark) in BOARD_STATES.items()]


class PackageDraftShape(serializers.Serializer[Any]):
    """The next version of a package while it is written, and what became of it."""

    id = serializers.UUIDField()
    package = serializers.CharField(source="package.key")
    name = serializers.CharField(source="package.name")
    from_version = serializers.IntegerField(source="base.number")
    note = serializers.CharField(help_text=_("What agencies read first"))
    came_from = serializers.CharField(help_text=_("Whose file it was filled from"))
    open = serializers.BooleanField(source="is_open")
    published = serializers.IntegerField(
        source="published.number", default=None, allow_null=True, help_text=_("As which version")
    )
    opened_at = serializers.DateTimeField()
    opened_by = serializers.CharField(source="opened_by_name")


class DraftRowShape(serializers.Serializer[Any]):
    """A document of a draft in the list; `status` compares it with the published version."""

    key = serializers.CharField(source="document.key")
    code = serializers.CharField(source="document.code")
    title = serializers.CharField(source="document.title")
    kind = serializers.CharField(source="document.document_kind")
    level = serializers.CharField(source="document.level")
    status = serializers.ChoiceField([(name, said) for name, (said, _mark) in STATUSES.items()])
    revision = serializers.IntegerField(source="document.revision")
    sha256 = serializers.CharField(source="document.sha256")


class WholeDraftShape(PackageDraftShape):
    """A draft with its documents in their order, those left out at the end."""

    documents = DraftRowShape(many=True)


class DraftDocumentShape(serializers.Serializer[Any]):
    """A document of a draft: what stands around the text, and the text."""

    key = serializers.CharField()
    code = serializers.CharField()
    title = serializers.CharField()
    kind = serializers.CharField(source="document_kind")
    level = serializers.CharField()
    layout = serializers.CharField()
    kind_name = serializers.CharField()
    belongs_to = serializers.CharField(source="parent", help_text=_("A code; empty for most"))
    clauses = serializers.ListField(child=serializers.CharField())
    distribution = serializers.ListField(child=serializers.CharField())
    grounds = serializers.ListField(child=serializers.CharField())
    authority = serializers.ListField(child=serializers.CharField())
    removed = serializers.BooleanField(help_text=_("Left out of the next version"))
    revision = serializers.IntegerField()
    sha256 = serializers.CharField()


class DraftTextShape(DraftDocumentShape):
    """The same with its text, its placeholders open."""

    blocks = BlockShape(many=True)


@looks_like("a paragraph", {"body": A_PARAGRAPH})
class NewBodyInput(serializers.Serializer[Any]):
    """The new body of a block; what it holds depends on the kind of the block."""

    body = serializers.DictField()


@looks_like("a paragraph", {"kind": "paragraph", "body": A_PARAGRAPH, "after": ""})
class NewBlockInput(NewBodyInput):
    """A new block, behind another one or at the very start."""

    kind = serializers.CharField(max_length=20)
    after = serializers.SlugField(required=False, default="", allow_blank=True, max_length=64)


@looks_like("to the start", {"after": ""})
class NewPlaceInput(serializers.Serializer[Any]):
    """The block behind which it is to stand; empty for the very start."""

    after = serializers.SlugField(allow_blank=True, max_length=64)


@looks_like("all lines and tables", {"only": []})
class TurnLinesInput(serializers.Serializer[Any]):
    """Which lines and tables of a form become fields to be filled in; none named means all."""

    only = serializers.ListField(
        child=serializers.SlugField(max_length=64), required=False, default=list, max_length=500
    )


class TurnedLinesShape(serializers.Serializer[Any]):
    """How many fields were made."""

    entries = serializers.IntegerField()


@looks_like("a note", {"note": "Rút ngắn thời hạn trả lời góp ý."})
class PublishInput(serializers.Serializer[Any]):
    """What is new, for agencies."""

    note = serializers.CharField(max_length=4000)


class BoardQuery(serializers.Serializer[Any]):
    """What the board is narrowed to; without a package it is about the first one."""

    package = serializers.SlugField(required=False, max_length=50)
    q = serializers.CharField(required=False, max_length=100)
    kind = serializers.ChoiceField(Kind.choices, required=False)
    state = serializers.ChoiceField([CURRENT, BEHIND, CHANGED, REFUSED, NONE], required=False)


class BoardRowShape(serializers.Serializer[Any]):
    """One agency and a package: counts and states, never a word of its texts."""

    agency = serializers.CharField(source="card.label")
    slug = serializers.CharField(source="card.slug")
    kind = serializers.ChoiceField(Kind.choices, source="card.kind")
    newest = serializers.IntegerField(help_text=_("The newest version of the package"))
    documents = serializers.IntegerField(help_text=_("How many it took"))
    oldest = serializers.IntegerField(help_text=_("The oldest version among them; 0 for none"))
    latest = serializers.IntegerField(help_text=_("The latest version among them; 0 for none"))
    changed = serializers.IntegerField(help_text=_("How many it made its own"))
    refused = serializers.IntegerField()
    being_looked_at = serializers.IntegerField(source="open")
    reasons = serializers.ListField(child=serializers.CharField())
    state = serializers.ChoiceField(BOARD)


class SimulationRowShape(serializers.Serializer[Any]):
    """A draft being tried on every agency."""

    id = serializers.UUIDField()
    package = serializers.CharField()
    started_at = serializers.DateTimeField()
    started_by = serializers.CharField(source="started_by_name")
    asked = serializers.IntegerField(help_text=_("Agencies"))


class SimulationShape(SimulationRowShape):
    """The same with how far it is."""

    answered = serializers.IntegerField(help_text=_("Agencies"))
    touched = serializers.IntegerField(help_text=_("Agencies to which it would do something"))
    percent = serializers.IntegerField()
    done = serializers.BooleanField(help_text=_("All answered, or the rest is overdue"))
    fates = serializers.DictField(
        child=serializers.IntegerField(), help_text=_("Fate: how many documents of all agencies")
    )


class TriedDocumentShape(serializers.Serializer[Any]):
    """A document of the draft: in how many agencies it fares in which way."""

    key = serializers.CharField()
    fates = serializers.DictField(child=serializers.IntegerField())


class TriedShape(SimulationShape):
    """A trial with its documents."""

    documents = TriedDocumentShape(many=True)


class CountedShape(serializers.Serializer[Any]):
    """One document of one agency: places by what becomes of them."""

    template = serializers.CharField()
    fate = serializers.ChoiceField(Fate.choices)
    counts = serializers.DictField(child=serializers.IntegerField())


class AnswerShape(serializers.Serializer[Any]):
    """What one agency would meet."""

    agency = serializers.CharField(source="agency_name")
    answered_at = serializers.DateTimeField()
    documents = serializers.SerializerMethodField()

    def get_documents(self, answer: Any) -> list[dict[str, Any]]:
        rows = [
            {
                "template": key,
                "fate": said["fate"],
                "counts": {name: n for name, n in said.items() if name != "fate"},
            }
            for key, said in sorted(answer.documents.items())
        ]
        return [dict(row) for row in CountedShape(rows, many=True).data]


class OfferQuery(serializers.Serializer[Any]):
    """Without a state, those that wait for an answer; `all` for all."""

    state = serializers.ChoiceField([*OfferState.values, "all"], required=False)


class LibraryOfferShape(serializers.Serializer[Any]):
    """A document that an agency offers."""

    id = serializers.UUIDField()
    agency = serializers.CharField(source="agency_name")
    code = serializers.CharField()
    title = serializers.CharField()
    kind = serializers.CharField()
    clauses = serializers.ListField(child=serializers.CharField())
    package = serializers.CharField(help_text=_("What it was made from; empty where from nothing"))
    template = serializers.CharField()
    note = serializers.CharField(help_text=_("What is good about it, in the agency's words"))
    sha256 = serializers.CharField()
    offered_at = serializers.DateTimeField()
    offered_by = serializers.CharField(source="offered_by_name")
    state = serializers.ChoiceField(OfferState.choices)
    answer = serializers.CharField()


class DifferenceShape(serializers.Serializer[Any]):
    """A block in which the offered text differs from ours; to be taken by its id."""

    block = serializers.CharField(source="node_id")
    kind = serializers.CharField()
    fate = serializers.ChoiceField([(fate, fate) for fate in FATES])


class WholeOfferShape(LibraryOfferShape):
    """An offer with its text, and what it would change in our document of the same origin."""

    blocks = BlockShape(many=True)
    differences = DifferenceShape(many=True, help_text=_("Empty where we have no such document"))


@looks_like("two blocks", {"blocks": ["cam-ket", "cung-lam"], "answer": "Cảm ơn quý cơ quan."})
class TakeUpInput(serializers.Serializer[Any]):
    """Which blocks go into the draft; a document that we have not comes in as a whole."""

    blocks = serializers.ListField(
        child=serializers.SlugField(max_length=64), required=False, default=list, max_length=2000
    )
    answer = serializers.CharField(required=False, default="", allow_blank=True, max_length=2000)


@looks_like("a reason", {"reason": "Trùng với nội dung đã có ở QT.HT.01."})
class DeclineInput(serializers.Serializer[Any]):
    """Why it is not taken up; the agency reads it."""

    reason = serializers.CharField(max_length=2000)


class TakenUpShape(serializers.Serializer[Any]):
    """Where it stands now."""

    draft = serializers.UUIDField(source="draft_id")
    document = serializers.CharField(source="key")


class PackageFileInput(serializers.Serializer[Any]):
    """A signed package file of another library."""

    file = serializers.FileField(allow_empty_file=True)


class TakenInShape(serializers.Serializer[Any]):
    """A new package was published; of one that is here a draft was made, to be looked at first."""

    signer = serializers.CharField()
    package = serializers.CharField()
    published = serializers.IntegerField(allow_null=True, help_text=_("As which version"))
    draft = serializers.UUIDField(allow_null=True)
