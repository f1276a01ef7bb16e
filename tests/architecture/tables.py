"""What is in the tables of an agency, as a count and a digest: equal means nobody touched them."""

from typing import Any

from django.db import connection
from django_tenants.utils import schema_context

from tenants.models import Agency

TABLES = "SELECT relname FROM pg_class WHERE relnamespace = %s::regnamespace AND relkind = 'r'"


def schema_of(house: str) -> str:
    """The schema of an agency by its slug; `public` is itself."""
    with schema_context("public"):
        return house if house == "public" else Agency.objects.get(slug=house).schema_name


def rows_of(house: str) -> dict[str, tuple[int, str]]:
    """Count and digest of every table of a house."""
    schema = schema_of(house)
    with schema_context("public"), connection.cursor() as cursor:
        cursor.execute(TABLES, [f'"{schema}"'])
        tables = sorted(row[0] for row in cursor.fetchall())
        parts = [
            f"SELECT '{table}', count(*), md5(string_agg(t::text, '' ORDER BY t::text))"
            f' FROM "{schema}"."{table}" t'
            for table in tables
        ]
        cursor.execute(" UNION ALL ".join(parts))
        return {table: (count, digest) for table, count, digest in cursor.fetchall()}


WRITES = "n_tup_ins + n_tup_upd + n_tup_del"
WRITTEN = f"""SELECT relid::regclass::text, {WRITES} FROM pg_stat_xact_user_tables
 WHERE {WRITES} > 0 AND %(schema)s IN ('', schemaname)"""


def written(house: str = "") -> dict[str, int]:
    """How many rows were written in this transaction, even if that was taken back, by table.

    Equal means that nobody wrote, in that house or in any; it costs a hundredth of reading rows.
    """
    schema = schema_of(house) if house else ""
    with schema_context("public"), connection.cursor() as cursor:
        cursor.execute(WRITTEN, {"schema": schema})
        return dict(cursor.fetchall())


def changed(before: dict[str, Any], after: dict[str, Any]) -> set[str]:
    """The tables that are not as they were, without their schema."""
    return {
        table.rpartition(".")[2].strip('"')
        for table in before | after
        if before.get(table) != after.get(table)
    }
