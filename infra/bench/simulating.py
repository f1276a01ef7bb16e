"""A draft of a package tried on every agency of the province, by two workers on two cores."""

import multiprocessing
from collections.abc import Iterator
from time import monotonic, sleep

from django.db import connection, connections
from django_tenants.utils import tenant_context

from accounts.models import User
from apps.adoption.models import Adoption
from apps.adoption.selectors import offered_versions, offers_of
from apps.adoption.services import clone
from apps.documents.models import Version
from apps.documents.services import save_node
from infra.bench import filling
from infra.bench.database import owner
from infra.bench.province import UNPRINTED, Province
from infra.bench.result import Result, number
from kernel.content.markup import to_inline
from kernel.content.nodes import walk
from kernel.outbox.services import run_all
from kernel.permissions import SYSTEM
from library import drafting, simulating
from library.models import PackageDraft, Simulation
from tenants.models import Agency

LIMIT = 60.0  # seconds for 250 agencies on two cores: nobody goes for coffee meanwhile
WORKERS = 2


def measure(province: Province) -> Iterator[Result]:
    """Every agency took a page of documents, a tenth the whole package; a fifth changed texts."""
    agencies = province.grow(province.sizes.many)
    with province.console.step(f"Lấy bộ mẫu ở {len(agencies)} cơ quan"), owner():
        for place, agency in enumerate(agencies):
            with tenant_context(agency):
                _cloned(place)
    run_all(limit=1_000_000, leaving=UNPRINTED)
    draft = _draft(agencies[0])
    simulation = simulating.simulate(draft, by=SYSTEM)
    seconds = _answered(simulation)
    progress = simulating.progress_of(simulation)
    found = progress.fates
    yield Result(
        f"chạy thử bản thảo trên {progress.answered}/{progress.asked} cơ quan,"
        f" {draft.documents.count()} tài liệu",
        f"{number(seconds, 1)} s",
        f"{found['clean']} nguyên vẹn, {found['merged']} tự gộp, {found['conflict']} xung đột",
        seconds / LIMIT,
        f"≤ {number(LIMIT, 0)} s",
        seconds <= LIMIT and not progress.silent and found["conflict"] > 0,
    )


def _cloned(place: int) -> None:
    """Templates in the present agency, some of them changed."""
    secretary = User.objects.get(username=filling.SECRETARY)
    if Adoption.objects.exists():
        return
    version = offered_versions()[0]
    free = [offer.template.key for offer in offers_of(version) if offer.free]
    clone(version, free if place % 10 == 0 else free[: filling.ROWS], by=secretary)
    if place % 5 == 0:
        for adoption in Adoption.objects.order_by("template")[:5]:
            _say_otherwise(adoption, secretary, first=place % 10 == 0)


def _say_otherwise(adoption: Adoption, by: User, *, first: bool) -> None:
    draft = Version.objects.get(document=adoption.document)
    rows = list(draft.nodes.filter(kind="paragraph").order_by("position"))
    if rows:
        row = rows[0 if first else -1]
        body = row.body | {"text": to_inline("Cơ quan làm theo cách của mình.")}
        save_node(draft, row.node_id, body, revision=row.revision, by=by)


def _draft(agency: Agency) -> PackageDraft:
    """A draft in which the first paragraph of every document is worded anew."""
    connection.set_schema_to_public()  # type: ignore[attr-defined]
    with tenant_context(agency):
        package = offered_versions()[0].package
    draft = drafting.open_draft(package, by=SYSTEM)
    for document in draft.documents.all():
        node = next((n for n in walk(document.nodes) if n.kind == "paragraph"), None)
        if node is not None:
            body = node.body | {"text": to_inline("Câu này được viết lại cho rõ.")}
            seen = drafting.mark_of(node)
            drafting.save_block(document, node.id, body, seen=seen, by=SYSTEM)
    return draft


def _answered(simulation: Simulation) -> float:
    """Seconds until the last agency has answered; the workers are processes of their own."""
    connections.close_all()
    forked = multiprocessing.get_context("fork")
    workers = [forked.Process(target=_work, daemon=True) for _n in range(WORKERS)]
    began = monotonic()
    for worker in workers:
        worker.start()
    while not simulating.progress_of(simulation).done and monotonic() - began < 5 * LIMIT:
        sleep(0.2)
    seconds = monotonic() - began
    for worker in workers:
        worker.terminate()
    return seconds


def _work() -> None:
    while True:
        if not run_all(leaving=UNPRINTED):
            sleep(0.1)
