"""Saving what the editor changed, all at once: over the text its writer saw, or not at all.

Each block is compared and swapped by itself, so that one that somebody else was faster with does
not hold the others back. The number of statements does not grow with the number of blocks.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from apps.documents.models import DraftNode, Version
from apps.documents.services.drafting import editable
from apps.documents.services.ordering import Order
from kernel import clock
from kernel.content.errors import ContentError
from kernel.content.nodes import Node, fresh_ids, normal_form, validate
from kernel.ids import new_id
from kernel.permissions import Actor
from kernel.trail import record

SAVED, CONFLICT, REFUSED, GONE = "saved", "conflict", "refused", "gone"


@dataclass(frozen=True)
class Block:
    """One block as it was typed; `base` is the revision that was typed over, 0 for a new block."""

    id: str
    kind: str
    body: Mapping[str, Any]
    base: int = 0


@dataclass(frozen=True)
class Place:
    """Where a new or moved block stands: below a clause or "", behind the first of `after` that
    is still there; behind nothing where `after` is empty."""

    id: str
    parent: str = ""
    after: Sequence[str] = ()


@dataclass(frozen=True)
class Changes:
    """One save. `removed` are the revisions that were seen of the blocks that were taken out."""

    blocks: Sequence[Block] = ()
    places: Sequence[Place] = ()
    removed: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Outcome:
    """What became of one block: `sent` is the id it came under, `id` the one it has now.

    `theirs` is the row that was saved meanwhile; None with a conflict where it was removed.
    """

    sent: str
    id: str
    status: str
    revision: int = 0
    theirs: DraftNode | None = None
    by: str = ""
    sentence: str = ""


@dataclass(frozen=True)
class Saved:
    """The outcomes in the order of what was sent, those of removed blocks apart."""

    blocks: list[Outcome]
    removed: list[Outcome]


@transaction.atomic
def save_blocks(version: Version, changes: Changes, *, by: Actor) -> Saved:
    """Save what changed. Nothing of anybody is overwritten: see the outcomes.

    Raises WrongState where the draft is closed, NotPermitted who may not write in it.
    """
    version = editable(version, by)  # the lock: from here on nobody else saves
    work = _Work(version, changes, by)
    outcomes = [work.take(block, node) for block, node in work.nodes]
    removed = [work.remove(name, base) for name, base in changes.removed.items()]
    work.write()
    names = _names(each.theirs for each in [*outcomes, *removed])
    return Saved([_by(each, names) for each in outcomes], [_by(each, names) for each in removed])


class _Work:
    """One save under way."""

    def __init__(self, version: Version, changes: Changes, by: Actor) -> None:
        self.version, self.changes, self.by, self.at = version, changes, by, clock.now()
        self.nodes = _named(changes.blocks)
        touched = {node.id for _block, node in self.nodes} | set(changes.removed)
        self.rows = {row.node_id: row for row in version.nodes.filter(node_id__in=touched)}
        self.written: list[DraftNode] = []
        self.taken_out: list[DraftNode] = []

    def take(self, block: Block, node: Node) -> Outcome:
        """Decide about one block; what is to be written waits for `write`."""
        row = self.rows.get(node.id)
        try:
            validate([node])
        except ContentError as error:
            return Outcome(block.id, node.id, REFUSED, block.base, sentence=str(error))
        body = normal_form([node])[0].body
        if row is not None and (row.kind, row.body) == (node.kind, body):
            return Outcome(block.id, node.id, SAVED, row.revision)  # as when an answer was lost
        if (row.revision if row else 0) != block.base:
            return Outcome(block.id, node.id, CONFLICT, row.revision if row else 0, theirs=row)
        self.written.append(
            DraftNode(
                version=self.version,
                node_id=node.id,
                parent_id=row.parent_id if row else "",
                position=row.position if row else 0,
                kind=node.kind,
                body=body,
                revision=block.base + 1,
                edited_by=self.by.pk,
                edited_at=self.at,
            )
        )
        return Outcome(block.id, node.id, SAVED, block.base + 1)

    def remove(self, name: str, base: int) -> Outcome:
        row = self.rows.get(name)
        if row is None:
            return Outcome(name, name, GONE)
        if row.revision != base:
            return Outcome(name, name, CONFLICT, row.revision, theirs=row)
        self.taken_out.append(row)
        return Outcome(name, name, GONE)

    def write(self) -> None:
        """At most: one upsert, one delete, one move, one line of the trail."""
        moved = self._reordered() if self._changes_order() else []
        DraftNode.objects.bulk_create(
            self.written,
            update_conflicts=True,
            unique_fields=["version", "node_id"],
            update_fields=[
                *("kind", "body", "revision", "edited_by", "edited_at"),
                *("parent_id", "position"),
            ],
        )
        if self.taken_out:
            DraftNode.objects.filter(pk__in=[row.pk for row in self.taken_out]).delete()
        if moved:
            DraftNode.objects.bulk_update(moved, ["parent_id", "position"])

    def _changes_order(self) -> bool:
        kinds = any(
            (row := self.rows.get(each.node_id)) is None or row.kind != each.kind
            for each in self.written
        )
        return bool(kinds or self.changes.places or self.taken_out)

    def _reordered(self) -> list[DraftNode]:
        """Put the new and the moved in their places; the rows whose place alone has changed."""
        there = self.version.nodes.only("version", "node_id", "parent_id", "position", "kind")
        rows = {row.node_id: row for row in there}
        rows |= {row.node_id: row for row in self.written}
        order = Order(rows.values())
        if self.taken_out:
            self._tell(order)
            order.take_out([row.node_id for row in self.taken_out])
        ids = {block.id: node.id for block, node in self.nodes}
        for place in self.changes.places:
            order.put(
                ids.get(place.id, place.id),
                ids.get(place.parent, place.parent),
                [ids.get(name, name) for name in place.after],
            )
        changed = order.settle()
        return [row for row in changed if all(row is not each for each in self.written)]

    def _tell(self, order: Order) -> None:
        """The trail keeps what was taken out, so that it can be put back."""
        kept = [
            {
                "node_id": row.node_id,
                "parent_id": row.parent_id,
                "position": row.position,
                "kind": row.kind,
                "body": row.body,
                "behind": order.before(row.node_id),
            }
            for row in sorted(self.taken_out, key=lambda row: (row.parent_id != "", row.position))
        ]
        record("documents.node_remove", self.version, by=self.by, blocks=kept)


def _named(blocks: Sequence[Block]) -> list[tuple[Block, Node]]:
    """Each with the id it is to have: its own, or a new one where that is none or stands twice."""
    nodes = [Node(block.id, block.kind, dict(block.body)) for block in blocks]
    return list(zip(blocks, fresh_ids(nodes, lambda: new_id().hex), strict=True))


def _names(rows: Iterable[DraftNode | None]) -> dict[Any, str]:
    people = {row.edited_by for row in rows if row is not None}
    return dict(User.objects.filter(pk__in=people).values_list("pk", "full_name")) if people else {}


def _by(outcome: Outcome, names: Mapping[Any, str]) -> Outcome:
    if outcome.theirs is None:
        return outcome
    name = names.get(outcome.theirs.edited_by, _("Somebody"))
    return Outcome(outcome.sent, outcome.id, outcome.status, outcome.revision, outcome.theirs, name)
