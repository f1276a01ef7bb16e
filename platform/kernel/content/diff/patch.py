"""What was told of two versions, put to work: the old one and the changes give the new one."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from kernel.content.diff.blocks import Change
from kernel.content.errors import ContentError
from kernel.content.nodes import Node, normal_form, walk


def apply(old: Sequence[Node], changes: Iterable[Change]) -> list[Node]:
    """The new version. What stayed or only moved is taken from the old one.

    Raises ContentError where the changes were told of another version than this.
    """
    there = {node.id: replace(node, children=()) for node in walk(normal_form(old))}
    tops: list[Node] = []
    answers: dict[str, list[Node]] = {}
    for change in changes:
        _check(there, change)
        if change.after is None:
            continue
        kept = change.status in ("same", "moved")
        node = there[change.node_id] if kept else replace(change.after, children=())
        (answers.setdefault(change.parent, []) if change.parent else tops).append(node)
    return [replace(node, children=tuple(answers.get(node.id, ()))) for node in tops]


def _check(there: dict[str, Node], change: Change) -> None:
    """What the change says was before is what is there."""
    before = None if change.before is None else replace(change.before, children=())
    if there.get(change.node_id) != before:
        raise ContentError(_("These changes are those of another version."), node_id=change.node_id)
