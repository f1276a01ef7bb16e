"""How slips are shown: the state in words, who signs, what happened, what was entered late."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from apps.documents.presenters import Standing, proof_text
from apps.records.models import Slip, SlipLink, SlipSignature
from apps.records.workflow import SLIP, SlipState
from kernel import clock, links
from kernel.permissions import Actor
from kernel.trail.models import Event
from kernel.ui.parts import Entry, Sign
from kernel.workflow import Transition

LATE = timedelta(days=30)  # after the period a slip proves; a default, not a law
MARKS = {
    SlipState.FILLING: "draft",
    SlipState.SIGNING: "turn",
    SlipState.DONE: "ok",
    SlipState.CANCELLED: "past",
}
SENTENCES = {
    "slips.start": gettext_lazy("began the slip"),
    "slips.submit": gettext_lazy("sent it to be signed; the slip is closed"),
    "slips.finish": gettext_lazy("finished it"),
    "slips.sign_step": gettext_lazy("signed it"),
    "slips.sign_part": gettext_lazy("signed it as the last of this part; the next part is open"),
    "slips.return_part": gettext_lazy("returned the part before"),
    "slips.sign": gettext_lazy("signed it as the last"),
    "slips.give_back": gettext_lazy("gave it back"),
    "slips.recall": gettext_lazy("took it back"),
    "slips.cancel": gettext_lazy("gave it up"),
    "slips.annul": gettext_lazy("declared it invalid"),
    "slips.move": gettext_lazy("went on with the newer form"),
    "slips.attach": gettext_lazy("attached a file"),
    "slips.detach": gettext_lazy("took a file away"),
    "slips.link": gettext_lazy("linked it"),
    "slips.unlink": gettext_lazy("took a link away"),
    "slips.substitute": gettext_lazy("named another to sign"),
}
HISTORY_MARKS = {
    "slips.start": "draft",
    "slips.give_back": "returned",
    "slips.return_part": "returned",
    "slips.cancel": "past",
    "slips.annul": "past",
}


def slip_standing(slip: Slip) -> Standing:
    """The state for a badge; what was given back says so."""
    state = SlipState(slip.state)
    if slip.destroyed_at is not None:
        return Standing("past", _("Destroyed"))
    words = str(slip.get_state_display())
    if slip.part > 1 and state in (SlipState.FILLING, SlipState.SIGNING):
        words = _("%(state)s, part %(n)s") % {"state": words, "n": slip.part}
    return Standing(MARKS[state], words)


def entered_on(slip: Slip) -> date:
    """The day it came into the system as it is: finished, or last saved."""
    return (slip.done_at or slip.saved_at).astimezone(clock.HANOI).date()


def days_late(slip: Slip) -> int:
    """How many days after the period it proves it was entered; 0 where that was in time."""
    if slip.period_until is None:
        return 0
    late = entered_on(slip) - slip.period_until
    return late.days if late > LATE else 0


def late_words(slip: Slip) -> str:
    """“Entered late”, with how many days; nothing for what came in time."""
    n = days_late(slip)
    return ngettext("entered %(n)s day late", "entered %(n)s days late", n) % {"n": n} if n else ""


def slip_signs(
    slip: Slip, signatures: Sequence[SlipSignature], labels: dict[str, str]
) -> list[Sign]:
    """Who signs in which order, whose turn it is, and who gave it back."""
    waiting = [each.step for each in signatures if each.signed_at is None]
    turn = min(waiting, default=0) if slip.state == SlipState.SIGNING else 0
    return [_sign(each, labels.get(each.field, ""), turn) for each in signatures]


def _sign(each: SlipSignature, label: str, turn: int) -> Sign:
    said: dict[str, Any] = {"label": label, "name": each.person.full_name, "post": each.post}
    if each.signed_at:
        note = proof_text(each.proof_at, each.proof_how)
        return Sign(**said, at=each.signed_at, state="done", note=note)
    if each.returned_at:
        return Sign(**said, at=each.returned_at, state="returned", note=each.note)
    if each.step == turn:
        return Sign(**said, state="now", note=_("their turn"))
    return Sign(**said)


def slip_history(events: Iterable[Event]) -> list[Entry]:
    """The trail as people read it."""
    return [
        Entry(
            mark=HISTORY_MARKS.get(event.action, "ok"),
            title=str(SENTENCES.get(event.action, _("changed it"))),
            note=" · ".join(filter(None, (event.actor_post, _said(event)))),
            actor=event.actor_name,
            at=event.at,
        )
        for event in events
    ]


def _said(event: Event) -> str:
    body = event.body
    named = body.get("name") or body.get("label") or ""
    if event.action == "slips.substitute":
        named = f"{body.get('before', '')} → {body.get('after', '')}"
    return str(body.get("note") or named)


@dataclass(frozen=True)
class Linked:
    """What a slip belongs to, and where that is."""

    link: SlipLink
    url: str


def linked(found: Iterable[SlipLink]) -> list[Linked]:
    """Links with their addresses; a clause leads to its evidence."""
    return [Linked(each, _address(each)) for each in found]


def _address(link: SlipLink) -> str:
    if link.kind == "clause":
        return reverse("compliance:clause", args=[link.key])
    return links.url_of(link.kind, link.key)


def slip_steps(slip: Slip, person: Actor) -> dict[str, Transition]:
    """The steps this person may take now, by name; a rule that would refuse hides its button."""
    return {
        step.name: step
        for step in SLIP.open_to(person, slip)
        if not SLIP.refusals(person, slip, step.name)
    }
