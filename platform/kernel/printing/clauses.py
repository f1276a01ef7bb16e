"""Clause responses that follow one another become one table with rows that name the chapter."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from kernel.content.nodes import Inline, Node
from kernel.printing import wording
from kernel.printing.runs import plain

NUMBERED: Final = re.compile(r"(\d+)\.?\s")
WIDTHS: Final[dict[tuple[int, ...], tuple[float, ...]]] = {
    (0, 1, 2): (26.0, 54.0, 20.0),
    (0, 1): (28.0, 72.0),
    (0, 2): (50.0, 50.0),
}


@dataclass(frozen=True, slots=True)
class ClauseRow:
    """A clause with its answer and the documents it names; without both, the title of a group."""

    title: str
    answer: tuple[Node, ...] = ()
    related: tuple[str, ...] = ()
    is_group: bool = False


@dataclass(frozen=True, slots=True)
class ClauseTable:
    """Neighbouring clauses; a column that stays empty from top to bottom is not printed."""

    rows: tuple[ClauseRow, ...]

    @property
    def shown(self) -> tuple[int, ...]:
        """The columns printed: 0 the clause, 1 the answer, 2 the documents named."""
        related = any(row.related for row in self.rows)
        answered = any(row.answer for row in self.rows)
        return (0, *([1] if answered or not related else []), *([2] if related else []))

    @property
    def widths(self) -> tuple[float, ...]:
        """Widths of the printed columns, percent."""
        return WIDTHS[self.shown]


def arrange(nodes: Sequence[Node]) -> list[Node | ClauseTable]:
    """The blocks to print in order, clauses gathered into tables."""
    blocks: list[Node | ClauseTable] = []
    at = 0
    while at < len(nodes):
        end = _end_of_run(nodes, at)
        if end > at:
            blocks.append(ClauseTable(tuple(_rows(nodes[at:end]))))
        else:
            blocks.append(nodes[at])
        at = max(end, at + 1)
    return blocks


def _end_of_run(nodes: Sequence[Node], at: int) -> int:
    """One past the last node of the clause table starting here; `at` where none starts."""
    end = at
    while end < len(nodes) and (nodes[end].kind == "clause" or _is_chapter(nodes, end)):
        end += 1
    return end


def _is_chapter(nodes: Sequence[Node], at: int) -> bool:
    """Whether a heading only names the chapter of the clause after it ("9. Đánh giá …", 9.1)."""
    heading, following = nodes[at], nodes[at + 1 : at + 2]
    if heading.kind != "heading" or not following or following[0].kind != "clause":
        return False
    number = NUMBERED.match(plain(heading.body["text"]))
    chapter = following[0].body["clauses"][0].split(".")[0]
    return number is not None and number.group(1) == chapter


def _rows(run: Sequence[Node]) -> Iterator[ClauseRow]:
    for node, following in zip(run, [*run[1:], None], strict=True):
        if node.kind == "heading":
            yield ClauseRow(plain(node.body["text"]), is_group=True)
        else:
            yield _row(node, following)


def _row(node: Node, following: Node | None) -> ClauseRow:
    body = node.body
    answer = node.children if body["applicable"] else (_not_applicable(node), *node.children)
    related = tuple(body.get("related", ()))
    is_group = not answer and not related and _contains(node, following)
    return ClauseRow(body["title"], answer, related, is_group)


def _contains(node: Node, following: Node | None) -> bool:
    if following is None or following.kind != "clause":
        return False
    return str(following.body["clauses"][0]).startswith(f"{node.body['clauses'][0]}.")


def _not_applicable(node: Node) -> Node:
    why: Inline = [{"text": f"{wording.NOT_APPLICABLE} "}, *node.body.get("justification", [])]
    return Node(id=f"{node.id[:60]}-na", kind="paragraph", body={"text": why})
