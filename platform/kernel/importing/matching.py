"""A newer file of a document: each block that is still there keeps the id it had."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from typing import Any, Final

from rapidfuzz import fuzz

from kernel.content import parts
from kernel.content.nodes import Node, text_of, walk

LIKE: Final = 60.0  # per cent: from here on a block is the same one, rewritten
_FARTHEST: Final = 400  # blocks of a gap that are compared each with each


def keep_ids(old: Sequence[Node], new: Sequence[Node]) -> list[Node]:
    """The new tree with the ids of the old one where a block is the same or like it.

    What stands in the same order comes first, then likeness within each gap, then equal text
    that moved. Ids stay unique; a block without a likeness keeps its own id.
    """
    renamed = _pairs(list(old), list(new))
    taken = {node.id for node in renamed.values()}
    return [_kept(node, renamed, taken) for node in new]


def _kept(node: Node, renamed: dict[str, Node], taken: set[str]) -> Node:
    twin = renamed.get(node.id)
    children = node.children
    if twin is not None:
        children = tuple(keep_ids(twin.children, node.children))
        node = replace(node, id=twin.id, body=_with_parts(twin, node))
    return replace(node, children=children)


def _pairs(old: list[Node], new: list[Node]) -> dict[str, Node]:
    """Which old block each new one is, by the new one's id."""
    found: dict[str, Node] = {}
    by_id = {node.id: node for node in old}
    for node in new:
        if node.id in by_id and by_id[node.id].kind == node.kind:
            found[node.id] = by_id[node.id]
    used = {node.id for node in found.values()}
    rest_old = [node for node in old if node.id not in used]
    rest_new = [node for node in new if node.id not in found]
    matcher = SequenceMatcher(None, _keys(rest_old), _keys(rest_new), autojunk=False)
    for tag, a1, a2, b1, b2 in matcher.get_opcodes():
        if tag == "equal":
            found |= dict(zip((n.id for n in rest_new[b1:b2]), rest_old[a1:a2], strict=True))
        elif tag == "replace" and (a2 - a1) * (b2 - b1) <= _FARTHEST**2:
            found |= {n.id: o for o, n in _likes(rest_old[a1:a2], rest_new[b1:b2])}
    _moved(rest_old, rest_new, found)
    return found


def _moved(old: list[Node], new: list[Node], found: dict[str, Node]) -> None:
    """Equal text that stands elsewhere now is the same block."""
    used = {node.id for node in found.values()}
    left = {_key(node): node for node in old if node.id not in used}
    for node in new:
        if node.id not in found and (twin := left.pop(_key(node), None)) is not None:
            found[node.id] = twin


def _likes(old: list[Node], new: list[Node]) -> Iterator[tuple[Node, Node]]:
    """The likest pairs of a gap, in their order."""
    at = 0
    for node in new:
        scores = [(_likeness(other, node), place) for place, other in enumerate(old[at:], at)]
        best, place = max(scores, key=lambda score: (score[0], -score[1]), default=(0.0, 0))
        if best >= LIKE:
            yield old[place], node
            at = place + 1


def _likeness(old: Node, new: Node) -> float:
    if old.kind != new.kind:
        return 0.0
    if old.kind == "clause" and old.body["clauses"][:1] == new.body["clauses"][:1]:
        return 100.0
    return fuzz.ratio(text_of(old), text_of(new))


def _keys(nodes: list[Node]) -> list[tuple[str, str]]:
    return [_key(node) for node in nodes]


def _key(node: Node) -> tuple[str, str]:
    if node.kind == "clause":  # known by its number and title, whatever the answer became
        return node.kind, f"{node.body['clauses']} {node.body['title']}"
    return node.kind, " ".join(text_of(node).split())


def _with_parts(old: Node, new: Node) -> dict[str, Any]:
    """The body of a block whose rows, items or steps keep their ids too."""
    if new.kind not in parts.PARTS:
        return new.body
    before, after = parts.parts_of(old.kind, old.body), parts.parts_of(new.kind, new.body)
    matcher = SequenceMatcher(None, [_said(p) for p in before], [_said(p) for p in after], False)
    ids: dict[int, str] = {}
    for tag, a1, a2, b1, b2 in matcher.get_opcodes():
        if tag in ("equal", "replace"):
            ids |= {b: before[a]["id"] for a, b in zip(range(a1, a2), range(b1, b2), strict=False)}
    if not after or new.kind == "steps":  # the branches of a flow name its steps by their ids
        return new.body
    taken = set(ids.values())
    made = [
        part | {"id": ids.get(at, part["id"] if part["id"] not in taken else f"{part['id']}-{at}")}
        for at, part in enumerate(after)
    ]
    return parts.with_parts(new.kind, new.body, made)


def _said(part: dict[str, Any]) -> str:
    return repr({name: value for name, value in part.items() if name != "id"})


def share_kept(old: Sequence[Node], new: Sequence[Node]) -> float:
    """How much of an old tree is found again in a new one, 0 to 1: told before anybody decides."""
    before = {node.id for node in walk(old)}
    return len(before & {node.id for node in walk(new)}) / max(1, len(before))
