"""What every reader hands on: blocks made of pieces, each knowing which source characters it is."""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from kernel.content.inline import Inline, normal_inline
from kernel.content.nodes import Node
from kernel.importing.pictures import Picture

Marks = frozenset[str]
PLAIN: Final[Marks] = frozenset()


@dataclass(frozen=True, slots=True)
class Piece:
    """Source characters [start, end) and what they read as; empty ones are only glue."""

    start: int
    end: int
    text: str
    marks: Marks = PLAIN


Pieces = list[Piece]


@dataclass(slots=True)
class Para:
    """A line of thought: a paragraph, a heading, an item of a list."""

    pieces: Pieces
    level: int = 0  # a heading of this level, said by the source itself; 0 = no heading
    align: str = ""
    zone: str = "body"  # body, around, box, header, footer, note, contents, title, repeated
    bullet: str = ""  # "-" or "1." where the source marks an item without writing a sign
    depth: int = 0  # how many lists it lies in, less one
    loose: bool = False  # inside a list but not an item: items may follow each other in one line


@dataclass(slots=True)
class Cell:
    blocks: "list[Block]" = field(default_factory=list)
    colspan: int = 1
    rowspan: int = 1


Row = list[Cell]


@dataclass(slots=True)
class Table:
    rows: list[Row]
    zone: str = "body"


@dataclass(slots=True)
class Break:
    """The author began a new page here."""


@dataclass(slots=True)
class Figure:
    """A picture between the paragraphs; `alt` are the source characters that describe it."""

    picture: Picture
    alt: Pieces = field(default_factory=list)
    width: int = 0  # percent of the text, 0 where the source does not say
    zone: str = "body"


@dataclass(slots=True)
class Known:
    """A block that the file itself proves to be one of ours, and where it is written."""

    node: Node
    blocks: "list[Block]"
    zone: str = "body"


Block = Para | Table | Break | Figure | Known


@dataclass(slots=True)
class Reading:
    """A source text and its blocks; characters of no piece are syntax."""

    source: str
    blocks: list[Block]
    pictures: int = 0
    deleted: int = 0  # characters struck out by tracked changes, not part of the text
    comments: int = 0
    scanned: list[int] = field(default_factory=list)  # pages that are only a picture
    beside: list[int] = field(default_factory=list)  # pages with columns that were read across
    unreadable: int = 0  # signs of which the file does not say the letter
    legacy: str = ""  # old encodings that were converted
    macros: bool = False
    said: dict[str, Any] = field(default_factory=dict)  # what a file of ours tells of itself


def plain(pieces: Iterable[Piece]) -> str:
    """What the pieces read as, one after the other."""
    return "".join(piece.text for piece in pieces)


def squash(text: str) -> str:
    """Without any white space, in NFC: the form in which nothing may get lost."""
    return unicodedata.normalize("NFC", "".join(text.split()))


def pieces_of(block: Block) -> Iterator[Piece]:
    """All pieces of a block in reading order."""
    for para in paras_of(block):
        yield from para.pieces


def paras_of(block: Block) -> Iterator[Para]:
    """The paragraphs of a block, those of a table cell by cell."""
    if isinstance(block, Para):
        yield block
    elif isinstance(block, Known):
        for inner in block.blocks:
            yield from paras_of(inner)
    elif isinstance(block, Figure):
        if block.alt:
            yield Para(block.alt, zone=block.zone)
    elif isinstance(block, Table):
        for row in block.rows:
            for cell in row:
                for inner in cell.blocks:
                    yield from paras_of(inner)


def text_of(block: Block) -> str:
    """The words of a block on one line."""
    if isinstance(block, Para):
        return " ".join(plain(block.pieces).split())
    if isinstance(block, Figure):
        return " ".join(plain(block.alt).split())
    if isinstance(block, Known):
        return " ".join(" ".join(map(text_of, block.blocks)).split())
    if isinstance(block, Table):
        return " ".join(cell_text(cell) for row in block.rows for cell in row)
    return ""


def cell_text(cell: Cell) -> str:
    """The words of a cell on one line."""
    return " ".join(" ".join(map(text_of, cell.blocks)).split())


def cell_pieces(cell: Cell) -> Pieces:
    """A cell as one text, its blocks on lines of their own."""
    found: Pieces = []
    for block in cell.blocks:
        inner = [*pieces_of(block)]
        if found and inner:
            found.append(glue(found[-1].end, "\n"))
        found.extend(inner)
    return found


def glue(at: int, text: str) -> Piece:
    """White space the source did not write, between pieces that it kept apart otherwise."""
    return Piece(at, at, text)


def cut(pieces: Sequence[Piece], at: int) -> tuple[Pieces, Pieces]:
    """Divide before the reading position `at`; what reads as something else is not divided."""
    before: Pieces = []
    after: Pieces = []
    for piece in pieces:
        if at >= len(piece.text):
            before.append(piece)
        elif at <= 0:
            after.append(piece)
        elif piece.end - piece.start == len(piece.text):
            middle = piece.start + at
            before.append(Piece(piece.start, middle, piece.text[:at], piece.marks))
            after.append(Piece(middle, piece.end, piece.text[at:], piece.marks))
        else:
            before.append(piece)
        at -= len(piece.text)
    return before, after


def join(one: Pieces, other: Pieces, between: str) -> Pieces:
    """Two texts as one."""
    if not one or not other:
        return one or other
    return [*one, glue(other[0].start, between), *other]


def runs(pieces: Sequence[Piece]) -> Inline:
    """The pieces as runs: white space collapsed, line breaks kept, ends stripped."""
    text, marks = _collapsed(pieces)
    found: Inline = []
    start = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or marks[at] != marks[start]:
            found.append({"text": text[start:at], **dict.fromkeys(sorted(marks[start]), True)})
            start = at
    return normal_inline(found)


def _collapsed(pieces: Sequence[Piece]) -> tuple[str, list[Marks]]:
    letters: list[str] = []
    marks: list[Marks] = []
    space, of_space = "", PLAIN
    for piece in pieces:
        for letter in piece.text:
            if letter.isspace():
                space, of_space = "\n" if "\n" in (letter, space) else " ", piece.marks
                continue
            if space and letters:
                letters.append(space)
                marks.append(of_space)
            space = ""
            letters.append(letter)
            marks.append(piece.marks)
    return "".join(letters), marks
