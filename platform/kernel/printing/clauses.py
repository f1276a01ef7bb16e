"""Clause responses that follow one another become one table with rows that name the chapter."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from kernel.content.nodes import Inline, Node, text_of
from kernel.printing import wording
from kernel.printing.runs import plain

LINE: Final = 52  # letters on a line of an answer
SHORT: Final = 14  # lines, about a quarter of a page
NUMBERED: Final = re.compile(r"(\d+(?:\.\d+)*)\.?\s")
WIDTHS: Final[dict[tuple[int, ...], tuple[float, ...]]] = {
    (0, 1, 2): (20.0, 62.5, 17.5),
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
    node_id: str = ""

    @property
    def is_short(self) -> bool:
        """Whether the row stays on one page; a longer one may go on at the top of the next."""
        lines = [line for node in self.answer for line in text_of(node).split("\n")]
        return sum(1 + len(line) // LINE for line in lines) <= SHORT

    @property
    def depth(self) -> int:
        """1 for "7. Hỗ trợ", 3 for "7.1.2. Con người": where it stands in the outline of a PDF."""
        number = NUMBERED.match(self.title)
        return min(4, number.group(1).count(".") + 1) if number else 2


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

    @property
    def answer_width(self) -> float:
        """Width of the column of answers, percent; 0 where none is printed."""
        return dict(zip(self.shown, self.widths, strict=True)).get(1, 0.0)


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
    """Whether a heading only names what the clause after it belongs to ("9. Đánh giá …", 9.1)."""
    heading = nodes[at]
    following = next((node for node in nodes[at:] if node.kind != "heading"), None)
    if heading.kind != "heading" or following is None or following.kind != "clause":
        return False
    number = NUMBERED.match(plain(heading.body["text"]))
    clause = f"{following.body['clauses'][0]}."
    return number is not None and clause.startswith(f"{number.group(1)}.")


def _rows(run: Sequence[Node]) -> Iterator[ClauseRow]:
    for node, following in zip(run, [*run[1:], None], strict=True):
        if node.kind == "heading":
            yield ClauseRow(plain(node.body["text"]), is_group=True, node_id=node.id)
        else:
            yield _row(node, following)


def _row(node: Node, following: Node | None) -> ClauseRow:
    body = node.body
    answer = node.children
    if not body["applicable"] and not _says_so(answer):
        answer = (_not_applicable(node), *answer)
    related = tuple(body.get("related", ()))
    is_group = not answer and not related and _contains(node, following)
    return ClauseRow(body["title"], answer, related, is_group, node.id)


def _contains(node: Node, following: Node | None) -> bool:
    if following is None or following.kind != "clause":
        return False
    return str(following.body["clauses"][0]).startswith(f"{node.body['clauses'][0]}.")


def _says_so(answer: Sequence[Node]) -> bool:
    """Whether the answer itself begins with the words that would be put before it."""
    said = plain(answer[0].body.get("text", [])) if answer else ""
    return said.strip().casefold().startswith(wording.NOT_APPLICABLE.rstrip(".").casefold())


def _not_applicable(node: Node) -> Node:
    why: Inline = [{"text": f"{wording.NOT_APPLICABLE} "}, *node.body.get("justification", [])]
    return Node(id=f"{node.id[:60]}-na", kind="paragraph", body={"text": why})
