"""Saving what the editor changed: by block, never over somebody else, nothing lost."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.documents import services
from apps.documents.models import DraftNode
from apps.documents.selectors import assemble
from apps.documents.services.ordering import Order
from apps.documents.services.saving import CONFLICT, GONE, REFUSED, SAVED, Block, Changes, Place
from kernel.content.markup import to_inline
from kernel.content.nodes import Node, text_of, walk
from kernel.refusals import NotPermitted, WrongState
from kernel.trail.models import Event
from tests.apps.documents import making
from tests.conftest import HouseClient
from tests.factories import make_team

pytestmark = pytest.mark.usefixtures("alpha")


@pytest.fixture
def team():
    return make_team()


@pytest.fixture
def draft(team):
    return making.draft(team)


def entered(person):
    return HouseClient("alpha.test").enter(person)


def paragraph(text):
    return {"text": to_inline(text)}


def said(version):
    return [text_of(node) for node in walk(assemble(version.nodes.all()))]


def ids(version):
    return [node.id for node in walk(assemble(version.nodes.all()))]


def save(version, by, *blocks, places=(), removed=None):
    return services.save_blocks(version, Changes(blocks, places, removed or {}), by=by)


def test_a_changed_block_is_saved_over_the_revision_that_was_seen(draft, team):
    saved = save(draft, team[0], Block("p1", "paragraph", paragraph("Câu mới."), 1))
    assert [(o.id, o.status, o.revision) for o in saved.blocks] == [("p1", SAVED, 2)]
    assert said(draft)[1] == "Câu mới."


def test_what_somebody_else_saved_is_not_overwritten_and_comes_back_beside_mine(draft, team):
    save(draft, team[1], Block("p1", "paragraph", paragraph("Câu của chị Vân."), 1))
    mine = [
        Block("p1", "paragraph", paragraph("Câu của tôi."), 1),
        Block("h1", "heading", {"level": 1, "text": to_inline("1. Mục tiêu")}, 1),
    ]
    saved = save(draft, team[0], *mine)
    assert [o.status for o in saved.blocks] == [CONFLICT, SAVED], "one does not hold back the other"
    assert saved.blocks[0].theirs.body == paragraph("Câu của chị Vân.")
    assert (saved.blocks[0].by, saved.blocks[0].revision) == (team[1].full_name, 2)
    assert said(draft) == ["1. Mục tiêu", "Câu của chị Vân."]


def test_the_same_text_sent_again_is_saved_as_when_an_answer_was_lost(draft, team):
    block = Block("p1", "paragraph", paragraph("Câu mới."), 1)
    new = Block("moi", "paragraph", paragraph("Thêm."), 0)
    save(draft, team[0], block, new, places=[Place("moi", "", ["p1"])])
    again = save(draft, team[0], block, new, places=[Place("moi", "", ["p1"])])
    assert [(o.status, o.revision) for o in again.blocks] == [(SAVED, 2), (SAVED, 1)]
    assert ids(draft) == ["h1", "p1", "moi"]


def test_a_new_block_stands_where_it_was_put_and_a_duplicate_gets_a_new_id(draft, team):
    twice = (
        Block("a", "paragraph", paragraph("Một."), 0),
        Block("a", "paragraph", paragraph("Hai."), 0),
    )
    bad = Block("Không phải mã", "paragraph", paragraph("Ba."), 0)
    saved = save(
        draft,
        team[0],
        *twice,
        bad,
        places=[Place("a", "", ["h1"])],
    )
    assert [o.status for o in saved.blocks] == [SAVED] * 3
    assert saved.blocks[0].id == "a"
    assert len({o.id for o in saved.blocks}) == 3
    assert {"Một.", "Hai.", "Ba."} <= set(said(draft))


def test_many_blocks_are_pasted_in_order_without_moving_the_others(draft, team):
    names = [f"n{n}" for n in range(40)]
    places = [
        Place(name, "", [before]) for before, name in zip(["h1", *names], names, strict=False)
    ]
    before = {row.node_id: row.position for row in draft.nodes.all()}
    save(draft, team[0], *(Block(n, "paragraph", paragraph(n), 0) for n in names), places=places)
    assert ids(draft) == ["h1", *names, "p1"]
    assert {row.node_id: row.position for row in draft.nodes.filter(node_id__in=before)} == before


def test_where_the_room_is_used_up_the_order_is_kept(draft, team):
    for n in range(25):
        save(
            draft,
            team[0],
            Block(f"n{n}", "paragraph", paragraph(str(n)), 0),
            places=[Place(f"n{n}", "", ["h1"])],
        )
    assert ids(draft) == ["h1", *(f"n{n}" for n in reversed(range(25))), "p1"]


def test_a_block_moves_behind_the_nearest_neighbour_that_is_still_there(draft, team):
    save(
        draft,
        team[0],
        Block("p2", "paragraph", paragraph("Hai."), 0),
        places=[Place("p2", "", ["p1"])],
    )
    save(draft, team[0], places=[Place("h1", "", ["gone", "p1"])])
    assert ids(draft) == ["p1", "h1", "p2"]
    save(draft, team[0], places=[Place("p2")])
    assert ids(draft) == ["p2", "p1", "h1"]
    assert set(draft.nodes.values_list("revision", flat=True)) == {1}, "a move is no new text"


CLAUSE = {"clauses": ["9.2"], "title": "9.2 Đánh giá nội bộ", "applicable": True}


@pytest.fixture
def manual(team):
    answer = (Node("a1", "paragraph", paragraph("Có.")), Node("a2", "paragraph", paragraph("Rồi.")))
    tree = [Node("c1", "clause", CLAUSE, answer), Node("z", "paragraph", paragraph("Cuối."))]
    return making.draft(team, code="STCL", kind="manual", nodes=tree)


def test_a_clause_goes_with_its_answer_and_both_can_be_put_back(manual, team):
    saved = save(manual, team[0], removed={"c1": 1, "a1": 1, "a2": 1})
    assert [o.status for o in saved.removed] == [GONE] * 3
    assert ids(manual) == ["z"]
    services.restore_node(manual, "c1", by=team[0])
    assert ids(manual) == ["c1", "a1", "a2", "z"]
    assert [n.id for n in assemble(manual.nodes.all())] == ["c1", "z"]


def test_an_answer_that_the_remover_did_not_know_stays_in_its_place(manual, team):
    save(
        manual,
        team[1],
        Block("a3", "list", {"marker": "-", "items": [{"id": "i", "text": []}]}, 0),
        places=[Place("a3", "c1", ["a1"])],
    )
    save(manual, team[0], removed={"c1": 1, "a1": 1, "a2": 1})
    assert [n.id for n in assemble(manual.nodes.all())] == ["a3", "z"]


def test_a_block_that_was_changed_meanwhile_is_not_removed(manual, team):
    save(manual, team[1], Block("a1", "paragraph", paragraph("Có, từ hôm nay."), 1))
    saved = save(manual, team[0], removed={"c1": 1, "a1": 1, "a2": 1})
    kept = {o.id: o for o in saved.removed if o.status == CONFLICT}
    assert list(kept) == ["a1"]
    assert kept["a1"].by == team[1].full_name
    assert said(manual) == ["Có, từ hôm nay.", "Cuối."]


def test_what_was_removed_meanwhile_is_told_and_can_be_kept(manual, team):
    save(manual, team[1], removed={"z": 1})
    saved = save(manual, team[0], Block("z", "paragraph", paragraph("Cuối cùng."), 1))
    assert (saved.blocks[0].status, saved.blocks[0].theirs) == (CONFLICT, None)
    save(
        manual,
        team[0],
        Block("z", "paragraph", paragraph("Cuối cùng."), 0),
        places=[Place("z", "", ["c1"])],
    )
    assert ids(manual)[-1] == "z"


def test_a_clause_never_stands_below_a_clause_nor_a_block_below_a_paragraph(manual, team):
    save(
        manual,
        team[0],
        Block("c2", "clause", CLAUSE, 0),
        Block("b", "paragraph", paragraph("b"), 0),
        Block("d", "paragraph", paragraph("d"), 0),
        places=[Place("c2", "c1", []), Place("b", "z", []), Place("d", "c2", [])],
    )
    tree = assemble(manual.nodes.all())
    assert {n.id: [c.id for c in n.children] for n in tree if n.kind == "clause"} == {
        "c1": ["a1", "a2"],
        "c2": ["d"],
    }
    assert "b" in [n.id for n in tree]


def test_answers_of_a_clause_that_becomes_a_paragraph_stand_by_themselves(manual, team):
    save(manual, team[0], Block("c1", "paragraph", paragraph("Thôi."), 1))
    assert {n.id for n in assemble(manual.nodes.all())} == {"c1", "a1", "a2", "z"}


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"text": [{"text": "a\0"}]},
        {"text": "a"},
        {"text": [], "align": "up"},
        {"text": [{"clause": "không"}]},
    ],
)
def test_a_block_that_cannot_be_kept_says_why_and_the_others_are_saved(draft, team, body):
    good = Block("h1", "heading", {"level": 2, "text": to_inline("Tên")}, 1)
    saved = save(draft, team[0], Block("p1", "paragraph", body, 1), good)
    assert [o.status for o in saved.blocks] == [REFUSED, SAVED]
    assert saved.blocks[0].sentence
    assert draft.nodes.get(node_id="p1").revision == 1


def test_nothing_is_saved_in_what_was_sent_nor_by_who_may_not_write(draft, team):
    block = Block("p1", "paragraph", paragraph("Câu mới."), 1)
    with pytest.raises(NotPermitted):
        save(draft, team[3], block)
    services.send_version(draft, by=team[0])
    with pytest.raises(WrongState):
        save(draft, team[0], block)
    assert draft.nodes.get(node_id="p1").revision == 1


def test_typing_leaves_no_trail_but_what_is_taken_out_does(draft, team):
    before = Event.objects.count()
    save(draft, team[0], Block("p1", "paragraph", paragraph("Câu mới."), 1))
    assert Event.objects.count() == before
    save(draft, team[0], removed={"p1": 2, "h1": 1})
    event = Event.objects.filter(action="documents.node_remove").get()
    assert [block["node_id"] for block in event.body["blocks"]] == ["h1", "p1"]


def test_the_statements_of_a_save_do_not_grow_with_its_blocks(team, django_assert_max_num_queries):
    many = [Node(f"b{n}", "paragraph", paragraph(str(n))) for n in range(200)]
    draft = making.draft(team, code="QT.09", nodes=many)
    changed = [Block(n.id, n.kind, paragraph("mới"), 1) for n in many[:150]]
    new = [Block(f"x{n}", "paragraph", paragraph("x"), 0) for n in range(100)]
    places = [Place(f"x{n}", "", [f"b{n}"]) for n in range(100)]
    with django_assert_max_num_queries(14):
        save(
            draft,
            team[0],
            *changed,
            *new,
            places=places,
            removed={f"b{n}": 1 for n in range(160, 200)},
        )
    assert draft.nodes.count() == 260


ORDERS = st.lists(
    st.tuples(
        st.sampled_from("abcdefgh"),
        st.sampled_from(["", *"abcdefgh"]),
        st.lists(st.sampled_from("abcdefghxy"), max_size=3),
    ),
    max_size=8,
)


@given(ORDERS, st.sets(st.sampled_from("abcdefgh"), max_size=3))
def test_in_any_order_every_block_stands_once_and_the_numbers_say_so(moves, gone):
    rows = [
        DraftNode(
            node_id=name,
            kind="clause" if name in "cf" else "paragraph",
            parent_id="c" if name in "de" else "",
            position=10 * at,
        )
        for at, name in enumerate("abcdefgh")
    ]
    order = Order(rows)
    order.take_out(gone)
    for name, parent, after in moves:
        order.put(name, parent, after)
    order.settle()
    left = [row for row in rows if row.node_id not in gone]
    tree = list(walk(assemble(left)))
    assert sorted(node.id for node in tree) == sorted(row.node_id for row in left)
    for parent, names in order.lists.items():
        numbers = [order.rows[name].position for name in names]
        assert numbers == sorted(set(numbers)), "no two in one place"
        assert all(order.rows[name].parent_id == parent for name in names)


def test_the_doors_answer_by_block_and_refuse_what_is_no_json(draft, team):
    browser = entered(team[0])
    address = f"/documents/versions/{draft.pk}/blocks/"
    told = browser.get(address).json()
    assert [(b["id"], b["revision"]) for b in told["blocks"]] == [("h1", 1), ("p1", 1)]
    sent = {
        "base": {"p1": 1},
        "blocks": [{"id": "p1", "kind": "paragraph", "body": paragraph("Mới.")}],
    }
    answer = browser.post(address, {"changes": json.dumps(sent)}).json()
    assert answer["blocks"] == [{"sent": "p1", "id": "p1", "status": "saved", "revision": 2}]
    again = browser.post(
        address,
        {
            "changes": json.dumps(
                sent | {"blocks": [{"id": "p1", "kind": "paragraph", "body": paragraph("Khác.")}]}
            )
        },
    ).json()
    assert again["blocks"][0]["theirs"]["body"] == paragraph("Mới.")
    for bad in (
        "",
        "[]",
        "{",
        '{"blocks": 1}',
        '{"base": {"a": "1"}}',
        '{"base": {"a": 1e9}}',
        "[" * 5000,
        '{"blocks": [{"id": 1}]}',
        '{"order": [{"id": "a", "after": "b"}]}',
    ):
        assert browser.post(address, {"changes": bad}).status_code == 422


def test_who_is_there_is_told_and_what_changed(draft, team):
    first, second = entered(team[0]), entered(team[1])
    address = f"/documents/versions/{draft.pk}/present/"
    said = first.post(address, {"tab": "a", "at": "p1"}).json()
    assert said["people"] == []
    assert said["outline"] == [["h1", "", 1], ["p1", "", 1]]
    heard = second.post(address, {"tab": "b", "at": "h1", "stamp": said["stamp"]}).json()
    assert heard == {"people": [{"name": team[0].full_name, "at": "p1"}], "stamp": said["stamp"]}
    save(draft, team[0], Block("p1", "paragraph", paragraph("Mới."), 1))
    heard = second.post(address, {"tab": "b", "at": "h1", "stamp": said["stamp"]}).json()
    assert heard["outline"][1] == ["p1", "", 2]
    first.post(address, {"tab": "a", "leave": "1"})
    assert second.post(address, {"tab": "b"}).json()["people"] == []
