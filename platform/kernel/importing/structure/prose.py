"""Paragraphs, headings and lists → nodes."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

from kernel.content.nodes import Node
from kernel.importing.pieces import Block, Break, Figure, Known, Para, Table, join, plain
from kernel.importing.structure import grids, items
from kernel.importing.structure.desk import Desk
from kernel.importing.structure.joins import mend
from kernel.importing.structure.patterns import (
    Label,
    is_bold,
    is_shouted,
    label,
    looks_like_heading,
    unlabelled,
)
from kernel.importing.words import bare, folded

_SHORTEST_TITLE: Final = 15  # characters: a shorter title of the contents proves nothing
_LONGEST_TITLE: Final = 200


@dataclass(frozen=True, slots=True)
class Levels:
    """What is a heading in this document, and on which level its parts and numbers stand."""

    parts: bool = False
    roman: bool = False
    listed: tuple[tuple[str, Label], ...] = ()  # titles of the table of contents, without labels

    @classmethod
    def of(cls, blocks: list[Block], contents: list[str]) -> "Levels":
        """Learn from the headings that are plain, and from the table of contents."""
        kinds = {
            label(plain(block.pieces)).kind
            for block in blocks
            if isinstance(block, Para) and looks_like_heading(block)
        }
        listed = [(folded(bare(unlabelled(title))), label(title)) for title in contents]
        known = tuple((title, found) for title, found in listed if len(title) >= _SHORTEST_TITLE)
        return cls("part" in kinds, "roman" in kinds, known)

    def label(self, para: Para) -> Label:
        """How a heading is numbered, also where only the table of contents says so."""
        text = plain(para.pieces)
        own = label(text)
        if own.kind or len(text) > _LONGEST_TITLE or not (is_bold(para) or is_shouted(text)):
            return own
        title = folded(bare(text))
        return next((found for known, found in self.listed if title.startswith(known)), own)

    def is_heading(self, para: Para) -> bool:
        """Whether a paragraph heads what follows."""
        return looks_like_heading(para) or (not para.bullet and self.label(para).kind == "appendix")

    def level(self, para: Para) -> int:
        """The level of a heading."""
        found = self.label(para)
        if found.kind in ("part", "appendix"):
            return 1
        if found.kind == "roman":
            return 1 + self.parts
        if found.kind == "number":
            return self.parts + self.roman + found.depth
        return para.level


def convert(
    desk: Desk, blocks: list[Block], *, levels: Levels | None = None, mended: bool = False
) -> list[Node]:
    """Nodes for a run of blocks; headings only where `levels` are given, as in no table cell."""
    found: list[Node] = []
    flat = [part for block in blocks for part in _unfolded(block)]
    flat = flat if mended else mend(flat)
    at = 0
    while at < len(flat):
        block = flat[at]
        if isinstance(block, Break):
            found.append(desk.page_break())
        elif isinstance(block, Known):
            found.append(desk.known(block))
        elif isinstance(block, Figure):
            found.append(desk.image(block))
        elif isinstance(block, Table):
            found += grids.convert(desk, block)
        elif levels and levels.is_heading(block) and not _is_item(flat, at):
            count = _heading_length(flat, at, levels)
            found.append(_heading(desk, flat[at : at + count], levels))
            at += count
            continue
        elif count := _list_length(flat, at):
            found.append(_list(desk, flat[at : at + count]))
            at += count
            continue
        else:
            found.append(desk.paragraph(block.pieces, block.align))
        at += 1
    return found


def _heading_length(blocks: list[Block], at: int, levels: Levels) -> int:
    """A bare "Phụ lục 2" takes the line in capitals below it for its title."""
    first, second = blocks[at], blocks[at + 1] if at + 1 < len(blocks) else None
    if not isinstance(first, Para) or not isinstance(second, Para) or second.bullet:
        return 1
    text = plain(second.pieces).strip()
    bare_label = levels.label(first).kind in ("part", "appendix") and not unlabelled(
        plain(first.pieces)
    )
    titled = is_shouted(text) and len(text) <= _LONGEST_TITLE and not label(text).kind
    return 2 if bare_label and titled else 1


def _heading(desk: Desk, blocks: list[Block], levels: Levels) -> Node:
    first, *rest = [block for block in blocks if isinstance(block, Para)]
    pieces = first.pieces
    for para in rest:
        pieces = join(pieces, para.pieces, "\n")
    node = desk.heading(pieces, levels.level(first))
    desk.headings[node.id] = levels.label(first).kind
    return node


def _unfolded(block: Block) -> list[Block]:
    return [*items.unfold(block)] if isinstance(block, Para) else [block]


def _is_item(blocks: list[Block], at: int) -> bool:
    """A numbered line beside its neighbour in number is an item, unless it stands out."""
    block = blocks[at]
    if not isinstance(block, Para) or block.level or label(plain(block.pieces)).kind != "number":
        return False
    return _list_length(blocks, at) > 1 and not is_bold(block)


def _run(blocks: list[Block], at: int) -> Iterator[items.Listed]:
    """The paragraphs from here on that begin as items, without a gap."""
    for block in islice(blocks, at, None):
        item = items.listed(block) if isinstance(block, Para) and not block.level else None
        if item is None:
            return
        yield item


def _list_length(blocks: list[Block], at: int) -> int:
    return items.group(_run(blocks, at))


def _list(desk: Desk, blocks: list[Block]) -> Node:
    run = list(_run(blocks, 0))
    return desk.listing(run[0].marker, items.make_list(desk, run))
