"""Two versions beside each other: what changed, under which heading, and who said what."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from apps.documents.models import Version
from apps.documents.presenters.rules import in_labels
from apps.documents.selectors import previous_of, tree_of
from apps.documents.selectors.registers import freeze_registers
from apps.documents.selectors.uploading import aligned, lines_of
from apps.documents.workflow import State
from apps.organization.selectors import placeholder_values
from kernel.content import placeholders
from kernel.content.diff import Change, compare
from kernel.content.nodes import Node, text_of, walk

Thread = tuple[Any, list[Any]]


@dataclass(frozen=True)
class Shown:
    """One changed block: where it stands, and the comments about it."""

    change: Change
    title: str
    threads: Sequence[Thread]

    @property
    def only_form(self) -> bool:
        """Not a word is different: a level, an alignment, a column."""
        return self.change.status == "changed" and all(sign == "=" for sign, _ in self.change.words)


def comparison(
    found: Version, others: Iterable[Version], wanted: str, threads: Sequence[Thread]
) -> dict[str, Any]:
    """What the page of changes shows; `wanted` is the key of the other version, if chosen."""
    others = list(others)
    base = next((v for v in others if str(v.pk) == wanted), None) or previous_of(found)
    if base is None:
        return {"base": None, "changes": [], "others": others}
    old, new = _read(base), _read(found)
    if base.file_id or found.file_id:  # a file has no blocks: its paragraphs are laid beside ours
        old, new = aligned(lines_of(base, old), lines_of(found, new))
    changes = changes_between(old, new, threads)
    renamed = renamed_between(base, found)
    return {"base": base, "changes": changes, "others": others, "renamed": renamed}


def renamed_between(base: Version, found: Version) -> dict[str, tuple[str, str]]:
    """Title and clauses as they were and as they are, those that differ."""
    both = {
        "title": (base.title, found.title),
        "clauses": (", ".join(base.clauses), ", ".join(found.clauses)),
    }
    return {name: (before, after) for name, (before, after) in both.items() if before != after}


def changes_between(
    old: Sequence[Node], new: Sequence[Node], threads: Sequence[Thread] = ()
) -> list[Shown]:
    """The blocks that differ, in reading order, each with what was said about it."""
    titles = _titles(old) | _titles(new)
    return [
        Shown(
            change,
            titles.get(change.node_id, ""),
            [each for each in threads if each[0].node_id == change.node_id],
        )
        for change in compare(in_labels(old, [*new, *old]), in_labels(new, [*new, *old]))
        if change.status != "same"
    ]


def _read(version: Version) -> list[Node]:
    """The text as people read it: what is still open in a draft is filled with today's values."""
    tree = tree_of(version)
    if version.state not in (State.DRAFTING, State.ABANDONED):
        return tree
    return placeholders.fill(freeze_registers(tree, version.document), placeholder_values())


def _titles(nodes: Sequence[Node], values: Mapping[str, str] = {}) -> dict[str, str]:
    """For each block the heading or clause it stands under."""
    titles: dict[str, str] = {}
    last = ""
    for node in nodes:
        if node.kind == "heading":
            last = text_of(node, values)
        title = node.body["title"] if node.kind == "clause" else last
        titles |= {each.id: title for each in walk([node])}
    return titles


def beside_changes(changes: Sequence[Shown]) -> set[Any]:
    """The comments that stand beside a change and need not be repeated."""
    return {asked.pk for shown in changes for asked, _answers in shown.threads}
