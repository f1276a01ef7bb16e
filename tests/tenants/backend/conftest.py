"""What psycopg is told, and two agencies in a database of their own."""

import psycopg
import pytest
from django_tenants.utils import tenant_context

from tenants.models import Agency
from tests.factories import make_person


@pytest.fixture
def sent(monkeypatch):
    """Every statement psycopg is given."""
    statements = []
    execute = psycopg.Cursor.execute

    def noting(self, query, *args, **named):
        statements.append(str(query))
        return execute(self, query, *args, **named)

    monkeypatch.setattr(psycopg.Cursor, "execute", noting)
    return statements


@pytest.fixture
def two(fresh_database):
    """Alpha and beta in a database of its own, each with a person of its name."""
    found = {slug: Agency.objects.get(slug=slug) for slug in ("alpha", "beta")}
    for slug, agency in found.items():
        with tenant_context(agency):
            make_person(username=f"rieng.{slug}")
    return found
