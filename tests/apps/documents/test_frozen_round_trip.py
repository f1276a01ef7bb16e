"""Frozen bytes through the database and back, and a draft saved again: the same hash."""

import pytest
from hypothesis import HealthCheck, given, settings

from apps.documents.models import DraftNode, Version
from apps.documents.selectors import assemble
from kernel import clock
from kernel.content import canonical
from kernel.content.models import FrozenContent
from kernel.content.nodes import Node
from tests.apps.documents import making
from tests.factories import make_team
from tests.kernel.content.trees import TREES

META = {"code": "QT.01", "issue": 1}


@pytest.fixture
def version(alpha):
    team = make_team()
    made = making.draft(team, nodes=())
    made.author = team[0]
    return made


def rows_of(version: Version, nodes: list[Node], parent: str = "", start: int = 0):
    for at, node in enumerate(nodes):
        place = start + (at + 1) * (1000 if not parent else 10)
        yield DraftNode(
            version=version,
            node_id=node.id,
            parent_id=parent,
            position=place,
            kind=node.kind,
            body=node.body,
            edited_by=version.author.pk,
            edited_at=clock.now(),
        )
        yield from rows_of(version, list(node.children), node.id, place)


@settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(TREES)
def test_a_draft_kept_in_the_database_freezes_to_the_same_bytes(version, tree):
    version.nodes.all().delete()
    DraftNode.objects.bulk_create(rows_of(version, tree))
    frozen = canonical.canonical(META, tree)
    assert canonical.canonical(META, assemble(version.nodes.all())) == frozen
    for row in version.nodes.all():
        row.save()
    assert canonical.canonical(META, assemble(version.nodes.all())) == frozen
    sha = canonical.sha256(frozen)
    FrozenContent.objects.get_or_create(
        sha256=sha, defaults={"canonical": frozen, "frozen_at": clock.now()}
    )
    kept = bytes(FrozenContent.objects.get(pk=sha).canonical)
    assert canonical.sha256(kept) == sha
    assert canonical.canonical(*canonical.parse(kept)) == kept
