"""Who must read which version, and who has: told by posts, roles and days, never by a job (7.3).

Who comes later is asked too, and has as long as everyone had. Who drafted, checked or approved it
knows it by that. A version that was replaced or withdrawn is asked of nobody.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection

from accounts.models import User
from apps.documents import permissions as may
from apps.documents.models import Acknowledgement, Version
from apps.organization.selectors.places import (
    HOME,
    PLACES,
    READING_DEADLINE,
    USUAL_DEADLINE,
    today_of,
    whole,
)
from kernel import clock
from kernel.alphabet import name_key
from kernel.calendar import Calendar
from kernel.permissions import Actor

FROM_THE_START = date(1900, 1, 1)
CURRENT = "v.state = 'issued' AND v.must_read"
# version, person, since: who must know it today, and from which day on that was so
ASKED = """, asked AS (
  SELECT each.version, each.person, min(each.since) AS since FROM (
    SELECT r.version_id AS version, s.person, greatest(s.start, r.added_on) AS since
    FROM documents_recipient r JOIN documents_version v ON v.id = r.version_id
    JOIN places s ON r.unit_id IS NULL OR r.unit_id = ANY (s.path)
    WHERE r.person_id IS NULL AND {which}
    UNION ALL
    SELECT r.version_id, r.person_id, coalesce(r.added_on, %(start)s)
    FROM documents_recipient r JOIN documents_version v ON v.id = r.version_id
    WHERE r.person_id IS NOT NULL AND {which}
  ) each JOIN readers ON readers.id = each.person
  JOIN documents_version w ON w.id = each.version AND each.person <> ALL (
    array_remove(ARRAY[w.author_id, w.checker_id, w.approver_id], NULL))
  GROUP BY each.version, each.person
)
"""
# what a deadline is told from
DATES = """
v.in_force_from, i.recorded_at, d.paper ->> 'reading_days',
(SELECT value FROM organization_fact WHERE key = 'reading_deadline')
"""
DATED = """
JOIN documents_version v ON v.id = asked.version JOIN documents_document t ON t.id = v.document_id
LEFT JOIN documents_version d ON d.id = coalesce(v.decision_id, v.id)
LEFT JOIN documents_issuesheet i ON i.decision_id = d.id
LEFT JOIN documents_acknowledgement a ON a.version_id = asked.version AND a.person_id = asked.person
"""
AMONG = """
(CAST(%(units)s AS uuid[]) IS NULL OR EXISTS
 (SELECT 1 FROM places s WHERE s.person = asked.person AND s.path && CAST(%(units)s AS uuid[])))
"""


def rows_of(which: str, select: str, **facts: Any) -> list[Any]:
    """Run one statement over who is asked; `which` narrows the versions `v`."""
    text = PLACES + ASKED.format(which=which) + select
    with connection.cursor() as cursor:
        cursor.execute(text, {"start": FROM_THE_START, **today_of(may.READ.roles), **facts})
        return list(cursor.fetchall())


@dataclass(frozen=True)
class Deadline:
    """By when those who must read have read; who comes later has so many working days, too."""

    day: date
    days: int
    issued: date

    @classmethod
    def of(
        cls,
        in_force_from: date | None,
        issued_at: datetime | None,
        reading_days: str | None,
        kept: str | None,
    ) -> "Deadline":
        """The day it takes force where it was given time for reading, else so many working days."""
        days = whole(kept, USUAL_DEADLINE)
        issued = issued_at.astimezone(clock.HANOI).date() if issued_at else None
        start = issued or in_force_from or clock.today()
        if reading_days and in_force_from:
            return cls(in_force_from, days, start)
        return cls(Calendar().add_working_days(start, days), days, start)

    def of_one(self, since: date) -> date:
        """For a person who is concerned since that day."""
        if since <= self.issued:
            return self.day
        return max(self.day, Calendar().add_working_days(since, self.days))


@dataclass(frozen=True)
class ToRead:
    """A version that a person has not acknowledged yet."""

    version_id: UUID
    code: str
    title: str
    number: str
    due: date


@dataclass(frozen=True)
class Recall:
    """Copies that are still out although their versions hold no more; `since` when the first."""

    count: int
    codes: str
    since: date


WAITING = f"""
SELECT v.id, t.code, coalesce(v.paper ->> 'title', t.title), v.issue, v.amendment,
  asked.since, {DATES}
FROM asked {DATED} WHERE asked.person = %(person)s AND a.id IS NULL
"""  # noqa: S608
OUT = """
UNION ALL
SELECT NULL, string_agg(DISTINCT t.code, ', '), '', count(*), 0,
  min(coalesce(CAST(v.withdrawn_at AT TIME ZONE 'Asia/Ho_Chi_Minh' AS date), v.superseded_from)),
  NULL, NULL, NULL, NULL
FROM documents_controlledcopy c JOIN documents_version v ON v.id = c.version_id
JOIN documents_document t ON t.id = v.document_id
WHERE c.ended_on IS NULL AND (v.superseded_from <= %(day)s OR v.state = 'withdrawn')
HAVING count(*) > 0
"""


def to_read(person: Actor) -> list[ToRead]:
    """What this person must still read, the most urgent first; one statement."""
    return _in_order(rows_of(CURRENT, WAITING, person=person.pk))


def to_read_and_recall(person: Actor) -> tuple[list[ToRead], Recall | None]:
    """The same, and what whoever keeps the controlled copies has to call back; one statement."""
    rows = rows_of(CURRENT, WAITING + OUT, person=person.pk)
    out = [Recall(row[3], row[1], row[5]) for row in rows if row[0] is None]
    return _in_order([row for row in rows if row[0] is not None]), out[0] if out else None


def _in_order(rows: Iterable[Sequence[Any]]) -> list[ToRead]:
    found = []
    for pk, code, title, issue, amendment, since, *dates in rows:
        number = Version(issue=issue, amendment=amendment).number
        found.append(ToRead(pk, code, title, number, Deadline.of(*dates).of_one(since)))
    return sorted(found, key=lambda each: (each.due, each.code))


@dataclass(frozen=True)
class Share:
    """How many of those concerned have read a version, and how it stands with one of them."""

    total: int
    read: int
    mine: datetime | None = None
    asked: bool = False

    @property
    def percent(self) -> int:
        return 100 * self.read // self.total if self.total else 100


def share_of(version: Version, person: Actor) -> Share:
    """The line on the page of a version; one statement."""
    select = """
    SELECT count(*), count(a.id), coalesce(bool_or(asked.person = %(person)s), false),
      (SELECT recorded_at FROM documents_acknowledgement
       WHERE version_id = %(version)s AND person_id = %(person)s)
    FROM asked LEFT JOIN documents_acknowledgement a
      ON a.version_id = asked.version AND a.person_id = asked.person
    """
    which = f"{CURRENT} AND v.id = %(version)s"
    [(total, read, asked, mine)] = rows_of(which, select, version=version.pk, person=person.pk)
    return Share(total, read, mine, asked)


@dataclass(frozen=True)
class Reader:
    """Somebody who must read a version, and whether he has."""

    version_id: UUID
    person_id: UUID
    name: str
    unit_id: UUID | None
    unit: str
    due: date
    read_on: date | None = None
    how: str = ""

    @property
    def is_late(self) -> bool:
        return self.read_on is None and self.due < clock.today()


READERS = f"""
SELECT asked.version, asked.person, readers.name, h.id, coalesce(h.name, ''), asked.since,
  a.recorded_at, m.held_on, a.how, {DATES}
FROM asked JOIN readers ON readers.id = asked.person {DATED}
LEFT JOIN documents_readingmeeting m ON m.id = a.meeting_id
LEFT JOIN organization_unit h ON h.id = ({HOME})
WHERE {AMONG}
"""  # noqa: S608


def readers_of(
    versions: Iterable[Version], units: Collection[UUID] | None = None, *, drafts: bool = False
) -> list[Reader]:
    """Who must read these versions, by unit and given name; one statement.

    `units` narrows to the people of these; `drafts` asks who will have to, before the issue.
    """
    which = "v.id = ANY (%(versions)s)" + ("" if drafts else f" AND {CURRENT}")
    rows = rows_of(which, READERS, versions=[v.pk for v in versions], units=listed(units))
    found = [_reader(row) for row in rows]
    return sorted(found, key=lambda each: (each.unit == "", each.unit, name_key(each.name)))


def _reader(row: Sequence[Any]) -> Reader:
    version, person, name, unit_id, unit, since, at, held_on, how, *dates = row
    read = held_on or (at.astimezone(clock.HANOI).date() if at else None)
    due = Deadline.of(*dates).of_one(since)
    return Reader(version, person, name, unit_id, unit, due, read, how or "")


def listed(units: Collection[UUID] | None) -> list[UUID] | None:
    """Units as a statement takes them; None for everybody."""
    return None if units is None else list(units)


@dataclass(frozen=True)
class Progress:
    """How far the reading of one version has come."""

    version_id: UUID
    document_id: UUID
    code: str
    title: str
    number: str
    in_force_from: date | None
    due: date
    total: int
    read: int
    late: int

    @property
    def missing(self) -> int:
        return self.total - self.read

    @property
    def percent(self) -> int:
        return 100 * self.read // self.total if self.total else 100


def progress(units: Collection[UUID] | None = None) -> list[Progress]:
    """Every version that is asked of somebody today, with its share; one statement."""
    select = f"""
    SELECT v.id, t.id, t.code, coalesce(v.paper ->> 'title', t.title), v.issue, v.amendment,
      count(*), count(a.id),
      count(*) FILTER (WHERE a.id IS NULL AND (asked.since < %(fresh)s
        OR CAST(asked.since AS timestamp) AT TIME ZONE 'Asia/Ho_Chi_Minh' <= i.recorded_at)),
      {DATES}
    FROM asked {DATED} WHERE {AMONG}
    GROUP BY v.id, t.id, d.id, i.id ORDER BY t.code
    """  # noqa: S608
    found = []
    kept = _deadline_in_days()
    for pk, document, code, title, issue, amendment, total, read, old, *dates in rows_of(
        CURRENT, select, units=listed(units), fresh=_fresh(kept)
    ):
        number, due = Version(issue=issue, amendment=amendment).number, Deadline.of(*dates).day
        late = old if due < clock.today() else 0
        found.append(Progress(pk, document, code, title, number, dates[0], due, total, read, late))
    return found


def _deadline_in_days() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT value FROM organization_fact WHERE key = %s", [READING_DEADLINE])
        row = cursor.fetchone()
    return whole(row[0] if row else None, USUAL_DEADLINE)


def _fresh(days: int) -> date:
    """Who is concerned since this day or later is not late yet, however old the version is."""
    count = Calendar().add_working_days
    day = count(clock.today(), -days)
    while count(day - timedelta(days=1), days) >= clock.today():
        day -= timedelta(days=1)
    return day


def last_read(version: Version, person: User) -> Version | None:
    """The version of the same document that this person acknowledged last, before this one."""
    read = Acknowledgement.objects.filter(person=person, version__document=version.document_id)
    earlier = read.exclude(version=version).select_related("version__content", "version__document")
    found = sorted((each.version for each in earlier), key=lambda v: (v.issue, v.amendment))
    older = [v for v in found if (v.issue, v.amendment) < (version.issue, version.amendment)]
    return older[-1] if older else None


def acknowledgement_of(version: Version, person: Actor) -> Acknowledgement | None:
    """That this person has read exactly this version, if so."""
    return Acknowledgement.objects.filter(version=version, person_id=person.pk).first()


def acknowledged(version: Version) -> list[Acknowledgement]:
    """Everybody who has read it, those too who work here no more."""
    found = version.acknowledgements.select_related("person", "meeting")
    return sorted(found, key=lambda each: name_key(each.person.full_name))
