"""Which of the things that both sides have kept their order: the longest common subsequence."""

from bisect import bisect_left
from collections.abc import Sequence


def kept_in_order(old: Sequence[str], new: Sequence[str]) -> set[str]:
    """The greatest set of ids that stand in the same order on both sides; each id stands once.

    For ids that stand once, the longest common subsequence is the longest increasing one of their
    old positions, in n log n.
    """
    position = {node_id: index for index, node_id in enumerate(old)}
    common = [node_id for node_id in new if node_id in position]
    tails: list[int] = []
    lengths: list[int] = []
    for node_id in common:
        length = bisect_left(tails, position[node_id])
        tails[length : length + 1] = [position[node_id]]
        lengths.append(length)
    kept: set[str] = set()
    wanted = len(tails) - 1
    for node_id, length in zip(reversed(common), reversed(lengths), strict=True):
        if length == wanted:
            kept.add(node_id)
            wanted -= 1
    return kept


def interleaved(old: Sequence[str], new: Sequence[str]) -> list[tuple[str, bool, bool]]:
    """Both sides as one list of (id, stands in old, stands in new), each in its own order.

    An id that kept its order stands once with both; one that moved stands at its old place and
    again at its new one.
    """
    kept = kept_in_order(old, new)
    woven: list[tuple[str, bool, bool]] = []
    waiting = iter(old)
    for node_id in new:
        if node_id in kept:
            for gone in waiting:
                if gone == node_id:
                    break
                woven.append((gone, True, False))
        woven.append((node_id, node_id in kept, True))
    return woven + [(gone, True, False) for gone in waiting]
