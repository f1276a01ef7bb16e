"""A removed block comes back where it was, whatever happened to its neighbours meanwhile."""

import pytest

from apps.documents import services
from apps.documents.selectors import tree_of
from kernel.content.markup import to_inline
from kernel.content.nodes import Node
from tests.apps.documents import making
from tests.factories import make_team


def said(node_id):
    return Node(node_id, "paragraph", {"text": to_inline(f"Nội dung {node_id}.")})


def answered(node_id, number, *answers):
    body = {"clauses": [number], "title": f"{number}. Tên", "applicable": True}
    return Node(node_id, "clause", body, tuple(said(each) for each in answers))


@pytest.fixture
def author(team):
    return team[0]


@pytest.fixture
def team(alpha):
    return make_team()


@pytest.fixture
def draft(team):
    nodes = [said("a"), answered("c", "4.1", "c1", "c2", "c3"), said("d"), said("e")]
    return making.draft(team, nodes=nodes, kind="manual")


def shown(version):
    return [(node.id, [child.id for child in node.children]) for node in tree_of(version)]


@pytest.mark.parametrize("node_id", ["a", "c", "c1", "c2", "c3", "d", "e"])
def test_it_comes_back_to_its_place(draft, author, node_id):
    before = shown(draft)
    services.remove_node(draft, node_id, by=author)
    assert shown(draft) != before
    services.restore_node(draft, node_id, by=author)
    assert shown(draft) == before


def test_it_comes_back_behind_its_neighbour_wherever_that_went(draft, author):
    services.remove_node(draft, "d", by=author)
    services.move_node(draft, "c", up=True, by=author)  # and all positions are new
    services.restore_node(draft, "d", by=author)
    assert [node_id for node_id, _answers in shown(draft)] == ["c", "d", "a", "e"]


def test_it_comes_back_about_there_when_its_neighbour_is_gone(draft, author):
    services.remove_node(draft, "d", by=author)
    services.remove_node(draft, "c", by=author)
    services.restore_node(draft, "d", by=author)
    assert [node_id for node_id, _answers in shown(draft)] == ["a", "d", "e"]


def test_an_answer_whose_clause_is_gone_stands_by_itself_and_is_not_lost(draft, author):
    services.remove_node(draft, "c2", by=author)
    services.remove_node(draft, "c", by=author)
    services.restore_node(draft, "c2", by=author)
    assert shown(draft) == [("a", []), ("c2", []), ("d", []), ("e", [])]
    services.restore_node(draft, "c", by=author)
    assert ("c", ["c1", "c3"]) in shown(draft)
    assert "c2" in [node_id for node_id, _answers in shown(draft)]


def test_a_clause_does_not_bring_an_answer_that_is_there_already(draft, author):
    services.remove_node(draft, "c2", by=author)
    services.restore_node(draft, "c2", by=author)
    services.remove_node(draft, "c", by=author)
    services.restore_node(draft, "c2", by=author)
    services.restore_node(draft, "c", by=author)
    every = [each for node_id, answers in shown(draft) for each in (node_id, *answers)]
    assert sorted(every) == ["a", "c", "c1", "c2", "c3", "d", "e"]


def test_what_is_put_back_is_frozen_with_the_rest(draft, author):
    services.remove_node(draft, "c2", by=author)
    services.remove_node(draft, "c", by=author)
    services.restore_node(draft, "c2", by=author)
    sent = services.send_version(draft, by=author)
    assert "Nội dung c2." in bytes(sent.content.canonical).decode()
