"""Live registers that were frozen with a version and are otherwise today: an amendment is due."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Func, IntegerField, Value

from apps.documents.models import ANNOUNCING, Document, Version
from apps.documents.selectors import in_force, tree_of
from apps.documents.selectors.registers import SOURCES, numbered_of, table_of
from apps.documents.workflow import OPEN
from kernel.content.markup import plain
from kernel.content.nodes import walk

LEFT_OUT = ("STT", "Hiệu lực từ")  # what changes although nothing changed
ANNOUNCED = ("documents", "forms")  # registers of the agency's own documents
HOLDS_ONE = b'"kind":"register"'
Row = tuple[str, ...]


@dataclass(frozen=True)
class Drift:
    """One register of a version: what came since it was frozen, and what is gone."""

    version: Version
    source: str
    came: tuple[str, ...]
    gone: tuple[str, ...]


def drifted(versions: Iterable[Version] | None = None) -> list[Drift]:
    """Of the versions in force, or of these, every register that is no longer what it was."""
    found = with_registers() if versions is None else versions
    now: dict[tuple[str, Any], set[Row]] = {}
    return [drift for version in found for drift in _of(version, now)]


def with_registers() -> list[Version]:
    """The versions in force that hold a register; the database looks into the frozen bytes."""
    held = Func(
        Value(HOLDS_ONE),
        F("content__canonical"),
        function="position",
        arg_joiner=" IN ",
        output_field=IntegerField(),
    )
    frozen = in_force().exclude(document__kind__in=ANNOUNCING).select_related("content")
    return list(frozen.annotate(held=held).filter(held__gt=0).order_by("document__code"))


def _of(version: Version, now: dict[tuple[str, Any], set[Row]]) -> Iterator[Drift]:
    for node in walk(tree_of(version)):
        source = node.body.get("source", "")
        if node.kind != "register" or "frozen" not in node.body or source not in SOURCES:
            continue
        frozen = _rows(node.body["frozen"])
        there, may_stay = _now(source, version.document, now)
        came, gone = there - frozen, frozen - may_stay
        if came or gone:
            yield Drift(version, source, _said(came), _said(gone))


def _now(
    source: str, document: Document, now: dict[tuple[str, Any], set[Row]]
) -> tuple[set[Row], set[Row]]:
    """The rows of today, and those that may stay: what is under way was listed before its time."""
    of = document.pk if source == "forms" else None
    if source not in ANNOUNCED:
        if (source, of) not in now:
            now[source, of] = _rows(table_of(source, document))
        return now[source, of], now[source, of]
    if ("numbered", None) not in now:
        now["numbered", None] = set(numbered_of(()))
        now["under way", None] = set(numbered_of(OPEN))
    valid, coming = now["numbered", None], now["under way", None]
    if of is None:
        return _without_parent(valid), _without_parent(valid | coming)
    mine = {row for row in valid if row[-1] == str(of)}
    return _without_parent(mine), _without_parent(valid | coming)


def _without_parent(rows: Iterable[Row]) -> set[Row]:
    return {row[:-1] for row in rows}


def _rows(table: Mapping[str, Any]) -> set[Row]:
    """The rows below the header without what always changes."""
    head, *rows = [[plain(cell["text"]) for cell in row["cells"]] for row in table["rows"]]
    kept = [at for at, title in enumerate(head) if title not in LEFT_OUT]
    return {tuple(row[at] for at in kept if at < len(row)) for row in rows}


def _said(rows: Iterable[Row]) -> tuple[str, ...]:
    return tuple(sorted(" · ".join(cell for cell in row if cell) for row in rows))
