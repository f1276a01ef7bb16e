"""Keys are UUIDv7 made in Python: sortable by time, and known before the row exists."""

import uuid

import uuid_utils.compat


def new_id() -> uuid.UUID:
    """A fresh key (RFC 9562, version 7)."""
    return uuid_utils.compat.uuid7()
