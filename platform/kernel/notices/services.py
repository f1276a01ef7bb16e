"""Telling people, and letting them say they know."""

from django.db.models import QuerySet
from django.utils import translation

from kernel import clock
from kernel.notices.models import Notice
from kernel.permissions import SYSTEM, Actor


def notify(person: Actor, sentence: object, url: str = "", **words: object) -> None:
    """Tell a person, in the person's own language; in the transaction of what is told.

    `sentence` is lazy, and `words` fill it only here: filling it earlier would choose the language
    of whoever acts.
    """
    if person.pk == SYSTEM.pk:
        return
    with translation.override(getattr(person, "language", "vi")):
        text = str(sentence) % words if words else str(sentence)
        Notice.objects.create(person_id=person.pk, text=text[:300], url=url, at=clock.now())


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
