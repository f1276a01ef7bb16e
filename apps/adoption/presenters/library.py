"""A draft in rows, and its differences from the published version in words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from apps.organization.presenters import label_of
from kernel.alphabet import plain
from kernel.content.inline import Run
from kernel.content.nodes import Node, map_inlines
from library.models import DraftDocument, PackageDraft
from library.selectors import documents_of

STATUSES = {
    "added": (_("New"), "turn"),
    "changed": (_("Changed"), "draft"),
    "removed": (_("Left out"), "past"),
    "same": (_("Unchanged"), "ok"),
}
CHANGED = "changed"  # the view that leaves out what is as it was published
# what stands around a text, in the words of its form
HEAD = {
    "code": _("Code"),
    "title": _("Title"),
    "kind": _("Kind"),
    "level": _("Level"),
    "layout": _("Layout"),
    "kind_name": _("Name printed above the title"),
    "parent": _("Belongs to the procedure (its code)"),
    "clauses": _("Clauses"),
    "distribution": _("Distribution"),
    "grounds": _("Grounds"),
    "authority": _("Lines above the signature"),
}


@dataclass(frozen=True)
class DraftRow:
    """A document in the list of a draft."""

    document: DraftDocument
    status: str

    @property
    def is_changed(self) -> bool:
        return self.status != "same"

    @property
    def words(self) -> Any:
        return STATUSES[self.status][0]

    @property
    def mark(self) -> str:
        return STATUSES[self.status][1]


@dataclass(frozen=True)
class DraftFilters:
    """What the list of a draft is narrowed to; empty means everything."""

    q: str = ""
    kind: str = ""
    view: str = ""  # CHANGED or everything

    @classmethod
    def of(cls, asked: Mapping[str, str]) -> "DraftFilters":
        """What could be understood of what was asked."""
        view = CHANGED if asked.get("view") == CHANGED else ""
        return cls(asked.get("q", "")[:100].strip(), asked.get("kind", "")[:30], view)

    def narrow(self, rows: Iterable[DraftRow]) -> list[DraftRow]:
        """The rows that have all the words in code or title, with tone marks or without."""
        words = plain(self.q).split()
        return [row for row in rows if self._fits(row.document, words) and self._is_seen(row)]

    def _fits(self, document: DraftDocument, words: Sequence[str]) -> bool:
        text = plain(f"{document.code} {document.title}")
        return self.kind in ("", document.document_kind) and all(word in text for word in words)

    def _is_seen(self, row: DraftRow) -> bool:
        return not self.view or row.is_changed


@dataclass(frozen=True)
class HeadChange:
    """One line of the head that differs."""

    label: Any
    before: str
    after: str


def rows_of(draft: PackageDraft) -> list[DraftRow]:
    """All documents in their order, those left out at the end; two statements."""
    published = {each.key: each.sha256 for each in documents_of(draft.base)}
    rows = [
        DraftRow(document, _status(document, published))
        for document in draft.documents.defer("content", "taken_out")
    ]
    return sorted(rows, key=lambda row: row.document.removed)


def head_changes(old: dict[str, Any], new: dict[str, Any]) -> list[HeadChange]:
    """The lines of the head that differ."""
    return [
        HeadChange(label, _said(old.get(name)), _said(new.get(name)))
        for name, label in HEAD.items()
        if _said(old.get(name)) != _said(new.get(name))
    ]


def named(nodes: Sequence[Node]) -> list[Node]:
    """The text with its places named as people read them: “{{Tên cơ quan}}”."""
    return map_inlines(nodes, lambda runs: [*map(_named, runs)])


def _named(run: Run) -> Run:
    if "placeholder" not in run:
        return run
    bare = {name: value for name, value in run.items() if name in ("bold", "italic", "underline")}
    return bare | {"text": "{{" + label_of(run["placeholder"]) + "}}"}


def _status(document: DraftDocument, published: dict[str, str]) -> str:
    if document.removed:
        return "removed"
    if document.key not in published:
        return "added"
    return "same" if published[document.key] == document.sha256 else "changed"


def _said(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value or "")


# how an agency stands to a package: words, and the mark beside them
BOARD_STATES = {
    "current": (_("at the newest version"), "ok"),
    "behind": (_("at an older version"), "soon"),
    "refused": (_("refused an update"), "returned"),
    "none": (_("took nothing of it"), "na"),
}
