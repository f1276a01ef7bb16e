"""The canonical bytes: one tree, one row of bytes, one hash."""

import random
import unicodedata
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kernel.content.canonical import canonical, parse, sha256
from kernel.content.nodes import ContentError, Node, normal_form
from tests.kernel.content.trees import TEXTS, TREES, few, paragraph

NAMES = st.text("abcxyz_", min_size=1, max_size=6)
VALUES: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3),
)


METAS = st.dictionaries(NAMES, VALUES, max_size=5)


def _nfc(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _nfc(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_nfc(inner) for inner in value]
    return unicodedata.normalize("NFC", value) if isinstance(value, str) else value


def _shuffled(value: Any, chance: random.Random) -> Any:
    if isinstance(value, dict):
        entries = [(key, _shuffled(inner, chance)) for key, inner in value.items()]
        return dict(chance.sample(entries, len(entries)))
    if isinstance(value, list):
        return [_shuffled(inner, chance) for inner in value]
    return value


def _shuffled_node(node: Node, chance: random.Random) -> Node:
    children = tuple(_shuffled_node(child, chance) for child in node.children)
    return Node(node.id, node.kind, _shuffled(node.body, chance), children)


def test_the_bytes_are_those_agreed() -> None:
    frozen = canonical({"title": "Sổ tay", "code": "STCL"}, [paragraph("a1", "Đất")])
    assert frozen.decode() == (
        '{"format":1,"meta":{"code":"STCL","title":"Sổ tay"},'
        '"nodes":[{"body":{"text":[{"text":"Đất"}]},"id":"a1","kind":"paragraph"}]}'
    )
    assert sha256(frozen) == "4e2e342e99b6c548079422fe803aa6ae62d517b9ff643c3c5c5f1ca70844f735"


@few
@given(METAS, TREES)
def test_parsing_gives_back_the_normal_form(meta: dict[str, Any], nodes: list[Node]) -> None:
    assert parse(canonical(meta, nodes)) == (_nfc(meta), normal_form(nodes))


@few
@given(METAS, TREES)
def test_freezing_what_was_parsed_gives_the_same_bytes(
    meta: dict[str, Any], nodes: list[Node]
) -> None:
    frozen = canonical(meta, nodes)
    assert canonical(*parse(frozen)) == frozen


@few
@given(METAS, TREES, st.randoms(use_true_random=False))
def test_the_order_of_keys_does_not_matter(
    meta: dict[str, Any], nodes: list[Node], chance: random.Random
) -> None:
    again = [_shuffled_node(node, chance) for node in nodes]
    assert canonical(_shuffled(meta, chance), again) == canonical(meta, nodes)


@settings(deadline=None)
@given(TEXTS)
def test_composed_and_decomposed_letters_are_the_same(text: str) -> None:
    composed, decomposed = (unicodedata.normalize(form, text) for form in ("NFC", "NFD"))
    one = canonical({"title": composed}, [paragraph("a", composed)])
    assert one == canonical({"title": decomposed}, [paragraph("a", decomposed)])
    assert parse(one)[0] == {"title": composed}


@few
@given(TREES)
def test_the_order_of_blocks_matters(nodes: list[Node]) -> None:
    if len(nodes) > 1:
        assert canonical({}, nodes) != canonical({}, nodes[::-1])


def test_one_changed_character_changes_the_hash() -> None:
    one, other = (canonical({}, [paragraph("a", text)]) for text in ("năm 2026", "năm 2025"))
    assert sha256(one) != sha256(other)


@pytest.mark.parametrize("value", [1.0, float("nan"), 2**53, {1: "a"}, {"a"}, b"a", object()])
def test_it_refuses_what_has_no_exact_form(value: object) -> None:
    with pytest.raises(ContentError):
        canonical({"deep": [{"value": value}]}, [])


def test_it_refuses_a_tree_that_is_not_valid() -> None:
    with pytest.raises(ContentError):
        canonical({}, [paragraph("a", "một"), paragraph("a", "hai")])


def test_it_refuses_a_float_in_a_body() -> None:
    with pytest.raises(ContentError):
        canonical({}, [Node("a", "heading", {"level": 1.0, "text": []})])


def test_it_refuses_two_names_that_are_written_alike() -> None:
    with pytest.raises(ContentError):
        canonical({"\u00e9": "1", "e\u0301": "2"}, [])


@pytest.mark.parametrize("text", ["\x00", "\ud800", "\x0b", "\uffff"])
def test_it_refuses_characters_no_paper_can_show(text: str) -> None:
    with pytest.raises(ContentError):
        canonical({"title": text}, [])
    with pytest.raises(ContentError):
        canonical({}, [paragraph("a", text)])


def test_it_takes_tuples_as_lists() -> None:
    assert canonical({"distribution": ("a", "b")}, []) == canonical(
        {"distribution": ["a", "b"]}, []
    )


@pytest.mark.parametrize(
    "frozen",
    [
        b"",
        b"\xff",
        b"[]",
        b"{}",
        b'{"format":2,"meta":{},"nodes":[]}',
        b'{"format":1,"meta":[],"nodes":[]}',
        b'{"format":1,"meta":{"a":1.5},"nodes":[]}',
        b'{"format":1,"meta":{"a":NaN},"nodes":[]}',
        b'{"format":1,"meta":{},"nodes":[1]}',
        b'{"format":1,"meta":{},"nodes":[{"id":"a","kind":"list","body":[]}]}',
    ],
)
def test_it_refuses_to_read_what_was_not_frozen_here(frozen: bytes) -> None:
    with pytest.raises(ContentError):
        parse(frozen)
