"""Which shape an agency's schema has: one word on the public row says it."""

import hashlib
from functools import cache

from django.apps import apps
from django.conf import settings
from django.db.migrations.loader import MigrationLoader
from django.db.models import QuerySet

from tenants.models import Agency


@cache
def agency_migrations() -> tuple[tuple[str, str], ...]:
    """All migrations of an agency's schema, in an order that may be run."""
    loader = MigrationLoader(None, ignore_no_migrations=True)
    labels = {
        config.label for config in apps.get_app_configs() if config.name in settings.TENANT_APPS
    }
    ordered: dict[tuple[str, str], None] = {}
    for leaf in sorted(loader.graph.leaf_nodes()):
        if leaf[0] in labels:
            ordered |= dict.fromkeys(n for n in loader.graph.forwards_plan(leaf) if n[0] in labels)
    return tuple(ordered)


@cache
def current_version() -> str:
    """A digest of those migrations' names; equal means the same shape."""
    names = "\n".join(f"{app}.{name}" for app, name in sorted(agency_migrations()))
    return hashlib.sha256(names.encode()).hexdigest()[:16]


def agencies_behind() -> QuerySet[Agency]:
    """The agencies whose schema has another shape than this release; one query for the cell."""
    found: QuerySet[Agency] = Agency.objects.exclude(schema_version=current_version())
    return found
