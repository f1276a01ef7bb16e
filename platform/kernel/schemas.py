"""Walking over the agencies of this cell, one schema after another."""

import logging
from collections.abc import Callable
from typing import Any, TypeVar

from django.db import connection
from django_tenants.utils import get_tenant_model, schema_context, tenant_context

Made = TypeVar("Made")

log = logging.getLogger(__name__)


def in_each_agency(act: Callable[[Any], Made]) -> list[Made]:
    """Act in every agency that works, its schema set; one that fails holds up none of the others.

    Raises what failed once all had their turn. Not a generator: after an error in the body of a
    loop, its schema would stay set, and be changed back in the middle of whatever comes next.
    """
    with schema_context("public"):
        agencies = list(get_tenant_model().objects.filter(suspended_on=None).order_by("slug"))
    made, failures = _acted(
        [(agency.slug, tenant_context(agency), agency) for agency in agencies], act
    )
    _raise(failures)
    return made


def in_each_house(act: Callable[[str], Made]) -> list[Made]:
    """Public first, then every agency: for what has tables in both. `act` is told the name."""
    made, failures = _acted([("public", schema_context("public"), "public")], act)
    try:
        made += in_each_agency(lambda agency: act(agency.slug))
    except ExceptionGroup as group:
        failures += group.exceptions
    _raise(failures)
    return made


def _acted(
    places: list[tuple[str, Any, Any]], act: Callable[[Any], Made]
) -> tuple[list[Made], list[Exception]]:
    made, failures = [], []
    for name, context, told in places:
        try:
            with context:
                made.append(act(told))
        except Exception as error:
            log.exception("%s failed; the others go on", name)
            failures.append(error)
    return made, failures


def _raise(failures: list[Exception]) -> None:
    if failures:
        raise ExceptionGroup("some agencies failed", failures)


def schema_name() -> str:
    """The schema this connection works in."""
    return str(connection.schema_name)  # type: ignore[attr-defined]
