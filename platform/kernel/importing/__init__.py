"""An existing manual or procedure → a structured draft, with every character accounted for.

Only the names below may be used elsewhere; the rest of this package is private.
"""

from kernel.importing.detect import MAX_BYTES, Kind
from kernel.importing.forms import FoundForm, found_forms
from kernel.importing.manual import read_manual
from kernel.importing.matching import keep_ids, share_kept
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
from kernel.importing.titles import in_small_letters

__all__ = [
    "MAX_BYTES",
    "ClauseRow",
    "ClauseTitle",
    "Cover",
    "Finding",
    "FoundForm",
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
    "found_forms",
    "in_small_letters",
    "keep_ids",
    "read_manual",
    "share_kept",
]
