"""Bodies of blocks merged on plain JSON: texts by sentences, parts by their ids, the rest whole."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from kernel.content.inline import RUNS, Inline
from kernel.content.merge.decisions import (
    HAND,
    MISSING,
    OURS,
    THEIRS,
    Decisions,
    Missing,
    Place,
    Sort,
    valid,
)
from kernel.content.merge.order import merge_order
from kernel.content.merge.sentences import both, join, split, written
from kernel.content.merge.sequences import Hunk, weave


class Merger:
    """Merges values and keeps the places where a person decides; without a word ours stands."""

    def __init__(self, decisions: Decisions) -> None:
        self.decisions = decisions
        self.places: list[Place] = []

    def merge(self, key: str, base: Any, ours: Any, theirs: Any) -> Any:
        """What one or both sides made of `base`; MISSING where it goes."""
        if ours == theirs or theirs == base:
            return ours
        if ours == base:
            return theirs
        if isinstance(ours, Missing) or isinstance(theirs, Missing):
            return self._decide(key, "part", base, ours, theirs)
        if isinstance(ours, dict) and isinstance(theirs, dict):
            return self._entries(key, base if isinstance(base, dict) else {}, ours, theirs)
        if isinstance(ours, list) and isinstance(theirs, list):
            return self._list(key, base, ours, theirs)
        sort: Sort = "line" if isinstance(ours, str) and isinstance(theirs, str) else "value"
        return self._decide(key, sort, base, ours, theirs)

    def _entries(
        self,
        key: str,
        base: Mapping[str, Any],
        ours: Mapping[str, Any],
        theirs: Mapping[str, Any],
    ) -> dict[str, Any]:
        names = dict.fromkeys([*ours, *theirs])
        sides = (base, ours, theirs)
        merged = {
            name: self.merge(f"{key}/{name}", *(side.get(name, MISSING) for side in sides))
            for name in names
        }
        return {name: value for name, value in merged.items() if not isinstance(value, Missing)}

    def _list(self, key: str, base: Any, ours: list[Any], theirs: list[Any]) -> Any:
        was = base if isinstance(base, list) else []
        sides = (was, ours, theirs)
        if all(map(is_inline, sides)) and (ours or theirs):
            return self._text(key, was, ours, theirs)
        if all(map(_has_ids, sides)):
            return self._parts(key, was, ours, theirs)
        if all(map(_is_lines, sides)):
            return merge_order(was, ours, theirs, _living(was, ours, theirs))
        if len(was) == len(ours) == len(theirs) and all(map(_are_things, sides)):
            return [
                self.merge(f"{key}/{n}", *each)
                for n, each in enumerate(zip(*sides, strict=True), start=1)
            ]
        return self._decide(key, "value", base, ours, theirs)

    def _parts(self, key: str, base: list[Any], ours: list[Any], theirs: list[Any]) -> list[Any]:
        was, here, there = ({part["id"]: part for part in side} for side in (base, ours, theirs))
        merged = {
            name: self.merge(
                f"{key}/{name}",
                was.get(name, MISSING),
                here.get(name, MISSING),
                there.get(name, MISSING),
            )
            for name in dict.fromkeys([*here, *there])
        }
        living = {name for name, part in merged.items() if not isinstance(part, Missing)}
        return [merged[name] for name in merge_order([*was], [*here], [*there], living)]

    def _text(self, key: str, base: Inline, ours: Inline, theirs: Inline) -> Inline:
        hunks = weave(split(base), split(ours), split(theirs), key=written)
        if not any(hunk.clashes for hunk in hunks):
            return join([sentence for hunk in hunks for sentence in hunk.merged])
        here, there = _chosen(hunks, OURS), _chosen(hunks, THEIRS)
        place = Place(key, "text", base, ours, theirs, both(base, ours, theirs))
        settled: Inline = self._settle(place, here, there)
        return settled

    def _decide(self, key: str, sort: Sort, base: Any, ours: Any, theirs: Any) -> Any:
        return self._settle(Place(key, sort, base, ours, theirs), ours, theirs)

    def _settle(self, place: Place, ours: Any, theirs: Any) -> Any:
        decision = valid(self.decisions, place.key, place.ours, place.theirs)
        if decision and decision.take == HAND and decision.text is None:
            decision = None
        self.places.append(replace(place, taken=decision.take if decision else ""))
        if decision is None:
            return theirs if isinstance(ours, Missing) else ours
        if decision.take == HAND:
            return decision.text
        return theirs if decision.take == THEIRS else ours


def is_inline(value: list[Any]) -> bool:
    """Whether a list is a text: runs, each of one kind; an empty list may be one."""
    return all(
        isinstance(run, dict)
        and "id" not in run
        and any(isinstance(run.get(kind), str) for kind in RUNS)
        for run in value
    )


def _has_ids(value: list[Any]) -> bool:
    """Parts with ids of their own, each once."""
    ids = [part.get("id") if isinstance(part, dict) else None for part in value]
    return all(isinstance(each, str) for each in ids) and len(set(ids)) == len(ids)


def _are_things(value: list[Any]) -> bool:
    """Things that are known by their place alone, as the cells of a row."""
    return all(isinstance(each, dict) for each in value)


def _is_lines(value: list[Any]) -> bool:
    return all(isinstance(each, str) for each in value) and len(set(value)) == len(value)


def _living(base: list[str], ours: list[str], theirs: list[str]) -> set[str]:
    """What no side took out, and what either put in."""
    gone = set(base) - (set(ours) & set(theirs))
    return (set(ours) | set(theirs)) - gone


def _chosen(hunks: list[Hunk], side: str) -> Inline:
    """The text with what clashes from one side, and the edits of both everywhere else."""
    return join(
        [
            sentence
            for hunk in hunks
            for sentence in (getattr(hunk, side) if hunk.clashes else hunk.merged)
        ]
    )
