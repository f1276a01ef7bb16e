"""django-tenants' backend without its fall-back to public.

With `public` in the path, an insert into a table that an agency lacks silently lands in public
(architecture.md, decision 1; tried).
"""

from typing import Any

from django_tenants.postgresql_backend.base import DatabaseWrapper as TenantWrapper
from django_tenants.postgresql_backend.base import _check_schema_name

EXT = "ext"


class DatabaseWrapper(TenantWrapper):  # type: ignore[misc]
    """`agency, ext` for an agency, `public, ext` for the province."""

    def set_tenant(self, tenant: Any, include_public: bool = False) -> None:
        """Keep the path that is already set: the same agency again costs no statement."""
        if self.schema_name == tenant.schema_name and self.search_path_set_schemas:
            self.tenant = tenant
            return
        super().set_tenant(tenant, include_public=False)

    def _get_cursor_search_paths(self) -> list[str]:
        _check_schema_name(self.schema_name)
        return [self.schema_name, EXT]
