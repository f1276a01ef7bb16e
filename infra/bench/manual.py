"""A manual of sixty clause blocks: as a page, in the writing surface, and as DOCX."""

from collections.abc import Iterator
from functools import partial

from django_tenants.utils import tenant_context

from apps.documents.models import Kind, Version
from infra.bench import filling
from infra.bench.browser import Browser
from infra.bench.province import LIST, Province
from infra.bench.result import Result, milliseconds, statements
from infra.bench.statements import counted
from infra.bench.timing import alternately

SMALL = 3  # blocks of the manual it is compared with
BUDGETS = {"": ("trang xem", 12), "write/": ("trang soạn", 12), "docx/": ("DOCX", 20)}


def measure(province: Province) -> Iterator[Result]:
    """Statements, and as information the time beside a list page."""
    agency = province.special("do-so-tay", _fill)
    browser = province.secretary_of(agency)
    with tenant_context(agency):
        addresses = {
            version.document.code: f"/documents/versions/{version.pk}/"
            for version in Version.objects.select_related("document")
        }
    for state in ("nháp", "ban hành"):
        large, small = (addresses[_code(state, size)] for size in (filling.NODES, SMALL))
        for part, (name, limit) in BUDGETS.items():
            if state == "nháp" or part != "write/":
                title = f"sổ tay {filling.NODES} khối, {state}, {name}"
                yield _result(
                    title, counted(browser, large + part), counted(browser, small + part), limit
                )
    yield from _times(browser, addresses[_code("ban hành", filling.NODES)], province.sizes.rounds)


def _fill(team: filling.Team) -> None:
    for n, size in enumerate((filling.NODES, SMALL), start=1):
        nodes = filling.manual_nodes(size)
        draft = partial(filling.drafted, team, kind=Kind.MANUAL, nodes=nodes)
        draft(_code("nháp", size))
        filling.issued(team, draft(_code("ban hành", size)), n)
    for n in range(1, filling.ROWS + 1):
        filling.drafted(team, f"QT.{n:03}")


def _code(state: str, size: int) -> str:
    return f"ST.{'N' if state == 'nháp' else 'B'}.{size}"


def _result(name: str, large: int, small: int, limit: int) -> Result:
    return Result(
        name,
        statements(large),
        f"{statements(small)} khi {SMALL} khối",
        large / small,
        f"≤ {limit} câu lệnh",
        large <= limit,
    )


def _times(browser: Browser, manual: str, rounds: int) -> Iterator[Result]:
    for part in ("", "docx/"):
        seconds = alternately(
            lambda _n, part=part: browser.page(manual + part),  # type: ignore[misc]
            lambda _n: browser.page(LIST),
            rounds=min(rounds, 20),
            warm_up=2,
        )
        yield Result(
            f"sổ tay {filling.NODES} khối, thời gian, {BUDGETS[part][0]}",
            milliseconds(seconds[0]),
            f"{milliseconds(seconds[1])} danh sách 20 dòng",
            seconds[0] / seconds[1],
        )
