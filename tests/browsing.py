"""A Chromium of the system for every test that needs one, and what is asked of each page."""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

import kernel.ui

UI = Path(kernel.ui.__file__).parent
DIST = UI / "static/ui/dist"
AXE = UI / "node_modules/axe-core/axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PLACES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-background-networking "
    "--disable-component-update --disable-sync --no-first-run"
).split()


def need_assets() -> None:
    """The bundles, made here if nobody has made them yet."""
    if (DIST / "app.js").is_file():
        return
    if not (UI / "node_modules/esbuild").is_dir():
        pytest.skip(
            "The assets are not built: run `npm ci` and `node build.mjs` in platform/kernel/ui."
        )
    node = shutil.which("node") or "node"
    subprocess.run([node, "build.mjs"], cwd=UI, check=True, capture_output=True)


@contextmanager
def a_chromium(*flags: str) -> Iterator[Any]:
    """A running browser; none is downloaded."""
    playwright = pytest.importorskip("playwright.sync_api")
    path = next(filter(None, map(shutil.which, PLACES)), None)
    if path is None:
        pytest.skip("No Chromium on this machine: install the package `chromium`.")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=[*FLAGS, *flags])
        yield browser
        browser.close()


def listen(page: Any) -> None:
    """Keep what the page complains about in `page.complaints`."""
    page.complaints = []
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.on(
        "console",
        lambda said: page.complaints.append(said.text) if "Content Security" in said.text else None,
    )


def sticks_out(page: Any) -> int:
    """How many pixels of the page lie beyond its right edge."""
    wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    return int(page.evaluate(wide))


def violations(page: Any) -> list[tuple[str, str]]:
    """What axe finds on the whole page: the rule and the first place."""
    width = page.viewport_size["width"]
    height = page.evaluate("document.documentElement.scrollHeight")
    page.set_viewport_size({"width": width, "height": height})  # what sticks covers nothing
    page.evaluate(AXE.read_text())
    options: dict[str, Any] = {"runOnly": RULES, "resultTypes": ["violations"]}
    if width < 1000:
        options["rules"] = {"color-contrast": {"enabled": False}}  # the same colours as at 1440
    found = page.evaluate("options => axe.run(document, options)", options)["violations"]
    return [(each["id"], each["nodes"][0]["html"]) for each in found]
