"""Which houses have a session of the identity provider, and how all of them end (decision 2)."""

from typing import Any

from django.conf import settings
from django.db import connection
from django_tenants.utils import tenant_context

from accounts.models import Session, User
from accounts.sso.configured import site_of
from accounts.sso.tokens import Ended
from kernel import clock
from kernel.alphabet import sort_key
from kernel.db import present_agency
from tenants.models import Agency, Arrival, Domain, SignedOn
from tenants.services import address_of


def remember(sid: str, subject: str) -> None:
    """This schema has a session of the provider: where to look when it ends (decision 2)."""
    agency, now = present_agency(), clock.now()
    here = {"agency": agency.pk if agency else None}
    SignedOn.objects.get_or_create(sid=sid, **here, defaults={"subject": subject, "at": now})
    Arrival.objects.get_or_create(subject=subject, **here, defaults={"at": now})


def houses_of(subject: str) -> list[tuple[str, str]]:
    """Where else this person has come in before: the name of the house and its address.

    An empty name is the province's portal. Whether the person still belongs there is asked there.
    """
    here = present_agency()
    been = set(Arrival.objects.filter(subject=subject).values_list("agency", flat=True))
    been.discard(here.pk if here else None)
    domains = Domain.objects.filter(tenant__in=been, tenant__suspended_on=None, is_primary=True)
    houses = [(d.tenant.name, site_of(d.domain)) for d in domains.select_related("tenant")]
    portal = [("", site_of(address_of(settings.CHUAN_PORTAL)))] if None in been else []
    return [*portal, *sorted(houses, key=lambda house: sort_key(house[0]))]


def forget(subject: str) -> None:
    """This person belongs here no more: other houses do not lead here."""
    agency = present_agency()
    Arrival.objects.filter(subject=subject, agency=agency.pk if agency else None).delete()


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
