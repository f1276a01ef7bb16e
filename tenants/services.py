"""Opening, changing, suspending and resuming agencies."""

import re
from dataclasses import dataclass
from typing import Any, Final

from django.conf import settings
from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _
from django_tenants.utils import schema_context, tenant_context

from accounts.models import Session, User
from accounts.services import create_person
from accounts.sso.configured import is_on
from kernel import clock, confirmation, hooks
from kernel.ids import new_id
from kernel.permissions import SYSTEM, Actor, Grant
from kernel.refusals import BadInput, WrongState
from kernel.trail import record
from tenants import permissions as may
from tenants.blueprint import TEMPLATE
from tenants.grants import usage_sql
from tenants.models import Agency, Blueprint, Domain
from tenants.versions import current_version

RESERVED = {"www", "operator", "api", "admin", "static", "mail", "id", "sso", "khanhhoa"}
ADDRESS = re.compile(r"[a-z]([a-z0-9-]*[a-z0-9])?")  # one label of a host name
LONGEST = 50  # characters
CHANGEABLE: Final = {"name", "full_name", "mail_domains"}


@dataclass(frozen=True)
class FirstAdmin:
    """Who lets the others in: by a password, or by the identity provider at this address."""

    username: str
    full_name: str
    password: str | None = None
    email: str = ""


@transaction.atomic
def open_agency(*, slug: str, admin: FirstAdmin | None = None, **facts: Any) -> Agency:
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
    _check_mail_domains(agency)
    agency.save(force_insert=True)
    Domain.objects.create(tenant=agency, domain=address_of(slug), is_primary=True)
    _make_schema(agency)
    with tenant_context(agency):
        person = admin and _first_person(admin)
        hooks.call(hooks.AGENCY_OPENED, agency, person)
    return agency


def _first_person(admin: FirstAdmin) -> User:
    person = create_person(
        username=admin.username,
        full_name=admin.full_name,
        password=admin.password,
        email=admin.email,
        by=SYSTEM,
    )
    if admin.email and is_on():
        person.invited = True
        person.save(update_fields=["invited"])
    return person


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
def change_agency(agency: Agency, **facts: Any) -> Agency:
    """Another name or other mail domains; what was signed keeps the name of its day.

    `facts` are some of CHANGEABLE. Raises ValidationError, or BadInput for another's mail domain.
    """
    if strange := set(facts) - CHANGEABLE:
        raise TypeError(f"{sorted(strange)} of an agency stay as they are")
    for name, value in facts.items():
        setattr(agency, name, value)
    agency.clean_fields(exclude={field.name for field in Agency._meta.fields} - set(facts))
    _check_mail_domains(agency)
    agency.save(update_fields=list(facts))
    hooks.call(hooks.AGENCY_CHANGED, agency)
    return agency


def _check_mail_domains(agency: Agency) -> None:
    """By its domain a person is told to be of an agency, so it is of one agency only."""
    if not agency.mail_domains:
        return
    others = Agency.objects.filter(mail_domains__overlap=agency.mail_domains)
    if other := others.exclude(pk=agency.pk).first():
        raise BadInput(
            _("“%(agency)s” has one of these mail domains already.") % {"agency": other.name}
        )


@transaction.atomic
def suspend_agency(agency: Agency, *, why: str, by: Actor = SYSTEM) -> Agency:
    """Nobody gets in, who is in is out, no task runs; nothing is lost, resuming is one command."""
    grant = _operates(by, f"{agency.name} ({agency.slug})")
    Agency._meta.get_field("suspended_why").clean(why, agency)
    agency.suspended_on, agency.suspended_why = clock.today(), why
    with tenant_context(agency):
        Session.objects.all().delete()
    return _kept(agency, "tenants.suspend", by, grant)


@transaction.atomic
def resume_agency(agency: Agency, *, by: Actor = SYSTEM) -> Agency:
    """Open the doors again."""
    grant = _operates(by, f"{agency.name} ({agency.slug})")
    agency.suspended_on, agency.suspended_why = None, ""
    return _kept(agency, "tenants.resume", by, grant)


def _operates(by: Actor, what: str) -> Grant:
    """A person proves anew that it is he who shuts a whole agency."""
    grant = may.OPERATE.require(by)
    if by is not SYSTEM:
        confirmation.require(by, what)
    return grant


def _kept(agency: Agency, act: str, by: Actor, grant: Grant) -> Agency:
    agency.save(update_fields=["suspended_on", "suspended_why"])
    with schema_context("public"):
        record(act, agency, by=by, grant=grant, note=agency.suspended_why)
    hooks.call(hooks.AGENCY_CHANGED, agency)
    return agency
