"""Placeholders: found in order, frozen with their values, opened again."""

from hypothesis import given
from hypothesis import strategies as st

from kernel.content.markup import to_inline
from kernel.content.nodes import Node, validate
from kernel.content.placeholders import fill, missing, thaw, used
from tests.kernel.content.trees import KEYS, TEXTS, TREES, few

VALUES = st.dictionaries(KEYS, TEXTS)


def _paragraph(markup: str) -> Node:
    return Node("a", "paragraph", {"text": to_inline(markup)})


def test_keys_are_told_once_in_reading_order() -> None:
    steps = {
        "steps": [
            {
                "id": "s1",
                "actor": to_inline("{{secretary_name}}"),
                "title": to_inline("{{year}}"),
                "detail": to_inline("{{agency_name}}"),
                "shape": "task",
                "forms": [],
            }
        ]
    }
    nodes = [_paragraph("{{year}} {{year}}"), Node("s", "steps", steps)]
    assert used(nodes) == ["year", "secretary_name", "agency_name"]


def test_filling_freezes_what_is_known_and_leaves_the_rest() -> None:
    assert fill([_paragraph("{{a}} {{b}}")], {"a": "UBND"}) == [_paragraph("{{a=UBND}} {{b}}")]


def test_a_frozen_value_stays_as_it_was_printed() -> None:
    assert fill([_paragraph("{{a=cũ}}")], {"a": "mới"}) == [_paragraph("{{a=cũ}}")]


def test_what_has_no_value_or_an_empty_one_is_missing() -> None:
    nodes = [_paragraph("{{a}} {{b}} {{c}} {{d=}} {{a}}")]
    assert missing(nodes, {"b": "B", "c": ""}) == ["a", "c"]


@few
@given(TREES, VALUES)
def test_filling_twice_changes_nothing_more(nodes: list[Node], values: dict[str, str]) -> None:
    filled = fill(nodes, values)
    validate(filled)
    assert fill(filled, {key: f"{value}!" for key, value in values.items()}) == filled
    assert used(filled) == used(nodes)


@few
@given(TREES, VALUES)
def test_thawing_takes_filling_back(nodes: list[Node], values: dict[str, str]) -> None:
    assert thaw(fill(nodes, values)) == thaw(nodes)
    assert missing(thaw(nodes), {}) == used(nodes)
