"""Search over a hundred thousand blocks, beside a list page of twenty rows."""

import random
import re
from collections.abc import Iterator, Sequence
from urllib.parse import quote

from django.db import connection

from apps.adoption.selectors import offered_versions, offers_of
from apps.adoption.services import clone
from apps.documents import services as documents
from apps.documents.models import Kind
from infra.bench import filling
from infra.bench.province import LIST, Province
from infra.bench.result import Result, at_most, milliseconds, statements
from infra.bench.statements import counted
from infra.bench.timing import alternately
from kernel.content.markup import to_inline
from kernel.content.nodes import Node
from kernel.search.checking import rebuild
from kernel.search.models import Part

LIMIT, STATEMENTS = 5, 12
OF_ONE = 200  # blocks of a document
_ENDS = re.compile(r"(?<=[.;:])\s+|\n+| \| ")
ASKED = {
    "có dấu": "thời hạn giải quyết hồ sơ",
    "không dấu": "thoi han giai quyet ho so",
    "đúng cụm từ": '"lưu hồ sơ"',
    "theo mã": "QT.1*",
    "đang gõ, 2 chữ cái": "qu",
}


def measure(province: Province) -> Iterator[Result]:
    """Pages as a browser gets them; the list belongs to an agency of the usual size."""
    usual = province.secretary_of(province.grow(1)[0])
    agency = province.special(f"do-tim-{province.sizes.nodes}", lambda team: _fill(team, province))
    browser = province.secretary_of(agency)
    for name, typed in ASKED.items():
        page = f"/search/?q={quote(typed)}"
        seconds = alternately(
            lambda _n, page=page: browser.page(page),  # type: ignore[misc]
            lambda _n: usual.page(LIST),
            rounds=min(province.sizes.rounds, 20),
            warm_up=2,
        )
        yield at_most(
            f"tìm trong {thousands(province.sizes.nodes)} khối, {name}",
            milliseconds(seconds[0]),
            f"{milliseconds(seconds[1])} danh sách 20 dòng",
            seconds[0] / seconds[1],
            LIMIT,
        )
    count = counted(browser, f"/search/?q={quote(ASKED['có dấu'])}")
    yield Result(
        "trang tìm kiếm",
        statements(count),
        "",
        count,
        f"≤ {STATEMENTS} câu lệnh",
        count <= STATEMENTS,
    )


def thousands(count: int) -> str:
    return f"{count:,}".replace(",", ".")


def _fill(team: filling.Team, province: Province) -> None:
    """Sentences of the templates we ship, drawn at random: words as often as offices use them."""
    sentences = _sentences(team)
    drawn = random.Random(4)  # the same text in every run
    for n in range(province.sizes.nodes // OF_ONE):
        documents.draft_document(
            code=f"QT.{n:03}",
            title=f"Quy trình số {n}",
            kind=Kind.PROCEDURE,
            nodes=list(_blocks(drawn, sentences)),
            by=team.secretary,
        )
    rebuild()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE search_part")  # as autovacuum does within a minute


def _sentences(team: filling.Team) -> list[str]:
    package = offered_versions()[0]
    clone(package, [offer.template.key for offer in offers_of(package)], by=team.secretary)
    lines = Part.objects.exclude(is_head=True).values_list("text", flat=True)
    rebuild()
    return sorted({said for text in lines.all() for said in _ENDS.split(text) if len(said) > 20})


def _blocks(drawn: random.Random, sentences: Sequence[str]) -> Iterator[Node]:
    for n in range(OF_ONE):
        level, said = 1 + n % 20 // 10, drawn.choice(sentences)[:120]
        if n % 10 == 0:
            yield Node(f"k-{n}", "heading", {"level": level, "text": to_inline(said)})
        else:
            text = " ".join(drawn.choices(sentences, k=3))
            yield Node(f"k-{n}", "paragraph", {"text": to_inline(text)})
