"""What a person decides where both sides changed the same thing."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

Take = Literal["ours", "theirs", "hand"]
Sort = Literal["text", "line", "value", "part", "block"]
OURS: Final = "ours"
THEIRS: Final = "theirs"
HAND: Final = "hand"


class Missing:
    """What stands on one side and not on the other."""

    def __repr__(self) -> str:
        return "MISSING"


MISSING: Final = Missing()


@dataclass(frozen=True, slots=True)
class Decision:
    """`text` is what was written by hand: runs for a text, a string for a line.

    `of` is the fingerprint of what was looked at; a decision about something else is void.
    """

    take: Take
    text: Any = None
    of: str = ""


Decisions = Mapping[str, Decision]


@dataclass(frozen=True, slots=True)
class Place:
    """Where both sides changed the same thing differently; a side is MISSING where it took it out.

    `key` is the id of the block and the path in its body: "p-3", "p-3/text", "t-1/rows/r-2".
    `proposed` is a text that holds the edits of both, where they touch in no word; else None.
    """

    key: str
    sort: Sort
    base: Any
    ours: Any
    theirs: Any
    proposed: Any = None
    taken: str = ""  # how it was decided; "" while it is open

    @property
    def print(self) -> str:
        """The fingerprint that a decision about this very difference carries."""
        return fingerprint(self.ours, self.theirs)


def fingerprint(ours: Any, theirs: Any) -> str:
    """The same for the same two sides, for ever."""
    written = json.dumps([ours, theirs], sort_keys=True, ensure_ascii=False, default=_plain)
    return hashlib.sha256(written.encode()).hexdigest()[:16]


def valid(decisions: Decisions, key: str, ours: Any, theirs: Any) -> Decision | None:
    """The decision about these two sides, if there is one that is not about others."""
    found = decisions.get(key)
    if found is None or (found.of and found.of != fingerprint(ours, theirs)):
        return None
    return found


def _plain(value: Any) -> Any:
    return [value.kind, value.body] if hasattr(value, "body") else repr(value)
