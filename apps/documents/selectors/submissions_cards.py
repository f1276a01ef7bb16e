"""What a leader reads of each document of a set: what differs, and what stands in the way."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from apps.documents.models import Version
from kernel.content.diff import Word
from kernel.workflow import Rule

CONTEXT = 6  # words of what stayed, kept before and after what differs
CHANGES_SHOWN = 25
WORDS_A_MINUTE = 200


@dataclass(frozen=True)
class Card:
    """One document of the set as the page shows it.

    `outcome` is what was decided already; `sha256` what the leader decides about now.
    """

    version: Version
    position: int
    sha256: str
    line: str
    changes: Sequence[Any] = ()
    headings: Sequence[str] = ()
    obstacles: Sequence[Rule] = ()
    item: Any = None
    refusal: Any = None
    words: int = field(default=0, compare=False)

    @property
    def is_open(self) -> bool:
        """Whether it still waits for the decision, and nothing stands in its way."""
        waits = self.item is None or self.item.outcome is None
        return waits and self.version.awaits_approval and not self.obstacles

    @property
    def shown(self) -> Sequence[Any]:
        return self.changes[:CHANGES_SHOWN]

    @property
    def more(self) -> int:
        return max(0, len(self.changes) - CHANGES_SHOWN)


def only_differences(words: Sequence[Word]) -> list[Word]:
    """The same words without what stayed, but for a few around what differs.

    What came and what went is never shortened.
    """
    if all(sign == "=" for sign, _text in words):
        return list(words)
    last = len(words) - 1
    return [
        (sign, _shortened(text, start=n > 0, end=n < last) if sign == "=" else text)
        for n, (sign, text) in enumerate(words)
    ]


def _shortened(text: str, *, start: bool, end: bool) -> str:
    """Its first words where something differs before it, its last ones where something follows."""
    parts = text.split(" ")
    if len(parts) <= CONTEXT * (start + end) + 1:
        return text
    head = " ".join(parts[:CONTEXT]) if start else ""
    tail = " ".join(parts[-CONTEXT:]) if end else ""
    return f"{head} … {tail}"


def minutes_to_read(cards: Sequence[Card]) -> int:
    """How long reading what differs takes, at least a minute."""
    return max(1, -(-sum(card.words for card in cards) // WORDS_A_MINUTE))
