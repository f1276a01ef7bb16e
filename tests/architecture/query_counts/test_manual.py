"""A manual of sixty blocks as page and on paper; what every page asks of the house."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from apps.compliance.services import recompute
from apps.documents import services as documents
from kernel.content.markup import to_inline
from kernel.content.nodes import Node
from tests.architecture.query_counts.filling import (
    PAGE,
    PAPER,
    inside,
    statements,
)


@pytest.fixture
def manual(province):
    """A manual of sixty blocks at beta: headings, clause rows with answers, tables, a register."""
    with inside("beta"):
        people = province.beta.people
        version = documents.draft_document(
            code="STCL.60", title="Sổ tay", kind="manual", nodes=sixty(), by=people["secretary"]
        )
        documents.name_signers(
            version,
            checker=people["quality_manager"],
            approver=people["top_management"],
            by=people["secretary"],
        )
        sent = documents.draft_document(
            code="STCL.61", title="Sổ tay", kind="manual", nodes=sixty(), by=people["secretary"]
        )
        documents.name_signers(
            sent,
            checker=people["quality_manager"],
            approver=people["top_management"],
            by=people["secretary"],
        )
        sent = documents.send_version(sent, by=people["secretary"])
        recompute()
    return {"drafting": version, "checking": sent}


def sixty():
    nodes = [Node("h0", "heading", {"level": 1, "text": to_inline("I. SỔ TAY")})]
    for n in range(14):
        answer = (
            Node(f"a{n}", "paragraph", {"text": to_inline("{{agency_name}} thực hiện [[9.2]].")}),
            Node(
                f"l{n}", "list", {"marker": "-", "items": [{"id": "i", "text": to_inline("một")}]}
            ),
        )
        clause = {"clauses": [f"{4 + n % 7}.1"], "title": f"{4 + n % 7}.1 Điểm", "applicable": True}
        nodes.append(Node(f"c{n}", "clause", clause, answer))
        nodes.append(Node(f"p{n}", "paragraph", {"text": to_inline("Xem [[QT.HT.04]].")}))
    nodes.append(Node("r1", "register", {"source": "documents"}))
    nodes.append(Node("r2", "register", {"source": "units"}))
    nodes.append(Node("end", "paragraph", {"text": to_inline("Hết.")}))
    assert sum(1 + len(node.children) for node in nodes) == 60
    return nodes


@pytest.mark.parametrize("state", ["drafting", "checking"])
@pytest.mark.parametrize("tail", ["?tab=content", "?tab=history", "?tab=links"])
def test_a_manual_of_sixty_blocks_as_a_page(province, manual, state, tail):
    told = statements(
        province.beta.browser("all"), f"/documents/versions/{manual[state].pk}/{tail}"
    )
    assert len(told) <= PAGE, "\n".join(told)


@pytest.mark.parametrize("part", ["write/", "write/?by=block", "blocks/", "beside/"])
def test_a_manual_of_sixty_blocks_being_written(province, manual, part):
    told = statements(
        province.beta.browser("all"), f"/documents/versions/{manual['drafting'].pk}/{part}"
    )
    assert len(told) <= PAGE, "\n".join(told)


@pytest.mark.parametrize("state", ["drafting", "checking"])
@pytest.mark.parametrize("kind", ["docx", "pdf"])
def test_a_manual_of_sixty_blocks_on_paper(province, manual, state, kind):
    path = f"/documents/versions/{manual[state].pk}/{kind}/"
    told = statements(province.beta.browser("all"), path)
    assert len(told) <= PAPER, "\n".join(told)


def test_the_authority_of_a_person_is_one_statement(province):
    with inside("beta"):
        person = User.objects.get(pk=province.beta.people["all"].pk)
        with CaptureQueriesContext(connection) as captured:
            assert person.authority.grants
            assert person.authority.roles
    assert len(captured) == 1


def test_the_agency_of_a_host_is_looked_up_once_a_minute(province):
    told = statements(province.beta.browser("all"), "/notices/")
    assert not [sql for sql in told if "tenants_domain" in sql]
    assert len([sql for sql in told if "search_path" in sql]) == 1
