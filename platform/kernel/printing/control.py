"""The control tables of a system document: who signed, who holds a copy, what was revised."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from kernel.printing import wording
from kernel.printing.paper import ApprovalField, Paper, Revision, Signature

OPEN_BOX: Final = "☐"
TICKED_BOX: Final = "☑"
LONG_LIST: Final = 4  # receivers; more than these stand in two columns


@dataclass(frozen=True, slots=True)
class ApprovalRow:
    """A row of the approval table: its field, its label, one cell per signature."""

    field: ApprovalField
    label: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Copy:
    """A receiver with the box beside the name."""

    name: str = ""
    box: str = ""


@dataclass(frozen=True, slots=True)
class RevisionGroup:
    """The revisions of one amendment under their caption."""

    caption: str
    rows: tuple[Revision, ...]


def approval(paper: Paper) -> list[ApprovalRow]:
    """The approval table in the order of the agency."""
    return [
        ApprovalRow(name, label, tuple(_approval_cell(name, one) for one in paper.signatures))
        for name, label in paper.approval_rows
    ]


def copies(paper: Paper) -> list[tuple[Copy, ...]]:
    """Rows of "Nơi nhận": a list down, beside it the second half of a long one."""
    held = [_copy(name, paper.copy_for) for name in paper.distribution]
    if len(held) <= LONG_LIST:
        return [(copy,) for copy in held]
    half = (len(held) + 1) // 2
    second: Sequence[Copy] = [*held[half:], Copy()][:half]
    return list(zip(held[:half], second, strict=True))


def revisions(paper: Paper) -> list[RevisionGroup]:
    """Revisions under their captions; of a first issue, an empty group to be filled by hand."""
    if not paper.revisions:
        return [RevisionGroup(wording.NO_REVISION, ())]
    groups = groupby(paper.revisions, key=lambda revision: revision.caption)
    return [RevisionGroup(caption, tuple(rows)) for caption, rows in groups]


def _approval_cell(name: ApprovalField, signature: Signature) -> str:
    if name == "sign":
        return wording.acted(signature)
    return signature.name if name == "name" else signature.post


def _copy(name: str, mine: str) -> Copy:
    bare = name.strip().lstrip("-– ").rstrip(";,.")
    ticked = bool(mine) and mine.strip().casefold() == bare.casefold()
    return Copy(bare, TICKED_BOX if ticked else OPEN_BOX)
