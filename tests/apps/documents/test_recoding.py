"""Another code: the old one leads on, links in drafts follow, prints stay as they are."""

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from apps.documents import services
from apps.documents.models import Document, FormerCode, Version
from apps.documents.selectors import tree_of
from apps.documents.selectors.citations import known_codes
from apps.documents.selectors.codes import next_document_code, once_called, rows_of_codes
from apps.documents.services.citations import derive_citations
from apps.documents.services.codes import change_code
from kernel.content.markup import to_inline
from kernel.content.nodes import Node, text_of
from kernel.notices.services import notices_of
from kernel.numbering import same_code
from kernel.refusals import BadInput, Conflict, NotPermitted, WrongState
from tests.apps.documents import making
from tests.factories import make_team

WHY = "Sắp xếp lại danh mục"


@pytest.fixture
def team(alpha):
    return make_team()


def citing(code):
    step = {"id": "s1", "actor": [], "title": to_inline("Lập"), "shape": "task", "detail": []}
    return [
        Node("p1", "paragraph", {"text": to_inline(f"Theo [[{code}]] và {code}.")}),
        Node("q1", "steps", {"steps": [step | {"forms": [code]}]}),
    ]


def test_links_in_drafts_follow_and_what_was_issued_stays_as_printed(team):
    cited = making.issued(team, code="QT.HT.01")
    printed = making.issued(team, number=6, code="QT.HT.02", nodes=citing("QT.HT.01"))
    draft = making.draft(team, code="QT.HT.03", nodes=citing("QT.HT.01"))
    derive_citations(printed)
    sha = printed.content_id
    before = notices_of(team[0]).count()
    change_code(cited.document, code="QT.VP.01", why=WHY, by=team[0])
    paragraph, steps = tree_of(Version.objects.get(pk=draft.pk))
    assert text_of(paragraph) == "Theo QT.VP.01 và QT.HT.01."
    assert steps.body["steps"][0]["forms"] == ["QT.VP.01"]
    printed = Version.objects.get(pk=printed.pk)
    assert printed.content_id == sha
    assert "QT.HT.01" in text_of(tree_of(printed)[0])
    assert notices_of(team[0]).count() == before + 1
    assert once_called("qt.ht.01") == cited.document
    assert derive_citations(printed)
    assert {row.document for row in printed.citations.all()} == {cited.document}


def test_the_old_code_leads_to_the_document(client, team):
    cited = making.issued(team)
    change_code(cited.document, code="QT.VP.01", why=WHY, by=team[0])
    client.enter(team[0])
    for code in ("QT.HT.03", "QT.VP.01", "qt.vp.01"):
        answer = client.get(f"/documents/code/{code}/")
        assert answer["Location"] == f"/documents/{cited.document_id}/"


@pytest.mark.parametrize("code", ["QT.HT.09", "qt.ht.09", " QT.HT.09 ", "QT.HT.08"])
def test_a_code_that_another_bears_or_bore_is_refused_with_the_next_free_one(team, code):
    making.draft(team, code="QT.HT.09")
    other = making.draft(team, code="QT.HT.08")
    change_code(other.document, code="QT.HT.10", why=WHY, by=team[0])
    draft = making.draft(team)
    with pytest.raises(Conflict, match=r"QT\.HT\.11"):
        change_code(draft.document, code=code, why=WHY, by=team[0])


def test_it_is_refused_while_an_approval_would_cover_the_code(team):
    version = making.checked(team)
    with pytest.raises(WrongState):
        change_code(version.document, code="QT.HT.04", why=WHY, by=team[0])
    services.recall_version(version, by=team[0])
    with pytest.raises(BadInput):
        change_code(version.document, code="QT.HT.04", why=" ", by=team[0])
    with pytest.raises(NotPermitted):
        change_code(version.document, code="QT.HT.04", why=WHY, by=team[3])
    assert change_code(version.document, code="QT.HT.04", why=WHY, by=team[0]).code == "QT.HT.04"


def test_a_block_that_somebody_saved_meanwhile_keeps_his_words(team):
    cited = making.draft(team, code="QT.HT.01")
    draft = making.draft(team, code="QT.HT.02", nodes=citing("QT.HT.01")[:1])
    row = draft.nodes.get()
    change_code(cited.document, code="QT.HT.07", why=WHY, by=team[0])
    with pytest.raises(Conflict):  # who had it open is told, and loses nothing
        services.save_node(draft, "p1", row.body, revision=row.revision, by=team[0])


CODES = st.sampled_from([f"QT.HT.{n:02}" for n in range(1, 7)])


@settings(
    max_examples=6,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(st.tuples(st.integers(0, 2), CODES), max_size=5))
def test_whatever_is_changed_every_code_ever_printed_leads_somewhere(team, changes):
    documents = [making.draft(team, code=f"ZZ.{n}.{len(changes)}").document for n in range(3)]
    printed = {document.code for document in documents}
    try:
        for at, code in changes:
            try:
                document = change_code(documents[at], code=code, why=WHY, by=team[0])
            except Conflict:
                continue
            printed.add(document.code)
        known = known_codes().documents
        assert {same_code(code) for code in printed} <= known.keys()
        assert len({d.code for d in Document.objects.all()}) == Document.objects.count()
    finally:
        FormerCode.objects.all().delete()
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM documents_citation")
        for document in documents:
            Document.objects.filter(pk=document.pk).update(code=f"cũ {document.pk}")


def test_a_sort_of_procedure_counts_by_its_own_pattern_and_gaps_are_listed(team):
    for number in (1, 2, 5):
        making.draft(team, code=f"QT.HT.0{number}")
    assert next_document_code("procedure", sort="internal") == "QT.NB.01"
    assert next_document_code("procedure", sort="system") == "QT.HT.06"
    row = next(row for row in rows_of_codes() if (row.kind, row.sort) == ("procedure", ""))
    assert (row.used, row.next, row.unused) == (3, "QT.HT.06", ["QT.HT.03", "QT.HT.04"])
