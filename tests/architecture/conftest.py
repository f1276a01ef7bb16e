"""One furnished province for all that ask for it; every test in it is rolled back."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django_tenants.utils import tenant_context

from kernel import clock
from kernel.outbox.services import run_all
from kernel.printing import pdf
from tenants.middleware import forget_hosts
from tenants.models import Agency
from tenants.services import address_of
from tests import databases
from tests.architecture.furnishing import MARK, House, furnish, furnish_portal
from tests.kernel.printing.measure import once

FRESH = timedelta(minutes=4)  # a proof of who one is holds for five


@dataclass
class Province:
    """Alpha, whose every word is marked, its neighbour beta, and the portal over them."""

    alpha: House
    beta: House
    portal: House
    let_in_at: datetime  # sessions end, so people are let in again

    @property
    def ids(self) -> dict[str, str]:
        """What is in alpha, and what the portal alone has."""
        return {**self.portal.ids, **self.alpha.ids}

    def let_in_again(self) -> None:
        """What people are who have just logged in, however long ago the house was furnished."""
        if clock.now() - self.let_in_at < FRESH:
            return
        cache.clear()  # whoever typed rubbish before may not try again for a while
        for house in (self.alpha, self.beta, self.portal):
            for who, person in house.people.items():
                with tenant_context(_agency_at(house.host)):
                    house.admit(who, person)
        self.let_in_at = clock.now()


@pytest.fixture(scope="session")
def furnished_database(django_db_setup, django_db_blocker):
    """The province, committed to a database of its own; building it takes some ten seconds."""
    with django_db_blocker.unblock():
        name = databases.copy(f"{connection.settings_dict['NAME']}_furnished")
        with _led_to(name):
            built = _build()
    yield name, built
    with django_db_blocker.unblock(), databases.server() as raw:
        databases.drop(raw, name)


@pytest.fixture(scope="module")
def furnished(furnished_database, django_db_blocker):
    """The province, to which the connection leads while a module asks for it."""
    name, built = furnished_database
    with django_db_blocker.unblock(), _led_to(name), printed_once():
        built.let_in_again()
        connection.set_schema_to_public()
        with django_db_blocker.block():
            yield built


@contextmanager
def printed_once() -> Iterator[None]:
    """Everybody is shown the same papers, which are the same bytes; each is laid out once."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("to_pdf", "page_numbers"):
            patch.setattr(pdf, name, once(getattr(pdf, name)))
        yield


@contextmanager
def _led_to(name: str) -> Iterator[None]:
    before = connection.settings_dict["NAME"]
    databases.point_to(name)
    forget_hosts()
    yield
    forget_hosts()
    databases.point_to(before)


def _build() -> Province:
    houses = []
    for slug, word in (("alpha", MARK), ("beta", "")):
        connection.set_schema_to_public()
        with tenant_context(Agency.objects.get(slug=slug)):
            houses.append(furnish(address_of(slug), word))
    connection.set_schema_to_public()
    run_all(leaving=["documents.render"])
    return Province(*houses, furnish_portal(address_of(settings.CHUAN_PORTAL)), clock.now())


def _agency_at(host: str) -> Agency:
    connection.set_schema_to_public()
    slug = host.partition(".")[0]
    return Agency.objects.filter(slug=slug).first() or Agency(schema_name="public")


@pytest.fixture
def province(furnished, db):
    """The furnished province, as it was, in public, just after people were let in.

    However long the module takes, no session is idle, no proof is old, and none is touched again.
    """
    connection.set_schema_to_public()
    forget_hosts()
    with clock.at(furnished.let_in_at):
        yield furnished
    connection.set_schema_to_public()
