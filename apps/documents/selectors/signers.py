"""Who is likely to sign: whom an author named last, and who may at all."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db.models import F

from accounts.models import User
from apps.documents.models import Version
from apps.organization.selectors import roles_of_people
from kernel.permissions import Actor, Permission

Pair = tuple[UUID | None, UUID | None]


def named_last(author: Actor) -> Pair:
    """The checker and the approver this person asked the last time; nobody before the first."""
    before = Version.objects.filter(author=author.pk).exclude(checker=None, approver=None)
    latest = before.order_by(F("sent_at").desc(nulls_last=True), "-drafted_at", "-pk")
    return latest.values_list("checker_id", "approver_id").first() or (None, None)


def who_may(versions: Sequence[Version], *rights: Permission) -> list[list[User]]:
    """For each right those who hold it over all these versions today and wrote none of them."""
    authors, units = {v.author_id for v in versions}, {v.unit_id for v in versions}
    unit = units.pop() if len(units) == 1 else None
    found = roles_of_people({role for right in rights for role in right.roles}, unit_id=unit)
    return [
        [who for who, held in found.items() if held & right.roles and who.pk not in authors]
        for right in rights
    ]


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
