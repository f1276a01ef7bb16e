"""The content tree: blocks with stable ids, their validity and their one normal form."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from django.utils.translation import gettext as _

from kernel.content import entries, parts
from kernel.content.errors import ContentError
from kernel.content.inline import Inline, Run, nfc, normal_inline
from kernel.content.reading import lines_of
from kernel.content.shapes import BODIES, check_body

__all__ = [
    "KINDS",
    "ContentError",
    "Inline",
    "Node",
    "Run",
    "as_json",
    "fresh_ids",
    "from_json",
    "images",
    "inlines",
    "map_inlines",
    "normal_form",
    "text_of",
    "validate",
    "walk",
]

KINDS: Final = tuple(BODIES)
ID: Final = re.compile(r"[a-z0-9-]{1,64}")


@dataclass(frozen=True, slots=True)
class Node:
    """A block. Its id stays the same from version to version and from package to clone."""

    id: str
    kind: str
    body: dict[str, Any] = field(default_factory=dict)
    children: tuple["Node", ...] = ()


def walk(nodes: Iterable[Node]) -> Iterator[Node]:
    """Every block in reading order, a clause before its answer."""
    for node in nodes:
        yield node
        yield from walk(node.children)


def inlines(node: Node) -> Iterator[Inline]:
    """Every text of a block itself, in reading order; its children are not looked at."""
    return parts.inlines_of(node.kind, node.body)


def map_inlines(nodes: Iterable[Node], change: Callable[[Inline], Inline]) -> list[Node]:
    """The same tree with every text replaced by what `change` makes of it."""
    return [
        replace(
            node,
            body=parts.map_inlines(node.kind, node.body, change),
            children=tuple(map_inlines(node.children, change)),
        )
        for node in nodes
    ]


def text_of(node: Node, values: Mapping[str, str] = {}) -> str:
    """All that a block and its children say, as plain lines; for searching and quoting."""
    lines = [line.text for line in lines_of(node.kind, node.body, values)]
    return "\n".join([*lines, *(text_of(child, values) for child in node.children)])


def images(nodes: Iterable[Node]) -> list[str]:
    """The pictures of a tree by their SHA-256, each once, in reading order."""
    return list(dict.fromkeys(node.body["file"] for node in walk(nodes) if node.kind == "image"))


def validate(nodes: Sequence[Node]) -> None:
    """Refuse a tree that could not be frozen or printed.

    Raises ContentError with a sentence and the id of the block it is about.
    """
    seen: set[str] = set()
    for node in walk(nodes):
        _check_id(node.id, seen, node.id)
        check_body(node.kind, node.body, node.id)
        _check_children(node)
        in_block: set[str] = set()
        for part in parts.parts_of(node.kind, node.body):
            _check_id(part["id"], in_block, node.id)


def normal_form(nodes: Iterable[Node]) -> list[Node]:
    """The one way of writing a valid tree: NFC everywhere, equal runs joined."""
    return [
        Node(node.id, node.kind, _nfc_everywhere(node.body), tuple(normal_form(node.children)))
        for node in map_inlines(nodes, normal_inline)
    ]


def fresh_ids(
    nodes: Iterable[Node], new_id: Callable[[], str], taken: Collection[str] = ()
) -> list[Node]:
    """The same tree where a pasted duplicate, or a block without a proper id, got a new one.

    `new_id` gives an id such as `kernel.ids.new_id().hex`; `taken` are ids of blocks elsewhere in
    the document. The first block that carries an id keeps it.
    """
    return _fresh(nodes, new_id, set(taken))


def as_json(node: Node) -> dict[str, Any]:
    """A block as plain JSON; `children` only where there are any."""
    written = {"id": node.id, "kind": node.kind, "body": node.body}
    return written | (
        {"children": [as_json(child) for child in node.children]} if node.children else {}
    )


def from_json(raw: object) -> Node:
    """A block from plain JSON, as an editor sends it; its body is not checked, see `validate`."""
    node = _block(raw)
    children = raw.get("children", []) if isinstance(raw, dict) else []
    if not isinstance(children, list):
        raise ContentError(_("The block lacks a list it needs."), node_id=node.id)
    if any(isinstance(child, dict) and child.get("children") for child in children):
        raise ContentError(_("Only a clause holds other blocks."), node_id=node.id)
    return replace(node, children=tuple(map(_block, children)))


def _block(raw: object) -> Node:
    match raw:
        case {"kind": str(kind), "body": dict(body), **rest} if rest.keys() <= {"id", "children"}:
            if isinstance(node_id := rest.get("id", ""), str):
                return Node(node_id, kind, body)
    raise ContentError(_("The block is not written as an object."))


def _check_id(value: str, seen: set[str], node_id: str) -> None:
    if not isinstance(value, str) or not ID.fullmatch(value):
        raise ContentError(
            _("“%(id)s” cannot be the id of a block: only a-z, 0-9 and -, at most 64.")
            % {"id": value},
            node_id=node_id,
        )
    if value in seen:
        raise ContentError(_("The id “%(id)s” stands twice.") % {"id": value}, node_id=node_id)
    seen.add(value)


def _check_children(node: Node) -> None:
    if node.children and node.kind != "clause":
        raise ContentError(_("Only a clause holds other blocks."), node_id=node.id)
    if any(child.kind == "clause" for child in node.children):
        raise ContentError(_("A clause does not hold another clause."), node_id=node.id)


def _nfc_everywhere(value: Any) -> Any:
    if isinstance(value, str):
        return nfc(value)
    if isinstance(value, list):
        return [_nfc_everywhere(item) for item in value]
    if isinstance(value, dict):
        return {key: _nfc_everywhere(item) for key, item in value.items()}
    return value


def _fresh(nodes: Iterable[Node], new_id: Callable[[], str], taken: set[str]) -> list[Node]:
    fresh: list[Node] = []
    for node in nodes:
        node_id = _keep_or(node.id, new_id, taken)
        body = _fresh_parts(node.kind, node.body, new_id)
        fresh.append(Node(node_id, node.kind, body, tuple(_fresh(node.children, new_id, taken))))
    return fresh


def _fresh_parts(kind: str, body: dict[str, Any], new_id: Callable[[], str]) -> dict[str, Any]:
    if kind == "entry":
        return _fresh_lists(body, new_id)
    old = parts.parts_of(kind, body)
    if kind not in parts.PARTS or not _all_objects(old):
        return body
    taken: set[str] = set()
    renamed = [part | {"id": _keep_or(part.get("id"), new_id, taken)} for part in old]
    return parts.with_parts(kind, body, renamed)


def _fresh_lists(body: dict[str, Any], new_id: Callable[[], str]) -> dict[str, Any]:
    """Options, columns and given rows of an entry: each list has a pool of ids of its own."""
    fresh = dict(body)
    for name in entries.PART_LISTS:
        old: Any = body.get(name)
        if _all_objects(old):
            taken: set[str] = set()
            fresh[name] = [part | {"id": _keep_or(part.get("id"), new_id, taken)} for part in old]
    return fresh


def _all_objects(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, dict) for item in value)


def _keep_or(node_id: Any, new_id: Callable[[], str], taken: set[str]) -> str:
    kept = isinstance(node_id, str) and ID.fullmatch(node_id) and node_id not in taken
    chosen: str = node_id if kept else new_id()
    taken.add(chosen)
    return chosen
