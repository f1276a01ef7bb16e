"""What Keycloak has to know of agencies and the people they invite: told through the outbox.

Each message says whom it is about, never what about: whoever delivers it reads the rows as they are
then and makes Keycloak so. Late, twice or in another order comes to the same.
"""

from typing import Any, Final
from uuid import UUID

from django.db import connection, transaction
from django.db.models import QuerySet
from django_tenants.utils import schema_context, tenant_context

from accounts.models import User
from accounts.sealing import opened
from kernel import outbox
from kernel.db import present_agency
from kernel.outbox import consumer
from kernel.permissions import SYSTEM
from kernel.trail import record
from tenants.keycloak import (
    Directory,
    Invited,
    Keycloak,
    Organization,
    Person,
    configured,
    is_configured,
)
from tenants.models import Agency, OwnDirectory

ORGANIZATION: Final = "tenants.organization"
MEMBER: Final = "tenants.member"


def agency_opened(agency: Agency, admin: User | None) -> None:
    """A new agency is an organization there, and its first administrator a member."""
    promise_organization(agency)
    if admin is not None and admin.invited:
        promise_member(admin)


def promise_organization(agency: Agency) -> None:
    """Opened, renamed, suspended, resumed: the organization follows; nobody waits for it.

    In public, because nothing is delivered in the house of a suspended agency.
    """
    if is_configured():
        with schema_context("public"):
            outbox.send(ORGANIZATION, {"agency": str(agency.pk)}, key=str(agency.pk))


def promise_member(person: User) -> None:
    """Somebody invited to the present agency becomes a member there and gets a letter."""
    if is_configured():
        outbox.send(MEMBER, {"person": str(person.pk)}, key=str(person.pk))


@consumer(ORGANIZATION, slow=True)
def tell_organization(body: dict[str, Any]) -> None:
    """Make the organization, its name, its doors and its directory as they are here."""
    if is_configured():
        with configured() as keycloak:
            bring_organization(keycloak, UUID(body["agency"]))


@consumer(MEMBER, slow=True)
def tell_member(body: dict[str, Any]) -> None:
    """Invite the person, unless the invitation was taken or withdrawn meanwhile."""
    person = invited_people().filter(pk=body["person"]).first()
    if person is not None and is_configured():
        with configured() as keycloak:
            agency = _organization(keycloak, present_agency().pk)
            bring_member(keycloak, agency, person)


@transaction.atomic
def bring_organization(keycloak: Keycloak, key: UUID) -> Agency:
    """The organization of an agency as its row says; raises KeycloakAway or KeycloakRefused."""
    agency = _organization(keycloak, key)
    directory = OwnDirectory.objects.filter(agency=agency).first()
    if directory is not None and directory.removed_at:
        keycloak.remove_identity_provider(agency.slug)
    elif directory is not None:
        keycloak.ensure_identity_provider(
            agency.slug,
            Directory(
                discovery=directory.discovery,
                client=directory.client,
                secret=opened(directory.secret),
                enabled=directory.enabled,
            ),
        )
    return agency


def bring_member(keycloak: Keycloak, agency: Agency, person: User) -> Invited:
    """A member who waits to come in for the first time; called in the agency's schema."""
    invited = keycloak.invite(agency.slug, Person(full_name=person.full_name, email=person.email))
    record("accounts.invite", person, by=SYSTEM, letter=invited.sent)
    return invited


def bring_everything(keycloak: Keycloak, agency: Agency) -> list[Invited]:
    """The organization and whoever still waits to come in for the first time."""
    agency = bring_organization(keycloak, agency.pk)
    if agency.suspended_on:
        return []
    with tenant_context(agency), transaction.atomic():
        return [bring_member(keycloak, agency, person) for person in invited_people()]


def invited_people() -> QuerySet[User]:
    """Those of the present agency who may come in by their address and have not yet."""
    waiting = User.objects.filter(invited=True, subject=None, is_active=True)
    return waiting.exclude(email="").order_by("username")


def _organization(keycloak: Keycloak, key: UUID) -> Agency:
    """One at a time for each agency: who comes later must not write what was true before."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtext('tenants.keycloak'), hashtext(%s))", [str(key)]
        )
    agency: Agency = Agency.objects.get(pk=key)
    keycloak.ensure_organization(
        Organization(
            alias=agency.slug,
            name=f"{agency.name} ({agency.slug})",  # names are told apart in the whole nation
            domains=tuple(agency.mail_domains),
            enabled=agency.suspended_on is None,
            owner=str(agency.pk),
        )
    )
    return agency
