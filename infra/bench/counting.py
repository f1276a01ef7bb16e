"""Every statement that goes to PostgreSQL, the choice of the schema and health checks included."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg


@contextmanager
def statements_sent() -> Iterator[list[str]]:
    """The statements of the block, in order, as psycopg was given them."""
    sent: list[str] = []
    before = psycopg.Cursor.execute, psycopg.Cursor.executemany

    def noting(original: Any) -> Any:
        def execute(self: Any, query: Any, *args: Any, **named: Any) -> Any:
            sent.append(str(query))
            return original(self, query, *args, **named)

        return execute

    psycopg.Cursor.execute, psycopg.Cursor.executemany = map(noting, before)  # type: ignore[method-assign]
    try:
        yield sent
    finally:
        psycopg.Cursor.execute, psycopg.Cursor.executemany = before  # type: ignore[method-assign]
