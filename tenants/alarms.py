"""What the platform learns of a house at once: an emergency login, in the trail of the province."""

from datetime import datetime

from django.db.models import QuerySet
from django_tenants.utils import schema_context

from accounts.models import User
from kernel.db import present_agency
from kernel.trail import record
from kernel.trail.models import Event

ACTION = "accounts.break_glass"


def keep(person: User) -> None:
    """In the transaction of the login; a login at the portal is in this trail already."""
    agency = present_agency()
    if agency is None:
        return
    _post_of_the_house = person.authority  # asked here: the province does not know this person
    with schema_context("public"):
        record(ACTION, agency, by=person, username=person.username)


def alarms(since: datetime) -> QuerySet[Event]:
    """Every emergency login since then, of all houses; asked in public."""
    return Event.objects.filter(action=ACTION, at__gte=since).order_by("at")
