"""Three-way merge of content: what a new version brings, what was made one's own, and both."""

from kernel.content.merge.decisions import HAND, OURS, THEIRS, Decision, Place, fingerprint
from kernel.content.merge.facts import Fact, merge_facts
from kernel.content.merge.sentences import join, split
from kernel.content.merge.trees import (
    AGREED,
    CONFLICT,
    DROPPED,
    FATES,
    KEPT,
    MERGED,
    NEW,
    OWN,
    REMOVED,
    SAME,
    TAKEN,
    Merge,
    Piece,
    merge,
)

__all__ = [
    "AGREED",
    "CONFLICT",
    "DROPPED",
    "FATES",
    "HAND",
    "KEPT",
    "MERGED",
    "NEW",
    "OURS",
    "OWN",
    "REMOVED",
    "SAME",
    "TAKEN",
    "THEIRS",
    "Decision",
    "Fact",
    "Merge",
    "Piece",
    "Place",
    "fingerprint",
    "join",
    "merge",
    "merge_facts",
    "split",
]
