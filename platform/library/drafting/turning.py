"""Lines and tables of a draft's form made into typed entries, at once or one by one; and undone."""

from collections.abc import Collection
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kernel.content.errors import ContentError
from kernel.content.nodes import Node, walk
from kernel.forms.turning import to_turn, turned
from kernel.forms.turning_back import History, Turning, kept, made_by, taken_back
from kernel.ids import new_id
from kernel.permissions import Actor
from kernel.refusals import BadInput, Conflict
from kernel.trail import record
from kernel.trail.selectors import history_of
from library.drafting.blocks import Tree, edit, replaced
from library.drafting.opening import writable
from library.models import DraftDocument

TURNED = "library.draft_turn"


@transaction.atomic
def turn_into_entries(document: DraftDocument, *, by: Actor, only: Collection[str] = ()) -> Turning:
    """Turn these blocks, or every line and table, into entries.

    Each stands where its line or table stood, under its id. Raises BadInput where nothing can be
    turned. The trail keeps what stood there, see `undo_turning`.
    """
    made: list[tuple[Node, list[str]]] = []

    def change(nodes: Tree) -> Tree:
        try:
            found = to_turn(walk(nodes), only, is_form=document.is_form)
        except ContentError as error:
            raise BadInput(error.sentence) from error
        for node in found:
            entries = turned(node, lambda: new_id().hex)
            made.append((node, [each.id for each in entries]))
            nodes = replaced(nodes, node.id, entries)
        return nodes

    now = {node.id: node for node in walk(edit(document, change, by=by).nodes)}
    history = [kept(was, [now[name] for name in names]) for was, names in made]
    ids = [was.id for was, _names in made]
    key = record(TURNED, document.draft, by=by, document=document.key, blocks=ids, turned=history)
    return Turning(key, made_by(history))


def turning_of(document: DraftDocument, key: UUID, by: Actor) -> History:
    """What this person turned at once in this document; nothing where they did no such thing."""
    events = history_of(document.draft).filter(pk=key, action=TURNED, actor_id=by.pk)
    event = events.filter(body__document=document.key).first()
    return event.body.get("turned", []) if event else []


@transaction.atomic
def undo_turning(document: DraftDocument, turning: UUID, *, by: Actor) -> None:
    """Put back the lines and tables that this person turned, each where its first entry stands.

    Raises Conflict where one of the entries was changed since; a second click changes nothing.
    """
    writable(document.draft, by)  # the lock: from here on nobody else saves
    document.refresh_from_db()
    history = turning_of(document, turning, by)
    if not history:
        raise BadInput(_("There is nothing to undo."))
    try:
        back = taken_back(history, {node.id: node for node in walk(document.nodes)})
    except ContentError as error:
        raise Conflict(error.sentence) from error
    if not back:
        return

    def change(nodes: Tree) -> Tree:
        for was, names in back:
            nodes = replaced(nodes, was.id, [was])
            for name in names:
                nodes = replaced(nodes, name, [])
        return nodes

    edit(document, change, by=by)
    ids = [was.id for was, _names in back]
    record("library.draft_turn_undo", document.draft, by=by, document=document.key, blocks=ids)
