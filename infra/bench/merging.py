"""An update of 400 blocks merged with what the agency made of them, beside comparing and reading.

Merging compares twice (what they changed, what we changed) and joins both; the page then sets only
what the update does. So the merge may cost a few times a comparison of the same texts, and who
looks at an update waits hardly longer than who reads the document.
"""

from collections.abc import Iterator
from dataclasses import replace

from django_tenants.utils import tenant_context

from apps.adoption.models import Adoption
from apps.adoption.selectors.updates import look
from apps.documents import services as documents
from apps.documents.models import DraftNode, Version
from infra.bench import filling
from infra.bench.printing import written
from infra.bench.province import Province
from infra.bench.result import Result, at_most, milliseconds
from infra.bench.statements import counted
from infra.bench.timing import alternately
from kernel import clock
from kernel.content import canonical
from kernel.content.diff import compare
from kernel.content.merge import merge
from kernel.content.models import FrozenContent
from kernel.content.nodes import Node, walk
from library.models import Package, PackageDocument, PackageVersion
from library.selectors import STANDARD

PAGES = 67  # of six blocks each
CODE, KEY = "QT.400", "do-tron"
MERGING, LOOKING = 5, 2  # times a comparison; times the page of the text
STATEMENTS = 12


def measure(province: Province) -> Iterator[Result]:
    """The merge by itself, and the page of the update as a browser gets it."""
    base, ours, theirs = _base(), _ours(), _theirs()
    rounds = province.sizes.rounds
    seconds = alternately(
        lambda _n: merge(base, ours, theirs),
        lambda _n: compare(base, theirs),
        rounds=rounds,
        warm_up=1,
    )
    blocks = sum(1 for _node in walk(base))
    yield at_most(
        f"trộn bản cập nhật {blocks} khối",
        milliseconds(seconds[0]),
        f"{milliseconds(seconds[1])} so sánh",
        seconds[0] / seconds[1],
        MERGING,
    )
    agency = province.special("do-tron", _fill)
    browser = province.secretary_of(agency)
    with tenant_context(agency):
        found = Version.objects.filter(document__code=CODE).latest("issue", "amendment")
        adoption = Adoption.objects.get(document__code=CODE)
        assert len(look([adoption.pk]).newer) == 1
    update = f"/library/updates/{adoption.pk}/"
    seconds = alternately(
        lambda _n: browser.page(update),
        lambda _n: browser.page(f"/documents/versions/{found.pk}/?tab=content"),
        rounds=min(rounds, 10),
        warm_up=1,
    )
    yield at_most(
        f"trang xem bản cập nhật {blocks} khối",
        milliseconds(seconds[0]),
        f"{milliseconds(seconds[1])} trang đọc",
        seconds[0] / seconds[1],
        LOOKING,
    )
    count = counted(browser, update)
    budget = f"≤ {STATEMENTS} câu lệnh"
    yield Result("trang bản cập nhật", f"{count} câu lệnh", "", count, budget, count <= STATEMENTS)


def _base() -> list[Node]:
    return list(written(PAGES))


def _theirs() -> list[Node]:
    """Every tenth paragraph says more, and the last page is new."""
    return [*written(PAGES, changed=10), *_renamed(written(1))]


def _ours() -> list[Node]:
    """Every seventh block ends otherwise; some of them are changed there, too."""
    return [_own(node) if n % 7 == 1 else node for n, node in enumerate(_base())]


def _own(node: Node) -> Node:
    if node.kind != "paragraph":
        return node
    text = node.body["text"][0]["text"].rstrip()
    return replace(node, body={"text": [{"text": f"{text} Bộ phận Một cửa niêm yết."}]})


def _renamed(nodes: Iterator[Node]) -> list[Node]:
    return [replace(node, id=f"moi-{node.id}") for node in nodes]


def _fill(team: filling.Team) -> None:
    first = filling.issued(team, filling.drafted(team, CODE, nodes=_base()), 1)
    following = documents.draft_next_version(first.document, by=team.secretary, reason="Góp ý")
    following.nodes.all().delete()
    DraftNode.objects.bulk_create(
        DraftNode(
            version=following,
            node_id=node.id,
            position=1000 * at,
            kind=node.kind,
            body=node.body,
            edited_by=team.secretary.pk,
            edited_at=clock.now(),
        )
        for at, node in enumerate(_ours(), start=1)
    )
    filling.issued(team, following, 3)
    _publish()
    base = canonical.canonical(_meta(), _base())
    frozen = FrozenContent.objects.create(
        sha256=canonical.sha256(base), canonical=base, frozen_at=clock.now()
    )
    Adoption.objects.create(
        document=first.document,
        package=KEY,
        package_version=1,
        template="qt-400",
        base=frozen,
        adopted_by=team.secretary,
        adopted_at=clock.now(),
    )


def _meta() -> dict[str, object]:
    return {"title": f"Tài liệu {CODE}", "code": CODE, "clauses": ["7.5"], "distribution": []}


def _publish() -> None:
    """A package of its own, offered to nobody else: no other bench sees it."""
    package, _new = Package.objects.get_or_create(
        key=KEY, defaults={"kind": "service_unit", "name": "Bộ mẫu để đo", "position": 99}
    )
    if package.versions.exists():
        return
    version = PackageVersion.objects.create(
        package=package,
        number=2,
        published_on=clock.today(),
        standard=STANDARD,
        edition="2015",
        sha256="0" * 64,
    )
    data = canonical.canonical(_meta(), _theirs())
    PackageDocument.objects.create(
        version=version,
        key="qt-400",
        code=CODE,
        title=f"Tài liệu {CODE}",
        document_kind="procedure",
        level="II",
        layout="system",
        position=1,
        canonical=data,
        sha256=canonical.sha256(data),
    )
