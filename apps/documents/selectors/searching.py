"""What documents say, for the index, and which of it a reader may find."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.utils.translation import gettext as _

from accounts.models import User
from apps.documents import permissions as may
from apps.documents.models import ExternalDocument, Kind, Version
from apps.documents.selectors import in_force, visible_versions
from apps.documents.selectors.listing import ended, key_of, kinds, with_parts
from apps.documents.selectors.registers import table_of
from apps.documents.workflow import OPEN, State
from apps.organization.selectors import placeholder_values
from kernel import clock
from kernel.content.described import read_aloud
from kernel.content.nodes import Node
from kernel.content.reading import lines_of
from kernel.search import Record, Said
from kernel.search.finding import Found, Narrowed, Result, find
from kernel.search.query import Query, read

SOURCE, EXTERNAL = "documents", "documents.external"
IN_FORCE, COMING, OVER = range(3)
STATES = ("in_force", "open", "ended", "all")
BETWEEN = " › "  # the headings above a block


@dataclass(frozen=True)
class Sought:
    """What the reader asked for; every field is in the address of the page."""

    q: str = ""
    kind: str = ""
    state: str = ""  # what is no longer in force is found only where it is asked for
    unit: str = ""
    clause: str = ""
    on: date | None = None  # as it was in force on this day
    document: UUID | None = None

    @property
    def narrows(self) -> bool:
        """Whether more than words was asked for."""
        return bool(self.kind or self.state or self.unit or self.clause or self.on or self.document)


class Search:
    """The documents that say what was asked, page by page; each page is one statement."""

    def __init__(self, reader: User, sought: Sought, *, each: int = 3) -> None:
        self.query: Query = read(sought.q)
        self._reader, self._sought, self._each = reader, sought, each
        self._kept: dict[tuple[int, int], Result] = {}

    def result(self, limit: int, offset: int = 0) -> Result:
        """One page, with the numbers of all pages."""
        if (limit, offset) not in self._kept:
            self._kept[limit, offset] = find(
                self.query,
                _reach(self._reader, self._sought),
                narrowed=_narrowed(self._sought),
                limit=limit,
                offset=offset,
                each=self._each,
            )
        return self._kept[limit, offset]

    def versions(self, found: Sequence[Found]) -> dict[UUID, Version]:
        """The versions of a page, as far as this person may see them."""
        rows = visible_versions(self._reader).filter(pk__in=_keys(found)).select_related("sheet")
        return {row.pk: row for row in rows}

    def externals(self, found: Sequence[Found]) -> dict[UUID, ExternalDocument]:
        """The external documents of a page."""
        if not may.READ.held_by(self._reader):
            return {}
        rows = ExternalDocument.objects.filter(pk__in=_keys(found)).select_related("unit")
        return {row.pk: row for row in rows}


def _keys(found: Sequence[Found]) -> set[UUID]:
    return {one.record for one in found} | {at.record for one in found for at in one.places}


def kinds_sought() -> list[tuple[str, Any]]:
    """The kinds a search can be narrowed to."""
    return [*kinds(), (EXTERNAL, _("External documents"))]


def _reach(reader: User, sought: Sought) -> QuerySet[Any]:
    """What this person may open and asked for: (key, standing), the first shown first."""
    inside = _versions(reader, sought)
    if not may.READ.held_by(reader) or sought.kind in Kind.values:
        return inside
    outside = _externals(sought)
    return outside if sought.kind == EXTERNAL else inside.union(outside, all=True)


def _versions(reader: User, sought: Sought) -> QuerySet[Any]:
    versions = visible_versions(reader).select_related(None)
    if sought.on:
        versions = versions.filter(pk__in=in_force(sought.on).values("pk"))
    else:
        versions = versions.filter(_state(sought.state))
    if sought.kind in Kind.values:
        versions = versions.filter(document__kind=sought.kind)
    if unit := key_of(sought.unit):
        versions = versions.filter(document__unit=unit)
    return versions.order_by().values_list("pk", _standing(sought.on))


def _state(state: str) -> Q:
    known = {
        "in_force": Q(pk__in=in_force().values("pk")),
        "open": Q(state__in=OPEN),
        "ended": ended(),
        "all": Q(),
    }
    return known.get(state, ~ended())


def _standing(on: date | None) -> Case:
    day = on or clock.today()
    now = Q(
        Q(superseded_from=None) | Q(superseded_from__gt=day),
        state__in=[State.ISSUED, State.SUPERSEDED],
        in_force_from__lte=day,
    )
    return _told(now, Q(state__in=[*OPEN, State.ISSUED]))


def _externals(sought: Sought) -> QuerySet[Any]:
    day = sought.on or clock.today()
    over, coming = Q(in_force_until__lte=day), Q(in_force_from__gt=day)
    states = {"in_force": ~over & ~coming, "open": Q(pk=None), "ended": over, "all": Q()}
    state = states["in_force"] if sought.on else states.get(sought.state, ~over)
    rows = ExternalDocument.objects.filter(state)
    if unit := key_of(sought.unit):
        rows = rows.filter(unit=unit)
    return rows.order_by().values_list("pk", _told(~over & ~coming, coming))


def _told(now: Q, coming: Q) -> Case:
    return Case(
        When(now, then=Value(IN_FORCE)),
        When(coming, then=Value(COMING)),
        default=Value(OVER),
        output_field=IntegerField(),
    )


def _narrowed(sought: Sought) -> Narrowed:
    """What the index itself knows of a place."""
    clauses = with_parts(sought.clause) if sought.clause else ()
    return Narrowed(clauses=tuple(clauses), owner=sought.document)


def keys() -> QuerySet[Any]:
    """Every version there is."""
    return Version.objects.order_by().values_list("pk", flat=True)


def external_keys() -> QuerySet[Any]:
    """Every external document there is."""
    return ExternalDocument.objects.order_by().values_list("pk", flat=True)


def head_of(version: Version, *more: str) -> Record:
    """What it is known by: code, title, and number and symbol of a decision."""
    document = version.document
    return Record(
        key=version.pk,
        owner=document.pk,
        code=document.code,
        title=version.title,
        more=" ".join(more),
        clauses=tuple(version.clauses),
    )


def head_of_external(external: ExternalDocument) -> Record:
    """What people call it by: number and symbol, title, kind and issuer."""
    return Record(
        key=external.pk,
        owner=external.pk,
        code=external.code,
        title=external.title,
        more=f"{external.kind_name} {external.issuer}".strip(),
        clauses=tuple(external.clauses),
    )


def said_by(nodes: Sequence[Node], clauses: tuple[str, ...]) -> Iterator[Said]:
    """Every block with the headings above it; an answer belongs to the clauses it answers."""
    values = placeholder_values()
    above: dict[int, str] = {}
    for node in nodes:
        text = _text(node, values)
        level = node.body["level"] if node.kind == "heading" else 0
        if level:
            above = {at: said for at, said in above.items() if at < level}
        own = tuple(node.body.get("clauses", ())) or clauses
        yield Said(node.id, text, node.kind, BETWEEN.join(above.values()), own)
        if level:
            above[level] = text
        answered = BETWEEN.join([*above.values(), node.body["title"]]) if node.children else ""
        for child in node.children:
            yield Said(child.id, _text(child, values), child.kind, answered, own)


def _text(node: Node, values: dict[str, str]) -> str:
    body = node.body
    if node.kind == "register" and "frozen" not in body:
        body = body | {"frozen": table_of(body["source"])}
    if node.kind == "entry":
        return "\n".join(read_aloud(body, values)).strip()
    return "\n".join(line.text for line in lines_of(node.kind, body, values)).strip()
