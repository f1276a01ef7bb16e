"""Lines and tables of a draft's form made into typed entries, at once or one by one."""

from collections.abc import Collection

from django.db import transaction

from kernel.content.errors import ContentError
from kernel.content.nodes import walk
from kernel.forms.turning import to_turn, turned
from kernel.ids import new_id
from kernel.permissions import Actor
from kernel.refusals import BadInput
from kernel.trail import record
from library.drafting.blocks import Tree, edit, replaced
from library.models import DraftDocument


@transaction.atomic
def turn_into_entries(document: DraftDocument, *, by: Actor, only: Collection[str] = ()) -> int:
    """Turn these blocks, or every line and table, into entries; how many entries there are now.

    Each stands where its line or table stood, under its id. Raises BadInput where nothing can be
    turned.
    """
    made: dict[str, int] = {}

    def change(nodes: Tree) -> Tree:
        try:
            found = to_turn(walk(nodes), only, is_form=document.is_form)
        except ContentError as error:
            raise BadInput(error.sentence) from error
        for node in found:
            entries = turned(node, lambda: new_id().hex)
            made[node.id] = len(entries)
            nodes = replaced(nodes, node.id, entries)
        return nodes

    edit(document, change, by=by)
    record("library.draft_turn", document.draft, by=by, document=document.key, blocks=[*made])
    return sum(made.values())
