"""Proving that no event was changed, removed or slipped in since it was sealed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.db import connection
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kernel import hooks
from kernel.trail.models import Event, Seal
from kernel.trail.redaction import Notes
from kernel.trail.services import GENESIS, canonical, digest, link

AT_ONCE = 2000  # links; a chain may be longer than the memory

# Events that wait for their seal, and the first of them that claims a transaction which was over
# before the last seal: the sealer would have seen it. A database whose count of transactions began
# anew (a restored dump) is not asked.
WAITING = """
WITH last AS (
    SELECT e.transaction FROM trail_seal s JOIN trail_event e ON e.id = s.event
    WHERE e.transaction < pg_snapshot_xmax(pg_current_snapshot())::text::bigint
    ORDER BY s.seq DESC LIMIT 1
)
SELECT count(*), min(CAST(e.id AS text)) FILTER (WHERE e.transaction < last.transaction)
FROM trail_event e LEFT JOIN trail_seal s ON s.event = e.id LEFT JOIN last ON true
WHERE s.event IS NULL
"""


@dataclass(frozen=True)
class Verdict:
    """What verifying found; `why` is empty when everything holds.

    `broken_at` is the first link that does not hold, `event` the event in question where there is
    one; `head` is the hash up to which the chain is proven.
    """

    sealed: int
    unsealed: int
    head: str
    broken_at: int | None = None
    event: Event | None = None
    why: str | Promise = ""


def verify() -> Verdict:
    """Walk the whole chain of this schema, recompute every hash, compare with the anchors."""
    anchors: dict[int, str] = hooks.first(hooks.ANCHORS) or {}
    unsealed, slipped_in = _waiting()
    notes = Notes()
    seq, prev = 0, GENESIS
    for sealed, event in _links():
        why = _fault(sealed, event, seq + 1, prev, anchors) or _rewritten(event, notes)
        if why:
            return Verdict(seq, unsealed, prev, min(sealed.seq, seq + 1), event, why)
        seq, prev = sealed.seq, sealed.hash
    if anchors and max(anchors) > seq:
        why = _("the end of the chain was cut off: an anchor outside knows of more")
        return Verdict(seq, unsealed, prev, seq + 1, None, why)
    if slipped_in:
        event = Event.objects.get(pk=slipped_in)
        return Verdict(seq, unsealed, prev, None, event, _("the event was slipped in"))
    return Verdict(seq, unsealed, prev)


def _links() -> Iterator[tuple[Seal, Event | None]]:
    last = -1
    while seals := list(Seal.objects.filter(seq__gt=last).order_by("seq")[:AT_ONCE]):
        events = Event.objects.in_bulk([seal.event for seal in seals])
        for seal in seals:
            yield seal, events.get(seal.event)
        last = seals[-1].seq


def _waiting() -> tuple[int, str | None]:
    with connection.cursor() as cursor:
        cursor.execute(WAITING)
        count, slipped_in = cursor.fetchone()
    return count, slipped_in


def _fault(
    sealed: Seal, event: Event | None, seq: int, prev: str, anchors: Mapping[int, str]
) -> str | Promise:
    if sealed.seq != seq:
        return _("a link is missing") if sealed.seq > seq else _("a link was slipped in")
    if sealed.prev != prev:
        return _("the link does not follow the one before it")
    if event is None:
        return _("the event was removed")
    if sealed.hash != link(prev, event):
        return _("the event was changed")
    if anchors.get(seq, sealed.hash) != sealed.hash:
        return _("the chain was written anew: an anchor outside knows another hash")
    return ""


def _rewritten(event: Event | None, notes: Notes) -> str | Promise:
    """The chain covers the hash of the body; a body that was destroyed by a list is missing."""
    if event is None or event.body_hash == digest(canonical(event.body)) or notes.cover(event):
        return ""
    return _("the body of the event was changed")
