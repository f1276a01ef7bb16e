"""A manual of a hundred pages in the editor: opened, typed in, saved; in a real browser.

The browser asks the WSGI application directly, without a network between: what is measured is what
the server does, what the script makes of it, and what Chromium draws.
"""

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from statistics import median
from time import perf_counter
from typing import Any
from urllib.parse import urlencode, urlsplit

from django_tenants.utils import tenant_context

from apps.documents.models import Kind, Version
from infra.bench import filling
from infra.bench.browser import Browser
from infra.bench.province import Province
from infra.bench.result import Result, at_most, milliseconds
from infra.bench.timing import alternately
from kernel.content.markup import to_inline
from kernel.content.nodes import Node

BLOCKS, SMALL = 999, 20  # a hundred pages, and a procedure
# Fifty times the blocks: what does not hang on them (page, script, the start of the editor) is most
# of opening a small document. Were every block looked for among all others, it would be over 50.
OPENING = 5
SECONDS = 2.5  # until one can type, at best: what else the machine does is not ours
KEY = 0.1  # seconds from the key to the picture; more is felt while typing
READING = 1.5  # the same manual as a page to read, which the server draws alone
SAVING = 2  # one block saved in the manual and in the procedure
ROUNDS, WARM_UP, KEYS = 7, 1, 40
PLACES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run")
TYPE = """async (keys) => {
    const taken = [];
    for (let n = 0; n < keys; n += 1) {
        const began = performance.now();
        document.execCommand("insertText", false, "a");
        await new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn)));
        taken.push((performance.now() - began) / 1000);
        await new Promise((rest) => setTimeout(rest, 30));
    }
    return taken;
}"""


def measure(province: Province) -> Iterator[Result]:
    """The manual beside the procedure, and beside itself as a page to read."""
    agency = province.special("do-soan-thao", _fill)
    browser = province.secretary_of(agency)
    with tenant_context(agency):
        manual, small = (
            f"/documents/versions/{Version.objects.get(document__code=code).pk}/"
            for code in ("ST.SOAN", "QT.SOAN")
        )
    with _page(browser) as page:
        fastest: list[float] = []
        large, few = _alternating(page, browser, f"{manual}write/", f"{small}write/", fastest)
        yield at_most(
            f"mở {BLOCKS} khối trong trang soạn",
            milliseconds(large),
            f"{milliseconds(few)} khi {SMALL} khối",
            large / few,
            OPENING,
        )
        key = _typed(page, browser, f"{manual}write/")
        yield at_most(
            "gõ một chữ đến khi hiện, so với 100 ms", milliseconds(key), "100 ms", key / KEY, 1
        )
        read_page = f"{manual}?tab=content"
        edited, read = _alternating(page, browser, f"{manual}write/", read_page, fastest)
        yield at_most(
            "trang soạn so với trang đọc",
            milliseconds(edited),
            f"{milliseconds(read)} trang đọc",
            edited / read,
            READING,
        )
        yield at_most(
            "lần mở nhanh nhất, so với 2,5 giây",
            milliseconds(min(fastest)),
            milliseconds(SECONDS),
            min(fastest) / SECONDS,
            1,
        )
    yield _saved(browser, manual, small)


def _fill(team: filling.Team) -> None:
    filling.drafted(team, "ST.SOAN", Kind.MANUAL, filling.manual_nodes(BLOCKS // 3))
    text = to_inline("Cán bộ tiếp nhận kiểm tra hồ sơ tại {{agency_name}} theo [[8.2]].")
    nodes = [Node(f"p{n}", "paragraph", {"text": text}) for n in range(SMALL)]
    filling.drafted(team, "QT.SOAN", nodes=nodes)


@contextmanager
def _page(browser: Browser) -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    # its event loop must not forbid us the database
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    path = next(filter(None, map(shutil.which, PLACES)), None)
    with sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=path, args=list(FLAGS))
        page = chromium.new_page(viewport={"width": 1440, "height": 900})
        page.route("**/*", lambda route: _answer(browser, route))
        yield page
        chromium.close()


def _answer(browser: Browser, route: Any) -> None:
    asked = route.request
    parts = urlsplit(asked.url)
    headers = {
        "CONTENT_TYPE": asked.headers.get("content-type", ""),
        "HTTP_X_CSRFTOKEN": asked.headers.get("x-csrftoken", ""),
        "HTTP_HX_REQUEST": asked.headers.get("hx-request", ""),
    }
    address = f"{parts.path}?{parts.query}" if parts.query else parts.path
    answer = browser.forward(asked.method, address, asked.post_data_buffer or b"", headers)
    told = {name: value for name, value in answer.headers.items() if name != "set-cookie"}
    route.fulfill(status=answer.status, headers=told, body=answer.body)


def _alternating(
    page: Any, browser: Browser, first: str, second: str, taken: list[float] | None = None
) -> tuple[float, float]:
    """The medians of both; `taken` gets every time of the first."""
    kept: list[float] = [] if taken is None else taken
    return alternately(
        lambda _n: kept.append(_opened(page, browser, first)),
        lambda _n: _opened(page, browser, second),
        rounds=ROUNDS,
        warm_up=WARM_UP,
    )


def _opened(page: Any, browser: Browser, address: str) -> float:
    """Seconds until one can type, or read to the end."""
    began = perf_counter()
    page.goto(f"https://{browser.host}{address}", wait_until="commit")
    if "write" in address:
        page.wait_for_selector("#sheet[data-ready]")
    else:
        page.wait_for_load_state("load")
    return perf_counter() - began


def _typed(page: Any, browser: Browser, address: str) -> float:
    _opened(page, browser, address)
    page.locator("#sheet .answer p").first.click()
    taken: list[float] = page.evaluate(TYPE, KEYS)
    return median(taken)


def _saved(browser: Browser, manual: str, small: str) -> Result:
    seen = {address: _block(browser, address) for address in (manual, small)}

    def save(address: str, number: int) -> None:
        block = seen[address]
        block["body"]["text"] = [{"text": f"Câu thứ {number}."}]
        sent = {"base": {block["id"]: block["revision"]}, "blocks": [block]}
        form = urlencode({"changes": json.dumps(sent)}).encode()
        token = next(value for name, value in browser.cookies.items() if name.endswith("csrf"))
        answer = browser.forward("POST", f"{address}blocks/", form, {"HTTP_X_CSRFTOKEN": token})
        block["revision"] = json.loads(answer.text)["blocks"][0]["revision"]

    large, few = alternately(
        lambda n: save(manual, n), lambda n: save(small, n), rounds=40, warm_up=3
    )
    return at_most(
        "lưu một khối trong sổ tay 100 trang",
        milliseconds(large),
        f"{milliseconds(few)} khi {SMALL} khối",
        large / few,
        SAVING,
    )


def _block(browser: Browser, address: str) -> dict[str, Any]:
    blocks = json.loads(browser.page(f"{address}blocks/").text)["blocks"]
    found: dict[str, Any] = next(block for block in blocks if block["kind"] == "paragraph")
    return {name: found[name] for name in ("id", "kind", "body", "revision")}
