"""Stepping into another schema for a moment."""

from contextlib import contextmanager

from django.db import connection


@contextmanager
def inside(agency):
    """As the services expect it: the agency's schema is set, and afterwards ours again."""
    before = connection.tenant
    connection.set_tenant(agency)
    try:
        yield agency
    finally:
        connection.set_tenant(before)
