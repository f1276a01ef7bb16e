"""Walking over the agencies of this cell, one schema after another."""

from collections.abc import Iterator
from typing import Any

from django.db import connection
from django_tenants.utils import get_tenant_model, schema_context, tenant_context


def each_agency() -> Iterator[Any]:
    """Every agency that works, its schema set while the loop's body runs."""
    with schema_context("public"):
        agencies = list(get_tenant_model().objects.filter(suspended_on=None).order_by("slug"))
    for agency in agencies:
        with tenant_context(agency):
            yield agency


def each_house() -> Iterator[str]:
    """Public first, then every agency: for what has tables in both."""
    with schema_context("public"):
        yield "public"
    for agency in each_agency():
        yield agency.slug


def schema_name() -> str:
    """The schema this connection works in."""
    return str(connection.schema_name)  # type: ignore[attr-defined]
