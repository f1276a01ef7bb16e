"""What the paper shows beside its text, merged fact by fact: title, recipients, grounds."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kernel.content.merge.decisions import HAND, OURS, Decisions, Place, valid
from kernel.content.merge.trees import AGREED, CONFLICT, KEPT, MERGED, SAME, TAKEN, Fate
from kernel.content.merge.values import Merger


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact; its key is its name behind an "@", so that it is the id of no block."""

    fate: Fate
    name: str
    base: Any
    ours: Any
    theirs: Any
    result: Any
    places: tuple[Place, ...] = ()
    chosen: str = ""

    @property
    def key(self) -> str:
        return f"@{self.name}"

    @property
    def open(self) -> bool:
        """Whether a person still has to decide."""
        return any(not place.taken for place in self.places)


def merge_facts(
    base: Mapping[str, Any],
    ours: Mapping[str, Any],
    theirs: Mapping[str, Any],
    decisions: Decisions | None = None,
) -> list[Fact]:
    """Every fact of ours and theirs; lists of lines are merged line by line."""
    names = dict.fromkeys([*ours, *theirs])
    return [
        _fact(name, base.get(name), ours.get(name), theirs.get(name), decisions or {})
        for name in names
    ]


def _fact(name: str, base: Any, ours: Any, theirs: Any, decisions: Decisions) -> Fact:
    merger, key = Merger(decisions), f"@{name}"
    result = merger.merge(key, base, ours, theirs)
    places = tuple(merger.places)
    chosen = valid(decisions, key, ours, theirs)
    fate: Fate
    if ours == theirs:
        fate = SAME if ours == base else AGREED
    elif ours == base:
        fate = TAKEN
    elif theirs == base:
        fate = KEPT
    else:
        fate = CONFLICT if places else MERGED
    if chosen is None or chosen.take == HAND or fate in (SAME, AGREED):
        return Fact(fate, name, base, ours, theirs, result, places)
    result = ours if chosen.take == OURS else theirs
    return Fact(fate, name, base, ours, theirs, result, places, chosen.take)
