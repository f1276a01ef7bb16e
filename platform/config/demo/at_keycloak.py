"""The people of the demo at Keycloak: same names, same passwords, members of their agencies."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from django.conf import settings
from django.db import connection, transaction
from django_tenants.utils import tenant_context

from accounts.models import User
from accounts.sso.arrivals import link
from config.demo.side_by_side import Account
from tenants.keycloak import Keycloak, Person, configured
from tenants.models import Agency
from tenants.provisioning import bring_organization

DOMAIN = "vi-du.example"  # RFC 2606: no letter of the demo can ever reach anybody


def bring(accounts: Iterable[Account]) -> Iterator[str]:
    """Each house as it is done; who is there already stays as he is. Raises what Keycloak raises.

    Everybody is linked at once, so that the first login finds the person of the demo.
    """
    with configured() as keycloak:
        for host, group in groupby(accounts, key=lambda account: account["host"]):
            connection.set_schema_to_public()  # type: ignore[attr-defined]
            if host in (settings.CHUAN_PORTAL, settings.CHUAN_OPERATOR):
                _bring_to_portal(keycloak, group)
            else:
                _bring_to(keycloak, Agency.objects.get(slug=host), group)
            yield host


def _bring_to_portal(keycloak: Keycloak, accounts: Iterable[Account]) -> None:
    for account in accounts:
        person = User.objects.get(username=account["username"])
        subject = keycloak.ensure_person(_known_as(person, account))
        keycloak.ensure_role(subject, account["role"])
        _link(person, subject)


def _bring_to(keycloak: Keycloak, agency: Agency, accounts: Iterable[Account]) -> None:
    bring_organization(keycloak, agency.pk)
    with tenant_context(agency):
        for account in accounts:
            person = User.objects.get(username=account["username"])
            _link(person, keycloak.ensure_member(agency.slug, _known_as(person, account)))


def _known_as(person: User, account: Account) -> Person:
    return Person(
        full_name=person.full_name,
        username=person.username,
        email=f"{person.username}@{account['host']}.{DOMAIN}",
        email_verified=True,
        password=account["password"],
    )


@transaction.atomic
def _link(person: User, subject: str) -> None:
    if person.subject != subject:
        link(person, subject)
