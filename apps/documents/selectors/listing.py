"""The list of documents (Danh mục tài liệu): filtered, sorted, counted, all within the database."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Func, Q, QuerySet, TextField, Value
from django.db.models.functions import Concat

from accounts.models import User
from apps.documents.models import Kind, Version
from apps.documents.selectors import visible_versions
from apps.documents.workflow import OPEN, State
from kernel import clock

SORTS = {
    "code": ("document__code",),
    "title": ("document__title", "document__code"),
    "state": ("state", "document__code"),
    "issue": ("issue", "amendment", "document__code"),
    "force": (F("in_force_from").asc(nulls_last=True), "document__code"),
}


@dataclass(frozen=True)
class Wanted:
    """What the reader asked for; every field is in the address of the page."""

    q: str = ""
    kind: str = ""
    state: str = ""
    unit: str = ""
    clause: str = ""
    view: str = ""
    sort: str = "code"


def latest(reader: User) -> QuerySet[Version]:
    """One row per document: its newest version that this person may see."""
    newest = (
        visible_versions(reader)
        .exclude(state=State.WITHDRAWN, in_force_from=None)
        .order_by("document_id", "-issue", "-amendment")
        .distinct("document_id")
    )
    return Version.objects.filter(pk__in=newest.values("pk")).select_related(
        "document", "document__unit", "author", "checker", "approver"
    )


def register(reader: User, wanted: Wanted) -> QuerySet[Version]:
    """The rows of the list, in the order asked for."""
    rows = _view(latest(reader), wanted.view, reader)
    if wanted.kind:
        rows = rows.filter(document__kind=wanted.kind)
    if unit := _key(wanted.unit):
        rows = rows.filter(document__unit=unit)
    if wanted.clause:
        rows = rows.filter(document__clauses__contains=[wanted.clause])
    rows = _state(rows, wanted.state)
    for word in wanted.q.split():
        rows = rows.annotate(words=_words()).filter(words__contains=_plain(Value(word)))
    key = wanted.sort.lstrip("-")
    order = SORTS.get(key, SORTS["code"])
    ordered = rows.order_by(*order)
    return ordered.reverse() if wanted.sort.startswith("-") else ordered


def _key(text: str) -> UUID | None:
    """A key from an address; one that somebody mistyped narrows nothing."""
    try:
        return UUID(text)
    except ValueError:
        return None


def _state(rows: QuerySet[Version], state: str) -> QuerySet[Version]:
    if state == "in_force":
        return rows.filter(_in_force())
    if state == "open":
        return rows.filter(state__in=OPEN)
    if state == "ended":
        return rows.filter(Q(state=State.WITHDRAWN) | Q(superseded_from__lte=clock.today()))
    return rows.filter(state=state) if state in State.values else rows


def _view(rows: QuerySet[Version], view: str, reader: User) -> QuerySet[Version]:
    return rows.filter(VIEWS[view](reader)) if view in VIEWS else rows


def _in_force(_reader: User | None = None) -> Q:
    return Q(state=State.ISSUED, in_force_from__lte=clock.today())


def _mine(reader: User) -> Q:
    return (
        Q(state=State.CHECKING, checker=reader.pk)
        | Q(state=State.APPROVING, approver=reader.pk)
        | Q(state=State.DRAFTING, author=reader.pk)
    )


def _signing(reader: User) -> Q:
    return Q(state__in=[State.CHECKING, State.APPROVING, State.APPROVED])


def _drafts(reader: User) -> Q:
    return Q(state=State.DRAFTING)


VIEWS: dict[str, Callable[[User], Q]] = {
    "mine": _mine,
    "signing": _signing,
    "drafts": _drafts,
    "force": _in_force,
}


def counts(reader: User) -> dict[str, int]:
    """How many rows each saved view has, in one statement."""
    asked = {name: Count("pk", filter=condition(reader)) for name, condition in VIEWS.items()}
    found: dict[str, Any] = latest(reader).aggregate(all=Count("pk"), **asked)
    return found


def kinds() -> list[tuple[str, Any]]:
    """The kinds a list can be narrowed to."""
    return list(Kind.choices)


def _plain(expression: Any) -> Func:
    """Without tone marks and in lower case: “danh gia” finds “Đánh giá”."""
    return Func(expression, function="ext.plain", output_field=TextField())


def _words() -> Func:
    return _plain(Concat("document__code", Value(" "), "document__title", output_field=TextField()))
