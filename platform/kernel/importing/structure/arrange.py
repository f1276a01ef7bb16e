"""The whole way from a reading to the tree, with an account of every character."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kernel.content.nodes import Node
from kernel.importing.clauses import Matcher
from kernel.importing.pictures import Picture
from kernel.importing.pieces import Block, Break, Para, Reading, Table, pieces_of, text_of
from kernel.importing.result import ClauseRow, ClauseTitle, Cover, TrayItem
from kernel.importing.spans import Ledger, Span
from kernel.importing.structure import contents, rows
from kernel.importing.structure.cover import CoverReader
from kernel.importing.structure.desk import Desk
from kernel.importing.structure.joins import mend
from kernel.importing.structure.prose import Levels, convert
from kernel.importing.structure.tray import put_aside

_RUNNING: Final = ("header", "footer", "title")
_ASIDE: Final[dict[str, str | Promise]] = {
    "box": _("A text box or the words of a drawing."),
    "note": _("A footnote or an endnote."),
    "comment": _("A comment of the Word file."),
    "figure": _("A picture within a table, a header or a text box."),
}


@dataclass(frozen=True, slots=True)
class Arranged:
    """A tree and what else was found on the way."""

    nodes: tuple[Node, ...]
    tray: tuple[TrayItem, ...]
    spans: tuple[Span, ...]
    cover: Cover
    clause_rows: tuple[ClauseRow, ...]
    contents: tuple[str, ...]
    headings: dict[str, str]
    pictures: dict[str, Picture]


def arrange(reading: Reading, clauses: Sequence[ClauseTitle]) -> Arranged:
    """Give every block of a reading its place."""
    desk, matcher = Desk(Ledger.of(reading)), Matcher(clauses)
    running = [block for block in reading.blocks if _zone(block) in _RUNNING]
    blocks = [block for block in reading.blocks if _zone(block) not in _RUNNING]
    blocks = _without_repeated(desk, blocks)
    blocks, titles = contents.take_out(desk, blocks)
    cover = CoverReader(desk)
    blocks = cover.take(blocks)
    cover.take_running(running)
    cover.believe(reading.said)
    blocks = _without_around(desk, _without_aside(desk, blocks))
    nodes, done = _body(desk, matcher, blocks, titles)
    _sweep(desk, reading)
    tray = tuple(sorted(desk.tray, key=lambda item: item.start))
    return Arranged(
        tuple(nodes),
        tray,
        desk.ledger.spans(),
        cover.cover(),
        tuple(done),
        tuple(titles),
        desk.headings,
        desk.pictures,
    )


def _zone(block: Block) -> str:
    return "body" if isinstance(block, Break) else block.zone


def _without_repeated(desk: Desk, blocks: list[Block]) -> list[Block]:
    """What a paper says anew on each page is said once; the other times are the layout's."""
    for block in blocks:
        if _zone(block) == "repeated":
            desk.syntax(pieces_of(block), "running header")
    return [block for block in blocks if _zone(block) != "repeated"]


def _without_around(desk: Desk, blocks: list[Block]) -> list[Block]:
    """What a paper of ours prints around its text, such as places to sign, is printed anew."""
    for block in blocks:
        if _zone(block) == "around":
            desk.syntax(desk.ledger.left_over(pieces_of(block)), "frame of the paper")
    return [block for block in blocks if _zone(block) != "around"]


def _without_aside(desk: Desk, blocks: list[Block]) -> list[Block]:
    """Boxes and notes have no place in the flow of the text; each becomes an item of the tray."""
    for block in blocks:
        if _zone(block) in _ASIDE:
            put_aside(desk, [block], _ASIDE[_zone(block)])
    return [block for block in blocks if _zone(block) not in _ASIDE]


def _body(
    desk: Desk, matcher: Matcher, blocks: list[Block], titles: list[str]
) -> tuple[list[Node], list[ClauseRow]]:
    blocks = _trimmed(mend(blocks))
    levels = Levels.of(blocks, titles)
    nodes: list[Node] = []
    done: list[ClauseRow] = []
    for stretch in rows.divide(desk, matcher, blocks):
        nodes += convert(desk, stretch.blocks, levels=levels, mended=True)
        nodes += rows.settle(desk, matcher, stretch.drafts, levels, done)
    return nodes, done


def _trimmed(blocks: list[Block]) -> list[Block]:
    """Page breaks at the beginning and the end, where a cover stood, mean nothing any more."""
    said = [at for at, block in enumerate(blocks) if not isinstance(block, Break)]
    return blocks[said[0] : said[-1] + 1] if said else []


def _sweep(desk: Desk, reading: Reading) -> None:
    """Whatever nobody took goes to the tray: better there than lost."""
    for block in reading.blocks:
        if isinstance(block, (Para, Table)) and text_of(block):
            put_aside(desk, [block], _("Text that found no place."))
