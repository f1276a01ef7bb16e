"""Statements per page: few, and as many for twenty rows as for two."""

from collections.abc import Callable, Iterator
from functools import partial

from django_tenants.utils import tenant_context

from infra.bench import everything
from infra.bench.browser import Browser
from infra.bench.counting import statements_sent
from infra.bench.filling import ROWS
from infra.bench.province import Province
from infra.bench.result import Result, statements
from tenants.models import Agency

LIMIT = 12
FEW = 2


def measure(province: Province) -> Iterator[Result]:
    """Lists and details of an agency with twenty of everything, beside one with two."""
    houses = [_House(province, count) for count in (ROWS, FEW)]
    for title, choose in (("danh sách", everything.lists), ("chi tiết", everything.details)):
        yield from _results(title, *(house.counted(choose) for house in houses))
    yield from _results("cổng của tỉnh", *(_portal(province, house.agency) for house in houses))


class _House:
    """An agency with so many of everything, and its secretary."""

    def __init__(self, province: Province, count: int) -> None:
        self.agency = province.special(f"do-{count}-dong", partial(everything.fill, count=count))
        self.browser = province.secretary_of(self.agency)

    def counted(self, choose: Callable[[], list[str]]) -> list[tuple[str, int]]:
        with tenant_context(self.agency):
            pages = choose()
        return [(page, counted(self.browser, page)) for page in pages]


def counted(browser: Browser, page: str) -> int:
    """The statements of the page's second visit; the first one fills what a process keeps."""
    browser.page(page)
    with statements_sent() as sent:
        browser.page(page)
    return len(sent)


def _portal(province: Province, agency: Agency) -> list[tuple[str, int]]:
    overseer = province.overseer()
    pages = ["/", "/?view=table", f"/agencies/{agency.slug}/"]
    pages.append(f"/agencies/{agency.slug}/clauses/7.5/")
    return [(page, counted(overseer, page)) for page in pages]


def _results(
    title: str, many: list[tuple[str, int]], few: list[tuple[str, int]]
) -> Iterator[Result]:
    """The heaviest page, and every further one that misses the budget."""
    results = [
        (large, _result(f"{title}: {page}", large, small))
        for (page, large), (_page, small) in zip(many, few, strict=True)
    ]
    results.sort(key=lambda each: (each[1].met, -each[0]))
    yield results[0][1]
    yield from (result for _count, result in results[1:] if not result.met)


def _result(name: str, large: int, small: int) -> Result:
    return Result(
        name,
        statements(large),
        f"{statements(small)} khi ít dòng",
        large / small,
        f"≤ {LIMIT} câu lệnh, không tăng theo dòng",
        large <= LIMIT and large <= small,
    )
