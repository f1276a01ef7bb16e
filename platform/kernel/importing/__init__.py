"""An existing manual or procedure → a structured draft, with every character accounted for.

Only the names below may be used elsewhere; the rest of this package is private.
"""

from kernel.importing.detect import MAX_BYTES, Kind
from kernel.importing.manual import read_manual
from kernel.importing.refusals import ImportRefused
from kernel.importing.result import (
    ClauseRow,
    ClauseTitle,
    Cover,
    Finding,
    Imported,
    Incomplete,
    Recipient,
    Report,
    Revision,
    Signer,
    TrayItem,
)
from kernel.importing.spans import Span

__all__ = [
    "MAX_BYTES",
    "ClauseRow",
    "ClauseTitle",
    "Cover",
    "Finding",
    "ImportRefused",
    "Imported",
    "Incomplete",
    "Kind",
    "Recipient",
    "Report",
    "Revision",
    "Signer",
    "Span",
    "TrayItem",
    "read_manual",
]
