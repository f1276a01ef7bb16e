"""In what capacity who may sign which kind of paper on a day."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from apps.documents.models import SigningAuthority
from kernel import clock


def authorities() -> QuerySet[SigningAuthority]:
    """All that were ever laid down, those of today and later first."""
    return SigningAuthority.objects.select_related("person", "created_by")


def valid_on(day: date) -> list[SigningAuthority]:
    """Those that hold on a day, in one statement."""
    held = Q(starts_on__lte=day) & (Q(ends_on=None) | Q(ends_on__gte=day))
    return list(authorities().filter(held))


def fitting(
    rows: Iterable[SigningAuthority], kind: str, person: UUID | None, post: str
) -> list[SigningAuthority]:
    """Those by which this person may sign this kind of paper, the likeliest first; pure.

    What is laid down for the kind goes before what is laid down for every kind, what names the
    person before what names only the post, and the newer before the older.
    """
    found = [row for row in rows if row.kind in ("", kind) and _is_for(row, person, post)]
    return sorted(
        found,
        key=lambda r: (r.kind == "", r.person_id is None, -r.starts_on.toordinal(), str(r.pk)),
    )


def likeliest(rows: Sequence[SigningAuthority]) -> SigningAuthority | None:
    """The first that nobody has to choose: papers of an advisory body are so only when meant."""
    return next((row for row in rows if row.agency_seal or row.kind), None)


def _is_for(row: SigningAuthority, person: UUID | None, post: str) -> bool:
    """Whether it names the person, or nobody and a post that this person holds."""
    if row.person_id is not None:
        return row.person_id == person
    named = [part.strip().casefold() for part in row.post.split("/")]
    held = [part.strip().casefold() for part in post.split(",")]
    return any(mine == one or mine.startswith(f"{one} ") for mine in held for one in named if one)


def is_deputy(post: str) -> bool:
    """Whether a post is that of a deputy, who signs for the head or not at all."""
    return any(part.strip().casefold().startswith("phó ") for part in post.split(","))


def holds_today(
    signs: dict[str, Any], rows: Sequence[SigningAuthority], kind: str, person: UUID | None
) -> bool:
    """Whether the authority that a paper was sent with is still one of today."""
    return any(
        str(row.pk) == signs.get("row")
        and row.kind in ("", kind)
        and row.person_id in (None, person)
        for row in rows
    )


def rows_of_today() -> list[SigningAuthority]:
    return valid_on(clock.today())
