"""Two trees compared: blocks are the same block when they carry the same id."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from kernel.content.diff.order import interleaved, kept_in_order
from kernel.content.diff.words import Word, compare_words, tidy
from kernel.content.nodes import Node, normal_form
from kernel.content.reading import lines_of

Status = Literal["same", "added", "removed", "changed", "moved"]


@dataclass(frozen=True, slots=True)
class Change:
    """What happened to one block; the blocks of an answer follow their clause.

    `changed` goes before `moved` where both hold, then `moved` is still true. A moved block is
    told at its new place. Words that all stayed in a changed block mean that only its form changed.
    """

    status: Status
    node_id: str
    kind: str
    before: Node | None
    after: Node | None
    words: list[Word]
    parent: str = ""
    moved: bool = False


@dataclass(frozen=True, slots=True)
class _Place:
    node: Node
    parent: str


def compare(old: Sequence[Node], new: Sequence[Node]) -> list[Change]:
    """Every block of both versions, in the order of the new one, what went at its old place."""
    before, after = dict(_places(normal_form(old))), dict(_places(normal_form(new)))
    stayed = _stayed(before, after)
    return [
        _change(before.get(node_id), after.get(node_id), node_id not in stayed)
        for node_id, _stood, stands in interleaved(list(before), list(after))
        if stands or node_id not in after
    ]


def _places(nodes: Sequence[Node], parent: str = "") -> Iterator[tuple[str, _Place]]:
    for node in nodes:
        yield node.id, _Place(node, parent)
        yield from _places(node.children, node.id)


def _siblings(places: Mapping[str, _Place], parent: str) -> list[str]:
    return [node_id for node_id, place in places.items() if place.parent == parent]


def _stayed(before: Mapping[str, _Place], after: Mapping[str, _Place]) -> set[str]:
    """Blocks that stand among the same siblings, in the same order."""
    stayed: set[str] = set()
    for parent in {place.parent for place in after.values()}:
        stayed |= kept_in_order(_siblings(before, parent), _siblings(after, parent))
    return stayed


def _change(before: _Place | None, after: _Place | None, moved: bool) -> Change:
    place = after or before
    assert place is not None
    old = before.node if before else None
    new = after.node if after else None
    return Change(
        status=_status(old, new, moved),
        node_id=place.node.id,
        kind=place.node.kind,
        before=old,
        after=new,
        words=_words(old, new),
        parent=place.parent,
        moved=bool(old and new and moved),
    )


def _status(old: Node | None, new: Node | None, moved: bool) -> Status:
    if old is None:
        return "added"
    if new is None:
        return "removed"
    if (old.kind, old.body) != (new.kind, new.body):
        return "changed"
    return "moved" if moved else "same"


def _words(old: Node | None, new: Node | None) -> list[Word]:
    """Word by word within each row, item or step that both have; rows are matched by id."""
    before, after = _lines(old), _lines(new)
    words: list[Word] = []
    for part, stood, stands in interleaved(list(before), list(after)):
        if stood and stands:
            words += compare_words(before[part], after[part])
        else:
            words.append(("-", before[part]) if stood else ("+", after[part]))
    return tidy(words)


def _lines(node: Node | None) -> dict[str, str]:
    """The lines of a block by the id of their row; joined they are its text."""
    if node is None:
        return {}
    lines: dict[str, list[str]] = {}
    for line in lines_of(node.kind, node.body):
        lines.setdefault(line.part, []).append(line.text)
    last = list(lines)[-1:]
    texts = {part: "\n".join(texts) for part, texts in lines.items()}
    return {part: text if part in last else text + "\n" for part, text in texts.items()}
