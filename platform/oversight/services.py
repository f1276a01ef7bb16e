"""Verbs of the province: giving roles, and looking, which is an act that leaves a trace."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.connections import connect
from accounts.models import Connection, User
from accounts.services import create_machine, create_person
from kernel import clock
from kernel.db import in_public
from kernel.permissions import SYSTEM, Actor, Role
from kernel.refusals import BadInput, WrongState
from kernel.trail import record
from oversight import permissions as may
from oversight.models import PLATFORM_ROLES, AgencyCard, LookLog, PlatformRole


@transaction.atomic
def create_platform_person(
    *,
    username: str,
    full_name: str,
    password: str | None,
    roles: Iterable[Role],
    by: Actor,
    post: str = "",
    email: str = "",
) -> User:
    """A person who logs in at the province's portal, with roles from today on."""
    may.ASSIGN.require(by)
    _refuse_in_an_agency()
    if User.objects.filter(username=username.strip().lower()).exists():
        raise BadInput(_("The user name “%(name)s” is taken.") % {"name": username})
    person = create_person(
        username=username, full_name=full_name, password=password, by=by, email=email
    )
    for role in roles:
        assign_platform_role(person, role, by=by, post=post)
    return person


@transaction.atomic
def connect_system(
    *, name: str, role: Role, scopes: Sequence[str], expires_on: date, by: User, client: str = ""
) -> tuple[Connection, str]:
    """Let another system of the province in, in one role; its token is told this once.

    `by` is the person of the portal who answers for it.
    """
    _refuse_in_an_agency()
    machine = create_machine(name=name, by=by)
    assign_platform_role(machine, role, by=SYSTEM)
    return connect(
        name=name, person=machine, scopes=scopes, expires_on=expires_on, by=by, client=client
    )


@transaction.atomic
def assign_platform_role(
    person: User,
    role: Role,
    *,
    by: Actor,
    post: str = "",
    start: date | None = None,
    end: date | None = None,
) -> PlatformRole:
    """Give a role of the province or the platform, from a day, until a day."""
    grant = may.ASSIGN.require(by)
    _refuse_in_an_agency()
    if role not in PLATFORM_ROLES:
        raise BadInput(_("This role is given by an agency, not by the province."))
    start = start or clock.today()
    if end is not None and end < start:
        raise BadInput(_("The role would end before it starts."))
    given = PlatformRole.objects.create(person=person, role=role, post=post, start=start, end=end)
    record("oversight.role_assign", given, by=by, grant=grant, role=role, end=end)
    return given


@transaction.atomic
def end_platform_role(given: PlatformRole, *, by: Actor) -> PlatformRole:
    """The role ends: yesterday was its last day, and one that begins today or later never was."""
    grant = may.ASSIGN.require(by)
    record("oversight.role_end", given, by=by, grant=grant, role=given.role, start=given.start)
    if given.start >= clock.today():
        PlatformRole.objects.filter(pk=given.pk).delete()
        return given
    given.end = clock.today() - timedelta(days=1)
    given.save(update_fields=["end"])
    return given


@transaction.atomic
def look_at(card: AgencyCard, *, by: Actor, clause: str = "") -> LookLog:
    """Write down that somebody looks at an agency's page, before it is shown."""
    grant = may.SEE.require(by)
    look = LookLog.objects.create(
        agency=card.agency,
        person_id=by.pk,
        person_name=by.full_name,
        person_post=by.authority.post,
        clause=clause,
        at=clock.now(),
    )
    record("oversight.look", card, by=by, grant=grant, clause=clause)
    return look


def _refuse_in_an_agency() -> None:
    if not in_public():
        raise WrongState(_("Roles of the province are given at the province's portal."))


def note_export(*, by: User, filters: dict[str, str], agencies: int) -> None:
    """A file left the house: who took it, and what was in it."""
    grant = may.SEE.require(by)
    record("oversight.export", by, by=by, grant=grant, filters=filters, agencies=agencies)
