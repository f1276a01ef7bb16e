"""Whatever was changed here and there: adopting and then undoing leaves what was before."""

from dataclasses import replace

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from apps.adoption.models import Adoption
from apps.adoption.selectors.present import presents
from apps.adoption.selectors.updates import look
from apps.adoption.services import clone, decide_rest, undo
from apps.documents import services as documents
from apps.documents.models import Document, Version
from apps.documents.selectors import open_version, tree_of
from apps.documents.services.rewriting import rewrite_nodes
from kernel.content.nodes import Node
from library.selectors import documents_of
from tests.apps.adoption.conftest import in_force, next_version
from tests.apps.adoption.test_updating import taken

WORDS = st.sampled_from(["Bản khác.", "Làm đúng hẹn. Nói rõ lý do.", "Không có gì."])
AT = st.integers(0, 12)
CHANGES = st.lists(
    st.tuples(st.sampled_from(["say", "drop", "swap", "add"]), AT, WORDS), min_size=1, max_size=4
)
TITLES = st.sampled_from(["", "Chính sách phục vụ", "Cam kết chất lượng"])
RECEIVERS = st.sampled_from([[], ["Toàn thể"], ["Lưu VT", "Các phòng"]])


@pytest.fixture
def adoption(team, package):
    """The policy as its first draft."""
    clone(package, ["policy"], by=team[0])
    return Adoption.objects.get(template="policy")


def changed(nodes, changes, side):
    """The text after these changes; new blocks bear ids of their side."""
    nodes = list(nodes)
    for number, (what, at, words) in enumerate(changes):
        at %= len(nodes)
        if what == "say" and "text" in nodes[at].body:
            body = nodes[at].body | {"text": [{"text": words}]}
            nodes[at] = replace(nodes[at], body=body)
        elif what == "drop" and len(nodes) > 1:
            del nodes[at]
        elif what == "swap":
            nodes[at], nodes[at - 1] = nodes[at - 1], nodes[at]
        elif what == "add":
            nodes.insert(at, Node(f"{side}-{number}", "paragraph", {"text": [{"text": words}]}))
    return nodes


def all_that_stands(adoption):
    """What an update can touch: the text with its facts, the document, where it goes back to."""
    facts = Document.objects.filter(pk=adoption.document_id).values("title", "clauses", "code")
    kept = Adoption.objects.filter(pk=adoption.pk).values("base_id", "package_version")
    present = presents([adoption.document_id])[adoption.document_id]
    in_force = Version.objects.filter(in_force_from__isnull=False)
    frozen = sorted(in_force.values_list("content_id", "state"))
    return present.print, facts.get(), kept.get(), frozen


@settings(
    max_examples=15,
    deadline=None,
    database=None,
    derandomize=True,
    phases=[Phase.generate],  # each example is a house: what fails is told at once
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    ours=CHANGES,
    theirs=CHANGES,
    titles=st.tuples(TITLES, TITLES),
    receivers=st.tuples(RECEIVERS, RECEIVERS),
    stands=st.sampled_from(["first draft", "in force", "in force, next draft open"]),
    take=st.sampled_from(["ours", "theirs"]),
)
def test_adopt_then_undo_leaves_what_was_before(
    team, package, adoption, ours, theirs, titles, receivers, stands, take
):
    def here(version):
        version = rewrite_nodes(version, changed(tree_of(version), ours, "own"), by=team[0])
        version.distribution = receivers[0]
        version.save(update_fields=["distribution"])
        return version

    with transaction.atomic():
        if titles[0]:
            Document.objects.filter(pk=adoption.document_id).update(title=titles[0])
        draft = open_version(adoption.document)
        if stands != "in force, next draft open":
            draft = here(draft)
        if stands != "first draft":
            in_force(draft)
        if stands == "in force, next draft open":
            here(documents.draft_next_version(adoption.document, by=team[0], reason="Đang sửa"))
        facts = {"distribution": receivers[1]} | ({"title": titles[1]} if titles[1] else {})
        next_version(
            package,
            {"policy": lambda nodes: changed(nodes, theirs, "new")},
            facts={"policy": facts},
            without=[each.key for each in documents_of(package) if each.key != "policy"],
        )
        if look([adoption.pk]).newer:
            decide_rest(adoption, take=take, by=team[0])
            before = all_that_stands(adoption)
            into = stands != "in force"
            update = taken(adoption, team[0], into_draft=into, knows_cited=True)
            assert Adoption.objects.get(pk=adoption.pk).base_id == update.theirs_id
            undo(update, by=team[0])
            assert all_that_stands(adoption) == before
        transaction.set_rollback(True)
