"""Side effects leave through one table, written in the transaction that causes them.

The relay leases rows and hands them to Celery; the consumer closes the row in the transaction of its
effect; an expired lease is handed out again. So a broker may lose everything and nothing is lost.
"""

from collections.abc import Callable
from typing import Any

CONSUMERS: dict[str, Callable[[dict[str, Any]], None]] = {}


def send(topic: str, body: dict[str, Any] | None = None, *, key: str = "") -> None:
    """Promise an effect. Messages of one topic and `key` that still wait are one message."""
    from kernel.outbox.services import write_message

    write_message(topic, body or {}, key)


def consumer(
    topic: str,
) -> Callable[[Callable[[dict[str, Any]], None]], Callable[[dict[str, Any]], None]]:
    """Make a function the one consumer of a topic; it runs in the sender's agency, and may run twice."""

    def register(handle: Callable[[dict[str, Any]], None]) -> Callable[[dict[str, Any]], None]:
        CONSUMERS[topic] = handle
        return handle

    return register
