"""The relay, woken by beat, and the delivery of one message."""

from uuid import UUID

from celery import shared_task

from kernel.outbox import SLOW, services

SLOW_QUEUE = "slow"


@shared_task(name="outbox.relay")
def relay() -> int:
    """Lease what waits and hand it on; a lost hand-over comes back when its lease runs out."""
    rows = services.lease()
    for row in rows:
        queue = SLOW_QUEUE if row.topic in SLOW else None
        deliver.apply_async([str(row.id)], queue=queue)
    return len(rows)


@shared_task(name="outbox.deliver")
def deliver(message_id: str) -> bool:
    """Deliver one message; killed in the middle, its transaction never was."""
    return services.deliver(UUID(message_id))
