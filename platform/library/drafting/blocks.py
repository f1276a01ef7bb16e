"""Writing in a draft's document block by block; what somebody else saved is not overwritten."""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kernel import clock
from kernel.content.canonical import canonical, sha256
from kernel.content.errors import ContentError
from kernel.content.nodes import Node, as_json, fresh_ids, from_json, normal_form, validate, walk
from kernel.ids import new_id
from kernel.permissions import Actor
from kernel.refusals import BadInput, Conflict
from kernel.trail import record
from library import reading
from library.drafting.opening import writable
from library.drafting.reasons import reason_of
from library.models import DraftDocument

KEPT = 30  # blocks that can be put back

Tree = list[Node]


def mark_of(node: Node) -> str:
    """What a form carries along, to know whether the block is still as its writer saw it."""
    return _digest([node.kind, node.body])


def whole_mark_of(node: Node) -> str:
    """As `mark_of`, with the blocks below it."""
    return _digest(as_json(node))


def _digest(value: Any) -> str:
    text = json.dumps(value, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def find(nodes: Sequence[Node], node_id: str) -> Node | None:
    """The block of this id, wherever it stands."""
    return next((node for node in walk(nodes) if node.id == node_id), None)


@transaction.atomic
def save_block(
    document: DraftDocument, node_id: str, body: Mapping[str, Any], *, seen: str, by: Actor
) -> Node:
    """Compare and swap: saves only over the block that the writer saw. Raises Conflict."""

    def change(nodes: Tree) -> Tree:
        found = _there(nodes, node_id)
        if mark_of(found) != seen and found.body != body:
            raise _saved_before(document)
        return replaced(nodes, node_id, [replace(found, body=dict(body))])

    return _there(edit(document, change, by=by).nodes, node_id)


@transaction.atomic
def write_block(
    document: DraftDocument, node_id: str, text: str, *, seen: str, by: Actor
) -> DraftDocument:
    """Put what was written in the notation of the files in a block's place; it may become several.

    Raises BadInput naming the line, and Conflict as `save_block`.
    """
    written = read_text(text, document.key)

    def change(nodes: Tree) -> Tree:
        found = _there(nodes, node_id)
        if whole_mark_of(found) != seen:
            raise _saved_before(document)
        return replaced(nodes, node_id, written)

    return edit(document, change, by=by)


@transaction.atomic
def add_block(
    document: DraftDocument, kind: str, body: Mapping[str, Any], *, after: str, by: Actor
) -> Node:
    """A new block behind another one; `after` empty: at the very start."""
    made = fresh_ids([Node("", kind, dict(body))], lambda: new_id().hex)[0]
    edited = edit(document, lambda nodes: _put_behind(nodes, made, after), by=by)
    return _there(edited.nodes, made.id)


@transaction.atomic
def place_block(document: DraftDocument, node_id: str, *, after: str, by: Actor) -> DraftDocument:
    """Put a block, with what is in it, where `add_block` would put a new one."""

    def change(nodes: Tree) -> Tree:
        moved = _there(nodes, node_id)
        if find([moved], after):
            raise BadInput(_("A block stands behind another one, not behind or in itself."))
        return _put_behind(replaced(nodes, node_id, []), moved, after)

    return edit(document, change, by=by)


@transaction.atomic
def remove_block(
    document: DraftDocument, node_id: str, *, by: Actor, seen: str = ""
) -> DraftDocument:
    """Take a block out; it can be put back where it stood.

    `seen` is its whole mark where nobody's later text may go with it; raises Conflict then.
    """

    def change(nodes: Tree) -> Tree:
        return replaced(nodes, node_id, []) if find(nodes, node_id) else nodes

    document = _locked(document, by)
    node = find(document.nodes, node_id)
    if node is None:
        return document  # a second click, or the other editor was faster
    if seen and whole_mark_of(node) != seen:
        raise _saved_before(document)
    gone = {"node": as_json(node), "behind": _behind(document.nodes, node_id)}
    document.taken_out = [gone, *document.taken_out][:KEPT]
    record("library.block_remove", document.draft, by=by, document=document.key, node=node_id)
    return _kept(document, change(document.nodes), by)


@transaction.atomic
def restore_block(document: DraftDocument, node_id: str, *, by: Actor) -> DraftDocument:
    """Put a block back behind the one it followed; where that is gone too, at the end."""
    document = _locked(document, by)
    gone = next((each for each in document.taken_out if each["node"]["id"] == node_id), None)
    if gone is None or find(document.nodes, node_id):
        raise BadInput(_("There is nothing to put back."))
    document.taken_out = [each for each in document.taken_out if each is not gone]
    node, (parent, before) = from_json(gone["node"]), gone["behind"]
    return _kept(document, _put_back(document.nodes, node, parent, before), by)


@transaction.atomic
def move_block(document: DraftDocument, node_id: str, *, up: bool, by: Actor) -> DraftDocument:
    """Swap a block with its neighbour; a clause takes its answer along."""

    def change(nodes: Tree) -> Tree:
        _there(nodes, node_id)
        return _swapped(nodes, node_id, -1 if up else 1)

    return edit(document, change, by=by)


def edit(document: DraftDocument, change: Callable[[Tree], Tree], *, by: Actor) -> DraftDocument:
    """Change the tree of a document under its lock; raises BadInput for a tree that is not one."""
    document = _locked(document, by)
    return _kept(document, change(document.nodes), by)


def read_text(text: str, key: str) -> Tree:
    """Blocks from the notation of the files; raises BadInput naming line and reason."""
    try:
        return list(reading.read_nodes(text.replace("\r\n", "\n").strip("\n"), Path(f"{key}.md")))
    except reading.ReadingError as error:
        raise unreadable(error, text) from error


def unreadable(error: reading.ReadingError, text: str) -> BadInput:
    """What is wrong with a file, with the line itself, so that it is found at once."""
    lines = text.splitlines()
    line = lines[error.line - 1].strip() if 0 < error.line <= len(lines) else ""
    return BadInput(
        _("Line %(line)s (“%(text)s”) cannot be read: %(reason)s. Nothing was taken over.")
        % {"line": error.line, "text": line[:80], "reason": reason_of(error.sentence)}
    )


def frozen(document: DraftDocument) -> bytes:
    """The bytes it would be published as."""
    return canonical(document.meta, document.nodes)


def _locked(document: DraftDocument, by: Actor) -> DraftDocument:
    writable(document.draft, by)
    return DraftDocument.objects.select_for_update().get(pk=document.pk)


def _kept(document: DraftDocument, nodes: Tree, by: Actor) -> DraftDocument:
    try:
        validate(nodes)
    except ContentError as error:
        raise BadInput(error.sentence) from error
    document.content = [as_json(node) for node in normal_form(nodes)]
    document.sha256 = sha256(frozen(document))
    document.revision += 1
    document.edited_at, document.edited_by = clock.now(), by.pk
    document.edited_by_name = by.full_name
    document.save()
    return document


def _there(nodes: Sequence[Node], node_id: str) -> Node:
    found = find(nodes, node_id)
    if found is None:
        raise Conflict(_("This block was removed meanwhile. Your text is kept; reload the page."))
    return found


def _saved_before(document: DraftDocument) -> Conflict:
    return Conflict(
        _("%(name)s saved this block at %(time)s. Your text is kept; compare the two.")
        % {
            "name": document.edited_by_name,
            "time": f"{document.edited_at.astimezone(clock.HANOI):%H:%M}",
        }
    )


def replaced(nodes: Sequence[Node], node_id: str, by: Sequence[Node]) -> Tree:
    changed: Tree = []
    for node in nodes:
        if node.id == node_id:
            changed += by
        else:
            changed.append(replace(node, children=tuple(replaced(node.children, node_id, by))))
    return changed


def _put_behind(nodes: Tree, node: Node, after: str) -> Tree:
    """Behind that block, in it where it is a clause; `after` empty: at the very start."""
    if not after:
        return [node, *nodes]
    before = _there(nodes, after)
    if before.kind == "clause" and node.kind not in ("clause", "heading"):
        return replaced(nodes, after, [replace(before, children=(node, *before.children))])
    return replaced(nodes, after, [before, node])


def _swapped(nodes: Sequence[Node], node_id: str, step: int) -> Tree:
    siblings = list(nodes)
    at = next((n for n, node in enumerate(siblings) if node.id == node_id), None)
    if at is None:
        return [
            replace(node, children=tuple(_swapped(node.children, node_id, step)))
            for node in siblings
        ]
    if 0 <= at + step < len(siblings):
        siblings[at], siblings[at + step] = siblings[at + step], siblings[at]
    return siblings


def _behind(nodes: Sequence[Node], node_id: str, parent: str = "") -> tuple[str, str] | None:
    """The parent of a block and the sibling before it, "" where there is none."""
    before = ""
    for node in nodes:
        if node.id == node_id:
            return parent, before
        if found := _behind(node.children, node_id, node.id):
            return found
        before = node.id
    return None


def _put_back(nodes: Sequence[Node], node: Node, parent: str, before: str) -> Tree:
    if parent and (within := find(nodes, parent)):
        inside = tuple(_put_back(within.children, node, "", before))
        return replaced(nodes, parent, [replace(within, children=inside)])
    if not before:
        return [node, *nodes]
    names = [each.id for each in nodes]
    at = names.index(before) + 1 if before in names else len(names)
    return [*nodes[:at], node, *nodes[at:]]
