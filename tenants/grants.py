"""What the web's role may do: read and write rows, never shapes, and never what is written once."""

from django.db import connection
from django_tenants.utils import schema_context

RELATIONS = """
SELECT c.relname, c.relkind = 'S',
       EXISTS (SELECT 1 FROM pg_trigger t
               WHERE t.tgrelid = c.oid AND t.tgname = c.relname || '_append_only')
FROM pg_class c
WHERE c.relnamespace = %s::regnamespace AND c.relkind IN ('r', 'S')
  AND NOT EXISTS (SELECT 1 FROM pg_class had
                  WHERE had.relnamespace = to_regnamespace(%s) AND had.relname = c.relname
                    AND had.relacl = c.relacl)
ORDER BY c.relname
"""


def usage_sql(schema: str) -> str:
    """The right to enter a schema at all."""
    return f'GRANT USAGE ON SCHEMA "{schema}" TO chuan_app'


def rights_sql(like: str, had: str = "") -> str:
    """The rights within a schema of this shape; bare names, so that the search path says whose.

    Only what is to change in a schema that `had` its rights: granting again what is granted writes
    the catalogue all the same, which was four fifths of a migration. `ON ALL TABLES IN SCHEMA` is
    shorter, but reads the catalogue of the whole cell six times.
    """
    with connection.cursor() as cursor:
        cursor.execute(RELATIONS, [f'"{like}"', f'"{had}"' if had else None])
        rows = cursor.fetchall()
    tables = [name for name, is_sequence, _guarded in rows if not is_sequence]
    sequences = [name for name, is_sequence, _guarded in rows if is_sequence]
    guarded = [name for name, _is_sequence, is_guarded in rows if is_guarded]
    lines = (
        ("GRANT SELECT, INSERT, UPDATE, DELETE ON TABLE {} TO chuan_app", tables),
        ("GRANT USAGE, SELECT ON SEQUENCE {} TO chuan_app", sequences),
        ("REVOKE UPDATE, DELETE ON TABLE {} FROM chuan_app", guarded),
    )
    return ";\n".join(line.format(_quoted(names)) for line, names in lines if names)


def _quoted(names: list[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def grant(schema: str, *, enter: bool = True) -> None:
    """Set the rights of one schema anew; the web does not `enter` the template of agencies."""
    usage = usage_sql(schema) if enter else f'REVOKE ALL ON SCHEMA "{schema}" FROM chuan_app'
    rights = rights_sql(schema)
    with schema_context(schema), connection.cursor() as cursor:
        cursor.execute(f"{usage};\n{rights}")
