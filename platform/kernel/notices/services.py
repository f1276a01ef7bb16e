"""Telling people, and letting them say they know."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils import translation

from kernel import clock
from kernel.notices.models import Notice
from kernel.permissions import SYSTEM, Actor


@dataclass(frozen=True)
class Crowd:
    """How it is said of many at once: `sentence` with %(n)s, and where that leads."""

    sentence: object
    url: str


class Bundle:
    """Notices of one act over many things: who is told of several is told once, how many.

    Each is written in the transaction of what it tells; the first becomes the one for all.
    """

    def __init__(self) -> None:
        self._told: dict[tuple[Any, str], tuple[Any, int]] = {}

    def notify(
        self, person: Actor, sentence: object, url: str, crowd: Crowd, **words: object
    ) -> None:
        """Tell a person of one more."""
        first, before = self._told.get((person.pk, crowd.url), (None, 0))
        if first is None:
            made = notify(person, sentence, url, **words)
            self._told[person.pk, crowd.url] = (made and made.pk, 1)
            return
        self._told[person.pk, crowd.url] = (first, before + 1)
        text = _in_language_of(person, crowd.sentence, {"n": before + 1})
        Notice.objects.filter(pk=first).update(
            text=text, url=crowd.url, at=clock.now(), read_at=None
        )


def notify(person: Actor, sentence: object, url: str = "", **words: object) -> Notice | None:
    """Tell a person, in the person's own language; in the transaction of what is told.

    `sentence` is lazy, and `words` fill it only here: filling it earlier would choose the language
    of whoever acts.
    """
    if person.pk == SYSTEM.pk:
        return None
    text = _in_language_of(person, sentence, words)
    return Notice.objects.create(person_id=person.pk, text=text, url=url, at=clock.now())


@dataclass(frozen=True)
class Told:
    """What one of many people is told: a lazy sentence, where it leads, and what fills it."""

    person: Actor
    sentence: object
    url: str
    words: Mapping[str, object]


def notify_many(told: Iterable[Told], *, anew: bool = True) -> int:
    """Tell many people at once, each in the own language; returns how many. One insert.

    Without `anew` nobody is told again what was told in the same words before: a message that is
    delivered twice tells once.
    """
    made = [
        Notice(
            person_id=each.person.pk,
            text=_in_language_of(each.person, each.sentence, dict(each.words)),
            url=each.url,
            at=clock.now(),
        )
        for each in told
        if each.person.pk != SYSTEM.pk
    ]
    if not anew:
        before = Notice.objects.filter(url__in={each.url for each in made})
        known = set(before.values_list("person_id", "text", "url"))
        made = [each for each in made if (each.person_id, each.text, each.url) not in known]
    return len(Notice.objects.bulk_create(made))


def _in_language_of(person: Actor, sentence: object, words: dict[str, object]) -> str:
    with translation.override(getattr(person, "language", "vi")):
        return (str(sentence) % words if words else str(sentence))[:300]


def notices_of(person: Actor) -> QuerySet[Notice]:
    """All that this person was told, newest first."""
    return Notice.objects.filter(person_id=person.pk)


def mark_read(person: Actor, notice: Notice | None = None) -> int:
    """The person has seen this one, or all of them; returns how many were new."""
    new = news_of(person)
    if notice is not None:
        new = new.filter(pk=notice.pk)
    return new.update(read_at=clock.now())


def news_of(person: Actor) -> QuerySet[Notice]:
    """What the person has not opened yet."""
    return notices_of(person).filter(read_at=None)


def unread(person: Actor) -> int:
    """How many the person has not opened yet: the number at the bell."""
    return news_of(person).count()
