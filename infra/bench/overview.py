"""The province at a glance, beside one page of an ordinary list."""

from collections.abc import Iterator

from infra.bench.province import LIST, Province
from infra.bench.result import Result, at_most, milliseconds
from infra.bench.timing import alternately

LIMIT = 1.5


def measure(province: Province) -> Iterator[Result]:
    """As the overseer sees it first: all numbers, and the map of the first twenty agencies."""
    agencies = province.grow(province.sizes.many)
    overseer, secretary = province.overseer(), province.secretary_of(agencies[0])
    for name, address in (("bản đồ", "/"), ("bảng", "/?view=table")):
        seconds = alternately(
            lambda _n, address=address: overseer.page(address),  # type: ignore[misc]
            lambda _n: secretary.page(LIST),
            rounds=min(province.sizes.rounds, 60),
            warm_up=5,
        )
        yield at_most(
            f"tổng quan {len(agencies)} cơ quan ({name})",
            milliseconds(seconds[0]),
            f"{milliseconds(seconds[1])} danh sách 20 dòng",
            seconds[0] / seconds[1],
            LIMIT,
        )
