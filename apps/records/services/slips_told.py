"""Whom a slip tells: who has the turn to sign it, and who filled it in."""

from typing import Any

from django.db.models import Prefetch, prefetch_related_objects
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from apps.records.models import Slip
from apps.records.selectors.slips_turns import has_it_now
from kernel import links
from kernel.notices.services import Told, notify, notify_many


def tell_signers(slip: Slip) -> None:
    """Tell those whose turn it is."""
    waiting = list(slip.signatures.filter(signed_at=None).select_related("person"))
    turn = min((each.step for each in waiting), default=0)
    url = links.url_of("records.slip", slip.pk)
    notify_many(
        Told(each.person, _("%(title)s waits for your signature."), url, {"title": named(slip)})
        for each in waiting
        if each.step == turn
    )


def tell_part(slip: Slip) -> None:
    """Tell those who sign the part that is open now that it is theirs to fill in."""
    waiting = list(slip.signatures.filter(signed_at=None).select_related("person"))
    part = min((each.part for each in waiting), default=0)
    url = links.url_of("records.slip", slip.pk)
    words = {"title": named(slip), "n": part}
    people = {each.person_id: each.person for each in waiting if each.part == part}
    notify_many(
        Told(person, _("%(title)s: part %(n)s is yours to fill in and to sign."), url, words)
        for person in people.values()
    )


def tell_returned(slip: Slip, by: User, why: str) -> None:
    """Tell those who fill it in again, and who began it, by whom it was given back and why."""
    url = links.url_of("records.slip", slip.pk)
    words = {"name": by.full_name, "title": named(slip), "why": why}
    signatures = slip.signatures.select_related("person")
    prefetch_related_objects([slip], Prefetch("signatures", signatures))
    people = {each.pk: each for each in (*has_it_now(slip), slip.author) if each.pk != by.pk}
    notify_many(
        Told(person, _("%(name)s gave %(title)s back: %(why)s"), url, words)
        for person in people.values()
    )


def tell_author(slip: Slip, sentence: Any, **words: object) -> None:
    """Tell who filled it in."""
    notify(slip.author, sentence, links.url_of("records.slip", slip.pk), title=named(slip), **words)


def named(slip: Slip) -> str:
    """As people speak of it: its number, and what it is about."""
    return f"{slip.number or slip.form.code} {slip.title or slip.form.title}"
