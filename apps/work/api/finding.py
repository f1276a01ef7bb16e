"""What the palette asks for: the documents and the people that this person may see."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import JsonResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.api.doors import Asked, Door
from accounts.http import UserRequest
from accounts.models import User
from apps.documents.selectors.listing import Wanted, register
from apps.organization import permissions as organization
from apps.organization.selectors import people_listed, posts_of
from apps.work import permissions as may

HITS, PEOPLE, LONGEST = 20, 6, 100
DOCUMENT, PERSON = "document", "person"


@dataclass(frozen=True)
class Hit:
    """A place to go: what it is, its id in the API, its page."""

    what: str
    id: UUID
    label: str
    kind: str
    url: str


class HitShape(serializers.Serializer[Any]):
    """A document or a person."""

    what = serializers.ChoiceField([(DOCUMENT, _("document")), (PERSON, _("person"))])
    id = serializers.UUIDField(help_text=_("Of the version, or of the person"))
    title = serializers.CharField(source="label")
    kind = serializers.CharField(help_text=_("Kind of the document, or post of the person"))
    url = serializers.CharField(help_text=_("Its page, at the address of the agency"))


class Words(serializers.Serializer[Any]):
    """What is looked for."""

    q = serializers.CharField(max_length=LONGEST, help_text=_("With or without tone marks"))


@require_GET
def find(request: UserRequest) -> JsonResponse:
    """At most twenty places, documents first; words may be typed without their tone marks."""
    words = request.GET.get("q", "").strip()[:LONGEST]
    found = hits(request.user, words) if words else []
    shown = [{"label": hit.label, "url": hit.url, "kind": hit.kind} for hit in found]
    return JsonResponse(shown, safe=False)


class Finding(Door):
    """The same for other systems."""

    area = may.AREA
    serializer_class = HitShape

    @extend_schema(
        summary=_("Find documents and people by their words"),
        parameters=[Words],
        responses=HitShape(many=True),
    )
    def list(self, request: Asked) -> Response:
        asked = Words(data=request.query_params)
        asked.is_valid(raise_exception=True)
        return self.page(hits(request.user, asked.validated_data["q"]))


def hits(reader: User, words: str) -> list[Hit]:
    """At most twenty, documents first."""
    people = list(_people(reader, words))
    return [*_documents(reader, words, HITS - len(people)), *people]


def _documents(reader: User, words: str, most: int) -> Iterator[Hit]:
    for version in register(reader, Wanted(q=words))[:most]:
        document = version.document
        yield Hit(
            DOCUMENT,
            version.pk,
            f"{document.code} {document.title}",
            str(document.get_kind_display()),
            reverse("documents:version", args=[version.pk]),
        )


def _people(reader: User, words: str) -> Iterator[Hit]:
    if not organization.SEE_PEOPLE.held_by(reader):
        return
    found = people_listed(words)[:PEOPLE]
    posts = posts_of(found)
    for person in found:
        url = reverse("organization:person", args=[person.pk])
        yield Hit(PERSON, person.pk, person.full_name, posts.get(person.pk, ""), url)
