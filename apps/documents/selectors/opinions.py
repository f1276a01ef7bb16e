"""Rounds of opinions on a draft: who was asked, who answered, what became of each remark."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from accounts.models import User
from apps.documents import permissions as may
from apps.documents.models import Opinion, OpinionRequest, OpinionRound, Version
from apps.documents.workflow import State
from apps.organization.selectors import roles_of_people
from kernel import clock
from kernel.content import canonical
from kernel.content.nodes import Node

DAYS = 5  # working days that are given unless the drafter says otherwise


def rounds_of(version: Version) -> list[Any]:
    """All rounds of a version with everything their table shows, newest first."""
    opinions = Opinion.objects.select_related("answered_by").order_by("at", "pk")
    requests = OpinionRequest.objects.select_related("person", "file").prefetch_related(
        Prefetch("opinions", queryset=opinions, to_attr="said")
    )
    found = OpinionRound.objects.filter(version=version).select_related("asked_by", "closed_by")
    return list(found.prefetch_related(Prefetch("requests", queryset=requests, to_attr="asked")))


def request_of(person: User, pk: UUID) -> OpinionRequest | None:
    """What this person was asked, and nobody else; with the draft as it stood then."""
    mine = OpinionRequest.objects.filter(person=person.pk, pk=pk)
    return mine.select_related(
        "round__content",
        "round__asked_by",
        "round__version__document",
        "round__version__author",
        "round__version__base__content",
        "person",
    ).first()


def asked_of(person: User) -> QuerySet[OpinionRequest]:
    """What waits for this person's opinion, the nearest deadline first."""
    waiting = OpinionRequest.objects.filter(
        person=person.pk, answered_at=None, round__closed_at=None
    )
    return waiting.select_related("round__version__document", "round__asked_by").order_by(
        "round__due", "pk"
    )


def to_answer(person: User) -> QuerySet[Any]:
    """Drafts of this person with remarks that nobody has taken in or explained yet."""
    left = Count(
        "rounds__requests__opinions",
        filter=Q(
            rounds__requests__opinions__isnull=False, rounds__requests__opinions__answered_at=None
        ),
    )
    mine = Version.objects.filter(author=person.pk, state=State.DRAFTING)
    return mine.annotate(left=left).filter(left__gt=0).select_related("document")


def unsettled_among(versions: Iterable[Version]) -> set[UUID]:
    """Which of these have a remark without an answer, or people who may still answer today."""
    keys = [version.pk for version in versions]
    rows = Version.objects.filter(pk__in=keys).filter(is_unsettled())
    return set(rows.order_by().values_list("pk", flat=True))


def is_unsettled() -> Q:
    """The same of one version, as an annotation or a condition."""
    remark = Opinion.objects.filter(request__round__version=OuterRef("pk"), answered_at=None)
    silent = OpinionRequest.objects.filter(
        round__version=OuterRef("pk"),
        round__closed_at=None,
        round__due__gte=clock.today(),
        answered_at=None,
    )
    return Q(Exists(remark)) | Q(Exists(silent))


def text_of_round(asked: OpinionRound) -> list[Node]:
    """The draft as it stood when people were asked."""
    return canonical.parse(bytes(asked.content.canonical))[1]


def people_to_ask(version: Version) -> list[User]:
    """Everyone who may say something, without the drafter."""
    found = roles_of_people(may.OPINE.roles)
    return [person for person in found if person.pk != version.author_id]


@dataclass(frozen=True)
class Line:
    """One row of the table: whose remark, on what, and what was made of it."""

    who: str
    remark: str
    place: str
    result: str
    opinion: Opinion | None = None
    request: OpinionRequest | None = None


@dataclass(frozen=True)
class Tally:
    """How many were asked, answered, agreed, remarked, and said nothing until the deadline."""

    asked: int
    answered: int
    agreed: int
    remarked: int
    silent: int


def tally(rounds: Sequence[Any], today: date) -> Tally:
    """Silence after the deadline is no opinion; it is not counted as agreement."""
    requests = [(each, one) for one in rounds for each in one.asked]
    answered = [each for each, _one in requests if each.answered_at]
    over = [one.closed_at is not None or one.due < today for _each, one in requests]
    silent = sum(
        not each.answered_at and ended for (each, _one), ended in zip(requests, over, strict=True)
    )
    agreed = sum(bool(each.agrees) for each in answered)
    return Tally(len(requests), len(answered), agreed, len(answered) - agreed, silent)
