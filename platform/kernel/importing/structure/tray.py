"""The tray: text that found no place, kept as blocks so that a person can place it."""

from collections.abc import Iterable, Iterator

from django.utils.functional import Promise

from kernel.content.nodes import text_of
from kernel.importing.pieces import Block, Figure, Para, Pieces, paras_of
from kernel.importing.result import TrayItem
from kernel.importing.structure.desk import Desk, fresh_id
from kernel.importing.structure.prose import convert


def put_aside(desk: Desk, blocks: Iterable[Block], reason: str | Promise) -> None:
    """Make one item of what these blocks say and nobody has taken yet."""
    left = sorted(_left(desk, blocks), key=_start)
    if not left:
        return
    item_id = fresh_id()
    own = Desk(desk.ledger, pictures=desk.pictures, aside=item_id)
    nodes = tuple(convert(own, left, mended=True))
    text = "\n".join(map(text_of, nodes))
    desk.tray.append(TrayItem(item_id, reason, text, _start(left[0]), nodes))


def _left(desk: Desk, blocks: Iterable[Block]) -> Iterator[Block]:
    for block in blocks:
        if isinstance(block, Figure):
            yield from [] if desk.ledger.left_over(block.alt) == [] and block.alt else [block]
            continue
        free = [(para, desk.ledger.left_over(para.pieces)) for para in paras_of(block)]
        if all(_is_untouched(para, rest) for para, rest in free):
            yield from [block] if free else ()
        else:
            yield from (Para(rest) for _para, rest in free if rest)


def _is_untouched(para: Para, rest: Pieces) -> bool:
    return len(rest) == sum(bool(piece.text.strip()) for piece in para.pieces)


def _start(block: Block) -> int:
    return min((piece.start for para in paras_of(block) for piece in para.pieces), default=0)
