"""Pages of many agencies in turn, beside the same page of one agency without any tenancy."""

import re
from collections.abc import Iterator

from infra.bench.alone import Alone
from infra.bench.browser import Browser
from infra.bench.province import LIST, Province
from infra.bench.result import Result, at_most, milliseconds
from infra.bench.timing import alternately

LIMIT = 1.05
VERSION = re.compile(r"/documents/versions/[0-9a-f-]{36}/")


def measure(province: Province) -> Iterator[Result]:
    """The list of twenty rows, and one document."""
    agencies = province.grow(province.sizes.many)
    with province.console.step(f"Đăng nhập ở {len(agencies)} cơ quan"):
        houses = [province.secretary_of(agency) for agency in agencies]
    single = Browser(Alone(agencies[0]).application, houses[0].host)
    single.cookies = houses[0].cookies
    lists = [(house, LIST) for house in houses]
    details = [(house, _first_version(house)) for house in houses]
    for name, pages in (("danh sách 20 dòng", lists), ("một tài liệu", details)):
        many, one = _seconds(province, pages, single)
        yield at_most(
            f"p50 {name}, luân phiên {len(agencies)} cơ quan",
            milliseconds(many),
            f"{milliseconds(one)} một lược đồ",
            many / one,
            LIMIT,
        )


def _seconds(
    province: Province, pages: list[tuple[Browser, str]], single: Browser
) -> tuple[float, float]:
    """Every agency is visited once before counting, so that no first touch is in the median."""
    for house, address in pages:
        house.page(address)

    def many(number: int) -> object:
        house, address = pages[number % len(pages)]
        return house.page(address)

    return alternately(
        many, lambda _number: single.page(pages[0][1]), rounds=province.sizes.rounds, warm_up=8
    )


def _first_version(house: Browser) -> str:
    found = VERSION.search(house.page(LIST).text)
    if found is None:
        raise RuntimeError(f"{house.host}: danh sách không có tài liệu nào")
    return found.group()
