"""The list of documents (Danh mục tài liệu): filtered, sorted, counted, all within the database."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any
from uuid import UUID

from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    Func,
    OuterRef,
    Q,
    QuerySet,
    TextField,
    Value,
    When,
)
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Coalesce, Concat

from accounts.models import User
from apps.documents.models import Kind, Level, Procedure, Version
from apps.documents.selectors import SIGNING, documents_in_force, in_force, visible_versions
from apps.documents.selectors.citations import cites_what_is_over
from apps.documents.selectors.reviewing import DueOn, to_review
from apps.documents.selectors.waiting import asked_of
from apps.documents.workflow import OPEN, State
from kernel import clock
from library.selectors import clauses

LEVELS = {str(level) for level in Level.values}
SORTS = {
    "code": ("document__code",),
    "title": ("document__title", "document__code"),
    "state": ("state", "document__code"),
    "issue": ("issue", "amendment", "document__code"),
    "force": (F("in_force_from").asc(nulls_last=True), "document__code"),
    "review": (F("due").asc(nulls_last=True), "document__code"),
}


@dataclass(frozen=True)
class Wanted:
    """What the reader asked for; every field is in the address of the page."""

    q: str = ""
    kind: str = ""
    state: str = ""
    unit: str = ""
    clause: str = ""
    procedure: str = ""
    level: str = ""
    view: str = ""
    sort: str = "code"


def wanted_of(said: Mapping[str, str]) -> Wanted:
    """What an address asks for; anything else in it is left alone."""
    names = [field.name for field in fields(Wanted)]
    return Wanted(**{name: said[name].strip()[:100] for name in names if name in said})


def latest(reader: User) -> QuerySet[Version]:
    """One row per document: its newest version that this person may see.

    A draft that was given up counts only where the document has nothing else.
    """
    newest = (
        visible_versions(reader)
        .order_by("document_id", _given_up(), "-issue", "-amendment")
        .distinct("document_id")
    )
    return _with_all(Version.objects.filter(pk__in=newest.values("pk")))


def _given_up() -> Case:
    return Case(When(state=State.ABANDONED, then=1), default=0)


def _with_all(rows: QuerySet[Version]) -> QuerySet[Version]:
    return rows.select_related(
        "document", "document__unit", "author", "checker", "approver", "base", "sheet"
    ).annotate(cites_ended=cites_what_is_over(), due=DueOn())


def register(reader: User, wanted: Wanted) -> QuerySet[Version]:
    """The rows of the list, in the order asked for."""
    rows = _rows(reader, wanted)
    if wanted.kind:
        rows = rows.filter(document__kind=wanted.kind)
    if wanted.procedure in Procedure.values:
        rows = rows.filter(document__sort=wanted.procedure)
    if wanted.level in LEVELS:
        rows = rows.filter(document__level=int(wanted.level))
    if unit := key_of(wanted.unit):
        rows = rows.filter(document__unit=unit)
    if wanted.clause:
        rows = rows.filter(document__clauses__overlap=with_parts(wanted.clause))
    for word in wanted.q.split():
        rows = rows.annotate(words=_words()).filter(words__contains=_plain(Value(word)))
    key = wanted.sort.lstrip("-")
    order = SORTS.get(key, SORTS["code"])
    ordered = rows.order_by(*order)
    return ordered.reverse() if wanted.sort.startswith("-") else ordered


def _rows(reader: User, wanted: Wanted) -> QuerySet[Version]:
    """What is in force is shown as it is in force, everything else by its newest version."""
    if wanted.view in HELD or wanted.state == "in_force":
        held = HELD.get(wanted.view, in_force)()
        rows = _with_all(visible_versions(reader).filter(pk__in=held.values("pk")))
    else:
        rows = latest(reader).filter(_state(wanted.state))
    if wanted.view in VIEWS:
        return rows.filter(VIEWS[wanted.view](reader))
    return rows if wanted.kind or wanted.q else rows.filter(_no_decision())


def _no_decision() -> Q:
    """Decisions have a list of their own; here they appear when searched or waited for."""
    return ~Q(document__kind=Kind.DECISION)


def ended() -> Q:
    return Q(state__in=[State.WITHDRAWN, State.ABANDONED]) | Q(superseded_from__lte=clock.today())


def _state(state: str) -> Q:
    """What is over is left out unless it is asked for."""
    known = {"open": Q(state__in=OPEN), "ended": ended(), "all": Q()}
    return known[state] if state in known else Q(state=state) if state in State.values else ~ended()


def key_of(text: str) -> UUID | None:
    """The key that was typed; what is none narrows nothing."""
    try:
        return UUID(text)
    except ValueError:
        return None


def with_parts(number: str) -> list[str]:
    """A clause and those below it."""
    below = [c.number for c in clauses() if c.number.startswith(f"{number}.")]
    return [number, *below]


def _signing(reader: User) -> Q:
    return Q(state__in=SIGNING) & _no_decision()


def _approved(reader: User) -> Q:
    return Q(state=State.APPROVED) & _no_decision()


def _drafts(reader: User) -> Q:
    return Q(state=State.DRAFTING) & _no_decision()


def _force(reader: User) -> Q:
    return _no_decision()


VIEWS = {
    "mine": asked_of,
    "signing": _signing,
    "approved": _approved,
    "drafts": _drafts,
    "force": _force,
    "review": _force,
}
HELD = {"force": documents_in_force, "review": to_review}  # what is in force, as it is in force


def counts(reader: User) -> dict[str, int]:
    """How many rows each saved view has, in one statement."""
    forced = documents_in_force().filter(document=OuterRef("document_id"))
    due = to_review().filter(document=OuterRef("document_id"))
    asked = {
        "all": Count("pk", filter=~ended() & _no_decision()),
        "mine": Count("pk", filter=asked_of(reader)),
        "signing": Count("pk", filter=_signing(reader)),
        "approved": Count("pk", filter=_approved(reader)),
        "drafts": Count("pk", filter=_drafts(reader)),
        "force": Count("pk", filter=Exists(forced.values("pk"))),
        "review": Count("pk", filter=Exists(due.values("pk"))),
    }
    found: dict[str, Any] = latest(reader).aggregate(**asked)
    return found


def kinds() -> list[tuple[str, Any]]:
    """The kinds a list can be narrowed to."""
    return list(Kind.choices)


def _plain(expression: Any) -> Func:
    """Without tone marks and in lower case: “danh gia” finds “Đánh giá”."""
    return Func(expression, function="ext.plain", output_field=TextField())


def _words() -> Func:
    """Code and title, and the title that a version is yet to bring."""
    own = Coalesce(KeyTextTransform("title", "paper"), Value(""), output_field=TextField())
    said = ("document__code", Value(" "), "document__title", Value(" "), own)
    return _plain(Concat(*said, output_field=TextField()))
