"""Clauses that do not apply."""

import pytest

from kernel.content.markup import to_inline
from kernel.content.nodes import Node
from tests.kernel.content.lint.making import clause, found, say


def test_an_exclusion_needs_a_reason() -> None:
    bare = clause("8.3", "", applicable=False)
    reasoned = clause("8.3", "", applicable=False, justification=to_inline("Vì không thiết kế."))
    explained = clause("8.3", "Cơ quan làm theo văn bản có sẵn.", applicable=False)
    said = clause("8.3", "Cơ quan không áp dụng.", applicable=False)
    lengths = [len(found("exclusion_without_reason", [one])) for one in (bare, reasoned, explained)]
    assert lengths == [1, 0, 0]
    assert len(found("exclusion_without_reason", [said])) == 1


@pytest.mark.parametrize(
    ("nodes", "place"),
    [
        ([clause("8.3", "", applicable=False), clause("8.3.2")], "c8-3-2"),
        ([clause("8.3", "Cơ quan không áp dụng.")], "c8-3"),
        ([clause("8.3", "", applicable=False, related=["QT.HT.01"])], "c8-3"),
        ([clause("7.1"), *say("Hệ thống không áp dụng điều khoản 7.1 và 8.3.")], "p0"),
    ],
)
def test_an_exclusion_that_the_text_contradicts_is_found(nodes: list[Node], place: str) -> None:
    assert [one.node_id for one in found("exclusion_contradicted", nodes)] == [place]


def test_an_exclusion_in_words_agrees_with_the_clause_that_does_not_apply() -> None:
    reason = to_inline("Vì không thiết kế.")
    nodes = [
        *say("Hệ thống không áp dụng điều khoản 8.3. Điều khoản 7.1 được áp dụng."),
        clause("7.1"),
        clause("8.3", "", applicable=False, justification=reason),
    ]
    assert found("exclusion_contradicted", nodes) == []
