"""Documents made for the lint, and what it finds in them."""

from typing import Any

from kernel.content.lint import Finding, LintFacts, lint
from kernel.content.markup import to_inline
from kernel.content.nodes import Node

EDITION = {
    "4": "Bối cảnh của tổ chức",
    "4.1": "Hiểu tổ chức và bối cảnh của tổ chức",
    "7": "Hỗ trợ",
    "7.1": "Nguồn lực",
    "7.1.1": "Khái quát",
    "7.1.2": "Con người",
    "8": "Thực hiện",
    "8.3": "Thiết kế và phát triển sản phẩm và dịch vụ",
    "8.3.1": "Khái quát",
    "8.3.2": "Hoạch định thiết kế và phát triển",
}
CODES = {"QT.HT.01": "procedure", "QT.HT.02": "procedure", "BM.HT.01.01": "form", "STCL": "manual"}
NO_FACTS = LintFacts()


def say(*paragraphs: str) -> list[Node]:
    """Paragraphs in the light notation."""
    return [
        Node(f"p{index}", "paragraph", {"text": to_inline(text)})
        for index, text in enumerate(paragraphs)
    ]


def heads(*titles: str) -> list[Node]:
    """Headings, each with a word below it."""
    nodes: list[Node] = []
    for index, title in enumerate(titles):
        body = {"level": 1, "text": [{"text": title}]}
        nodes += [
            Node(f"h{index}", "heading", body),
            Node(f"t{index}", "paragraph", {"text": [{"text": "Nội dung."}]}),
        ]
    return nodes


def clause(number: str, answer: str = "Cơ quan thực hiện.", **body: Any) -> Node:
    """The answer to a clause in one paragraph."""
    children = tuple(
        Node(f"{child.id}-{number.replace('.', '-')}", child.kind, child.body)
        for child in say(*[answer] if answer else [])
    )
    return Node(
        f"c{number.replace('.', '-')}",
        "clause",
        {"clauses": [number], "title": EDITION.get(number, ""), "applicable": True, **body},
        children,
    )


def steps(detail: str, *forms: str) -> Node:
    """A flow of one step."""
    step = {
        "id": "s1",
        "actor": to_inline("Thư ký"),
        "title": to_inline("Lập kế hoạch"),
        "shape": "task",
        "detail": to_inline(detail),
        "forms": list(forms),
    }
    return Node("steps", "steps", {"steps": [step]})


def found(rule: str, nodes: list[Node], facts: LintFacts = NO_FACTS) -> list[Finding]:
    """What one rule finds."""
    return [finding for finding in lint(nodes, facts) if finding.rule == rule]


def quotes(rule: str, nodes: list[Node], facts: LintFacts = NO_FACTS) -> list[str]:
    """The words that one rule objects to."""
    return [finding.quote for finding in found(rule, nodes, facts)]
