"""Telling people, and letting them say they know."""

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
