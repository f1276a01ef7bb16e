"""The database backend: an agency's path is its own, and choosing it is all a request pays."""

import psycopg
import pytest
from django.db import connection


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


def test_asking_for_the_server_chooses_the_schema(alpha, sent):
    connection.search_path_set_schemas = None
    assert connection.is_usable()
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('search_path')")
        assert cursor.fetchone()[0] == f"{alpha.schema_name}, ext"
    assert len(sent) == 2


def test_a_connection_that_was_cut_is_not_usable(fresh_database):
    connection.ensure_connection()
    connection.connection.close()
    assert not connection.is_usable()
    connection.close()


def test_the_same_agency_again_costs_no_statement(alpha, sent):
    for _again in range(2):
        connection.set_tenant(alpha)
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    assert len([statement for statement in sent if "search_path" in statement]) == 1
