"""Lines and tables of a draft form made into typed entries, at once or one by one."""

from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext as _

from apps.documents.models import Kind, Version
from apps.documents.services.drafting import editable
from apps.documents.services.saving import SAVED, Block, Changes, Place, save_blocks
from kernel.content.errors import ContentError
from kernel.forms.turning import to_turn, turned
from kernel.ids import new_id
from kernel.permissions import Actor
from kernel.refusals import BadInput, Conflict
from kernel.trail import record


@transaction.atomic
def turn_into_entries(
    version: Version, *, by: Actor, only: Collection[str] = (), revision: int = 0
) -> int:
    """Turn these blocks, or every line and table, into entries; how many entries there are now.

    `revision` is the one that was seen where one block is turned; nobody's later text is lost.
    Turning back is what the trail and the earlier version are for.
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
    for row in rows:
        before = row.node_id
        for number, node in enumerate(turned(row.as_node(), lambda: new_id().hex)):
            base = row.revision if number == 0 else 0
            blocks.append(Block(node.id, node.kind, node.body, base))
            if number:
                places.append(Place(node.id, row.parent_id, [before]))
            before = node.id
    saved = save_blocks(version, Changes(blocks, places), by=by)
    if refused := next((each for each in saved.blocks if each.status != SAVED), None):
        raise BadInput(refused.sentence or _("This block could not become a field."))
    record("documents.entries_turn", version, by=by, blocks=[row.node_id for row in rows])
    return len(blocks)
