"""Opening, suspending and resuming agencies."""

import re
from dataclasses import dataclass

from django.conf import settings
from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _
from django_tenants.utils import tenant_context

from accounts.services import create_person
from kernel import clock, hooks
from kernel.ids import new_id
from kernel.permissions import SYSTEM
from kernel.refusals import BadInput, WrongState
from tenants.blueprint import TEMPLATE
from tenants.grants import usage_sql
from tenants.models import Agency, Blueprint, Domain
from tenants.versions import current_version

RESERVED = {"www", "operator", "api", "admin", "static", "mail", "id", "sso", "khanhhoa"}
ADDRESS = re.compile(r"[a-z]([a-z0-9-]*[a-z0-9])?")  # one label of a host name
LONGEST = 50  # characters


@dataclass(frozen=True)
class FirstAdmin:
    """Who lets the others in; without a password, nobody can log in as this person yet."""

    username: str
    full_name: str
    password: str | None = None


@transaction.atomic
def open_agency(*, slug: str, admin: FirstAdmin | None = None, **facts: str) -> Agency:
    """A new agency: row, address, schema and first rows in one transaction, or nothing at all.

    `facts` are the fields of `Agency`. Runs as the owner of the database, never in the web.
    """
    _check_slug(slug)
    connection.set_schema_to_public()  # type: ignore[attr-defined]
    key = new_id()
    agency = Agency(
        id=key,
        slug=slug,
        schema_name=f"a_{key.hex}",
        schema_version=current_version(),
        opened_on=clock.today(),
        **facts,
    )
    agency.full_clean(exclude=["suspended_on"])
    agency.save(force_insert=True)
    Domain.objects.create(tenant=agency, domain=address_of(slug), is_primary=True)
    _make_schema(agency)
    with tenant_context(agency):
        person = admin and create_person(
            username=admin.username, full_name=admin.full_name, password=admin.password, by=SYSTEM
        )
        hooks.call(hooks.AGENCY_OPENED, agency, person)
    return agency


def address_of(slug: str) -> str:
    """The host name an agency or the portal is reached at."""
    return f"{slug}.{settings.CHUAN_BASE_DOMAIN}"


def _check_slug(slug: str) -> None:
    if not (len(slug) <= LONGEST and ADDRESS.fullmatch(slug)) or slug.startswith("xn--"):
        raise BadInput(
            _("“%(slug)s” is no address: use a-z, 0-9 and hyphens, at most %(longest)s, a-z first.")
            % {"slug": slug, "longest": LONGEST}
        )
    if slug in RESERVED or slug == settings.CHUAN_PORTAL:
        raise BadInput(_("The address “%(slug)s” is reserved.") % {"slug": slug})
    if Agency.objects.filter(slug=slug).exists():
        raise BadInput(_("The address “%(slug)s” belongs to another agency.") % {"slug": slug})


def _make_schema(agency: Agency) -> None:
    """Run the compiled shape; it carries no schema name, so the search path decides where."""
    plan = Blueprint.objects.filter(version=current_version()).first()
    if plan is None:
        raise WrongState(_("The database is of another release: run `chuan migrate` first."))
    name = agency.schema_name
    with connection.cursor() as cursor:
        cursor.execute(
            f'CREATE SCHEMA "{name}"; SET LOCAL search_path = "{name}"; {plan.ddl};'  # noqa: S608
            f" INSERT INTO django_migrations (app, name, applied)"
            f' SELECT app, name, applied FROM "{TEMPLATE}".django_migrations ORDER BY id;'
            f" {usage_sql(name)}"
        )
    connection.search_path_set_schemas = None  # type: ignore[attr-defined]


@transaction.atomic
def suspend_agency(agency: Agency, *, why: str) -> Agency:
    """Nobody gets in and no task runs; nothing is lost, and resuming is one command."""
    Agency._meta.get_field("suspended_why").clean(why, agency)
    agency.suspended_on, agency.suspended_why = clock.today(), why
    agency.save(update_fields=["suspended_on", "suspended_why"])
    hooks.call(hooks.AGENCY_CHANGED, agency)
    return agency


@transaction.atomic
def resume_agency(agency: Agency) -> Agency:
    """Open the doors again."""
    agency.suspended_on, agency.suspended_why = None, ""
    agency.save(update_fields=["suspended_on", "suspended_why"])
    hooks.call(hooks.AGENCY_CHANGED, agency)
    return agency
