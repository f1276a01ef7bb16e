"""`python -m infra.bench.pending ours|stock|skip [slugs]`: migrate; last line: the seconds."""

import sys
from time import perf_counter

import django
from django.core.management import call_command
from django.db import connection


def ours() -> None:
    """`chuan migrate`, as an operator runs it."""
    call_command("migrate")


def stock(slugs: list[str]) -> None:
    """`migrate_schemas` of django-tenants with Django's own command, agency by agency."""
    from tenants.models import Agency

    schemas = Agency.objects.filter(slug__in=slugs).values_list("schema_name", flat=True)
    for schema in list(schemas):
        call_command("migrate_schemas", "documents", schema_name=schema, verbosity=0)
    assert "tenants.migrating" not in sys.modules, "django-tenants was not measured as it is"


def skip(slugs: list[str]) -> None:
    """Take these agencies out of what ours migrates: stock will."""
    from tenants.models import Agency
    from tenants.versions import current_version

    Agency.objects.filter(slug__in=slugs).update(schema_version=current_version())


def main(what: str, slugs: list[str]) -> None:
    django.setup()
    connection.ensure_connection()
    began = perf_counter()
    ours() if what == "ours" else {"stock": stock, "skip": skip}[what](slugs)
    print(perf_counter() - began)


main(sys.argv[1], sys.argv[2:])
