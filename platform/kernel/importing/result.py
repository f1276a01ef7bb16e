"""What an import gives: the tree, the tray, the cover, and an account of every character."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from django.utils.functional import Promise

from kernel.content.inline import nfc
from kernel.content.markup import plain
from kernel.content.nodes import Node, inlines, walk
from kernel.importing.pictures import Picture
from kernel.importing.pieces import squash
from kernel.importing.spans import MARKUP, Span

COVER: Final = "cover"
DISTRIBUTION: Final = "distribution"
REVISIONS: Final = "revisions"


class Incomplete(AssertionError):
    """A character of the source is nowhere, or in two places: a mistake of the importer."""


@dataclass(frozen=True, slots=True)
class ClauseTitle:
    """A clause of the standard as the library knows it; `parent` is "" for chapters."""

    number: str
    title_vi: str
    title_en: str
    parent: str


@dataclass(frozen=True, slots=True)
class Signer:
    """A person of the approval table; `role` is author, checker or approver."""

    role: str
    label: str
    name: str
    post: str


@dataclass(frozen=True, slots=True)
class Recipient:
    """A line of the distribution list; `marked` when its box was ticked."""

    name: str
    marked: bool


@dataclass(frozen=True, slots=True)
class Revision:
    """A row of the revision table; `caption` is the line above it that names the revision."""

    page: str
    item: str
    summary: str
    caption: str


@dataclass(frozen=True, slots=True)
class Cover:
    """What the first pages say about the document itself; "" and None where they say nothing.

    `lines`, `distribution_lines` and `revision_lines` hold their text as it stood there: the
    spans of the nodes "cover", "distribution" and "revisions" are these.
    """

    agency: str = ""
    parent: str = ""
    title: str = ""
    kind: str = ""  # manual, procedure, policy, objectives, plan, instruction, form
    code: str = ""
    issue: int | None = None
    amendment: int | None = None
    issued_on: date | None = None
    signers: tuple[Signer, ...] = ()
    distribution: tuple[Recipient, ...] = ()
    revisions: tuple[Revision, ...] = ()
    lines: tuple[str, ...] = ()
    distribution_lines: tuple[str, ...] = ()
    revision_lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ClauseRow:
    """One row of the clause table and the clause it was put on.

    `clause` is "" when the row went to the tray; `printed` is the number as printed, "" if none;
    `by` says what decided: title, number or meaning; `confidence` goes from 0 to 1.
    """

    row: int
    printed: str
    title: str
    clause: str
    confidence: float
    by: str
    node_id: str
    start: int
    runner_up: str = ""

    @property
    def doubtful(self) -> bool:
        """Whether a person should look: another number was printed, or the title is unlike."""
        return self.confidence < _SURE or self.printed != self.clause


_SURE: Final = 0.6


@dataclass(frozen=True, slots=True)
class TrayItem:
    """Text that found no place; `nodes` is how it would look in the tree."""

    id: str
    reason: str | Promise
    text: str
    start: int
    nodes: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """One sentence of the report, with the node and the place in the source it speaks of."""

    code: str
    sentence: str | Promise
    node_id: str = ""
    start: int = 0


@dataclass(frozen=True, slots=True)
class Report:
    """What was found, counted and doubted."""

    kind: str
    encoding: str
    characters: int
    placed: int
    syntax: int
    in_tray: int
    counts: dict[str, int] = field(default_factory=dict)
    doubtful: tuple[ClauseRow, ...] = ()
    missing_clauses: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Imported:
    """A document read from a file; nothing of it is stored yet."""

    source: str
    spans: tuple[Span, ...]
    nodes: tuple[Node, ...]
    tray: tuple[TrayItem, ...]
    cover: Cover
    clause_rows: tuple[ClauseRow, ...]
    report: Report
    warnings: tuple[Finding, ...]
    pictures: Mapping[str, Picture] = field(default_factory=dict)  # of image blocks, by SHA-256

    def check_complete(self) -> None:
        """Raise Incomplete unless every character of the source is in exactly one place."""
        self._check_tiles()
        booked: dict[str, list[str]] = {}
        for span in self.spans:
            text = self.source[span.start : span.end]
            if span.kind != MARKUP:
                booked.setdefault(span.node_id, []).append(
                    text if span.reads is None else span.reads
                )
            elif span.why == "space" and text.strip():
                raise Incomplete(f"characters {span.start} to {span.end} belong to nobody")
        texts = self.texts()
        for owner, parts in booked.items():
            if not _same(squash("".join(parts)), squash(nfc(texts.get(owner, "")))):
                raise Incomplete(f"the text of {owner} is not what the source says")

    def texts(self) -> dict[str, str]:
        """The plain text of every node, tray item and part of the cover, by its id."""
        found = {
            COVER: "\n".join(self.cover.lines),
            DISTRIBUTION: "\n".join(self.cover.distribution_lines),
            REVISIONS: "\n".join(self.cover.revision_lines),
        }
        found |= {node.id: node_text(node) for node in walk(self.nodes)}
        return found | {item.id: _said(item) for item in self.tray}

    def node_before(self, start: int) -> str:
        """The id of the last node that begins before a character, "" if there is none."""
        nodes = {node.id for node in self.nodes}
        before = [s.node_id for s in self.spans if s.start < start and s.node_id in nodes]
        return before[-1] if before else ""

    def _check_tiles(self) -> None:
        at = 0
        for span in self.spans:
            if span.start != at or span.end <= at:
                raise Incomplete(f"the spans leave a gap or overlap at character {at}")
            at = span.end
        if at != len(self.source):
            raise Incomplete(f"the spans end at character {at} of {len(self.source)}")


def node_text(node: Node) -> str:
    """Every word a node shows by itself, without its children."""
    parts = [node.body["title"]] if node.kind == "clause" else []
    parts += [node.body["alt"]] if node.kind == "image" else []
    parts += [plain(inline) for inline in inlines(node)]
    if node.kind == "steps":
        parts += [code for step in node.body["steps"] for code in step["forms"]]
    return "\n".join(parts)


def _said(item: TrayItem) -> str:
    """What a piece says by its blocks; its text parts the cells of a table by a line of ours."""
    return "\n".join(map(node_text, walk(item.nodes))) or item.text


def _same(one: str, other: str) -> bool:
    """Equal, or the same characters in another order: steps and titles gather theirs."""
    return one == other or Counter(one) == Counter(other)
