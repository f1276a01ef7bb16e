"""The two roles in one process: filling and opening as the owner, requests as the web's role."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from django.db import connection

from config.settings.database import database

WHO = ("USER", "PASSWORD", "HOST", "PORT", "NAME")


@contextmanager
def owner() -> Iterator[None]:
    """Act as the role that owns the database while the block runs."""
    before = _become(database(os.environ["DATABASE_OWNER_URL"]))
    try:
        yield
    finally:
        _become(before)


def _become(who: dict[str, Any]) -> dict[str, Any]:
    connection.close()
    before = {name: connection.settings_dict[name] for name in WHO}
    connection.settings_dict.update({name: who[name] for name in WHO})
    connection.set_schema_to_public()  # type: ignore[attr-defined]
    return before


def bare() -> psycopg.Connection[Any]:
    """A connection of the owner that knows nothing of Django."""
    return psycopg.connect(os.environ["DATABASE_OWNER_URL"])
