"""Two versions of a manual of a hundred pages compared, beside reading one of them.

The budget: who looks at what changed waits no longer than who reads it all.
Comparing reads both trees and sets only what differs, so it ought to be cheaper than the reading.
"""

from collections.abc import Iterator

from django_tenants.utils import tenant_context

from apps.documents import services as documents
from apps.documents.models import DraftNode, Kind, Version
from infra.bench import filling
from infra.bench.printing import LONG, written
from infra.bench.province import Province
from infra.bench.result import Result, at_most, milliseconds
from infra.bench.statements import counted
from infra.bench.timing import alternately
from kernel import clock

CODE = "ST.100"
LIMIT = 1
STATEMENTS = 12


def measure(province: Province) -> Iterator[Result]:
    """The page of changes over the page of the text, as a browser gets them."""
    agency = province.special("do-so-sanh", _fill)
    browser = province.secretary_of(agency)
    with tenant_context(agency):
        found = Version.objects.filter(document__code=CODE).latest("issue", "amendment")
    address = f"/documents/versions/{found.pk}/"
    seconds = alternately(
        lambda _n: browser.page(f"{address}?tab=changes"),
        lambda _n: browser.page(f"{address}?tab=content"),
        rounds=min(province.sizes.rounds, 10),
        warm_up=1,
    )
    yield at_most(
        f"so sánh hai lần ban hành của sổ tay {LONG} trang",
        milliseconds(seconds[0]),
        f"{milliseconds(seconds[1])} trang đọc",
        seconds[0] / seconds[1],
        LIMIT,
    )
    count = counted(browser, f"{address}?tab=changes")
    yield Result(
        "trang so sánh",
        f"{count} câu lệnh",
        "",
        count,
        f"≤ {STATEMENTS} câu lệnh",
        count <= STATEMENTS,
    )


def _fill(team: filling.Team) -> None:
    draft = filling.drafted(team, CODE, Kind.MANUAL, list(written(LONG)))
    first = filling.issued(team, draft, 1)
    following = documents.draft_next_version(first.document, by=team.secretary, reason="Góp ý")
    following.nodes.all().delete()
    _rewrite(team, following)


def _rewrite(team: filling.Team, version: Version) -> None:
    """The next version as it stands after some weeks of writing: every tenth paragraph differs."""
    DraftNode.objects.bulk_create(
        DraftNode(
            version=version,
            node_id=node.id,
            position=1000 * at,
            kind=node.kind,
            body=node.body,
            edited_by=team.secretary.pk,
            edited_at=clock.now(),
        )
        for at, node in enumerate(written(LONG, changed=10), start=1)
    )
