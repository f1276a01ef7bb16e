"""One browser and one small server for all tests of behaviour."""

from collections.abc import Iterator

import pytest

from tests.browsing import a_chromium, listen, need_assets
from tests.kernel.ui.site import Site

PATIENCE = 60_000  # milliseconds; what comes at once is not waited for


@pytest.fixture(scope="session")
def assets() -> None:
    need_assets()


@pytest.fixture(scope="package")
def chromium(assets):
    """It ends with this folder: its event loop would forbid the database to later tests."""
    with a_chromium() as browser:
        from playwright.sync_api import expect  # not every machine has it

        expect.set_options(timeout=PATIENCE)
        yield browser


@pytest.fixture(scope="session")
def server() -> Iterator[Site]:
    made = Site()
    yield made
    made.server.shutdown()


@pytest.fixture
def site(server: Site) -> Site:
    server.clear()
    return server


@pytest.fixture
def tab(chromium, site):
    """A fresh profile with one tab; what the page complains about is in `tab.complaints`."""
    context = chromium.new_context(
        viewport={"width": 1280, "height": 900}, base_url=site.url, reduced_motion="reduce"
    )
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    listen(page)
    yield page
    context.close()
