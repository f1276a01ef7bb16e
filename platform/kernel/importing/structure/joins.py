"""Sentences that the end of a page tore apart become one again."""

from typing import Final

from kernel.importing.pieces import Block, Para, join, plain
from kernel.importing.structure.patterns import BULLET, LETTERED, ORDERED, PAGE_NUMBER

_SHORTEST: Final = 25  # characters: a shorter line did not reach the margin
_ENDS: Final = (".", ";", ":", "!", "?", "”", '"', "…", ")", "/")


def mend(blocks: list[Block]) -> list[Block]:
    """The blocks with torn paragraphs joined; page numbers between them stay where they are."""
    found: list[Block] = []
    for block in blocks:
        last = found[-1] if found else None
        if isinstance(block, Para) and isinstance(last, Para) and is_torn(last, block):
            last.pieces = join(last.pieces, block.pieces, " ")
        else:
            found.append(block)
    return found


def is_torn(before: Para, after: Para, shortest: int = _SHORTEST) -> bool:
    """Whether `after` is the rest of the sentence in `before`, of at least so many letters."""
    if before.zone != after.zone or before.level or after.level or after.bullet:
        return False
    first, rest = plain(before.pieces).strip(), plain(after.pieces).strip()
    if len(first) < shortest or first.endswith(_ENDS) or not rest[:1].islower():
        return False
    signs = (BULLET, ORDERED, LETTERED, PAGE_NUMBER)
    return not any(sign.match(rest) for sign in signs)
