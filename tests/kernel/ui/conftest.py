"""One browser and one small server for all tests of behaviour."""

import shutil
import subprocess
from collections.abc import Iterator

import pytest

from tests.kernel.ui.site import DIST, UI, Site

FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-background-networking "
    "--disable-component-update --disable-sync --no-first-run"
).split()
PLACES = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="session")
def assets() -> None:
    """The bundles, made here if nobody has made them yet."""
    if (DIST / "app.js").is_file():
        return
    if not (UI / "node_modules/esbuild").is_dir():
        pytest.skip(
            "The assets are not built: run `npm ci` and `node build.mjs` in platform/kernel/ui."
        )
    node = shutil.which("node") or "node"
    subprocess.run([node, "build.mjs"], cwd=UI, check=True, capture_output=True)


@pytest.fixture(scope="package")
def chromium(assets):
    """A Chromium of the system; none is downloaded.

    It ends with this folder: its event loop would forbid the database to the tests that follow.
    """
    playwright = pytest.importorskip("playwright.sync_api")
    path = next(filter(None, map(shutil.which, PLACES)), None)
    if path is None:
        pytest.skip("No Chromium on this machine: install the package `chromium`.")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


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
    page.complaints = []
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.on(
        "console",
        lambda said: page.complaints.append(said.text) if "Content Security" in said.text else None,
    )
    yield page
    context.close()
