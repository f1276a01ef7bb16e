"""Which houses have a session of the identity provider, and how all of them end (decision 2)."""

from typing import Any

from django.db import connection
from django_tenants.utils import tenant_context

from accounts.models import Session, User
from accounts.sso.tokens import Ended
from kernel import clock
from kernel.db import present_agency
from tenants.models import Agency, SignedOn


def remember(sid: str, subject: str) -> None:
    """This schema has a session of the provider: where to look when it ends (decision 2)."""
    agency = present_agency()
    SignedOn.objects.get_or_create(
        sid=sid,
        agency=agency.pk if agency else None,
        defaults={"subject": subject, "at": clock.now()},
    )


def end_everywhere(said: Ended) -> int:
    """End what the provider has ended; returns how many sessions that were."""
    of = {"sid": said.session} if said.session else {"subject": said.subject}
    rows = SignedOn.objects.filter(**of)
    found = list(rows)
    agencies = Agency.objects.in_bulk([row.agency for row in found if row.agency])
    count = 0
    for row in found:
        house: Any = agencies.get(row.agency) if row.agency else None
        if row.agency and house is None:
            continue
        with tenant_context(house or Agency(schema_name="public")):
            count += _end(row)
    rows.delete()
    connection.set_schema_to_public()  # type: ignore[attr-defined]
    return count


def _end(row: SignedOn) -> int:
    people = User.objects.filter(subject=row.subject)
    return Session.objects.filter(sid=row.sid, person__in=people).delete()[0]
