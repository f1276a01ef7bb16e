"""What a browser that knows nothing loads before a person can log in."""

import gzip
import re
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

from django.conf import settings

from infra.bench.browser import Answer, Browser
from infra.bench.province import Province
from infra.bench.result import Result, kilobytes
from tenants.services import address_of

LIMIT, FILES = 200_000, 12  # bytes as they travel; requests
IN_PAGE = re.compile(r"<(?:link|script|img|source)\b[^>]*?\s(?:href|src)=\"([^\"#]+)\"")
IN_STYLE = re.compile(r"url\(\s*[\"']?([^\"')]+)")


def measure(province: Province) -> Iterator[Result]:
    """An agency's door and the province's: the page, its styles, scripts, pictures, fonts."""
    agency = province.grow(1)[0]
    for name, slug in (("cơ quan", agency.slug), ("tỉnh", settings.CHUAN_PORTAL)):
        loaded = _everything(Browser(province.application, address_of(slug)), "/login/")
        packed = sum(travelling for travelling, _plain in loaded.values())
        plain = sum(unpacked for _travelling, unpacked in loaded.values())
        yield Result(
            f"trang đăng nhập của {name}, {len(loaded)} yêu cầu",
            f"{kilobytes(packed)} gzip",
            f"{kilobytes(plain)} khi chưa nén",
            packed / plain,
            f"≤ {LIMIT // 1000} kB, ≤ {FILES} yêu cầu",
            packed <= LIMIT and len(loaded) <= FILES,
        )


def _everything(browser: Browser, start: str) -> dict[str, tuple[int, int]]:
    """Address → bytes as they travel, bytes as they are; whatever a style or page points to."""
    loaded: dict[str, tuple[int, int]] = {}
    waiting = [start]
    while waiting:
        address = waiting.pop()
        if address in loaded:
            continue
        answer = browser.get(address, HTTP_ACCEPT_ENCODING="gzip")
        if answer.status != 200:
            raise RuntimeError(f"{browser.host}{address} trả lời {answer.status}")
        travelling, plain = _weighed(answer)
        loaded[address] = len(travelling), len(plain)
        waiting += _pointed_to(address, answer.headers.get("content-type", ""), plain)
    return loaded


def _weighed(answer: Answer) -> tuple[bytes, bytes]:
    """As it travels and unpacked; what comes unpacked, the proxy in front packs if it is text."""
    if answer.headers.get("content-encoding") == "gzip":
        return answer.body, gzip.decompress(answer.body)
    text = answer.headers.get("content-type", "").startswith(
        ("text/", "image/svg", "application/j")
    )
    return (gzip.compress(answer.body) if text else answer.body), answer.body


def _pointed_to(address: str, kind: str, content: bytes) -> Iterator[str]:
    pattern = IN_PAGE if kind.startswith("text/html") else IN_STYLE
    if not kind.startswith(("text/html", "text/css")):
        return
    for found in pattern.findall(content.decode()):
        parts = urlsplit(urljoin(address, found))
        if not parts.scheme:
            yield parts.path
