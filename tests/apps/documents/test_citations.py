"""What a text cites is found in it, follows it, and is told when it is no longer in force."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.documents import services
from apps.documents.models import Citation, Version
from apps.documents.selectors.citations import cited_in, outdated, symbols_in, unlisted
from apps.documents.services.citations import derive_citations
from apps.documents.services.external import add_external, change_external, replace_external
from kernel.content.markup import to_inline
from kernel.content.nodes import Node
from kernel.notices.services import notices_of
from kernel.refusals import BadInput, Conflict
from tests.apps.documents import making
from tests.factories import make_team

KINDS = st.sampled_from(["QĐ-TTg", "NĐ-CP", "TT-BKHCN", "QĐ-UBND", "TTLT-BTC-BNV", "CT-TTg"])
SYMBOLS = st.builds(
    lambda number, year, kind: f"{number:02}/{year}{kind}",
    st.integers(1, 9999),
    st.sampled_from(["", "2014/", "1999/", "2026/"]),
    KINDS,
)
AROUND = st.sampled_from(["theo Thông tư số ", "(", "và ", "Căn cứ Nghị định số\xa0", "“"])
BEHIND = st.sampled_from([" ngày 05/3/2014", ")", ".", ", ", ";", " của Thủ tướng", "”", ""])


@given(st.lists(st.tuples(AROUND, SYMBOLS, BEHIND), max_size=4))
def test_every_symbol_of_law_is_found_and_nothing_else(pieces):
    text = " ".join("".join(piece) for piece in pieces)
    assert symbols_in(text) == [symbol for _before, symbol, _behind in pieces]


@given(st.text("0123456789/- .,ab", max_size=40))
def test_days_and_numbers_are_no_symbols(text):
    assert symbols_in(f"ngày 20/11/2026, {text}") == []


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Quyết định số 19/2014/QĐ – TTg", "19/2014/QĐ-TTg"),
        ("Luật Lưu trữ số 33/2024/QH15", "33/2024/QH15"),
        ("số 775 /QĐ-UBND ngày 28/3/2008", "775/QĐ-UBND"),
    ],
)
def test_a_symbol_is_known_however_its_dashes_and_spaces_are_typed(written, meant):
    assert symbols_in(written) == [meant]


def test_links_forms_and_known_names_are_found_once_a_block():
    said = "Theo [[QT.HT.01]], TCVN ISO 9001:2015 và 30/2020/NĐ-CP; 30/2020/NĐ-CP."
    step = {"id": "s1", "actor": [], "title": to_inline("Lập"), "shape": "task", "detail": []}
    nodes = [
        Node("p1", "paragraph", {"text": to_inline(said)}),
        Node("q1", "steps", {"steps": [step | {"forms": ["BM.HT.01.01"]}]}),
    ]
    found = cited_in(nodes, ["TCVN ISO 9001:2015"])
    assert [tuple(each) for each in found] == [
        ("p1", "QT.HT.01"),
        ("p1", "30/2020/NĐ-CP"),
        ("p1", "TCVN ISO 9001:2015"),
        ("q1", "BM.HT.01.01"),
    ]


def law(by, code="110/2004/NĐ-CP", **facts):
    return add_external(
        by=by, code=code, title="Về công tác văn thư", kind_name="Nghị định", **facts
    )


def citing(text="Theo Nghị định số 110/2004/NĐ-CP."):
    return [Node("p1", "paragraph", {"text": to_inline(text)})]


def test_citations_follow_the_text_and_deriving_them_twice_changes_nothing(alpha):
    team = make_team()
    external = law(team[0])
    version = making.draft(team, nodes=citing())
    assert derive_citations(version) == 1
    [row] = Citation.objects.filter(version=version)
    assert (row.node_id, row.code, row.external) == ("p1", "110/2004/NĐ-CP", external)
    assert derive_citations(version) == 1
    assert Citation.objects.get().pk == row.pk
    node = version.nodes.get()
    body = {"text": to_inline("Không viện dẫn gì.")}
    services.save_node(version, "p1", body, revision=node.revision, by=team[0])
    assert derive_citations(version) == 0
    assert not Citation.objects.exists()


def test_what_the_list_lacks_is_told_and_linked_as_soon_as_it_is_there(alpha):
    team = make_team()
    derive_citations(making.draft(team, nodes=citing()))
    assert unlisted() == {"110/2004/NĐ-CP": 1}
    external = law(team[0], code="110/2004/nđ-cp")
    assert unlisted() == {}
    assert Citation.objects.get().external == external
    change_external(external, by=team[0], code="111/2004/NĐ-CP")
    assert Citation.objects.get().external is None


def test_replacing_marks_every_citing_block_and_tells_its_keepers_once(alpha):
    team = make_team()
    old, new = law(team[0]), law(team[0], code="30/2020/NĐ-CP", in_force_from=date(2020, 3, 5))
    version = making.issued(team, nodes=citing())
    derive_citations(version)
    before = notices_of(team[0]).count()
    assert replace_external(old, new, by=team[0]) == [version]
    assert replace_external(old, new, by=team[0]) == []
    [mark] = outdated([version])
    assert (mark.node_id, mark.external.successor, mark.external.in_force_until) == (
        "p1",
        new,
        date(2020, 3, 5),
    )
    assert notices_of(team[0]).count() == before + 1
    assert "30/2020/NĐ-CP" in notices_of(team[0]).first().text


def test_two_documents_never_replace_each_other(alpha):
    team = make_team()
    first, second, third = (law(team[0], code=f"{n}/2020/NĐ-CP") for n in (1, 2, 3))
    replace_external(first, second, by=team[0])
    replace_external(second, third, by=team[0])
    for old, new in ((third, first), (second, first), (first, first)):
        with pytest.raises(BadInput):
            replace_external(old, new, by=team[0])


def test_a_number_stands_once_in_the_list_whatever_its_case(alpha):
    team = make_team()
    law(team[0])
    with pytest.raises(Conflict, match="110/2004/NĐ-cp"):
        law(team[0], code="110/2004/NĐ-cp")


def test_a_decision_cites_nothing(alpha):
    team = make_team()
    decision = making.decided(team, making.approved(team))
    assert derive_citations(Version.objects.get(pk=decision.pk)) == 0
