"""Headings: their numbers, and what stands below them."""

import pytest

from kernel.content.lint import LintFacts
from kernel.content.nodes import Node
from tests.kernel.content.lint.making import clause, found, heads, quotes


@pytest.mark.parametrize(
    ("titles", "twice"),
    [
        (["1.1 Lịch sử", "1.2 Cơ cấu", "1.2.1 Chức năng", "1.2 Thành tích"], ["1.2"]),
        (["I. A", "1. B", "II. C", "1. D"], []),
        (["Phần I. A", "1. B", "1.1 C", "Phần II. D", "1. E", "1.1 F"], []),
        (["1. A", "a) B", "b) C", "2. D", "a) E"], []),
        (["Mục đích", "Phạm vi"], []),
        (["II. A", "II. B"], ["II"]),
        (["I. A", "THÔNG BÁO", "I. B"], []),
    ],
)
def test_a_section_number_that_stands_twice_is_found(titles: list[str], twice: list[str]) -> None:
    assert quotes("duplicate_section_number", heads(*titles)) == twice


@pytest.mark.parametrize(
    ("titles", "gaps"),
    [
        (["I. A", "II. B", "III. C", "VI. D", "VII. E"], ["VI"]),
        (["1. A", "1.1 B", "1.3 C", "2. D"], ["1.3"]),
        (["c) A", "d) B", "đ) C", "e) D"], []),
        (["VIII. A", "IX. B", "X. C", "XI. D"], []),
        (["A. Một", "B. Hai", "C. Ba", "D. Bốn"], []),
        (["Phần 1. A", "Phần 3. B"], ["Phần 3"]),
        (["2. A", "1. B"], ["1"]),
        (["III. A", "VI. B", "V. C"], ["VI"]),
        (["1. A", "2. B", "BIỂU MẪU", "1. C", "3. D"], ["3"]),
    ],
)
def test_a_gap_in_the_numbers_is_found(titles: list[str], gaps: list[str]) -> None:
    assert quotes("section_number_gap", heads(*titles)) == gaps


def test_the_numbers_within_an_answer_count_by_themselves() -> None:
    one, two = clause("4.1"), clause("7.1")
    nodes = [
        Node(clause.id, "clause", clause.body, tuple(_renamed(heads("1. A", "2. B"), clause.id)))
        for clause in (one, two)
    ]
    assert quotes("duplicate_section_number", nodes) == []


def _renamed(nodes: list[Node], suffix: str) -> list[Node]:
    return [Node(f"{node.id}{suffix}", node.kind, node.body) for node in nodes]


def test_a_numbered_heading_with_nothing_below_is_found() -> None:
    first, _text, second, *_rest = heads("II. Thành tích", "Phần 2. Mô tả")
    assert [one.node_id for one in found("empty_section", [first, second])] == ["h0", "h1"]
    below = heads("1. Cơ cấu")
    assert found("empty_section", [first, *below]) == []
    assert found("empty_section", [first, second], LintFacts(form=True)) == []
