"""The ledger of characters: each of the source is booked once, to a node, the tray or syntax."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Final

from kernel.importing.pieces import Piece, Reading, pieces_of, squash

NODE: Final = "node"
MARKUP: Final = "markup"
TRAY: Final = "tray"


@dataclass(frozen=True, slots=True)
class Span:
    """Source characters [start, end) and where they went.

    `node_id` names the node, the part of the cover or the tray item; `reads` is what the
    characters mean where that is not themselves ("&amp;" reads "&"); `why` explains markup.
    """

    start: int
    end: int
    kind: str
    node_id: str = ""
    reads: str | None = None
    why: str = ""


Owner = tuple[str, str, str]
_NOBODY: Final = 0
_SYNTAX: Final[Owner] = (MARKUP, "", "syntax")
_SPACE: Final[Owner] = (MARKUP, "", "space")


@dataclass(slots=True)
class Ledger:
    """Books characters while the tree is built; booking one twice is a mistake of ours."""

    source: str
    _text: bytearray = field(init=False)
    _owner: list[int] = field(init=False)
    _owners: list[Owner] = field(init=False)
    _reads: dict[int, tuple[int, str]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._text = bytearray(len(self.source))
        self._owner = [_NOBODY] * len(self.source)
        self._owners = [("", "", "")]

    @classmethod
    def of(cls, reading: Reading) -> "Ledger":
        """A ledger that knows which characters of the source are text."""
        ledger = cls(reading.source)
        for block in reading.blocks:
            for piece in pieces_of(block):
                ledger._text[piece.start : piece.end] = b"\1" * (piece.end - piece.start)
                if squash(piece.text) != squash(reading.source[piece.start : piece.end]):
                    ledger._reads[piece.start] = (piece.end, piece.text)
        return ledger

    def book(self, pieces: Iterable[Piece], kind: str, node_id: str = "", why: str = "") -> None:
        """Give these characters to an owner."""
        self._owners.append((kind, node_id, why))
        number = len(self._owners) - 1
        for piece in pieces:
            if any(self._owner[piece.start : piece.end]):
                raise RuntimeError(f"characters {piece.start} to {piece.end} are booked twice")
            self._owner[piece.start : piece.end] = [number] * (piece.end - piece.start)

    def read_as(self, piece: Piece, text: str) -> None:
        """Say what these characters stand for."""
        self._reads[piece.start] = (piece.end, text)

    def left_over(self, pieces: Iterable[Piece]) -> list[Piece]:
        """What of the pieces says something and belongs to nobody yet."""
        return [rest for piece in pieces for rest in self._unbooked(piece) if rest.text.strip()]

    def _unbooked(self, piece: Piece) -> Iterator[Piece]:
        if not any(self._owner[piece.start : piece.end]):
            yield piece
            return
        at = piece.start
        for number, letters in groupby(self._owner[piece.start : piece.end]):
            length = len(list(letters))
            if number == _NOBODY:
                text = self.source[at : at + length]
                yield Piece(at, at + length, text, piece.marks)
            at += length

    def spans(self) -> tuple[Span, ...]:
        """The whole source, character after character, as spans without gap or overlap."""
        return tuple(self._tiles())

    def _tiles(self) -> Iterator[Span]:
        start, at, length = 0, 0, len(self.source)
        while at < length:
            owner = self._owner_of(at)
            if at in self._reads and owner[0] != MARKUP:
                end, reads = self._reads[at]
                yield Span(at, end, owner[0], owner[1], reads, owner[2])
                start = at = end
                continue
            at += 1
            if at == length or at in self._reads or self._owner_of(at) != owner:
                yield Span(start, at, owner[0], owner[1], None, owner[2])
                start = at

    def _owner_of(self, at: int) -> Owner:
        number = self._owner[at]
        if number != _NOBODY:
            return self._owners[number]
        return _SPACE if self._text[at] else _SYNTAX
