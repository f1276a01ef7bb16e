"""Mục lục: what a table of contents names, and which papers have one; pure, before any layout."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from kernel.content.nodes import Node, text_of, walk
from kernel.printing.clauses import ClauseTable, arrange
from kernel.printing.paper import Paper
from kernel.printing.runs import plain

TITLE: Final = "MỤC LỤC"
DEEPEST: Final = 2  # of headings as of clauses; deeper ones are found by the outline
LONG: Final = 9_000  # letters; about five pages, from where on one turns back and forth
FEWEST: Final = 4  # entries; fewer stand before everybody's eyes
MANUAL: Final = "sổ tay"


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the table of contents; `node_id` is the block it leads to."""

    node_id: str
    text: str
    level: int  # 1 to 3


def contents(paper: Paper) -> list[Entry]:
    """The lines to print, none where the paper needs no table of contents.

    A manual always has one, another document of the system once it is longer than a few pages.
    """
    if paper.layout != "system" or paper.form:
        return []
    entries = list(_entries(paper.nodes))
    if paper.kind_name.strip().casefold().startswith(MANUAL):
        return entries
    return entries if len(entries) >= FEWEST and _is_long(paper.nodes) else []


def _is_long(nodes: Sequence[Node]) -> bool:
    letters = 0
    for node in walk(nodes):
        letters += len(text_of(node)) if not node.children else len(node.body["title"])
        if letters > LONG:
            return True
    return False


def _entries(nodes: Sequence[Node]) -> Iterator[Entry]:
    for block in arrange(nodes):
        if isinstance(block, ClauseTable):
            for row in block.rows:
                if row.depth <= DEEPEST and row.node_id:
                    yield Entry(row.node_id, _one_line(row.title), row.depth + 1)
        elif block.kind == "heading" and block.body["level"] <= DEEPEST:
            if text := _one_line(plain(block.body["text"])):
                yield Entry(block.id, text, int(block.body["level"]))


def _one_line(text: str) -> str:
    """A heading of two lines, "PHẦN I\\nGIỚI THIỆU", as one."""
    return ". ".join(line.strip().rstrip(".") for line in text.split("\n") if line.strip())
