"""Questions of the province: who may, how the agencies stand, who looked."""

import json
from dataclasses import dataclass, field, fields
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db import connection
from django.db.models import Count, Q, QuerySet, Window

from accounts.models import User
from kernel import clock
from kernel.db import in_public
from kernel.permissions import Actor, Authority, Grant, Role
from oversight import permissions as may
from oversight.filters import Filters, narrowed
from oversight.models import AgencyCard, ClauseCell, LookLog, PlatformRole, reported_since
from tenants.models import Agency

PAGE = 20

SUMMARY = """
WITH card AS (
    SELECT *, coalesce(as_of >= %(since)s, false) AS reports
    FROM "public"."oversight_agencycard" WHERE suspended_on IS NULL
), gaps AS (
    SELECT state.key AS clause, count(*) AS agencies
    FROM card, jsonb_each_text(card.states) state
    WHERE reports AND state.value = 'gap' GROUP BY state.key
)
SELECT count(*),
       count(*) FILTER (WHERE reports),
       count(*) FILTER (WHERE obligation = 'mandatory'),
       count(*) FILTER (WHERE obligation = 'mandatory' AND reports
                        AND gap = 0 AND unknown = 0 AND ok + soon > 0),
       count(*) FILTER (WHERE obligation = 'encouraged'),
       count(*) FILTER (WHERE obligation = 'encouraged' AND reports
                        AND gap = 0 AND unknown = 0 AND ok + soon > 0),
       coalesce(sum(gap) FILTER (WHERE reports), 0),
       count(*) FILTER (WHERE reports AND gap > 0),
       coalesce(sum(ok) FILTER (WHERE reports), 0),
       coalesce(sum(ok + soon + gap + unknown + unassessed + wait) FILTER (WHERE reports), 0),
       max(as_of) FILTER (WHERE reports),
       (SELECT jsonb_object_agg(clause, agencies)::text FROM gaps)
FROM card
"""


@dataclass(frozen=True, slots=True)
class Summary:
    """The province in numbers; cells are pairs of a reporting agency and an applicable clause."""

    agencies: int
    reporting: int
    mandatory: int
    mandatory_complete: int
    encouraged: int
    encouraged_complete: int
    gaps: int
    agencies_with_gaps: int
    enough: int
    applicable: int
    as_of: datetime | None
    gaps_by_clause: dict[str, int] = field(default_factory=dict)

    @property
    def silent(self) -> int:
        """Agencies that do not report."""
        return self.agencies - self.reporting

    @property
    def share(self) -> Decimal:
        """Of all applicable clauses of reporting agencies, in percent, those with evidence."""
        return Decimal(100 * self.enough) / (self.applicable or 1)


class _Counted(Paginator):  # type: ignore[type-arg]
    """Pages of rows whose number came along with them, so that counting costs no query."""

    count = 0


def authority_of(person: User) -> Authority | None:
    """Roles of the province and the platform, today: one query. None inside an agency.

    For whoever came by the identity provider both must say so: the assignment, and the provider.
    """
    if not in_public():
        return None
    said = person.realm_roles
    rows = [row for row in _assigned(person) if said is None or row.role in said]
    posts = dict.fromkeys(row.post for row in rows if row.post)
    return Authority(tuple(Grant(Role(row.role)) for row in rows), ", ".join(posts))


def withheld_roles(person: User) -> list[PlatformRole]:
    """Assignments that are worth nothing in this session: the provider does not confirm them."""
    said = person.realm_roles
    return (
        []
        if said is None or not in_public()
        else [row for row in _assigned(person) if row.role not in said]
    )


def _assigned(person: User) -> QuerySet[PlatformRole]:
    today = clock.today()
    held = PlatformRole.objects.filter(Q(end=None) | Q(end__gte=today), start__lte=today)
    return held.filter(person_id=person.pk).order_by("start", "role")


def summary(reader: Actor) -> Summary:
    """The numbers above the map, in one statement, whatever the number of agencies."""
    may.SEE.require(reader)
    with connection.cursor() as cursor:
        cursor.execute(SUMMARY, {"since": reported_since()})
        row = cursor.fetchone()
    numbers = dict(zip((each.name for each in fields(Summary)), row, strict=True))
    return Summary(**numbers | {"gaps_by_clause": json.loads(row[-1] or "{}")})


def page_of(reader: Actor, filters: Filters, number: int = 1) -> "Page[AgencyCard]":
    """Twenty agencies with all their states, in one statement; the first page if there is none."""
    may.SEE.require(reader)
    start = (max(number, 1) - 1) * PAGE
    counted = narrowed(filters).annotate(total=Window(Count("*")))
    rows = list(counted[start : start + PAGE])
    if not rows and start:
        return page_of(reader, filters)
    pages = _Counted(rows, PAGE)
    pages.count = rows[0].total if rows else 0
    return Page(rows, start // PAGE + 1, pages)


def matching(reader: Actor, filters: Filters) -> QuerySet[AgencyCard]:
    """All agencies of a filter, for a file."""
    may.SEE.require(reader)
    return narrowed(filters)


def visible_agencies(reader: Actor) -> QuerySet[AgencyCard]:
    """The agencies this person may open, suspended ones included."""
    return AgencyCard.objects.all() if may.SEE.held_by(reader) else AgencyCard.objects.none()


def cells_of(card: AgencyCard) -> dict[str, ClauseCell]:
    """What an agency published, by two-level clause."""
    return {cell.clause: cell for cell in ClauseCell.objects.filter(agency=card.agency)}


def cell_of(card: AgencyCard, clause: str) -> ClauseCell | None:
    """One clause of an agency, or None if it never published any."""
    return ClauseCell.objects.filter(agency=card.agency, clause=clause).first()


def looks_at(agency: Agency | UUID) -> QuerySet[LookLog]:
    """Who looked at this agency's page, newest first; readable inside the agency, too."""
    key: UUID = agency.pk if isinstance(agency, Agency) else agency
    return LookLog.objects.filter(agency=key)
