"""Who is likely to sign: whom an author named last, and who may at all."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import F, QuerySet

from accounts.models import User
from apps.documents.models import Version
from apps.organization.selectors import people_who_may
from kernel.permissions import Actor, Permission

Pair = tuple[UUID | None, UUID | None]


def named_last(author: Actor) -> Pair:
    """The checker and the approver this person asked the last time; nobody before the first."""
    before = Version.objects.filter(author=author.pk).exclude(checker=None, approver=None)
    latest = before.order_by(F("sent_at").desc(nulls_last=True), "-drafted_at", "-pk")
    return latest.values_list("checker_id", "approver_id").first() or (None, None)


def who_may(
    right: Permission, *, authors: Iterable[UUID], units: Iterable[UUID | None] = ()
) -> QuerySet[User]:
    """Those who hold a right over all these units today and wrote none of it."""
    reached = set(units)
    unit = reached.pop() if len(reached) == 1 else None
    people = people_who_may(right.roles, unit_id=unit).exclude(pk__in=list(authors))
    return people.order_by("full_name", "username")


def proposed(checkers: Iterable[User], approvers: Iterable[User], last: Pair) -> Pair:
    """The persons named last, as far as they still may; otherwise the only one who may.

    Nobody is proposed for both: who checks does not approve (7.5.2 c).
    """
    approver = _proposal([p.pk for p in approvers], last[1])
    others = [person.pk for person in checkers if person.pk != approver]
    return _proposal(others, last[0]), approver


def _proposal(may: list[UUID], last: UUID | None) -> UUID | None:
    if last in may:
        return last
    return may[0] if len(may) == 1 else None
