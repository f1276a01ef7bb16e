"""An update in words: what happens to each block, and both sides where a person decides."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from apps.adoption.models import Update
from apps.adoption.selectors.updates import Newer
from apps.documents.forms.notation import written
from apps.documents.presenters.rules import in_labels
from kernel.content import placeholders
from kernel.content.diff import compare, compare_words
from kernel.content.diff.words import Word
from kernel.content.markup import plain
from kernel.content.merge import Fact, Piece, Place, fingerprint
from kernel.content.merge.decisions import MISSING
from kernel.content.nodes import Node, text_of
from kernel.content.reading import lines_of

# How a block fares, in words, and the sign that stands for it.
KINDS: Final[dict[str, tuple[object, str]]] = {
    "new": (gettext_lazy("New"), "ok"),
    "taken": (gettext_lazy("Untouched here: the new text is taken"), "ok"),
    "merged": (gettext_lazy("Changed in both, merged"), "ok"),
    "conflict": (gettext_lazy("Changed in both: choose"), "gap"),
    "removed": (gettext_lazy("Removed from the template"), "soon"),
    "kept": (gettext_lazy("Changed only here: kept"), "wait"),
    "own": (gettext_lazy("Only here: kept"), "wait"),
    "dropped": (gettext_lazy("Taken out here: stays out"), "wait"),
    "agreed": (gettext_lazy("Changed in both alike"), "wait"),
    "same": (gettext_lazy("Unchanged"), "na"),
}
NAMES: Final = {
    "title": gettext_lazy("Title"),
    "code": gettext_lazy("Code"),
    "clauses": gettext_lazy("Clauses"),
    "distribution": gettext_lazy("Distribution"),
    "layout": gettext_lazy("Layout"),
    "kind_name": gettext_lazy("Name printed above the title"),
    "grounds": gettext_lazy("Legal grounds"),
    "authority": gettext_lazy("Signature block"),
}
TAKEN: Final = {
    "ours": gettext_lazy("Our text was kept"),
    "theirs": gettext_lazy("The new text was taken"),
    "hand": gettext_lazy("Merged by hand"),
}


@dataclass(frozen=True)
class ShownPlace:
    """A difference that a person decides: both sides as they read, and what may be written."""

    place: Place
    number: int
    ours: str
    theirs: str
    words: list[Word]
    text: str  # in the light notation, to begin from
    by_hand: bool
    proposed: bool
    last: str = ""
    said: str = ""
    error: str = ""


@dataclass(frozen=True)
class ShownPiece:
    """One block or fact: how it fares, its words, its places; `choice` is the other way open."""

    key: str
    print: str
    fate: str
    label: str
    mark: str
    title: str
    words: list[Word]
    places: list[ShownPlace] = field(default_factory=list)
    choice: str = ""
    chosen: str = ""
    last: str = ""
    moved: bool = False


@dataclass(frozen=True)
class Shown:
    """The page of an update: what is there to be looked at, and how much is left as it is."""

    pieces: list[ShownPiece]
    facts: list[ShownPiece]
    told: list[tuple[str, str]]
    kept: list[ShownPiece]
    same: int


def shown(
    newer: Newer, values: Mapping[str, str], typed: Mapping[str, tuple[str, str]] | None = None
) -> Shown:
    """Everything the new version does, and what it leaves; `typed` is what was refused just now:
    place → text and sentence."""
    writer = _Writer(newer, values, typed or {})
    pieces = [writer.piece(piece) for piece in newer.changes]
    theirs = {piece.node_id for piece in newer.changes}
    kept = [
        writer.piece(p)
        for p in newer.merge.pieces
        if p.fate in ("kept", "own", "dropped") and p.node_id not in theirs
    ]
    facts = [writer.fact(f) for f in newer.facts if f.fate not in ("same", "kept", "agreed")]
    told = [(str(NAMES[f.name]), _line(f.theirs)) for f in newer.told]
    same = sum(1 for p in newer.merge.pieces if p.fate in ("same", "agreed"))
    return Shown(pieces, facts, told, kept, same)


def counts_said(counts: Mapping[str, int]) -> list[tuple[str, str]]:
    """ "2 merged, 1 to be chosen": sign and words; what is nought is left out."""
    n = dict(counts)
    own = n["kept"] + n["own"] + n["dropped"]
    said = [
        ("gap", n["conflict"], ngettext("%(n)s to choose", "%(n)s to choose", n["conflict"])),
        ("ok", n["new"], ngettext("%(n)s new", "%(n)s new", n["new"])),
        ("ok", n["taken"], ngettext("%(n)s taken as new", "%(n)s taken as new", n["taken"])),
        ("ok", n["merged"], ngettext("%(n)s merged", "%(n)s merged", n["merged"])),
        ("soon", n["removed"], ngettext("%(n)s removed", "%(n)s removed", n["removed"])),
        ("wait", own, ngettext("%(n)s kept as ours", "%(n)s kept as ours", own)),
    ]
    return [(mark, words % {"n": count}) for mark, count, words in said if count]


class _Writer:
    """Numbers the places and finds what was decided about them."""

    def __init__(
        self,
        newer: Newer,
        values: Mapping[str, str],
        typed: Mapping[str, tuple[str, str]],
    ) -> None:
        self.values, self.typed = values, typed
        self.entries = [
            node
            for piece in newer.merge.pieces
            for node in (piece.theirs, piece.ours, piece.base)
            if node
        ]
        self.decisions: dict[str, Any] = dict(newer.decided.decisions) if newer.decided else {}
        self.titles = _titles(newer)
        self.numbers = {place.key: n for n, place in enumerate(newer.places, start=1)}

    def piece(self, piece: Piece) -> ShownPiece:
        label, mark = KINDS[piece.fate]
        whole = piece.fate in ("new", "taken", "merged", "removed")
        choice = ("theirs" if piece.chosen == "ours" else "ours") if whole else ""
        return ShownPiece(
            key=piece.node_id,
            print=piece.print,
            fate=piece.fate,
            label=str(_one_sided(piece) or label),
            mark="ok" if piece.fate == "conflict" and not piece.open else mark,
            title=self.titles.get(piece.node_id, ""),
            words=self._words(piece),
            places=[self._place(place) for place in piece.places],
            choice=choice,
            chosen=str(TAKEN[piece.chosen]) if piece.chosen else "",
            last=self._last(piece.node_id),
            moved=piece.moved in ("theirs", "both"),
        )

    def fact(self, fact: Fact) -> ShownPiece:
        label, mark = KINDS[fact.fate]
        whole = fact.fate in ("taken", "merged")
        return ShownPiece(
            key=fact.key,
            print=fingerprint(fact.ours, fact.theirs),
            fate=fact.fate,
            label=str(label),
            mark=mark,
            title=str(NAMES[fact.name]),
            words=compare_words(_line(fact.ours), _line(fact.result)),
            places=[self._place(place) for place in fact.places],
            choice=("theirs" if fact.chosen == "ours" else "ours") if whole else "",
            chosen=str(TAKEN[fact.chosen]) if fact.chosen else "",
            last=self._last(fact.key),
        )

    def _words(self, piece: Piece) -> list[Word]:
        before, after = {
            "kept": (piece.base, piece.ours),
            "own": (None, piece.ours),
            "dropped": (piece.base, None),
            "conflict": (None, None),
        }.get(piece.fate, (piece.ours, piece.theirs if piece.chosen == "ours" else piece.result))
        sides = [self._filled(node) for node in (before, after)]
        found = compare(*sides)
        return found[0].words if found and found[0].status != "same" else []

    def _filled(self, node: Node | None) -> list[Node]:
        return in_labels(placeholders.fill([node], self.values), self.entries) if node else []

    def _place(self, place: Place) -> ShownPlace:
        ours, theirs = self._read(place.ours), self._read(place.theirs)
        decided = self.decisions.get(place.key, {}) if place.taken else {}
        by_hand = place.sort in ("text", "line")
        text = _to_write(place, decided)
        refused = self.typed.get(place.key)
        said = ""
        if decided:
            said = f"{TAKEN[place.taken]}, {decided['name']}"
        return ShownPlace(
            place=place,
            number=self.numbers[place.key],
            ours=ours,
            theirs=theirs,
            words=compare_words(ours, theirs) if by_hand else [],
            text=refused[0] if refused else text,
            by_hand=by_hand,
            proposed=place.proposed is not None and not decided,
            last=self._last(place.key),
            said=said,
            error=refused[1] if refused else "",
        )

    def _last(self, key: str) -> str:
        return str(self.decisions.get(key, {}).get("at", ""))

    def _read(self, side: Any) -> str:
        """One side as a reader sees it."""
        if side is MISSING or side is None:
            return _("(not there)")
        if isinstance(side, Node):
            return text_of(in_labels([side], self.entries)[0], self.values)
        if isinstance(side, list) and all(isinstance(run, dict) for run in side):
            if all("id" not in run and "cells" not in run for run in side):
                return plain(side, self.values)
        if isinstance(side, dict):
            return _part(side, self.values)
        return _line(side)


def _one_sided(piece: Piece) -> object:
    """What stands on one side only is not “changed in both”."""
    if piece.fate != "conflict":
        return ""
    if piece.ours is None:
        return _("Taken out here, changed in the template: choose")
    return "" if piece.theirs else _("Changed here, removed from the template: choose")


def _part(part: Mapping[str, Any], values: Mapping[str, str]) -> str:
    """A row, an item, a step or an option."""
    if "cells" in part and isinstance(part["cells"], list):
        return " | ".join(plain(cell["text"], values) for cell in part["cells"])
    if "actor" in part:
        lines = lines_of("steps", {"steps": [part]}, values)
        return " | ".join(line.text for line in lines)
    if isinstance(part.get("text"), list):
        return plain(part["text"], values)
    return ", ".join(_line(value) for name, value in part.items() if name != "id")


def _to_write(place: Place, decided: Mapping[str, Any]) -> str:
    if place.sort == "line":
        return str(decided.get("text") or place.ours)
    if place.sort != "text":
        return ""
    return written(decided.get("text") or place.proposed or place.ours)


def _line(value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list | tuple):
        return "\n".join(_line(each) for each in value)
    if isinstance(value, dict):
        return ", ".join(_line(each) for each in value.values())
    return str(value)


def _titles(newer: Newer) -> dict[str, str]:
    """The heading that each block stands under."""
    titles: dict[str, str] = {}
    title = ""
    for piece in newer.merge.pieces:
        node = piece.result or piece.ours or piece.theirs
        if node is not None and node.kind == "heading":
            title = text_of(node).strip()
        elif node is not None and node.kind == "clause":
            title = str(node.body["title"])
        titles[piece.node_id] = title
    return titles


def undoable(updates: Iterable[Update]) -> list[Update]:
    """Adopted ones whose draft is still a draft."""
    return [u for u in updates if u.version is not None and u.version.is_drafted]
