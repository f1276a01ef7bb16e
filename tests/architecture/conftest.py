"""One furnished province per module that asks for it; every test in it is rolled back."""

from dataclasses import dataclass

import pytest
from django.conf import settings
from django.db import connection
from django_tenants.utils import tenant_context

from kernel.outbox.services import run_all
from tenants.middleware import forget_hosts
from tenants.models import Agency
from tenants.services import address_of
from tests import databases
from tests.architecture.furnishing import MARK, House, furnish, furnish_portal


@dataclass
class Province:
    """Alpha, whose every word is marked, its neighbour beta, and the portal over them."""

    alpha: House
    beta: House
    portal: House


@pytest.fixture(scope="module")
def furnished(django_db_setup, django_db_blocker):
    """The province of this module, committed; built once, some two seconds."""
    before = connection.settings_dict["NAME"]
    with django_db_blocker.unblock():
        name = databases.copy(f"{before}_furnished")
        databases.point_to(name)
        forget_hosts()
        built = _build()
    yield built
    with django_db_blocker.unblock():
        forget_hosts()
        databases.point_to(before)
        with databases.server() as raw:
            databases.drop(raw, name)


def _build() -> Province:
    houses = []
    for slug, word in (("alpha", MARK), ("beta", "")):
        connection.set_schema_to_public()
        with tenant_context(Agency.objects.get(slug=slug)):
            houses.append(furnish(address_of(slug), word))
    connection.set_schema_to_public()
    run_all(leaving=["documents.render"])
    return Province(*houses, furnish_portal(address_of(settings.CHUAN_PORTAL)))


@pytest.fixture
def province(furnished, db):
    """The furnished province, as it was, in public."""
    connection.set_schema_to_public()
    forget_hosts()
    yield furnished
    connection.set_schema_to_public()
