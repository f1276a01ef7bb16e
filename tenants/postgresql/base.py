"""django-tenants' backend without its fall-back to public.

With `public` in the path, an insert into a table that an agency lacks silently lands in public
(architecture.md, decision 1; tried).
"""

from typing import Any

import psycopg
from django_tenants.postgresql_backend.base import DatabaseWrapper as TenantWrapper
from django_tenants.postgresql_backend.base import is_valid_schema_name

EXT = "ext"


class DatabaseWrapper(TenantWrapper):  # type: ignore[misc]
    """`agency, ext` for an agency, `public, ext` for the province."""

    def set_tenant(self, tenant: Any, include_public: bool = False) -> None:
        """Keep the path that is already set: the same agency again costs no statement."""
        if self.schema_name == tenant.schema_name and self.search_path_set_schemas:
            self.tenant = tenant
            return
        super().set_tenant(tenant, include_public=False)

    def is_usable(self) -> bool:
        """Ask whether the server is there by choosing the schema: one statement instead of two."""
        if self.connection is None:
            return False
        path = self._get_cursor_search_paths()
        names = ", ".join(f'"{name}"' for name in path)
        try:
            with self.connection.cursor() as cursor:
                cursor.execute(f"SET search_path = {names}")
        except psycopg.Error:
            return False
        self.search_path_set_schemas = path
        return True

    def _get_cursor_search_paths(self) -> list[str]:
        if not is_valid_schema_name(self.schema_name):  # it goes into SQL as it is
            raise ValueError(f"Invalid schema name: {self.schema_name}")
        return [self.schema_name, EXT]
