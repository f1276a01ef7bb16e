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


def in_public() -> bool:
    """Whether the present connection serves the province and the platform, not an agency."""
    return bool(connection.schema_name == "public")  # type: ignore[attr-defined]


def present_agency() -> Any:
    """The agency this connection serves, or None in public."""
    return None if in_public() else connection.tenant  # type: ignore[attr-defined]
