"""What every table of the house has in common."""

from typing import Any

from django.db import connection, models
from django.db.migrations import RunSQL
from django.db.models import Q

from kernel.ids import new_id


class UUIDModel(models.Model):
    """A row named by a key that no other agency's row has."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)

    class Meta:
        abstract = True


def both_or_neither(first: str, second: str) -> models.CheckConstraint:
    """Who and when travel together: neither is stored without the other."""
    neither = Q(**{f"{first}__isnull": True, f"{second}__isnull": True})
    both = Q(**{f"{first}__isnull": False, f"{second}__isnull": False})
    return models.CheckConstraint(
        condition=neither | both, name=f"%(app_label)s_%(class)s_{first}_with_{second}"
    )


def public(table: str) -> str:
    """The qualified name of a table that lives in public only, readable from every agency."""
    return f'"public"."{table}"'


def append_only(table: str) -> RunSQL:
    """A migration step: rows of this table are written once; the database refuses the rest."""
    bare = table.rsplit(".", 1)[-1].strip('"')
    guard = "FOR EACH STATEMENT EXECUTE FUNCTION ext.refuse_change()"
    return RunSQL(
        f'CREATE TRIGGER "{bare}_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}'
        f" {guard};"
        f" REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM chuan_app",
        RunSQL.noop,
    )


def redactable(table: str, column: str) -> RunSQL:
    """A migration step: of rows that are written once this column alone may be taken away.

    The web's role still has no right to it: it asks a function of the owner that looks itself
    whether this may be, and says `chuan.redacting` for as long as it works.
    """
    guard = "EXECUTE FUNCTION ext.refuse_change()"
    said = "current_setting('chuan.redacting', true) IS DISTINCT FROM 'on'"
    rest = f"(to_jsonb(OLD.*) - '{column}') IS DISTINCT FROM (to_jsonb(NEW.*) - '{column}')"
    return RunSQL(
        f'DROP TRIGGER "{table}_append_only" ON "{table}";'
        f' CREATE TRIGGER "{table}_append_only" BEFORE DELETE OR TRUNCATE ON "{table}"'
        f" FOR EACH STATEMENT {guard};"
        f' CREATE TRIGGER "{table}_redacted_only" BEFORE UPDATE ON "{table}"'
        f" FOR EACH STATEMENT WHEN ({said}) {guard};"
        f' CREATE TRIGGER "{table}_{column}_only" BEFORE UPDATE ON "{table}"'
        f" FOR EACH ROW WHEN ({rest}) {guard}",
        RunSQL.noop,
    )


def alone(*key: object) -> None:
    """Whoever comes with the same key in this house waits until this transaction ends."""
    said = ":".join(map(str, (connection.schema_name, *key)))  # type: ignore[attr-defined]
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [said])


def in_public() -> bool:
    """Whether the present connection serves the province and the platform, not an agency."""
    return bool(connection.schema_name == "public")  # type: ignore[attr-defined]


def present_agency() -> Any:
    """The agency this connection serves, or None in public."""
    return None if in_public() else connection.tenant  # type: ignore[attr-defined]
