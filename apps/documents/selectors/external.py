"""The list of external documents (7.5.3.2): what is in force, what ends, what was replaced."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Func, Q, QuerySet, TextField, Value
from django.db.models.functions import Concat

from apps.documents.models import ExternalDocument, Version
from apps.documents.selectors.citations import alive
from kernel import clock
from library.selectors import clauses

SOON = timedelta(days=60)  # before the end of its effect a keeper is told
CHECK_EVERY = timedelta(days=183)  # how long "no new edition" may be believed; a default
SORTS = {
    "code": ("code",),
    "title": ("title", "code"),
    "issued": (F("issued_on").desc(nulls_last=True), "code"),
    "force": (F("in_force_from").desc(nulls_last=True), "code"),
    "until": (F("in_force_until").asc(nulls_last=True), "code"),
    "checked": (F("checked_on").asc(nulls_first=True), "code"),
}


@dataclass(frozen=True)
class WantedExternal:
    """What the reader asked for; every field is in the address of the page."""

    q: str = ""
    kind_name: str = ""
    effect: str = ""
    unit: str = ""
    clause: str = ""
    sort: str = "code"


def effect_of(external: ExternalDocument, on: date | None = None) -> str:
    """Told by its dates: ended, soon (ends within 60 days), wait (not yet in force), or ok."""
    on = on or clock.today()
    start, end = external.in_force_from, external.in_force_until
    if end is not None and end <= on:
        return "ended"
    if start is not None and start > on:
        return "wait"
    return "soon" if end is not None and end <= on + SOON else "ok"


def _effects() -> dict[str, Q]:
    today = clock.today()
    over = Q(in_force_until__lte=today)
    waits = Q(in_force_from__gt=today) & ~over
    soon = Q(in_force_until__gt=today, in_force_until__lte=today + SOON) & ~waits
    unchecked = Q(checked_on=None) | Q(checked_on__lt=today - CHECK_EVERY)
    current = Q(in_force_until=None) | Q(in_force_until__gt=today)
    return {
        "ok": current & ~waits,
        "soon": soon,
        "wait": waits,
        "ended": over,
        "unchecked": unchecked & current,
    }


def external_documents(wanted: WantedExternal | None = None) -> QuerySet[ExternalDocument]:
    """The rows of the list, each with the number of living texts that cite it."""
    wanted = wanted or WantedExternal()
    living = Q(cited__version__in=Version.objects.filter(alive()).values("pk"))
    rows = ExternalDocument.objects.select_related("unit", "successor").annotate(
        citing=Count("cited__version", filter=living, distinct=True)
    )
    if wanted.kind_name:
        rows = rows.filter(kind_name=wanted.kind_name)
    if wanted.effect in (effects := _effects()):
        rows = rows.filter(effects[wanted.effect])
    if unit := _key(wanted.unit):
        rows = rows.filter(unit=unit)
    if wanted.clause:
        below = [c.number for c in clauses() if c.number.startswith(f"{wanted.clause}.")]
        rows = rows.filter(clauses__overlap=[wanted.clause, *below])
    for word in wanted.q.split():
        rows = rows.annotate(words=_words()).filter(words__contains=_plain(Value(word)))
    ordered = rows.order_by(*SORTS.get(wanted.sort.lstrip("-"), SORTS["code"]))
    return ordered.reverse() if wanted.sort.startswith("-") else ordered


def counts() -> dict[str, int]:
    """How many rows each effect has, in one statement."""
    asked = {name: Count("pk", filter=condition) for name, condition in _effects().items()}
    found: dict[str, int] = ExternalDocument.objects.aggregate(all=Count("pk"), **asked)
    return found


def kinds_there() -> list[str]:
    """The kinds that the list holds."""
    rows = ExternalDocument.objects.exclude(kind_name="").order_by("kind_name")
    return list(rows.values_list("kind_name", flat=True).distinct())


def possible_successors(external: ExternalDocument) -> QuerySet[ExternalDocument]:
    """What may replace it: anything that is not itself replaced, in the end, by this one."""
    return ExternalDocument.objects.exclude(pk__in=[external.pk, *_behind(external)])


def _behind(external: ExternalDocument) -> set[UUID]:
    """Everything that leads to this one: as its successor it would close a circle."""
    behind: set[UUID] = set()
    layer = {external.pk}
    while layer:
        rows = ExternalDocument.objects.filter(successor__in=layer).values_list("pk", flat=True)
        layer = set(rows) - behind
        behind |= layer
    return behind


def _key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _plain(expression: Any) -> Func:
    return Func(expression, function="ext.plain", output_field=TextField())


def _words() -> Func:
    parts = ("code", Value(" "), "kind_name", Value(" "), "title", Value(" "), "issuer")
    return _plain(Concat(*parts, output_field=TextField()))
