"""Keys are UUIDv7 made in Python: sortable by time, and known before the row exists."""

import uuid
from collections.abc import Iterable

import uuid_utils.compat


def new_id() -> uuid.UUID:
    """A fresh key (RFC 9562, version 7)."""
    return uuid_utils.compat.uuid7()


def ids_among(texts: Iterable[str]) -> list[uuid.UUID]:
    """The keys among what was typed or ticked; what is no key names nothing and is left out."""
    found = []
    for text in texts:
        try:
            found.append(uuid.UUID(text))
        except ValueError:
            continue
    return found
