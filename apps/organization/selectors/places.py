"""Where people work today, for questions about many of them in one statement.

A statement that begins with `PLACES` may ask `places` (person, path of the unit or NULL, since
when, whether by a post and as its head) and `readers` (who holds one of the roles), of `%(day)s`.
"""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from accounts.models import User
from apps.organization.models import Fact, RoleAssignment, Unit
from apps.organization.selectors import people, valid_on
from kernel import clock
from kernel.permissions import Role

PLACES = """
WITH places AS (
  SELECT h.person_id AS person, u.path, p.unit_id AS unit, h.start, 1 AS post, p.is_head AS head
  FROM organization_holding h JOIN organization_post p ON p.id = h.post_id
  LEFT JOIN organization_unit u ON u.id = p.unit_id
  WHERE h.start <= %(day)s AND (h."end" IS NULL OR h."end" >= %(day)s)
  UNION ALL
  SELECT a.person_id, u.path, a.unit_id, a.start, 0, false
  FROM organization_roleassignment a LEFT JOIN organization_unit u ON u.id = a.unit_id
  WHERE a.start <= %(day)s AND (a."end" IS NULL OR a."end" >= %(day)s)
), readers AS (
  SELECT p.id, p.full_name AS name FROM accounts_user p
  WHERE p.is_active AND NOT p.is_machine AND EXISTS (
    SELECT 1 FROM organization_roleassignment a
    WHERE a.person_id = p.id AND a.role = ANY (%(roles)s)
    AND a.start <= %(day)s AND (a."end" IS NULL OR a."end" >= %(day)s))
)
"""
# The unit that a person is counted under: that of the post, of the one who leads it first.
HOME = """
SELECT s.unit FROM places s WHERE s.person = asked.person
ORDER BY s.post DESC, s.head DESC, s.unit IS NULL, s.start, s.unit LIMIT 1
"""

READING_DEADLINE, USUAL_DEADLINE = "reading_deadline", 10  # working days after the issue
READING_PERIOD, USUAL_PERIOD = "reading_period", 15  # calendar days from signing to force


def today_of(roles: Iterable[Role]) -> dict[str, Any]:
    """What `PLACES` is filled with."""
    return {"day": clock.today(), "roles": sorted(role.value for role in roles)}


def people_with(roles: Iterable[Role]) -> QuerySet[User]:
    """Those who hold one of these roles today, for the agency or for any unit."""
    held = RoleAssignment.objects.filter(valid_on(clock.today()), role__in=list(roles))
    return people().filter(pk__in=held.values("person"))


def reading_period() -> int:
    """How many days a decision proposes for reading before its documents hold."""
    kept = Fact.objects.filter(key=READING_PERIOD).values_list("value", flat=True).first()
    return whole(kept, USUAL_PERIOD)


def whole(kept: str | None, usual: int) -> int:
    """A setting as a number of days."""
    return int(kept) if kept and kept.isdecimal() and int(kept) else usual


def unit_known_as(pk: UUID, name: str) -> Unit:
    """A unit of which a statement has brought the key and the name; nothing is asked for it."""
    return Unit(pk=pk, name=name)
