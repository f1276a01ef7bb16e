"""Where nodes are made: each takes its pieces and books their characters in the ledger."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from kernel.content.inline import Inline
from kernel.content.nodes import Node
from kernel.ids import new_id
from kernel.importing.pictures import Picture
from kernel.importing.pieces import Figure, Known, Piece, Pieces, pieces_of, plain, runs
from kernel.importing.result import TrayItem, node_text
from kernel.importing.spans import MARKUP, NODE, TRAY, Ledger


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a list."""

    pieces: Pieces
    level: int = 0


@dataclass(slots=True)
class Desk:
    """Makes nodes; whatever it is given is booked, exactly once."""

    ledger: Ledger
    tray: list[TrayItem] = field(default_factory=list)
    headings: dict[str, str] = field(default_factory=dict)  # node id → how it is numbered
    pictures: dict[str, Picture] = field(default_factory=dict)  # by SHA-256
    aside: str = ""  # the tray item for which nodes are made, "" for the document itself

    def paragraph(self, pieces: Pieces, align: str = "") -> Node:
        body = {"text": runs(pieces), **({"align": align} if align else {})}
        return self._node("paragraph", body, pieces)

    def heading(self, pieces: Pieces, level: int) -> Node:
        return self._node(
            "heading", {"level": min(4, max(1, level)), "text": unmarked(pieces)}, pieces
        )

    def listing(self, marker: str, items: Sequence[Item]) -> Node:
        body = {
            "marker": marker,
            "items": [
                {
                    "id": fresh_id(),
                    "text": runs(item.pieces),
                    **({"level": item.level} if item.level else {}),
                }
                for item in items
            ],
        }
        return self._node("list", body, [piece for item in items for piece in item.pieces])

    def table(self, rows: list[list[dict[str, Any]]], header: int, pieces: Pieces) -> Node:
        """A table of finished cells; `pieces` are those of all cells."""
        body = {"header": header, "rows": [{"id": fresh_id(), "cells": cells} for cells in rows]}
        return self._node("table", body, pieces)

    def steps(self, steps: list[dict[str, Any]], pieces: Pieces) -> Node:
        body = {"steps": [{"id": fresh_id(), **step} for step in steps]}
        return self._node("steps", body, pieces)

    def clause(
        self, clauses: list[str], title: Pieces, applicable: bool, children: Iterable[Node]
    ) -> Node:
        body = {"clauses": clauses, "title": one_line(title), "applicable": applicable}
        return self._node("clause", body, title, tuple(children))

    def image(self, figure: Figure) -> Node:
        """A picture; its bytes are told by the tree of the import beside it."""
        body: dict[str, Any] = {
            "file": figure.picture.sha256,
            "type": figure.picture.type,
            "alt": one_line(figure.alt),
        }
        if 10 <= figure.width <= 100:
            body["width"] = figure.width
        self.pictures[figure.picture.sha256] = figure.picture
        return self._node("image", body, figure.alt)

    def known(self, block: Known) -> Node:
        """A block of ours as it was; what it shows is booked to it as a whole."""
        said = node_text(block.node)
        for piece in pieces_of(block):
            if piece.end > piece.start:
                self.ledger.read_as(piece, said)
                self.ledger.book([piece], NODE, block.node.id)
                said = ""
        return block.node

    def page_break(self) -> Node:
        return Node(fresh_id(), "pagebreak", {})

    def syntax(self, pieces: Iterable[Piece], why: str) -> None:
        """Characters that the layout writes by itself, such as the sign of a list item."""
        self.ledger.book(pieces, MARKUP, why=why)

    def cover(self, pieces: Iterable[Piece], part: str) -> None:
        """Characters that became data of the document itself."""
        self.ledger.book(pieces, NODE, part)

    def _node(
        self, kind: str, body: dict[str, Any], pieces: Pieces, children: tuple[Node, ...] = ()
    ) -> Node:
        node = Node(fresh_id(), kind, body, children)
        if self.aside:
            self.ledger.book(pieces, TRAY, self.aside)
        else:
            self.ledger.book(pieces, NODE, node.id)
        return node


def fresh_id() -> str:
    """A new stable id."""
    return new_id().hex


def unmarked(pieces: Pieces) -> Inline:
    """The text of a heading: bold is the layout's business there."""
    return runs([Piece(piece.start, piece.end, piece.text) for piece in pieces])


def one_line(pieces: Pieces) -> str:
    """The words of pieces on one line."""
    return " ".join(plain(pieces).split())
