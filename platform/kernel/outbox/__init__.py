"""Side effects leave through one table, written in the transaction that causes them.

The relay leases rows and hands them to Celery; the consumer closes the row in the transaction of
its effect; an expired lease is handed out again. So a broker may lose everything, nothing is lost.
"""

from collections.abc import Callable, Iterable
from typing import Any

CONSUMERS: dict[str, Callable[[dict[str, Any]], None]] = {}
SLOW: set[str] = set()  # topics whose work takes seconds; nothing else waits behind them


def send(topic: str, body: dict[str, Any] | None = None, *, key: str = "") -> None:
    """Promise an effect. Messages of one topic and `key` that still wait are one message."""
    from kernel.outbox.services import write_message

    write_message(topic, body or {}, key)


def send_to(schemas: Iterable[str], topic: str, body: dict[str, Any]) -> int:
    """Promise the same effect in each of these houses, in one statement; how many they are."""
    from kernel.outbox.services import write_messages

    return write_messages(schemas, topic, body)


def is_promised(topic: str, *, key: str) -> bool:
    """Whether such a message is still to be delivered, or was given up and waits for help."""
    from kernel.outbox.services import is_open

    return is_open(topic, key)


def consumer(
    topic: str, *, slow: bool = False
) -> Callable[[Callable[[dict[str, Any]], None]], Callable[[dict[str, Any]], None]]:
    """Make a function the one consumer of a topic; run in the sender's agency, perhaps twice.

    `slow` work goes through a queue of its own.
    """

    def register(handle: Callable[[dict[str, Any]], None]) -> Callable[[dict[str, Any]], None]:
        CONSUMERS[topic] = handle
        if slow:
            SLOW.add(topic)
        return handle

    return register
