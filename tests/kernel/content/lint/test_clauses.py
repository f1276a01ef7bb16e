"""Clauses: existing, numbered as they are, answered once and all of them."""

import pytest

from kernel.content.lint import LintFacts
from kernel.content.nodes import Node
from tests.kernel.content.lint.making import EDITION, clause, found, quotes, say


def test_a_number_that_is_no_clause_is_found_wherever_it_stands() -> None:
    nodes = [
        clause("5.4"),
        *say("xem [[9.9]]", "theo điều khoản 4.1, 4.7 và 7.1.2", "Điều 5 Luật này, Điều 7.9"),
    ]
    facts = LintFacts(clauses=EDITION)
    assert quotes("clause_not_in_edition", nodes, facts) == ["5.4", "9.9", "4.7", "7.9"]
    assert quotes("clause_not_in_edition", nodes) == []


def test_paragraphs_below_a_leaf_are_parts_unless_the_edition_says_which_there_are() -> None:
    nodes = say("[[7.1.2.1]] [[8.3.7]]")
    assert quotes("clause_not_in_edition", nodes, LintFacts(clauses=EDITION)) == ["8.3.7"]
    exact = LintFacts(clauses=EDITION, parts=["8.3.7"])
    assert quotes("clause_not_in_edition", nodes, exact) == ["7.1.2.1"]


@pytest.mark.parametrize(
    ("title", "wrong"),
    [
        ("7.1.1. Khái quát", []),
        ("7.1.2. Con người", ["7.1.2"]),
        ("Điều 7.1.2 Con người", ["7.1.2"]),
        ("7.1.1, 7.1.2 và 8.3 Nguồn lực", ["7.1.2", "8.3"]),
        ("8.3", ["8.3"]),
        ("Con người 7.1.2", []),
    ],
)
def test_a_title_prints_the_number_of_its_clause(title: str, wrong: list[str]) -> None:
    assert quotes("printed_number", [clause("7.1.1", title=title)]) == wrong


def test_a_title_may_print_a_paragraph_of_its_clause() -> None:
    one, two = clause("4.1", title="4.1.1. Một"), clause("4.1", title="4.1.2. Hai")
    two = Node("two", "clause", two.body)
    facts = LintFacts(clauses=EDITION)
    assert found("printed_number", [one, two], facts) == []
    assert found("clause_answered_twice", [one, two], facts) == []
    below = clause("8.3", title="8.3.1. Khái quát")
    assert quotes("printed_number", [below], facts) == ["8.3.1"]


def test_a_title_may_print_the_clause_above_all_that_it_answers() -> None:
    whole = clause("8.3.1", clauses=["8.3.1", "8.3.2"], title="8.3. Thiết kế và phát triển")
    some = clause("8.3.1", title="8.3. Thiết kế và phát triển")
    for facts in (LintFacts(clauses=EDITION), LintFacts(EDITION, ["8.3.1", "8.3.2"])):
        assert found("printed_number", [whole], facts) == []
        assert quotes("printed_number", [some], facts) == ["8.3"]


def test_the_sentence_about_a_printed_number_names_the_clause() -> None:
    finding = found(
        "printed_number", [clause("7.1.2", title="7.2. Con người")], LintFacts(clauses=EDITION)
    )[0]
    assert "7.2" in finding.sentence
    assert "7.1.2 (Con người)" in finding.sentence


@pytest.mark.parametrize("answer", ["", " ", "…", "....", "-"])
def test_an_empty_answer_is_found(answer: str) -> None:
    assert len(found("empty_clause", [clause("4.1", answer)])) == 1


def test_a_live_register_or_a_clause_below_is_an_answer() -> None:
    register = Node("r", "register", {"source": "units"})
    bare = clause("4.1", "")
    registered = Node(bare.id, bare.kind, bare.body, (register,))
    assert found("empty_clause", [registered, clause("7.1", ""), clause("7.1.1")]) == []


def test_missing_leaves_are_found_for_the_whole_document() -> None:
    findings = found(
        "missing_clause", [clause("7.1", ""), clause("7.1.1")], LintFacts(clauses=EDITION)
    )
    assert [finding.quote for finding in findings] == ["4.1", "7.1.2", "8.3.1", "8.3.2"]
    assert {finding.node_id for finding in findings} == {""}


@pytest.mark.parametrize("nodes", [say("một"), []])
def test_a_document_that_answers_no_clause_misses_none(nodes: list[Node]) -> None:
    assert found("missing_clause", nodes, LintFacts(clauses=EDITION)) == []


def test_an_answer_to_a_whole_clause_covers_what_is_below() -> None:
    nodes = [clause("4.1"), clause("7.1"), clause("8")]
    assert quotes("missing_clause", nodes, LintFacts(clauses=EDITION)) == []
    merged = [clause("4.1", clauses=["4.1", "7.1.1", "7.1.2"]), clause("8.3", applicable=False)]
    assert quotes("missing_clause", merged, LintFacts(clauses=EDITION)) == []


def test_the_edition_may_say_which_clauses_are_leaves() -> None:
    facts = LintFacts(clauses=EDITION, leaves=["4.1", "8.3"])
    assert quotes("missing_clause", [clause("4.1")], facts) == ["8.3"]


def test_a_clause_answered_twice_is_found_the_second_time() -> None:
    again = Node("again", "clause", clause("4.1").body, ())
    findings = found("clause_answered_twice", [clause("4.1"), again])
    assert [finding.node_id for finding in findings] == ["again"]
