"""The worker says every ten seconds that it is there."""

from celery import shared_task
from django.core.cache import cache

from config.health import HEARTBEAT
from kernel import clock


@shared_task(name="config.heartbeat")
def heartbeat() -> None:
    """Left in the cache for `/readyz`; the task came through broker and worker, so both work."""
    cache.set(HEARTBEAT, clock.now(), 300)
