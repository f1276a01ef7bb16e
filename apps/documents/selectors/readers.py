"""The distribution list of a version: who is on it, in words, and what it proposes to print."""

from collections.abc import Collection, Iterable
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, OuterRef, Value, When
from django.db.models.functions import Coalesce, JSONObject
from django.utils.translation import override

from accounts.models import User
from apps.documents import permissions as may
from apps.documents.models import Recipient, Version
from apps.organization.selectors.places import people_with, unit_known_as
from kernel.db import present_agency

WHOLE = "Toàn cơ quan"  # on paper and in the frozen content, whatever the language of the screen
FILED = "Lưu: VT"


def recipients_of(version: Version) -> list[Recipient]:
    """The list with the names of units and people."""
    rows = getattr(version, "listed", None)  # as `listed` has fetched it with the version
    if rows is None:
        return list(version.recipients.select_related("unit", "person"))
    return [
        Recipient(
            version=version,
            unit=unit_known_as(row["key"], row["name"]) if row["sort"] == "unit" else None,
            person=User(pk=row["key"], full_name=row["name"]) if row["sort"] == "person" else None,
        )
        for row in rows
    ]


def listed() -> ArraySubquery:
    """The same within the statement that fetches the version, for a page that needs no other."""
    rows = Recipient.objects.filter(version=OuterRef("pk")).order_by("pk")
    sort = Case(
        When(unit__isnull=False, then=Value("unit")),
        When(person__isnull=False, then=Value("person")),
        default=Value("whole"),
    )
    key, name = Coalesce("unit_id", "person_id"), Coalesce("unit__name", "person__full_name")
    return ArraySubquery(rows.values(row=JSONObject(sort=sort, key=key, name=name)))


def recipients_in_words(recipients: Iterable[Recipient]) -> list[str]:
    """Everyone, then units, then people; the same words in every language: they are hashed."""
    with override("vi"):
        found = [str(each) or WHOLE for each in recipients]
    return sorted(found, key=lambda name: (name != WHOLE, name))


def proposed_lines(recipients: Iterable[Recipient]) -> list[str]:
    """What "Nơi nhận" may say for this list; the drafter may change every line."""
    listed = list(recipients)
    if not listed:
        return []
    if any(each.unit_id is None and each.person_id is None for each in listed):
        return [f"Các đơn vị thuộc {present_agency().name}", FILED]
    return [*recipients_in_words(listed), FILED]


def readable_by(keys: Iterable[UUID]) -> dict[UUID, User]:
    """Those of these people who may read documents, by their ids."""
    return people_with(may.READ.roles).in_bulk(list(keys))


def may_be_asked(people: Collection[User]) -> set[UUID]:
    """Those of them who hold a role by which documents are read."""
    found = people_with(may.READ.roles).filter(pk__in=[person.pk for person in people])
    return set(found.values_list("pk", flat=True)) if people else set()
