"""Blocks in their order: numbers with room between, so that a new block moves no other."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from apps.documents.models import DraftNode

GAP = 1000


class Order:
    """The order of a draft in the making: the blocks that stand by themselves, and each answer."""

    def __init__(self, rows: Iterable[DraftNode]) -> None:
        self.rows = {row.node_id: row for row in rows}
        self.placed = {name for name, row in self.rows.items() if not row.position}
        self.lists: dict[str, list[str]] = {}
        # what has no place yet stands last
        for row in sorted(self.rows.values(), key=lambda row: (not row.position, row.position)):
            self.lists.setdefault(self._parent(row), []).append(row.node_id)

    def before(self, name: str) -> str:
        """The block before this one below the same parent, "" for the first."""
        names = self.lists[self._parent(self.rows[name])]
        at = names.index(name)
        return names[at - 1] if at else ""

    def take_out(self, names: Iterable[str]) -> None:
        """Out of the order; answers that stay where their clause goes stand in its place."""
        gone = set(names)
        for name in gone:
            left = [each for each in self.lists.pop(name, []) if each not in gone]
            beside = self.lists.get(self._parent(self.rows[name]), [])
            if name in beside:  # not where its clause went before it
                at = beside.index(name)
                beside[at : at + 1] = left
            self._now_below("", left)
        for name in gone:
            del self.rows[name]

    def put(self, name: str, parent: str, after: Sequence[str]) -> None:
        """Below this parent, behind the first of these that is there; last where none is."""
        if name not in self.rows:
            return
        kind = self.rows[name].kind
        holder = parent if kind != "clause" and self._is_clause(parent) and parent != name else ""
        self.lists[self._parent(self.rows[name])].remove(name)
        names = self.lists.setdefault(holder, [])
        at = next((names.index(each) + 1 for each in after if each in names), None)
        names.insert(len(names) if at is None and after else at or 0, name)
        self._now_below(holder, [name])

    def settle(self) -> list[DraftNode]:
        """Give numbers where they are needed; the rows that changed their place."""
        before = {name: (row.parent_id, row.position) for name, row in self.rows.items()}
        for parent, names in self.lists.items():
            for name in names:
                self.rows[name].parent_id = parent
            self._number(names)
        return [
            row
            for name, row in self.rows.items()
            if before[name] != (row.parent_id, row.position) or name in self.placed
        ]

    def _parent(self, row: DraftNode) -> str:
        """The clause it answers; a block whose clause is none stands by itself."""
        return row.parent_id if row.kind != "clause" and self._is_clause(row.parent_id) else ""

    def _is_clause(self, name: str) -> bool:
        row = self.rows.get(name)
        return row is not None and row.kind == "clause"

    def _now_below(self, parent: str, names: Iterable[str]) -> None:
        for name in names:
            self.placed.add(name)
            self.rows[name].parent_id = parent

    def _number(self, names: list[str]) -> None:
        stays = [self.rows[name].position for name in names if name not in self.placed]
        if any(a >= b for a, b in pairwise(stays)) or not self._fit(names):
            for number, name in enumerate(names, start=1):
                self.rows[name].position = number * GAP

    def _fit(self, names: list[str]) -> bool:
        """Spread the placed ones between those that stay; False where there is no room."""
        before, waiting = 0, list[str]()
        for name in names:
            if name in self.placed:
                waiting.append(name)
                continue
            here = self.rows[name].position
            if waiting and here - before <= len(waiting):
                return False
            self._spread(waiting, before, (here - before) // (len(waiting) + 1))
            before, waiting = here, []
        self._spread(waiting, before, GAP)
        return True

    def _spread(self, names: list[str], before: int, step: int) -> None:
        for number, name in enumerate(names, start=1):
            self.rows[name].position = before + number * step
