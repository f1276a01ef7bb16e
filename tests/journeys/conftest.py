"""The whole house in a browser: a server over a database of its own, and people who log in.

`house` is a house that a test may change; `standing_house` is shared by a module that only looks.
Both begin with the agencies alpha and beta and nobody in them:

    def test_something(house):
        team = house.team()                    # secretary, checker, head, clerk of alpha
        page = house.tab(team[0])              # logged in; house.tab() is nobody
        page.goto("/documents/")
        with house.inside("alpha"):            # look or prepare by the services
            ...
        house.deliver()                        # what the worker would do: imports, notices, reports
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, connections

from tests import databases
from tests.browsing import a_chromium, as_it_stands, listen, need_assets
from tests.journeys.serving import Web

PASSWORD = "mat-khau-dai-14-ky-tu"
PATIENCE = 60_000  # milliseconds; what comes at once is not waited for
open_houses: list["House"] = []


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if {"house", "standing_house"} & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.browser)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Iterator[Any]:
    """A failure tells what every open page shows, so that it explains itself elsewhere, too."""
    report = yield
    if report.failed:
        pages = [each for house in open_houses for at in house.contexts for each in at.pages]
        report.sections += [(f"page {n}", as_it_stands(each)) for n, each in enumerate(pages, 1)]
    return report


@pytest.fixture(scope="package")
def web() -> Iterator[Web]:
    made = Web()
    yield made
    made.close()


@pytest.fixture(scope="package")
def chromium() -> Iterator[Any]:
    """It ends with this folder; until then its event loop must not forbid us the database."""
    need_assets()
    with a_chromium("--host-resolver-rules=MAP *.test 127.0.0.1") as browser:
        from playwright.sync_api import expect  # not every machine has it

        expect.set_options(timeout=PATIENCE)
        before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
        yield browser
        os.environ.pop("DJANGO_ALLOW_ASYNC_UNSAFE")
        if before is not None:
            os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = before


@pytest.fixture
def house(chromium, web, fresh_database) -> Iterator["House"]:
    """A house of this test alone."""
    made = House(chromium, web)
    yield made
    made.close()


@pytest.fixture(scope="module")
def standing_house(chromium, web, django_db_setup, django_db_blocker) -> Iterator["House"]:
    """A house that this module looks at; what changes something takes `house`."""
    before = connection.settings_dict["NAME"]
    with django_db_blocker.unblock():
        name = databases.copy(f"{before}_standing")
        databases.point_to(name)
        connection.set_schema_to_public()
        made = House(chromium, web)
        yield made
        made.close()
        connection.set_schema_to_public()
        databases.point_to(before)
        with databases.server() as raw:
            databases.drop(raw, name)


class House:
    """What a test does with a running house."""

    def __init__(self, chromium: Any, web: Web) -> None:
        from tenants.middleware import forget_hosts

        forget_hosts()
        self.chromium, self.web = chromium, web
        self.contexts: list[Any] = []
        open_houses.append(self)

    @contextmanager
    def inside(self, slug: str = "alpha") -> Iterator[Any]:
        """Within this agency's schema, as the services expect it; "" is the province's side."""
        from tenants.models import Agency

        connection.set_schema_to_public()
        agency = Agency.objects.get(slug=slug) if slug else None
        if agency:
            connection.set_tenant(agency)
        yield agency
        connection.set_schema_to_public()

    def team(self, slug: str = "alpha") -> tuple[Any, ...]:
        """Secretary, checker, head and clerk of this agency, all with `PASSWORD`."""
        from kernel import clock
        from tests.factories import make_team

        before = clock.today() - timedelta(days=60)  # so that they could act before today, too
        with self.inside(slug), clock.at(before):
            people = make_team()
            for person in people:
                self.let_in(person)
        return people

    def let_in(self, person: Any) -> Any:
        """Give somebody made by `make_person` the password that `tab` types."""
        person.set_password(PASSWORD)
        person.save(update_fields=["password"])
        return person

    def tab(
        self, person: Any = None, slug: str = "alpha", width: int = 1440, **options: Any
    ) -> Any:
        """A fresh profile with one tab at this agency's address, logged in by the login page."""
        view = {"width": width, "height": 900}
        # Nothing moves: what has half faded in has no colour to judge.
        options = {"viewport": view, "reduced_motion": "reduce"} | options
        context = self.chromium.new_context(base_url=self.web.address(slug), **options)
        context.set_default_timeout(PATIENCE)
        self.contexts.append(context)
        page = context.new_page()
        listen(page)
        if person is not None:
            page.goto("/login/")
            page.fill("[name=username]", person.username)
            page.fill("[name=password]", PASSWORD)
            page.click("main button.go")
            page.wait_for_url(lambda url: "/login/" not in url)
        return page

    def deliver(self) -> int:
        """Do what the worker would do, here and now."""
        from kernel.outbox.services import run_all

        connection.set_schema_to_public()
        return run_all()

    def close(self) -> None:
        open_houses.remove(self)
        for context in self.contexts:
            context.close()
        connections.close_all()
