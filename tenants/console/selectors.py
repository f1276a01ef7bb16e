"""Questions of the operator; none of them looks into an agency."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q, QuerySet

from accounts.models import LinkRequest
from kernel import clock
from kernel.outbox.services import given_up
from kernel.permissions import Actor
from kernel.trail.models import Event
from tenants import permissions as may
from tenants.alarms import alarms
from tenants.models import Agency
from tenants.versions import current_version

OPEN, SUSPENDED, UPDATING = "open", "suspended", "updating"
LOOKED_BACK = timedelta(days=30)


@dataclass(frozen=True)
class Wanted:
    """Which agencies the list shows."""

    q: str = ""
    state: str = ""


def agencies(reader: Actor, wanted: Wanted) -> QuerySet[Agency]:
    """The agencies by name, narrowed to words of name or address, and to a state."""
    may.OPERATE.require(reader)
    found: QuerySet[Agency] = Agency.objects.order_by("name", "slug")
    for word in wanted.q.split():
        found = found.filter(Q(name__icontains=word) | Q(slug__icontains=word))
    states = {
        SUSPENDED: ~Q(suspended_on=None),
        UPDATING: Q(suspended_on=None) & ~Q(schema_version=current_version()),
        OPEN: Q(suspended_on=None, schema_version=current_version()),
    }
    return found.filter(states.get(wanted.state, Q()))


def state_of(agency: Agency) -> str:
    """How an agency stands: open, suspended, or waiting for its schema."""
    if agency.suspended_on:
        return SUSPENDED
    return OPEN if agency.schema_version == current_version() else UPDATING


def emergencies(reader: Actor) -> list[Event]:
    """Who came in past the identity provider within thirty days, newest first."""
    may.OPERATE.require(reader)
    return list(alarms(clock.now() - LOOKED_BACK).order_by("-at")[:20])


def waiting(reader: Actor) -> QuerySet[LinkRequest]:
    """Who logged in at the provider and may be a person of the province already."""
    may.OPERATE.require(reader)
    return LinkRequest.objects.select_related("person")


def unfinished(reader: Actor) -> int:
    """How many promises were tried too often: `chuan outbox list` tells which and why."""
    may.OPERATE.require(reader)
    return given_up().count()
