"""The table of contents: recognised and left out, the layout writes its own."""

import re
from itertools import islice, takewhile
from typing import Final

from kernel.importing.pieces import Block, Para, Table, cell_text, pieces_of, plain, text_of
from kernel.importing.structure.desk import Desk

_TITLE: Final = re.compile(r"(?:mục\s+lục|table of contents|contents)\s*:?$", re.I)
_LEADERS: Final = re.compile(r"(?:\.{3,}|…+|\t|_{3,})[\s.…]*[ivxl\d]{1,4}\s*$|\.{4,}\s*$", re.I)
_LONGEST: Final = 200  # characters
_PAGE: Final = re.compile(r"[ivxl\d]{0,4}$", re.I)


def take_out(desk: Desk, blocks: list[Block]) -> tuple[list[Block], list[str]]:
    """The blocks without the table of contents, and the titles it listed."""
    kept: list[Block] = []
    entries: list[Block] = []
    at = 0
    while at < len(blocks):
        block = blocks[at]
        listed = _entries(blocks, at + 1) if _is_title(block) else []
        if listed or (isinstance(block, Para) and block.zone == "contents"):
            entries += listed or [block]
            desk.syntax(
                [piece for entry in (block, *listed) for piece in pieces_of(entry)], "contents"
            )
        else:
            kept.append(block)
        at += 1 + len(listed)
    return kept, [title for entry in entries for title in _titles(entry)]


def _titles(entry: Block) -> list[str]:
    if isinstance(entry, Table):
        return [_LEADERS.sub("", cell_text(row[0])).strip(" .…") for row in entry.rows]
    return [_LEADERS.sub("", plain(pieces_of(entry))[-_LONGEST:]).strip(" .…")]


def _entries(blocks: list[Block], at: int) -> list[Block]:
    return list(takewhile(_is_entry, islice(blocks, at, None)))


def _is_title(block: Block) -> bool:
    return isinstance(block, Para) and bool(_TITLE.match(text_of(block)))


def _is_entry(block: Block) -> bool:
    """A line with leaders and a page, or a table whose last column holds page numbers."""
    if isinstance(block, Para):
        return block.zone == "contents" or bool(_LEADERS.search(plain(block.pieces)[-_LONGEST:]))
    return isinstance(block, Table) and _is_list_of_pages(block)


def _is_list_of_pages(table: Table) -> bool:
    pages = [cell_text(row[-1]) for row in table.rows]
    return (
        all(len(row) > 1 for row in table.rows)
        and all(map(_PAGE.match, pages))
        and sum(map(bool, pages)) * 2 > len(pages)
    )
