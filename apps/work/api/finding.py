"""What the palette asks for, and the search for other systems: only what this person may see."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import JsonResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.api.doors import Asked, Door
from accounts.http import UserRequest
from accounts.models import User
from apps.documents.selectors.searching import STATES, Search, Sought, kinds_sought
from apps.work import permissions as may
from apps.work.presenters.finding import (
    DOCUMENT,
    EXTERNAL,
    PASSAGE,
    PERSON,
    SLIP,
    UNIT,
    Hit,
    Passage,
    Rows,
    hits,
    named,
    slip_hits,
)
from kernel.api.paging import Pages
from kernel.search.finding import Found
from kernel.search.query import LONGEST

HITS, PASSAGES, SHORT = 20, 5, 110
SORTS = [
    (DOCUMENT, _("document")),
    (EXTERNAL, _("external document")),
    (PASSAGE, _("place in a document")),
    (PERSON, _("person")),
    (UNIT, _("unit")),
    (SLIP, _("slip")),
]


@dataclass(frozen=True)
class Goal:
    """A place to go: what it is, its id in the API, its page."""

    what: str
    id: UUID
    label: str
    kind: str
    url: str
    runs: Sequence[Any] = ()  # of a place: its words, and whether they were looked for


class HitShape(serializers.Serializer[Any]):
    """A document, a place in one, a person, a unit or a slip."""

    what = serializers.ChoiceField(SORTS)
    id = serializers.UUIDField(help_text=_("Of the version, the person, the unit or the slip"))
    title = serializers.CharField(source="label", help_text=_("Of a place: what it says"))
    kind = serializers.CharField(
        help_text=_("Kind of the document, code of the place, or post of the person")
    )
    url = serializers.CharField(help_text=_("Its page, at the address of the agency"))


class Words(serializers.Serializer[Any]):
    """What is looked for."""

    q = serializers.CharField(max_length=LONGEST, help_text=_("With or without tone marks"))


class Wanted(Words):
    """The same, narrowed."""

    kind = serializers.ChoiceField(choices=[], required=False)
    state = serializers.ChoiceField(
        STATES,
        required=False,
        help_text=_("Without it: all but what is no longer in force"),
    )
    unit = serializers.UUIDField(required=False, help_text=_("Keeper"))
    clause = serializers.CharField(max_length=12, required=False)
    on = serializers.DateField(required=False, help_text=_("As it was in force on this day"))
    document = serializers.UUIDField(required=False, help_text=_("Within this document"))

    def get_fields(self) -> dict[str, Any]:
        found = super().get_fields()
        found["kind"] = serializers.ChoiceField(kinds_sought(), required=False)
        return found


class RunShape(serializers.Serializer[Any]):
    """A run of text."""

    text = serializers.CharField()
    hit = serializers.BooleanField(help_text=_("Whether it is what was looked for"))


class PlaceShape(serializers.Serializer[Any]):
    """A block that says it."""

    block = serializers.CharField(help_text=_("Id of the block, empty for a file"))
    place = serializers.CharField(help_text=_("The headings above it"))
    text = RunShape(source="runs", many=True)
    url = serializers.CharField(help_text=_("Its page, at the address of the agency"))


class FoundShape(serializers.Serializer[Any]):
    """A document with its best places."""

    what = serializers.ChoiceField([(DOCUMENT, _("document")), (EXTERNAL, _("external document"))])
    id = serializers.UUIDField(help_text=_("Of the version, or of the external document"))
    document = serializers.UUIDField(source="owner")
    code = serializers.CharField()
    title = serializers.CharField()
    kind = serializers.CharField()
    issue = serializers.CharField(source="number")
    state = serializers.CharField(source="standing.words")
    url = serializers.CharField(help_text=_("Its page, at the address of the agency"))
    count = serializers.IntegerField(help_text=_("How many places hold the words"))
    places = PlaceShape(source="passages", many=True)


@require_GET
def find(request: UserRequest) -> JsonResponse:
    """At most twenty places, documents first; words may be typed without their tone marks."""
    words = request.GET.get("q", "").strip()[:LONGEST]
    shown = [
        {"label": goal.label, "url": goal.url, "kind": goal.kind}
        | ({"runs": goal.runs} if goal.runs else {})
        for goal in goals(request.user, words)
    ]
    return JsonResponse(shown, safe=False)


class Finding(Door):
    """The same for other systems."""

    area = may.AREA
    serializer_class = HitShape

    @extend_schema(
        summary=_("Find documents, places in them, people, units and slips by their words"),
        parameters=[Words],
        responses=HitShape(many=True),
    )
    def list(self, request: Asked) -> Response:
        asked = Words(data=request.query_params)
        asked.is_valid(raise_exception=True)
        return self.page(goals(request.user, asked.validated_data["q"]))


class Searching(Door):
    """The page of search for other systems."""

    area = may.AREA
    serializer_class = FoundShape

    @extend_schema(
        summary=_("Search in what documents say"),
        parameters=[Wanted],
        responses=FoundShape(many=True),
    )
    def list(self, request: Asked) -> Response:
        asked = Wanted(data=request.query_params)
        asked.is_valid(raise_exception=True)
        given = asked.validated_data | {"unit": str(asked.validated_data.get("unit", ""))}
        search = Search(request.user, Sought(**given))
        size = Pages().get_page_size(request) or HITS
        found: Sequence[Found] = self.paginate_queryset(Rows(search, size)) or ()
        return self.listed(FoundShape(hits(search, found), many=True).data)


def goals(reader: User, words: str) -> list[Goal]:
    """At most twenty: documents by their name, people and units, slips, then what documents say."""
    search = Search(reader, Sought(q=words), each=1)
    people = [
        Goal(each.what, each.id, each.label, each.note, each.url)
        for each in named(reader, search.query)
        if each.id
    ]
    found = hits(search, search.result(HITS).found, SHORT)
    said = [_passage(hit, hit.passages[0]) for hit in found if hit.passages][:PASSAGES]
    slips = [
        Goal(SLIP, each.id, f"{each.number} {each.title}", each.form, each.url)
        for each in slip_hits(reader, search.query)
    ]
    known = [_document(hit) for hit in found if hit.by_name]
    return [*known[: HITS - len(people) - len(slips) - len(said)], *people, *slips, *said]


def _document(hit: Hit) -> Goal:
    return Goal(hit.what, hit.id, f"{hit.code} {hit.title}", hit.kind, hit.url)


def _passage(hit: Hit, passage: Passage) -> Goal:
    return Goal(PASSAGE, hit.id, passage.text, hit.code, passage.url, passage.runs)
