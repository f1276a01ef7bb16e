"""Two lists that were made from one, woven together: sentences of a text, words of a sentence."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

Edit = tuple[int, int, int, int]  # base[i:j] became side[k:m]


@dataclass(frozen=True, slots=True)
class Hunk:
    """A stretch: as it was, and as each side has it."""

    base: list[Any]
    ours: list[Any]
    theirs: list[Any]
    clashes: bool
    merged: list[Any]


def weave(
    base: Sequence[Any], ours: Sequence[Any], theirs: Sequence[Any], *, key: Callable[[Any], Any]
) -> list[Hunk]:
    """Stretches in order. One side's edit is taken; edits of both that touch clash, unless alike.

    An insertion touches what was changed beside it: nobody knows which comes first.
    """
    keys = [[key(item) for item in side] for side in (base, ours, theirs)]
    mine, other = _edits(keys[0], keys[1]), _edits(keys[0], keys[2])
    woven: list[Hunk] = []
    at = 0
    for low, high, group in _groups(mine, other):
        woven += _stayed(base, ours, keys, at, low, mine)
        woven.append(_hunk(base, ours, theirs, keys, low, high, group))
        at = high
    return woven + _stayed(base, ours, keys, at, len(base), mine)


Group = tuple[list[Edit], list[Edit]]


def _edits(before: Sequence[Any], after: Sequence[Any]) -> list[Edit]:
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    return [(i, j, k, m) for what, i, j, k, m in matcher.get_opcodes() if what != "equal"]


def _groups(mine: list[Edit], other: list[Edit]) -> Iterator[tuple[int, int, Group]]:
    """Edits that touch, together: where they begin and end in the base, and whose they are."""
    edits = sorted([(*edit[:2], 0, edit) for edit in mine] + [(*e[:2], 1, e) for e in other])
    group: Group = ([], [])
    low = high = -1
    open_end = False  # something was put in at the end of the group
    for start, end, side, edit in edits:
        touches = start < high or (start == high and (start == end or open_end or low == high))
        if low >= 0 and not touches:
            yield low, high, group
            group, low, open_end = ([], []), -1, False
        if low < 0:
            low, high = start, end
        open_end = (start == end == max(high, end)) or (open_end and end <= high)
        high = max(high, end)
        group[side].append(edit)
    if low >= 0:
        yield low, high, group


def _hunk(
    base: Sequence[Any],
    ours: Sequence[Any],
    theirs: Sequence[Any],
    keys: list[list[Any]],
    low: int,
    high: int,
    group: Group,
) -> Hunk:
    was = list(base[low:high])
    (a, b), (c, d) = _range(low, high, group[0]), _range(low, high, group[1])
    here = list(ours[a:b]) if group[0] else was
    there = list(theirs[c:d]) if group[1] else was
    if not group[1]:
        return Hunk(was, here, was, False, here)
    if not group[0]:
        return Hunk(was, was, there, False, there)
    alike = keys[1][a:b] == keys[2][c:d]
    return Hunk(was, here, there, not alike, here)


def _range(low: int, high: int, edits: list[Edit]) -> tuple[int, int]:
    """What the stretch base[low:high] is on the side of these edits."""
    if not edits:
        return low, high
    first, last = edits[0], edits[-1]
    return first[2] - (first[0] - low), last[3] + (high - last[1])


def _stayed(
    base: Sequence[Any],
    ours: Sequence[Any],
    keys: list[list[Any]],
    low: int,
    high: int,
    mine: list[Edit],
) -> list[Hunk]:
    """A stretch that nobody changed, in the writing of our side."""
    if low >= high:
        return []
    shift = next((k_m - j for _i, j, _k, k_m in reversed(mine) if j <= low), 0)
    same = list(ours[low + shift : high + shift])
    return [Hunk(list(base[low:high]), same, same, False, same)]
