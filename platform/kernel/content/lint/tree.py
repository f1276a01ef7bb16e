"""A tree as the rules read it: blocks in order, with their text and the clause they answer."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from kernel.content import parts
from kernel.content.inline import Inline
from kernel.content.nodes import Node, normal_form
from kernel.content.reading import lines_of

# Stands where a placeholder without a value stands, so that it is no word and no blank.
OPEN: Final = "▢"
SPACE: Final = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Block:
    """One block: its own text without its children, and the same without a clause's title."""

    node: Node
    text: str
    prose: str
    clause: Node | None = None


@dataclass(frozen=True, slots=True)
class Tree:
    """All blocks of a document in reading order."""

    blocks: tuple[Block, ...]
    answers: Mapping[str, str]  # what is said below each clause, by the id of the clause

    @classmethod
    def of(cls, nodes: Sequence[Node], values: Mapping[str, str]) -> "Tree":
        """Read a tree once for all rules; open placeholders show the given values."""
        blocks = tuple(_blocks(normal_form(nodes), values, None))
        below: dict[str, list[str]] = {}
        for block in blocks:
            if block.clause is not None:
                said = block.text or block.node.body.get("source", "")
                below.setdefault(block.clause.id, []).append(said)
        return cls(blocks, {clause: "\n".join(said) for clause, said in below.items()})

    def of_kind(self, *kinds: str) -> Iterator[Block]:
        """The blocks of these kinds."""
        return (block for block in self.blocks if block.node.kind in kinds)

    def answer(self, clause: Node) -> str:
        """All that is said below a clause; a live register says something even while empty."""
        return self.answers.get(clause.id, "")


def quote(text: str, most: int = 60) -> str:
    """A passage on one line, short enough for a sentence."""
    line = SPACE.sub(" ", text).strip()
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


def _blocks(
    nodes: Sequence[Node], values: Mapping[str, str], clause: Node | None
) -> Iterator[Block]:
    for node in nodes:
        body = parts.map_inlines(node.kind, node.body, lambda inline: _spoken(inline, values))
        lines = [line.text for line in lines_of(node.kind, body)]
        titled = node.kind == "clause"
        yield Block(node, "\n".join(lines), "\n".join(lines[1:] if titled else lines), clause)
        yield from _blocks(node.children, values, node if titled else clause)


def _spoken(inline: Inline, values: Mapping[str, str]) -> Inline:
    return [
        {"value": values.get(run["placeholder"]) or OPEN} | run if "placeholder" in run else run
        for run in inline
    ]
