"""The order of things that two sides moved, added and took out, each in its own way."""

from collections.abc import Container, Sequence

from kernel.content.diff.order import kept_in_order


def merge_order(
    base: Sequence[str], ours: Sequence[str], theirs: Sequence[str], present: Container[str]
) -> list[str]:
    """All that is `present`, in our order; what came or moved there stands behind its neighbour.

    What we moved ourselves stays where we put it. Without a change of ours it is their order
    exactly, without a change of theirs it is ours.
    """
    here, there = set(ours), set(theirs)
    moved_there = (set(base) & there) - kept_in_order(base, theirs)
    moved_here = (set(base) & here) - kept_in_order(base, ours)
    placed_anew = (moved_there - moved_here) | (there - here)
    order = [name for name in ours if name in present and name not in placed_anew]
    follows: dict[str, list[str]] = {}
    before = ""
    for name in theirs:
        if name not in present:
            continue
        if name in placed_anew:
            follows.setdefault(before, []).append(name)
        if name not in moved_here:  # what we put elsewhere draws nothing along
            before = name
    return [*_with_followers("", follows)][1:] + [
        each for name in order for each in _with_followers(name, follows)
    ]


def _with_followers(name: str, follows: dict[str, list[str]]) -> list[str]:
    """The thing and what stands behind it, and behind that; without calling itself."""
    chain, waiting = list[str](), [name]
    while waiting:
        at = waiting.pop()
        chain.append(at)
        waiting += reversed(follows.pop(at, []))
    return chain
