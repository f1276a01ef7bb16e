"""What the web's role may do: read and write rows, never shapes, and never what is written once."""

from django.db import connection

APPEND_ONLY = """
SELECT c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
WHERE c.relnamespace = %s::regnamespace AND t.tgname = c.relname || '_append_only'
ORDER BY 1
"""


def grant_sql(schema: str, append_only: list[str]) -> str:
    """The statements for one schema; names are quoted here and come from the catalogue."""
    name = f'"{schema}"'
    lines = [
        f"GRANT USAGE ON SCHEMA {name} TO chuan_app",
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {name} TO chuan_app",
        f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA {name} TO chuan_app",
    ]
    lines += [f'REVOKE UPDATE, DELETE ON {name}."{table}" FROM chuan_app' for table in append_only]
    return ";\n".join(lines)


def append_only_tables(schema: str) -> list[str]:
    """The tables of a schema that carry the guard."""
    with connection.cursor() as cursor:
        cursor.execute(APPEND_ONLY, [f'"{schema}"'])
        return [row[0] for row in cursor.fetchall()]


def grant(schema: str) -> None:
    """Set the rights of one schema anew."""
    with connection.cursor() as cursor:
        cursor.execute(grant_sql(schema, append_only_tables(schema)))
