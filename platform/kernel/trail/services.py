"""Writing events, and sealing them into the chain."""

import hashlib
import json
from typing import Any
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, transaction

from kernel import clock, hooks, links
from kernel.ids import new_id
from kernel.permissions import Actor, Grant
from kernel.trail.models import Event, Seal

GENESIS = "0" * 64
# Older than every transaction that is still open on the server: nothing can come before it now.
FINISHED = "e.transaction < pg_snapshot_xmin(pg_current_snapshot())::text::bigint"


def write_event(
    action: str,
    subject: Any,
    by: Actor,
    grant: Grant | None,
    before: str,
    after: str,
    note: str,
    details: dict[str, Any],
) -> UUID:
    """One insert, unchained: a chain head locked in every transaction cost 8 × throughput."""
    key = new_id()
    body = {
        "before": before,
        "after": after,
        "note": note,
        "capacity": grant.as_capacity() if grant else {},
        **details,
    }
    text = canonical(body)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO trail_event (id, at, transaction, action, subject_kind, subject_id,"
            " subject_name, actor_id, actor_name, actor_post, body, body_hash) VALUES"
            " (%s, %s, pg_current_xact_id()::text::bigint, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
            [
                key,
                clock.now(),
                action,
                links.kind_of(subject),
                str(subject.pk),
                str(subject)[:300],
                by.pk,
                by.full_name,
                by.authority.post,
                text,
                digest(text),
            ],
        )
    return key


def canonical(body: Any) -> str:
    """The one text of a body: sorted keys, no spaces, so that its hash is stable."""
    return json.dumps(
        body, cls=DjangoJSONEncoder, sort_keys=True, ensure_ascii=False, separators=(",", ":")
    )


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def link(prev: str, event: Event) -> str:
    """The hash of one link: all that the event says, with its body by hash only, so the records
    workflow may one day redact a body without breaking the chain."""
    return digest(
        canonical(
            [
                prev,
                str(event.id),
                event.at.isoformat(),
                event.action,
                event.subject_kind,
                event.subject_id,
                event.subject_name,
                str(event.actor_id),
                event.actor_name,
                event.actor_post,
                event.body_hash,
            ]
        )
    )


@transaction.atomic
def seal(limit: int = 5000) -> int:
    """Chain the events of all finished transactions; returns how many. One sealer per schema.

    The new head is told to whoever keeps it outside this schema.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_try_advisory_xact_lock(hashtext('trail'), hashtext(current_schema()))"
        )
        if not cursor.fetchone()[0]:
            return 0
    waiting = list(
        Event.objects.raw(
            "SELECT e.* FROM trail_event e LEFT JOIN trail_seal s ON s.event = e.id"  # noqa: S608
            f" WHERE s.event IS NULL AND {FINISHED} ORDER BY e.transaction, e.id LIMIT %s",
            [limit],
        )
    )
    head = Seal.objects.order_by("-seq").first()
    seq, prev = (head.seq, head.hash) if head else (0, GENESIS)
    seals = []
    for event in waiting:
        seq, hashed = seq + 1, link(prev, event)
        seals.append(Seal(seq=seq, event=event.id, prev=prev, hash=hashed, at=clock.now()))
        prev = hashed
    Seal.objects.bulk_create(seals)
    if seals:
        hooks.call(hooks.SEALED, seq, prev)
    return len(seals)
