"""Hypothesis strategies for merging: a text, and what two hands made of it.

Every sentence that is ever written says its own number, so that it can be followed.
"""

from dataclasses import replace
from itertools import count
from typing import Any

from hypothesis import strategies as st

from kernel.content.merge import split
from kernel.content.nodes import Node, inlines, walk

Draw = Any


class Hand:
    """Somebody who changes a text; what is written anew bears the hand's own numbers."""

    def __init__(self, draw: Draw, name: str) -> None:
        self.draw, self.name, self.numbers = draw, name, count(1)

    def sentence(self) -> str:
        return f"Câu {self.name}{next(self.numbers)} của cơ quan."

    def chance(self, of: int = 4) -> bool:
        return bool(self.draw(st.integers(1, of)) == 1)

    def text(self, old: list[str]) -> list[str]:
        new: list[str] = []
        for sentence in old:
            what = self.draw(st.sampled_from(["keep", "keep", "keep", "change", "drop", "add"]))
            if what == "add":
                new.append(self.sentence())
            if what in ("keep", "add"):
                new.append(sentence)
            if what == "change":
                new.append(self.sentence())
        return new or [self.sentence()]

    def inline(self, inline: list[dict[str, Any]]) -> list[dict[str, Any]]:
        old = [run["text"].strip() for one in split(inline) for run in one]
        return said(self.text(old))

    def node(self, node: Node) -> Node:
        children = tuple(self.nodes(node.children)) if node.children else ()
        node = replace(node, children=children)
        if not self.chance(3):
            return node
        if node.kind == "list":
            items = [
                item | {"text": self.inline(item["text"])} if self.chance(2) else item
                for item in node.body["items"]
            ]
            items = [item for item in items if not self.chance(6)] or items[:1]
            if self.chance(3):
                items.append({"id": f"i-{self.name}-{next(self.numbers)}", "text": self.own()})
            return replace(node, body=node.body | {"items": items})
        if node.kind == "clause":
            return replace(node, body=node.body | {"justification": self.own()})
        return replace(node, body=node.body | {"text": self.inline(node.body["text"])})

    def own(self) -> list[dict[str, Any]]:
        return said([self.sentence()])

    def nodes(self, nodes: Any) -> list[Node]:
        new: list[Node] = []
        for node in nodes:
            if self.chance(6):
                continue
            new.append(self.node(node))
            if self.chance(6):
                body = {"text": self.own()}
                new.append(Node(f"{self.name}-{next(self.numbers)}", "paragraph", body))
        if len(new) > 1 and self.chance(3):
            at, to = self.draw(st.integers(0, len(new) - 1)), self.draw(st.integers(0, len(new)))
            node = new.pop(at)
            new.insert(to, node)
        return new


def said(sentences: list[str]) -> list[dict[str, Any]]:
    return [{"text": " ".join(sentences)}]


def told(nodes: Any) -> set[str]:
    """Every sentence of a tree."""
    return {
        "".join(run.get("text", "") for run in sentence).strip()
        for node in walk(nodes)
        for inline in inlines(node)
        for sentence in split(inline)
    }


def _begun(draw: Draw) -> list[Node]:
    hand = Hand(draw, "g")

    def paragraph() -> Node:
        sentences = [hand.sentence() for _ in range(draw(st.integers(1, 4)))]
        return Node(f"p-{next(hand.numbers)}", "paragraph", {"text": said(sentences)})

    def items() -> Node:
        rows = [{"id": f"i-{n}", "text": hand.own()} for n in range(draw(st.integers(1, 3)))]
        return Node(f"l-{next(hand.numbers)}", "list", {"marker": "-", "items": rows})

    def clause() -> Node:
        body = {"clauses": ["7.2"], "title": "7.2. Năng lực", "applicable": True}
        answers = tuple(paragraph() for _ in range(draw(st.integers(0, 2))))
        return Node(f"c-{next(hand.numbers)}", "clause", body, answers)

    kinds = st.lists(st.sampled_from([paragraph, paragraph, items, clause]), max_size=5)
    return [make() for make in draw(kinds)]


@st.composite
def three(draw: Draw) -> tuple[list[Node], list[Node], list[Node]]:
    """A text, what the agency made of it, and what the library made of it."""
    base = _begun(draw)
    return base, Hand(draw, "t").nodes(base), Hand(draw, "m").nodes(base)
