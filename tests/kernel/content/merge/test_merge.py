"""What becomes of rows, items, steps, options and columns; of moved blocks; of a decision."""

from typing import Any

import pytest

from kernel.content.markup import to_inline
from kernel.content.merge import Decision, Merge, merge, merge_facts
from kernel.content.nodes import Node, text_of
from tests.kernel.content.trees import paragraph

A, B, C = "Nộp trước ngày 10 hằng tháng. ", "Thư ký ISO tổng hợp. ", "Trưởng ban ký."


def _p(*sentences: str, node_id: str = "p") -> Node:
    return paragraph(node_id, "".join(sentences).strip())


def _rows(*rows: tuple[str, ...]) -> Node:
    made = [{"id": r[0], "cells": [{"text": [{"text": c}]} for c in r[1:]]} for r in rows]
    return Node("t", "table", {"header": 1, "rows": made})


def _choice(*options: tuple[str, str], **more: Any) -> Node:
    body = {"label": [{"text": "Kết quả"}], "type": "choice"}
    return Node(
        "e", "entry", body | {"options": [{"id": i, "label": n} for i, n in options]} | more
    )


def _clause(*children: Node) -> Node:
    body = {"clauses": ["7.2"], "title": "7.2. Năng lực", "applicable": True}
    return Node("c", "clause", body, children)


def _of(merged: Merge, node_id: str) -> Any:
    return next(piece for piece in merged.pieces if piece.node_id == node_id)


class TestTexts:
    def test_two_sentences_changed_by_two_hands_are_merged(self):
        ours, theirs = _p("Nộp trước ngày 15. ", B, C), _p(A, B, "Chủ tịch ký.")
        merged = merge([_p(A, B, C)], [ours], [theirs])
        assert _of(merged, "p").fate == "merged"
        assert text_of(merged.nodes[0]) == "Nộp trước ngày 15. Thư ký ISO tổng hợp. Chủ tịch ký."

    def test_one_sentence_changed_by_both_is_asked_with_a_proposal(self):
        ours = _p("Nộp trước ngày 15 hằng tháng.")
        merged = merge([_p(A)], [ours], [_p("Nộp trước ngày 10 hằng quý.")])
        (place,) = _of(merged, "p").places
        assert (place.key, place.sort) == ("p/text", "text")
        assert place.proposed == to_inline("Nộp trước ngày 15 hằng quý.")
        assert merged.open
        assert merged.nodes == [ours]

    def test_where_even_the_words_touch_there_is_no_proposal(self):
        merged = merge(
            [_p(A)], [_p("Nộp trước ngày 15 hằng tháng.")], [_p("Nộp ngày 20 hằng tháng.")]
        )
        assert _of(merged, "p").places[0].proposed is None

    @pytest.mark.parametrize(
        ("ours", "theirs"),
        [
            ((A, "Của ta. ", B), (A, "Bản mới. ", B)),  # both put in at one place
            ((A, "Của ta. ", B), (A, "Thư ký tổng hợp, gửi đi. ")),  # beside what was changed
            (("Sửa ở đây. ", "Của ta. ", B), (A, "Bản mới. ", B)),
        ],
    )
    def test_what_came_beside_what_the_other_changed_is_asked(self, ours, theirs):
        assert merge([_p(A, B)], [_p(*ours)], [_p(*theirs)]).open

    def test_a_placeholder_and_a_mark_are_words_like_others(self):
        base = Node(
            "p", "paragraph", {"text": to_inline("{{agency_name}} ban hành. **Áp dụng** ngay.")}
        )
        ours = Node(
            "p", "paragraph", {"text": to_inline("{{agency_name}} ban hành. *Áp dụng* ngay.")}
        )
        new = Node(
            "p", "paragraph", {"text": to_inline("{{head_title}} ban hành. **Áp dụng** ngay.")}
        )
        (node,) = merge([base], [ours], [new]).nodes
        assert node.body["text"] == to_inline("{{head_title}} ban hành. *Áp dụng* ngay.")


class TestParts:
    def test_rows_are_merged_row_by_row(self):
        base = _rows(("h", "TT", "Việc"), ("r1", "1", "Họp"), ("r2", "2", "Ghi"))
        ours = _rows(("h", "TT", "Việc"), ("r1", "1", "Họp giao ban"), ("r2", "2", "Ghi"))
        new = _rows(("h", "TT", "Việc"), ("r1", "1", "Họp"), ("n", "2", "Mời"), ("r2", "3", "Ghi"))
        merged = merge([base], [ours], [new])
        rows = merged.nodes[0].body["rows"]
        assert [row["id"] for row in rows] == ["h", "r1", "n", "r2"]
        assert rows[1]["cells"][1]["text"] == [{"text": "Họp giao ban"}]
        assert not merged.open

    def test_a_row_that_went_there_and_was_changed_here_is_asked(self):
        base, ours = _rows(("h", "a"), ("r", "b")), _rows(("h", "a"), ("r", "của ta"))
        merged = merge([base], [ours], [_rows(("h", "a"))])
        (place,) = _of(merged, "t").places
        assert (place.key, place.sort) == ("t/rows/r", "part")
        taken = merge([base], [ours], [_rows(("h", "a"))], {"t/rows/r": Decision("theirs")})
        assert taken.nodes == [_rows(("h", "a"))]
        assert not taken.open

    def test_a_column_more_there_and_a_row_of_ours_are_asked_as_a_whole(self):
        base = _rows(("h", "a"), ("r", "b"))
        merged = merge(
            [base], [_rows(("h", "a"), ("r", "c"))], [_rows(("h", "a", "x"), ("r", "b", ""))]
        )
        assert _of(merged, "t").places[0].sort == "block"

    def test_options_of_a_choice_come_together(self):
        base = _choice(("dat", "Đạt"), ("khong", "Không đạt"))
        ours = _choice(("dat", "Đạt"), ("khong", "Không đạt"), ("ta", "Chưa xét"))
        new = _choice(("dat", "Đạt yêu cầu"), ("khong", "Không đạt"), required=True)
        (node,) = merge([base], [ours], [new]).nodes
        labels = {o["id"]: o["label"] for o in node.body["options"]}
        assert labels == {"dat": "Đạt yêu cầu", "khong": "Không đạt", "ta": "Chưa xét"}
        assert node.body["required"] is True

    def test_two_types_for_one_field_are_asked(self):
        base, ours = _choice(("dat", "Đạt")), _choice(("dat", "Đạt"), required=True)
        new = _choice(("dat", "Đạt"), required=False)
        assert [p.key for p in _of(merge([base], [ours], [new]), "e").places] == ["e/required"]


class TestBlocks:
    def test_what_went_there_goes_where_nobody_touched_it_and_is_asked_where_somebody_did(self):
        base = [_p(A, node_id="a"), _p(B, node_id="b")]
        merged = merge(base, [_p(A, node_id="a"), _p(C, node_id="b")], [])
        assert [piece.fate for piece in merged.pieces] == ["removed", "conflict"]
        assert [node.id for node in merged.nodes] == ["b"]

    def test_what_was_taken_out_here_does_not_come_back_unless_it_changed(self):
        base = [_p(A, node_id="a"), _p(B, node_id="b")]
        merged = merge(base, [], [_p(A, node_id="a"), _p(C, node_id="b")])
        assert [piece.fate for piece in merged.pieces] == ["dropped", "conflict"]

    def test_moves_of_both_sides_come_together(self):
        a, b, c, d = (_p(A, node_id=name) for name in "abcd")
        merged = merge([a, b, c, d], [b, a, c, d], [a, b, d, c])
        assert [node.id for node in merged.nodes] == ["b", "a", "d", "c"]
        assert {p.node_id: p.moved for p in merged.pieces if p.moved}.keys() <= set("abcd")

    def test_a_clause_that_goes_does_not_take_our_answer_along(self):
        own, old = _p(B, node_id="o"), _p(A, node_id="a")
        merged = merge([_clause(old)], [_clause(old, own)], [])
        assert _of(merged, "c").fate == "conflict"
        assert _of(merged, "a").fate == "removed"
        gone = merge([_clause(old)], [_clause(old, own)], [], {"c": Decision("theirs")})
        assert gone.nodes == [own]

    def test_a_person_may_refuse_a_single_block_of_a_new_version(self):
        base, new = (
            [_p(A, node_id="a"), _p(B, node_id="b")],
            [_p(C, node_id="a"), _p(C, node_id="b")],
        )
        merged = merge(base, base, new, {"a": Decision("ours")})
        assert merged.nodes == [base[0], new[1]]


class TestDecisions:
    sides = ([_p(A)], [_p("Nộp trước ngày 15 hằng tháng.")], [_p("Nộp trước ngày 10 hằng quý.")])

    def test_by_hand(self):
        text = to_inline("Nộp trước ngày 15 hằng **quý**.")
        merged = merge(*self.sides, {"p/text": Decision("hand", text)})
        assert merged.nodes[0].body["text"] == text
        assert not merged.open

    def test_a_decision_about_another_text_is_void(self):
        (place,) = merge(*self.sides).open[0].places
        decision = {"p/text": Decision("theirs", of=place.print)}
        assert not merge(*self.sides, decision).open
        base, _ours, new = self.sides
        assert merge(base, [_p("Nộp trước ngày 20 hằng tháng.")], new, decision).open


def test_facts_are_merged_line_by_line_and_two_titles_are_asked():
    base = {"title": "Quy trình họp", "distribution": ["Lãnh đạo", "Văn phòng"], "layout": "system"}
    ours = base | {
        "distribution": ["Lãnh đạo", "Phòng Kinh tế"],
        "title": "Quy trình họp của phường",
    }
    new = base | {
        "distribution": ["Lãnh đạo", "Văn phòng", "Thư ký"],
        "title": "Quy trình họp xem xét",
    }
    facts = {fact.name: fact for fact in merge_facts(base, ours, new)}
    assert facts["distribution"].result == ["Lãnh đạo", "Thư ký", "Phòng Kinh tế"]
    assert facts["title"].fate == "conflict"
    assert facts["layout"].fate == "same"
    taken = merge_facts(base, ours, new, {"@title": Decision("theirs")})
    assert next(f for f in taken if f.name == "title").result == "Quy trình họp xem xét"
