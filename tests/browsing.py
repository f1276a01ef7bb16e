"""A Chromium of the system for every test that needs one, and what is asked of each page."""

import fcntl
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
DRAWN = "() => new Promise(done => requestAnimationFrame(() => setTimeout(done)))"
FOUND = """async options => (await axe.run(document, options)).violations.map(
    each => [each.id, each.nodes[0].html])"""
PLACES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-background-networking "
    "--disable-component-update --disable-sync --no-first-run"
).split()


def need_assets() -> None:
    """The bundles, made here if nobody has made them since their sources changed."""
    with (UI / "build.mjs").open() as held:  # no worker reads what another is writing
        fcntl.flock(held, fcntl.LOCK_EX)
        _make_assets()


def _make_assets() -> None:
    made = [DIST / name for name in ("app.js", "editor.js", "filling.js")]
    written = max(each.stat().st_mtime for each in (UI / "assets").rglob("*.*s"))
    if all(each.is_file() and each.stat().st_mtime >= written for each in made):
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
    """Keep what the page complains about in `complaints`, all that its console says in `said`."""
    page.complaints, page.said = [], []
    page.on("console", lambda said: page.said.append(f"{said.type}: {said.text}"))
    page.on("pageerror", lambda error: page.said.append(str(error)))
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.on(
        "console",
        lambda said: page.complaints.append(said.text) if "Content Security" in said.text else None,
    )


def as_it_stands(page: Any) -> str:
    """Where a page is, what it shows and what it said: for whoever reads of a failure."""
    try:
        shown = page.inner_text("body", timeout=2000)[:1500]
    except Exception as error:  # it may be closed, or never have come
        shown = f"({error})"
    return "\n".join([page.url, shown, *getattr(page, "said", ())[-20:]])


def be_drawn(page: Any) -> None:
    """Wait for a frame: by then the scripts are told of another width or a moved caret."""
    page.evaluate(DRAWN)


def sticks_out(page: Any) -> int:
    """How many pixels of the page lie beyond its right edge."""
    wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    return int(page.evaluate(wide))


def violations(page: Any) -> list[tuple[str, str]]:
    """What axe finds on the whole page: the rule and the first place."""
    width = page.viewport_size["width"]
    page.wait_for_load_state()  # a page that is just arriving has no scripts yet
    height = page.evaluate("document.documentElement.scrollHeight")
    page.set_viewport_size({"width": width, "height": height})  # what sticks covers nothing
    be_drawn(page)
    if not page.evaluate("'axe' in window"):  # the same page at another width has it, warm
        devtools = page.context.new_cdp_session(page)  # what it compiled once it knows again
        devtools.send("Runtime.evaluate", {"expression": AXE.read_text()})
        devtools.detach()
    options: dict[str, Any] = {"runOnly": RULES, "resultTypes": ["violations"]}
    if width < 1000:
        options["rules"] = {"color-contrast": {"enabled": False}}  # the same colours as at 1440
    return [tuple(each) for each in page.evaluate(FOUND, options)]
