"""The tree: what is valid, what it says, and that ids stand once."""

from itertools import count
from typing import Any

import pytest
from hypothesis import given

from kernel.content import parts
from kernel.content.described import read_aloud
from kernel.content.nodes import (
    KINDS,
    ContentError,
    Node,
    as_json,
    fresh_ids,
    from_json,
    inlines,
    map_inlines,
    normal_form,
    text_of,
    validate,
    walk,
)
from kernel.content.shapes import BODIES
from tests.kernel.content.trees import TREES, few, paragraph

WORD = [{"text": "một"}]
STEP = {"id": "s1", "actor": WORD, "title": WORD, "shape": "task", "detail": WORD, "forms": []}
CLAUSE = {"clauses": ["7.1.2"], "title": "7.1.2. Con người", "applicable": True}


def _ids() -> Any:
    numbers = count()
    return lambda: f"new-{next(numbers)}"


def _all_ids(nodes: list[Node]) -> list[str]:
    return [node.id for node in walk(nodes)]


@few
@given(TREES)
def test_the_trees_of_these_tests_are_valid(nodes: list[Node]) -> None:
    validate(nodes)
    validate(normal_form(nodes))


@few
@given(TREES)
def test_the_normal_form_is_its_own_normal_form(nodes: list[Node]) -> None:
    assert normal_form(normal_form(nodes)) == normal_form(nodes)


@few
@given(TREES)
def test_a_tree_survives_json(nodes: list[Node]) -> None:
    assert [from_json(as_json(node)) for node in nodes] == nodes


@few
@given(TREES)
def test_every_text_is_walked_and_can_be_replaced(nodes: list[Node]) -> None:
    seen: list[Any] = []
    silent = map_inlines(nodes, lambda inline: seen.append(inline) or [])  # type: ignore[func-returns-value]
    assert seen == [inline for node in walk(nodes) for inline in inlines(node)]
    assert all(inline == [] for node in walk(silent) for inline in inlines(node))
    assert map_inlines(nodes, lambda inline: inline) == nodes


def test_every_kind_is_in_every_table() -> None:
    assert set(KINDS) == set(BODIES) == set(parts.TEXTS)
    assert set(parts.PARTS) <= set(KINDS)


@few
@given(TREES)
def test_pasted_duplicates_get_new_ids_and_the_first_keeps_its_own(nodes: list[Node]) -> None:
    doubled = fresh_ids([*nodes, *nodes], _ids())
    validate(doubled)
    assert doubled[: len(nodes)] == nodes
    assert len(set(_all_ids(doubled))) == 2 * len(_all_ids(nodes))


@few
@given(TREES)
def test_ids_taken_elsewhere_are_not_used_again(nodes: list[Node]) -> None:
    taken = _all_ids(nodes)
    assert not set(_all_ids(fresh_ids(nodes, _ids(), taken))) & set(taken)


def test_blocks_without_a_proper_id_get_one() -> None:
    rows = [{"text": WORD}, {"id": "X y", "text": WORD}, {"id": "b", "text": WORD}]
    made = fresh_ids([Node("", "list", {"marker": "-", "items": rows})], _ids())
    validate(made)
    assert made[0].id == "new-0"
    assert [item["id"] for item in made[0].body["items"]] == ["new-1", "new-2", "b"]


@pytest.mark.parametrize("body", [{}, {"items": 1}, {"items": [1]}, {"items": None}])
def test_giving_ids_leaves_a_broken_body_for_validation(body: dict[str, Any]) -> None:
    made = fresh_ids([Node("a", "list", {"marker": "-", **body})], _ids())
    with pytest.raises(ContentError):
        validate(made)


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("heading", {"level": 1, "text": WORD}),
        ("paragraph", {"text": WORD, "align": "center"}),
        ("list", {"marker": "a)", "items": [{"id": "i1", "text": WORD, "level": 2}]}),
        ("table", {"header": 0, "rows": [{"id": "r1", "cells": [{"text": WORD, "colspan": 2}]}]}),
        ("steps", {"steps": [STEP]}),
        ("clause", CLAUSE | {"justification": WORD, "related": ["QT.HT.01"]}),
        ("field", {"label": WORD, "value": []}),
        ("register", {"source": "units"}),
        ("pagebreak", {}),
    ],
)
def test_it_takes_each_kind(kind: str, body: dict[str, Any]) -> None:
    validate([Node("a", kind, body)])
    surprise = Node("a", kind, {**body, "surprise": 1})
    with pytest.raises(ContentError, match="surprise"):
        validate([surprise])


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("poem", {}),
        ("heading", {"level": 0, "text": WORD}),
        ("heading", {"level": True, "text": WORD}),
        ("heading", {"text": WORD}),
        ("heading", {"level": 1, "text": "một"}),
        ("paragraph", {"text": [{"text": 1}]}),
        ("paragraph", {"text": [{}]}),
        ("paragraph", {"text": [{"text": "a", "clause": "9.2"}]}),
        ("paragraph", {"text": [{"text": "a", "colour": "red"}]}),
        ("paragraph", {"text": [{"text": "a", "bold": 1}]}),
        ("paragraph", {"text": [{"text": "a", "value": "b"}]}),
        ("paragraph", {"text": [{"placeholder": "Tên"}]}),
        ("paragraph", {"text": [{"clause": "9.0"}]}),
        ("paragraph", {"text": [{"document": "12"}]}),
        ("paragraph", {"text": WORD, "align": "middle"}),
        ("list", {"marker": "*", "items": [{"id": "a", "text": WORD}]}),
        ("list", {"marker": "-", "items": []}),
        ("list", {"marker": "-", "items": [{"id": "a", "text": WORD}] * 2}),
        ("list", {"marker": "-", "items": [{"id": "a", "text": WORD, "level": 3}]}),
        ("table", {"header": 2, "rows": [{"id": "a", "cells": [{"text": WORD}]}]}),
        ("table", {"header": 0, "rows": [{"id": "A", "cells": [{"text": WORD}]}]}),
        ("table", {"header": 0, "rows": [{"id": "a", "cells": []}]}),
        ("steps", {"steps": [STEP | {"shape": "circle"}]}),
        ("steps", {"steps": [STEP | {"forms": ["01"]}]}),
        ("clause", CLAUSE | {"clauses": []}),
        ("clause", CLAUSE | {"clauses": ["7.1.x"]}),
        ("clause", CLAUSE | {"applicable": 1}),
        ("register", {"source": "units", "frozen": {}}),
    ],
)
def test_it_refuses_a_broken_body_with_a_sentence(kind: str, body: dict[str, Any]) -> None:
    with pytest.raises(ContentError) as refusal:
        validate([Node("block-1", kind, body)])
    assert refusal.value.sentence.endswith(".")
    assert refusal.value.node_id == "block-1"


@pytest.mark.parametrize("node_id", ["", "A", "a b", "đ", "a" * 65, "a_b"])
def test_it_refuses_an_id_that_cannot_stand_in_an_address(node_id: str) -> None:
    with pytest.raises(ContentError):
        validate([paragraph(node_id, "một")])


def test_it_refuses_an_id_that_stands_twice_anywhere_in_the_tree() -> None:
    answer = Node("c", "clause", CLAUSE, (paragraph("a", "một"),))
    with pytest.raises(ContentError, match="“a”"):
        validate([answer, paragraph("a", "hai")])


def test_only_a_clause_holds_blocks_and_never_another_clause() -> None:
    inner = Node("b", "clause", CLAUSE)
    for outer in (
        Node("a", "pagebreak", {}, (paragraph("b", ""),)),
        Node("a", "clause", CLAUSE, (inner,)),
    ):
        with pytest.raises(ContentError):
            validate([outer])


@pytest.mark.parametrize(
    "raw",
    [
        None,
        [],
        {"kind": "list"},
        {"kind": 1, "body": {}},
        {"kind": "list", "body": []},
        {"id": 1, "kind": "list", "body": {}},
        {"kind": "list", "body": {}, "colour": "red"},
        {"kind": "list", "body": {}, "children": 1},
        {"kind": "list", "body": {}, "children": [1]},
        {"kind": "a", "body": {}, "children": [{"kind": "b", "body": {}, "children": [{}]}]},
    ],
)
def test_it_refuses_json_that_is_not_a_block(raw: object) -> None:
    with pytest.raises(ContentError):
        from_json(raw)


def test_the_text_of_a_block_is_what_a_reader_sees() -> None:
    table = Node(
        "t",
        "table",
        {
            "header": 0,
            "rows": [
                {"id": "r1", "cells": [{"text": [{"text": "Mã", "bold": True}]}, {"text": WORD}]},
                {"id": "r2", "cells": [{"text": [{"placeholder": "year"}]}]},
            ],
        },
    )
    steps = Node("s", "steps", {"steps": [STEP | {"forms": ["BM.HT.06.01"]}]})
    body = CLAUSE | {"related": ["QT.HT.01"], "justification": [{"text": "vì"}]}
    clause = Node("c", "clause", body, (table, steps))
    assert text_of(clause, {"year": "2026"}) == (
        "7.1.2. Con người\nvì\nQT.HT.01\nMã | một\n2026\nmột | một | một | BM.HT.06.01"
    )


def test_an_entry_is_searched_by_its_words_and_not_by_its_traits() -> None:
    body = {
        "label": [{"text": "Ý kiến"}],
        "type": "table",
        "required": True,
        "listed": True,
        "help": "Ghi rõ lý do",
        "columns": [
            {"id": "a", "label": "Nội dung", "type": "long", "width": 60},
            {"id": "b", "label": "Mức", "type": "choice", "options": [{"id": "c", "label": "Cao"}]},
        ],
        "given": [{"id": "r", "cells": {"a": "Nguồn lực"}}],
    }
    said = ["Ý kiến", "Ghi rõ lý do", "Nội dung", "Mức", "Cao", "Nguồn lực"]
    assert list(read_aloud(body, {})) == said
