"""Lines and tables of a draft form made into typed entries, at once or one by one; and undone."""

from collections.abc import Collection
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from apps.documents.models import DraftNode, Kind, Version
from apps.documents.selectors.turning import TURNED, turning_of
from apps.documents.services.drafting import editable
from apps.documents.services.saving import SAVED, Block, Changes, Place, save_blocks
from kernel.content.errors import ContentError
from kernel.forms.turning import to_turn, turned
from kernel.forms.turning_back import Turning, kept, made_by, taken_back
from kernel.ids import new_id
from kernel.permissions import Actor
from kernel.refusals import BadInput, Conflict
from kernel.trail import record


@transaction.atomic
def turn_into_entries(
    version: Version, *, by: Actor, only: Collection[str] = (), revision: int = 0
) -> Turning:
    """Turn these blocks, or every line and table, into entries.

    `revision` is the one that was seen where one block is turned; nobody's later text is lost.
    The trail keeps what stood there, see `undo_turning`.
    """
    version = editable(version, by)
    there = {row.node_id: row for row in version.nodes.all()}
    lines = [row.as_node() for row in there.values()]
    is_form = version.document.kind == Kind.FORM
    try:
        rows = [there[node.id] for node in to_turn(lines, only, is_form=is_form)]
    except ContentError as error:
        raise BadInput(error.sentence) from error
    if revision and any(row.revision != revision for row in rows):
        raise Conflict(_("Somebody else changed this block. Look at it again, then turn it."))
    blocks: list[Block] = []
    places: list[Place] = []
    made: list[tuple[DraftNode, list[str]]] = []
    for row in rows:
        entries = turned(row.as_node(), lambda: new_id().hex)
        made.append((row, [node.id for node in entries]))
        before = row.node_id
        for number, node in enumerate(entries):
            base = row.revision if number == 0 else 0
            blocks.append(Block(node.id, node.kind, node.body, base))
            if number:
                places.append(Place(node.id, row.parent_id, [before]))
            before = node.id
    _save(version, Changes(blocks, places), by)
    now = {row.node_id: row.as_node() for row in version.nodes.all()}
    history = [kept(row.as_node(), [now[name] for name in ids]) for row, ids in made]
    ids = [row.node_id for row in rows]
    key = record(TURNED, version, by=by, blocks=ids, turned=history)
    return Turning(key, made_by(history))


@transaction.atomic
def undo_turning(version: Version, turning: UUID, *, by: Actor) -> None:
    """Put back the lines and tables that this person turned, each where its first entry stands.

    Raises Conflict where one of the entries was changed since; a second click changes nothing.
    """
    version = editable(version, by)
    history = turning_of(version, turning, by)
    if not history:
        raise BadInput(_("There is nothing to undo."))
    there = {row.node_id: row for row in version.nodes.all()}
    try:
        back = taken_back(history, {name: row.as_node() for name, row in there.items()})
    except ContentError as error:
        raise Conflict(error.sentence) from error
    if not back:
        return
    blocks = [Block(was.id, was.kind, was.body, there[was.id].revision) for was, _ids in back]
    gone = {name: there[name].revision for _was, ids in back for name in ids}
    _save(version, Changes(blocks, removed=gone), by)
    record("documents.entries_undo", version, by=by, blocks=[block.id for block in blocks])


def _save(version: Version, changes: Changes, by: Actor) -> None:
    saved = save_blocks(version, changes, by=by)
    if refused := next((each for each in saved.blocks if each.status != SAVED), None):
        raise BadInput(refused.sentence or _("This block could not become a field."))
