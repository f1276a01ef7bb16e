"""Comparing versions: which blocks stayed, moved, came and went, and which words."""

from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kernel.content.diff import Change, apply, compare, compare_words
from kernel.content.diff.order import interleaved, kept_in_order
from kernel.content.nodes import ContentError, Node, normal_form, text_of, walk
from tests.kernel.content.trees import ALPHABET, TREES, few, paragraph

IDS = st.lists(st.sampled_from("abcdefgh"), unique=True)
SENTENCES = st.lists(
    st.sampled_from(["phường", "xã", " ", "  ", ",", ".", "\n", "Tân Hải", "2026", "ISO"])
    | st.sampled_from(ALPHABET)
).map("".join)


def _own_text(node: Node | None) -> str:
    return text_of(replace(node, children=())) if node else ""


def _joined(change: Change, *signs: str) -> str:
    return "".join(text for sign, text in change.words if sign in signs)


def _statuses(old: list[Node], new: list[Node]) -> dict[str, str]:
    return {change.node_id: change.status for change in compare(old, new)}


def _list(*items: tuple[str, str]) -> Node:
    rows = [{"id": item_id, "text": [{"text": text}]} for item_id, text in items]
    return Node("l", "list", {"marker": "-", "items": rows})


def _clause(node_id: str, *children: Node, title: str = "7.2. Năng lực") -> Node:
    body: dict[str, Any] = {"clauses": ["7.2"], "title": title, "applicable": True}
    return Node(node_id, "clause", body, children)


@settings(deadline=None)
@given(SENTENCES, SENTENCES)
def test_applying_the_words_gives_the_new_text_and_taking_them_back_the_old(
    old: str, new: str
) -> None:
    words = compare_words(old, new)
    assert "".join(text for sign, text in words if sign != "-") == new
    assert "".join(text for sign, text in words if sign != "+") == old


@settings(deadline=None)
@given(SENTENCES, SENTENCES)
def test_words_are_told_in_as_few_stretches_as_there_are(old: str, new: str) -> None:
    words = compare_words(old, new)
    assert all(text for _sign, text in words)
    assert all(one[0] != next_one[0] for one, next_one in pairwise(words))
    assert (words == [("=", new)]) == (old == new != "")


def test_words_are_whole_words() -> None:
    assert compare_words("Chủ tịch phường ký.", "Phó Chủ tịch phường duyệt.") == [
        ("+", "Phó "),
        ("=", "Chủ tịch phường "),
        ("-", "ký"),
        ("+", "duyệt"),
        ("=", "."),
    ]


def test_a_changed_phrase_reads_as_a_phrase() -> None:
    assert compare_words("theo quy định cũ", "theo hướng dẫn mới") == [
        ("=", "theo "),
        ("-", "quy định cũ"),
        ("+", "hướng dẫn mới"),
    ]


@settings(deadline=None)
@given(IDS, IDS)
def test_the_kept_ids_are_a_longest_common_subsequence(old: list[str], new: list[str]) -> None:
    kept = kept_in_order(old, new)
    assert [one for one in old if one in kept] == [one for one in new if one in kept]
    lengths = [[0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i, one in enumerate(old):
        for k, other in enumerate(new):
            longer = lengths[i][k] + 1
            lengths[i + 1][k + 1] = (
                longer if one == other else max(lengths[i][k + 1], lengths[i + 1][k])
            )
    assert len(kept) == lengths[-1][-1]


@settings(deadline=None)
@given(IDS, IDS)
def test_weaving_keeps_both_orders(old: list[str], new: list[str]) -> None:
    woven = interleaved(old, new)
    assert [one for one, stood, _stands in woven if stood] == old
    assert [one for one, _stood, stands in woven if stands] == new


@few
@given(TREES, TREES)
def test_the_changes_tell_both_versions(old: list[Node], new: list[Node]) -> None:
    changes = compare(old, new)
    after = [change.after.id for change in changes if change.after]
    assert after == [node.id for node in walk(new)]
    assert {change.before.id for change in changes if change.before} == {
        node.id for node in walk(old)
    }
    for change in changes:
        assert _joined(change, "=", "+") == _own_text(change.after)
        assert _joined(change, "=", "-") == _own_text(change.before)


@few
@given(TREES)
def test_a_version_is_the_same_as_itself(nodes: list[Node]) -> None:
    for change in compare(nodes, normal_form(nodes)):
        assert change.status == "same"
        assert all(sign == "=" for sign, _text in change.words)


@few
@given(TREES, st.randoms(use_true_random=False))
def test_shuffled_blocks_are_only_moved(nodes: list[Node], chance: Any) -> None:
    shuffled = chance.sample(nodes, len(nodes))
    assert set(_statuses(nodes, shuffled).values()) <= {"same", "moved"}


def test_blocks_are_matched_by_id_whatever_their_place() -> None:
    a, b, c, d = (paragraph(name, name) for name in "abcd")
    assert _statuses([a, b, c], [d, b, c, a]) == {
        "d": "added",
        "b": "same",
        "c": "same",
        "a": "moved",
    }


def test_a_removed_block_is_told_where_it_stood() -> None:
    a, b, c = (paragraph(name, name) for name in "abc")
    assert [change.node_id for change in compare([a, b, c], [a, c])] == ["a", "b", "c"]
    assert _statuses([a, b, c], [a, c])["b"] == "removed"


def test_a_block_both_moved_and_changed_is_both() -> None:
    old = [paragraph("a", "một"), paragraph("b", "hai")]
    changes = {
        one.node_id: one for one in compare(old, [paragraph("b", "ba"), paragraph("a", "một")])
    }
    assert {one.moved for one in changes.values()} == {True, False}
    assert changes["b"].status == "changed"


def test_the_blocks_of_an_answer_are_compared_too() -> None:
    old = [_clause("c", paragraph("a", "một"), paragraph("b", "hai"))]
    new = [_clause("c", paragraph("b", "hai ba"))]
    changes = compare(old, new)
    assert [(one.node_id, one.status, one.parent) for one in changes] == [
        ("c", "same", ""),
        ("a", "removed", "c"),
        ("b", "changed", "c"),
    ]


def test_a_block_that_went_into_another_clause_is_moved() -> None:
    one, two = paragraph("a", "một"), paragraph("b", "hai")
    statuses = _statuses(
        [_clause("c", one), _clause("d", two)], [_clause("c"), _clause("d", two, one)]
    )
    assert statuses == {"c": "same", "d": "same", "b": "same", "a": "moved"}


def test_a_clause_that_moves_takes_its_answer_along() -> None:
    one, two = _clause("c", paragraph("a", "một")), _clause("d", paragraph("b", "hai"))
    statuses = _statuses([one, two], [two, one])
    assert sorted(statuses.values()) == ["moved", "same", "same", "same"]


def test_rows_are_compared_by_their_id_not_by_their_place() -> None:
    old = _list(("i1", "đơn"), ("i2", "phiếu"), ("i3", "sổ"))
    new = _list(("i2", "phiếu hẹn"), ("i4", "biên lai"), ("i3", "sổ"))
    assert compare([old], [new])[0].words == [
        ("-", "đơn\n"),
        ("=", "phiếu"),
        ("+", " hẹn"),
        ("=", "\n"),
        ("+", "biên lai\n"),
        ("=", "sổ"),
    ]


def test_a_change_of_form_alone_is_a_change_whose_words_all_stayed() -> None:
    bold = Node("a", "paragraph", {"text": [{"text": "một", "bold": True}]})
    change = compare([paragraph("a", "một")], [bold])[0]
    assert (change.status, change.words) == ("changed", [("=", "một")])


def test_another_kind_with_the_same_id_is_a_change() -> None:
    heading = Node("a", "heading", {"level": 1, "text": [{"text": "một"}]})
    change = compare([paragraph("a", "một")], [heading])[0]
    assert (change.status, change.kind) == ("changed", "heading")


def test_writing_the_same_letters_another_way_is_no_change() -> None:
    assert _statuses([paragraph("a", "é")], [paragraph("a", "e\u0301")]) == {"a": "same"}


@few
@given(TREES, TREES)
def test_the_old_version_and_the_changes_give_the_new_one(old: list[Node], new: list[Node]) -> None:
    assert apply(old, compare(old, new)) == normal_form(new)


@few
@given(TREES, st.randoms(use_true_random=False))
def test_blocks_that_only_moved_are_taken_from_the_old_version(
    old: list[Node], chance: Any
) -> None:
    new = chance.sample(old, len(old))
    changes = [
        replace(c, after=replace(c.after, body={}))
        if c.after and c.status in ("same", "moved")
        else c
        for c in compare(old, new)
    ]
    assert apply(old, changes) == normal_form(new)


def test_changes_of_another_version_are_refused() -> None:
    changes = compare([paragraph("a", "một")], [paragraph("a", "hai")])
    with pytest.raises(ContentError):
        apply([paragraph("a", "ba")], changes)
    with pytest.raises(ContentError):
        apply([], changes)


def test_a_changed_field_of_a_form_is_told_in_words() -> None:
    """Its type, its options, its columns and its conditions, as a reader calls them."""
    old = {
        "label": [{"text": "Kết quả"}], "type": "choice",
        "options": [{"id": "a", "label": "Đạt"}, {"id": "b", "label": "Chưa đạt"}],
    }  # fmt: skip
    new = {
        **old, "required": True,
        "options": [{"id": "a", "label": "Đạt"}, {"id": "b", "label": "Không đạt"}],
    }  # fmt: skip
    (change,) = compare([Node("e", "entry", old)], [Node("e", "entry", new)])
    assert [word for word in change.words if word[0] != "="] == [
        ("+", ", bắt buộc"), ("-", "Chưa"), ("+", "Không"),
    ]  # fmt: skip
    table = {"label": [], "type": "table", "columns": [{"id": "c", "label": "Số", "type": "text"}]}
    sums = [{"id": "c", "label": "Số", "type": "number", "total": True}]
    (change,) = compare(
        [Node("t", "entry", table)], [Node("t", "entry", {**table, "columns": sums})]
    )
    assert _joined(change, "-", "=") == "bảng\nCột: Số · một dòng chữ"
    assert _joined(change, "+", "=") == "bảng\nCột: Số · số, cộng cuối bảng"
