"""Writing in a draft, block by block; what somebody else saved meanwhile is not overwritten."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from apps.documents.models import DraftNode, Version
from apps.documents.services.drafting import editable
from apps.documents.services.ordering import GAP
from kernel import clock
from kernel.content.errors import ContentError
from kernel.content.nodes import Node, fresh_ids, normal_form, validate
from kernel.ids import new_id
from kernel.permissions import Actor
from kernel.refusals import BadInput, Conflict
from kernel.trail import record


@transaction.atomic
def save_node(
    version: Version, node_id: str, body: Mapping[str, Any], *, revision: int, by: Actor
) -> DraftNode:
    """Compare and swap: saves only over the revision that the writer saw.

    Raises Conflict when somebody else was faster; nothing of either text is lost.
    """
    version = editable(version, by)
    row = _row(version, node_id)
    tree = _valid(Node(node_id, row.kind, dict(body)))
    changed = DraftNode.objects.filter(pk=row.pk, revision=revision).update(
        body=tree.body, revision=F("revision") + 1, edited_by=by.pk, edited_at=clock.now()
    )
    if not changed:
        raise Conflict(
            _("Somebody else saved this block at %(time)s. Your text is kept; compare the two.")
            % {"time": f"{row.edited_at.astimezone(clock.HANOI):%H:%M}"}
        )
    row.refresh_from_db()
    return row


@transaction.atomic
def add_node(
    version: Version, kind: str, body: Mapping[str, Any], *, after: str, by: Actor
) -> DraftNode:
    """A new block behind another one (`after` empty: at the very start)."""
    version = editable(version, by)
    node = _valid(fresh_ids([Node("", kind, dict(body))], lambda: new_id().hex)[0])
    before = _row(version, after) if after else None
    position = before.position if before else 0
    if before and before.kind == "clause" and kind not in ("clause", "heading"):
        parent = before.node_id
    else:
        parent = before.parent_id if before and kind != "clause" else ""
    return DraftNode.objects.create(
        version=version,
        node_id=node.id,
        parent_id=parent,
        position=_room_after(version, position),
        kind=kind,
        body=node.body,
        edited_by=by.pk,
        edited_at=clock.now(),
    )


@transaction.atomic
def remove_node(version: Version, node_id: str, *, by: Actor) -> None:
    """Take a block out of a draft; the trail keeps it, so it can be put back."""
    version = editable(version, by)
    rows = list(version.nodes.filter(node_id=node_id)) + list(
        version.nodes.filter(parent_id=node_id)
    )
    if not rows:
        return  # a second click, or the other editor was faster: it is gone, as was wanted
    kept = [
        {
            "node_id": r.node_id,
            "parent_id": r.parent_id,
            "position": r.position,
            "kind": r.kind,
            "body": r.body,
        }
        for r in rows
    ]
    behind = _neighbour(version, rows[0])
    DraftNode.objects.filter(pk__in=[row.pk for row in rows]).delete()
    record("documents.node_remove", version, by=by, blocks=kept, behind=behind)


@transaction.atomic
def restore_node(version: Version, node_id: str, *, by: Actor) -> DraftNode:
    """Undo a removal, from the trail; a block whose clause is gone by now stands by itself."""
    from kernel.trail.selectors import history_of

    version = editable(version, by)
    there = set(version.nodes.values_list("node_id", flat=True))
    for event in history_of(version).filter(action="documents.node_remove"):
        kept = {block["node_id"]: dict(block) for block in event.body["blocks"]}
        if node_id not in kept or node_id in there:
            continue
        behind = kept[node_id].get("behind", event.body.get("behind", ""))
        rows = [
            DraftNode(version=version, edited_by=by.pk, edited_at=clock.now(), **_bare(block))
            for name, block in kept.items()
            if name not in there and node_id in (name, block["parent_id"])
        ]
        if rows[0].parent_id not in there:
            rows[0].parent_id = ""
        DraftNode.objects.bulk_create(rows)
        _put_behind(version, rows[0], behind)
        record("documents.node_restore", version, by=by, node=node_id)
        return rows[0]
    raise BadInput(_("There is nothing to put back."))


@transaction.atomic
def move_node(version: Version, node_id: str, *, up: bool, by: Actor) -> None:
    """Swap a block with its neighbour of the same parent; a clause takes its answer along."""
    version = editable(version, by)
    row = _row(version, node_id)
    siblings = [r for r in version.nodes.all() if r.parent_id == row.parent_id]
    at = next(i for i, r in enumerate(siblings) if r.pk == row.pk)
    to = at - 1 if up else at + 1
    if not 0 <= to < len(siblings):
        return
    siblings[at], siblings[to] = siblings[to], siblings[at]
    _renumber(version, row.parent_id, siblings)


def _bare(block: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in block.items() if name != "behind"}


def _neighbour(version: Version, row: DraftNode) -> str:
    """The block before this one below the same parent, "" for the first."""
    earlier = version.nodes.filter(parent_id=row.parent_id, position__lt=row.position)
    return earlier.order_by("-position").values_list("node_id", flat=True).first() or ""


def _put_behind(version: Version, row: DraftNode, behind: str) -> None:
    """Back behind its neighbour; where that is gone, its old position says about where."""
    siblings = [
        r for r in version.nodes.all() if r.parent_id == row.parent_id and r.node_id != row.node_id
    ]
    names = [r.node_id for r in siblings]
    older = sum(r.position < row.position for r in siblings)
    siblings.insert(names.index(behind) + 1 if behind in names else older, row)
    _renumber(version, row.parent_id, siblings)


def _renumber(version: Version, parent_id: str, siblings: list[DraftNode]) -> None:
    """Positions in reading order, with room between for the next block."""
    rows = list(version.nodes.all())
    top = siblings if not parent_id else [r for r in rows if not r.parent_id]
    answers: dict[str, list[DraftNode]] = {}
    for row in rows:
        if row.parent_id:
            answers.setdefault(row.parent_id, []).append(row)
    if parent_id:
        answers[parent_id] = siblings
    ordered = [r for head in top for r in [head, *answers.get(head.node_id, [])]]
    for position, row in enumerate(ordered, start=1):
        row.position = position * GAP
    DraftNode.objects.bulk_update(ordered, ["position"])


def _room_after(version: Version, position: int) -> int:
    """A position behind this one; where the gap is used up, everything behind moves on."""
    following = (
        version.nodes.filter(position__gt=position)
        .order_by("position")
        .values_list("position", flat=True)
        .first()
    )
    if following is None:
        return position + GAP
    if following - position > 1:
        return (position + following) // 2
    version.nodes.filter(position__gt=position).update(position=F("position") + GAP)
    return position + GAP // 2


def _row(version: Version, node_id: str) -> DraftNode:
    row = version.nodes.filter(node_id=node_id).first()
    if row is None:
        raise Conflict(_("This block was removed meanwhile. Your text is kept; reload the page."))
    return row


def _valid(node: Node) -> Node:
    tree = fresh_ids([node], lambda: new_id().hex)
    try:
        validate(tree)
    except ContentError as error:
        raise BadInput(str(error)) from error
    return normal_form(tree)[0]
