"""Two trees that were made from one, merged block by block: the blocks are known by their ids."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, Literal

from kernel.content.diff.order import kept_in_order
from kernel.content.errors import ContentError
from kernel.content.merge.decisions import (
    HAND,
    MISSING,
    OURS,
    THEIRS,
    Decisions,
    Place,
    fingerprint,
    valid,
)
from kernel.content.merge.order import merge_order
from kernel.content.merge.values import Merger
from kernel.content.nodes import Node, normal_form, validate

Fate = Literal[
    "same", "agreed", "new", "own", "taken", "kept", "merged", "conflict", "removed", "dropped"
]
SAME: Final = "same"  # nobody changed it
AGREED: Final = "agreed"  # both changed it alike
NEW: Final = "new"  # came there
OWN: Final = "own"  # came here
TAKEN: Final = "taken"  # untouched here, changed there
KEPT: Final = "kept"  # changed here only
MERGED: Final = "merged"  # changed in both, in places that do not touch
CONFLICT: Final = "conflict"  # changed in both, a person decides
REMOVED: Final = "removed"  # untouched here, taken out there
DROPPED: Final = "dropped"  # taken out here, unchanged there
FATES: Final = (SAME, AGREED, NEW, OWN, TAKEN, KEPT, MERGED, CONFLICT, REMOVED, DROPPED)


@dataclass(frozen=True, slots=True)
class Piece:
    """What becomes of one block. `result` is None where it goes; the sides are without answers.

    `places` are the differences a person decides; `chosen` says that the whole block was taken from
    a side by decision. `moved` is the side that moved it: "ours", "theirs", "both" or "".
    """

    fate: Fate
    node_id: str
    kind: str
    base: Node | None
    ours: Node | None
    theirs: Node | None
    result: Node | None
    parent: str = ""
    places: tuple[Place, ...] = ()
    chosen: str = ""
    moved: str = ""

    @property
    def open(self) -> bool:
        """Whether a person still has to decide."""
        return any(not place.taken for place in self.places)

    @property
    def print(self) -> str:
        """The fingerprint that a decision about the whole block carries."""
        return fingerprint(self.ours or MISSING, self.theirs or MISSING)


@dataclass(frozen=True, slots=True)
class Merge:
    """The pieces in reading order, and the tree they make; ours stands where nobody decided."""

    pieces: list[Piece]
    nodes: list[Node]

    @property
    def open(self) -> list[Piece]:
        """What cannot be adopted before somebody decides."""
        return [piece for piece in self.pieces if piece.open]

    @property
    def counts(self) -> dict[str, int]:
        """How many blocks fare in which way."""
        found = Counter(piece.fate for piece in self.pieces)
        return {fate: found[fate] for fate in FATES}


@dataclass(frozen=True, slots=True)
class _Side:
    """A tree by its ids, in reading order; parents apart."""

    nodes: Mapping[str, Node]
    parents: Mapping[str, str]

    @property
    def order(self) -> list[str]:
        return list(self.nodes)


@dataclass
class _Sides:
    base: _Side
    ours: _Side
    theirs: _Side
    decisions: Decisions = field(default_factory=dict)

    def of(self, name: str) -> tuple[Node | None, Node | None, Node | None]:
        return tuple(side.nodes.get(name) for side in (self.base, self.ours, self.theirs))  # type: ignore[return-value]


def merge(
    base: Sequence[Node],
    ours: Sequence[Node],
    theirs: Sequence[Node],
    decisions: Decisions | None = None,
) -> Merge:
    """What our text becomes when it takes what changed from `base` to `theirs`.

    Nothing changed here gives `theirs`, nothing changed there gives `ours`, exactly. A decision on
    the id of a block takes the whole block of one side, one on the key of a place only that place.
    """
    sides = _Sides(_side(base), _side(ours), _side(theirs), decisions or {})
    there = dict.fromkeys([*sides.ours.order, *sides.theirs.order])
    pieces = {name: _placed(sides, _piece(sides, name)) for name in there}
    pieces |= _held_clauses(sides, pieces)
    here, there_too = _moved(sides.base, sides.ours), _moved(sides.base, sides.theirs)
    pieces = {
        name: replace(piece, moved=_mover(name in here, name in there_too))
        for name, piece in pieces.items()
    }
    order = merge_order(sides.base.order, sides.ours.order, sides.theirs.order, pieces)
    return Merge([pieces[name] for name in order], _tree(sides, pieces))


def _mover(here: bool, there: bool) -> str:
    return "both" if here and there else OURS if here else THEIRS if there else ""


def _side(nodes: Sequence[Node]) -> _Side:
    found: dict[str, Node] = {}
    parents: dict[str, str] = {}
    for node, parent in _walk(normal_form(nodes)):
        found[node.id], parents[node.id] = replace(node, children=()), parent
    return _Side(found, parents)


def _walk(nodes: Sequence[Node], parent: str = "") -> Iterator[tuple[Node, str]]:
    for node in nodes:
        yield node, parent
        yield from _walk(node.children, node.id)


def _piece(sides: _Sides, name: str) -> Piece:
    base, ours, theirs = sides.of(name)
    fate = _simple_fate(base, ours, theirs)
    if fate is None:
        return _both_changed(sides, name)
    taken = fate in (TAKEN, NEW, REMOVED)
    kind = (ours or theirs or Node("", "")).kind
    piece = Piece(fate, name, kind, base, ours, theirs, theirs if taken else ours)
    return _as_chosen(sides, piece)


def _simple_fate(base: Node | None, ours: Node | None, theirs: Node | None) -> Fate | None:
    """How a block fares that one side left alone, or both changed alike; else None."""
    if ours == theirs:
        return SAME if ours == base else AGREED
    if ours == base:
        return NEW if base is None else REMOVED if theirs is None else TAKEN
    if theirs == base:
        return OWN if base is None else DROPPED if ours is None else KEPT
    return None


def _as_chosen(sides: _Sides, piece: Piece) -> Piece:
    """A person may keep a block as it was here, or take it as it is there, whatever its fate."""
    decision = valid(sides.decisions, piece.node_id, piece.ours or MISSING, piece.theirs or MISSING)
    if decision is None or decision.take == HAND or piece.fate in (SAME, AGREED):
        return piece
    result = piece.ours if decision.take == OURS else piece.theirs
    places = tuple(replace(place, taken=decision.take) for place in piece.places)
    return replace(piece, result=result, places=places, chosen=decision.take)


def _both_changed(sides: _Sides, name: str) -> Piece:
    base, ours, theirs = sides.of(name)
    if ours is None or theirs is None or not _mergeable(base, ours, theirs):
        return _whole(sides, name)
    merger = Merger(sides.decisions)
    was = base.body if base else {}
    result = replace(ours, body=merger.merge(name, was, ours.body, theirs.body))
    try:
        validate([result])
    except ContentError:  # each is right by itself, and both together are not
        return _whole(sides, name)
    fate: Fate = CONFLICT if merger.places else MERGED
    result = normal_form([result])[0]
    places = tuple(merger.places)
    piece = Piece(fate, name, ours.kind, base, ours, theirs, result, places=places)
    return _as_chosen(sides, piece)


def _mergeable(base: Node | None, ours: Node, theirs: Node) -> bool:
    """Of one kind, and no table whose columns one side counts otherwise."""
    kinds = {node.kind for node in (base, ours, theirs) if node}
    if len(kinds) > 1:
        return False
    if ours.kind != "table":
        return True
    return len({_columns(node) for node in (base, ours, theirs) if node}) == 1


def _columns(table: Node) -> int:
    return sum(cell.get("colspan", 1) for cell in table.body["rows"][0]["cells"])


def _whole(sides: _Sides, name: str) -> Piece:
    """The block as a whole is decided about; until then ours stands, or what is left."""
    base, ours, theirs = sides.of(name)
    place = Place(name, "block", base or MISSING, ours or MISSING, theirs or MISSING)
    kind = (ours or theirs or Node("", "")).kind
    piece = Piece(CONFLICT, name, kind, base, ours, theirs, ours or theirs, places=(place,))
    return _as_chosen(sides, piece)


def _placed(sides: _Sides, piece: Piece) -> Piece:
    """Below which clause it stands, and who moved it there."""
    name = piece.node_id
    was, here, there = (side.parents.get(name) for side in (sides.base, sides.ours, sides.theirs))
    if here is None or there is None:
        return replace(piece, parent=(there if here is None else here) or "")
    parent = there if here == was else here
    return replace(piece, parent=parent)


def _held_clauses(sides: _Sides, pieces: Mapping[str, Piece]) -> dict[str, Piece]:
    """A clause that goes while an answer below it stays: it does not go unasked."""
    gone = {p.node_id for p in pieces.values() if p.fate in (REMOVED, DROPPED) and not p.chosen}
    holding = {p.parent for p in pieces.values() if p.result is not None} & gone
    return {name: _placed(sides, _whole(sides, name)) for name in holding}


def _tree(sides: _Sides, pieces: Mapping[str, Piece]) -> list[Node]:
    """What stays, each side in its order; an answer without its clause stands where that stood."""
    alive = {name: piece.result for name, piece in pieces.items() if piece.result is not None}
    clauses = {name for name, node in alive.items() if node.kind == "clause"}
    parent = {
        name: held if (held := pieces[name].parent) in clauses and name not in clauses else ""
        for name in alive
    }
    base, ours, theirs = (
        _by_holder([name for name in side.nodes if name in alive], parent)
        for side in (sides.base, sides.ours, sides.theirs)
    )
    below = {
        holder: merge_order(
            base.get(holder, []), ours.get(holder, []), theirs.get(holder, []), alive
        )
        for holder in dict.fromkeys(parent.values())
    }
    return [
        replace(alive[name], children=tuple(alive[each] for each in below.get(name, ())))
        for name in below.get("", ())
    ]


def _by_holder(names: Iterable[str], parent: Mapping[str, str]) -> dict[str, list[str]]:
    lists: dict[str, list[str]] = {}
    for name in names:
        lists.setdefault(parent[name], []).append(name)
    return lists


def _moved(base: _Side, side: _Side) -> set[str]:
    """What stands elsewhere among what both have: under another clause, or in another order."""
    common = [name for name in side.nodes if name in base.nodes]
    before = _by_holder([name for name in base.nodes if name in side.nodes], base.parents)
    after = _by_holder(common, side.parents)
    stayed = {
        name
        for holder, names in after.items()
        for name in kept_in_order(before.get(holder, []), names)
    }
    return set(common) - stayed
