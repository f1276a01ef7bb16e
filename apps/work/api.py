"""What the palette asks for: the documents and the people that this person may see."""

from django.http import JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_GET

from accounts.http import UserRequest
from accounts.models import User
from apps.documents.selectors.listing import Wanted, register
from apps.organization import permissions as organization
from apps.organization.selectors import people_listed, posts_of

HITS, PEOPLE, LONGEST = 20, 6, 100
Hit = dict[str, str]


@require_GET
def find(request: UserRequest) -> JsonResponse:
    """At most twenty places, documents first; words may be typed without their tone marks."""
    words = request.GET.get("q", "").strip()[:LONGEST]
    people = _people(request.user, words) if words else []
    documents = _documents(request.user, words, HITS - len(people)) if words else []
    return JsonResponse([*documents, *people], safe=False)


def _documents(reader: User, words: str, most: int) -> list[Hit]:
    return [
        {
            "label": f"{version.document.code} {version.document.title}",
            "url": reverse("documents:version", args=[version.pk]),
            "kind": str(version.document.get_kind_display()),
        }
        for version in register(reader, Wanted(q=words))[:most]
    ]


def _people(reader: User, words: str) -> list[Hit]:
    if not organization.SEE_PEOPLE.held_by(reader):
        return []
    found = people_listed(words)[:PEOPLE]
    posts = posts_of(found)
    return [
        {
            "label": person.full_name,
            "url": reverse("organization:person", args=[person.pk]),
            "kind": posts.get(person.pk, ""),
        }
        for person in found
    ]
