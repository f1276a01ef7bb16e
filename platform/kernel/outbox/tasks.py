"""The relay, woken by beat, and the delivery of one message."""

from uuid import UUID

from celery import shared_task

from kernel.outbox import services


@shared_task(name="outbox.relay")
def relay() -> int:
    """Lease what waits and hand it on; a lost hand-over comes back when its lease runs out."""
    ids = services.lease()
    for message_id in ids:
        deliver.delay(str(message_id))
    return len(ids)


@shared_task(name="outbox.deliver")
def deliver(message_id: str) -> bool:
    """Deliver one message; killed in the middle, its transaction never was."""
    return services.deliver(UUID(message_id))
