"""One browser and one small server for all tests of behaviour."""

from collections.abc import Iterator

import pytest

from tests.browsing import a_chromium, listen, need_assets
from tests.kernel.ui.site import Site


@pytest.fixture(scope="session")
def assets() -> None:
    need_assets()


@pytest.fixture(scope="package")
def chromium(assets):
    """It ends with this folder: its event loop would forbid the database to later tests."""
    with a_chromium() as browser:
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
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, base_url=site.url)
    context.set_default_timeout(5000)
    page = context.new_page()
    listen(page)
    yield page
    context.close()
