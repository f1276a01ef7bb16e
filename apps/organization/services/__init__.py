"""Verbs that change units, posts and roles."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts import second_factor
from accounts import services as accounts
from accounts.connections import connect, disconnect
from accounts.models import Connection, User
from apps.organization import permissions as may
from apps.organization.models import Fact, Holding, Post, RoleAssignment, Unit
from apps.organization.services.alarms import TURNED_OFF
from kernel import clock, outbox
from kernel.ids import new_id
from kernel.notices.services import notify
from kernel.permissions import SYSTEM, Actor, Role
from kernel.refusals import BadInput, Conflict, RuleBroken
from kernel.trail import record

SIGNERS, USUAL_SIGNERS = "signers_needed", "3"
PROVINCE_ROLES = {Role.OVERSEER, Role.INSPECTOR, Role.LIBRARIAN, Role.OPERATOR}
MACHINE_ROLES = (
    Role.STAFF,
    Role.FOCAL_POINT,
    Role.UNIT_HEAD,
    Role.SECRETARY,
    Role.CLERK,
    Role.AUDITOR,
)


def seed_agency(agency: object, admin: User | None) -> None:
    """A new agency's first administrator may let the others in."""
    if admin is not None:
        assign_role(admin, Role.ADMIN, by=SYSTEM)


@transaction.atomic
def add_unit(name: str, *, by: Actor, parent: Unit | None = None, position: int = 0) -> Unit:
    """A unit of the agency, below another or at the top."""
    may.MANAGE.require(by)
    name = name.strip()
    if Unit.objects.filter(name=name, parent=parent, closed_on=None).exists():
        raise BadInput(_("There is a unit “%(name)s” already.") % {"name": name})
    key = new_id()
    unit = Unit.objects.create(
        id=key,
        name=name,
        parent=parent,
        path=[*(parent.path if parent else []), key],
        position=position,
    )
    record("organization.unit_add", unit, by=by)
    _changed()
    return unit


@transaction.atomic
def close_unit(unit: Unit, *, by: Actor) -> Unit:
    """The unit ends today, with the posts and roles in it; what was issued keeps its name.

    Raises RuleBroken while units below it are open. Closed twice is closed once.
    """
    may.MANAGE.require(by)
    unit = Unit.objects.select_for_update().get(pk=unit.pk)
    if unit.closed_on is not None:
        return unit
    if below := list(unit.children.filter(closed_on=None)):
        names = ", ".join(each.name for each in below)
        raise RuleBroken(_("Close what is below it first: %(names)s.") % {"names": names})
    for holding in Holding.objects.filter(not_over(), post__unit=unit):
        end_holding(holding, by=by)
    for assignment in RoleAssignment.objects.filter(not_over(), unit=unit):
        end_role(assignment, by=by)
    unit.closed_on = clock.today()
    unit.save(update_fields=["closed_on"])
    record("organization.unit_close", unit, by=by)
    _changed()
    return unit


@transaction.atomic
def add_person(
    *,
    username: str,
    full_name: str,
    password: str | None,
    by: Actor,
    post: str = "",
    unit: Unit | None = None,
    leads: bool = False,
    email: str = "",
    temporary: bool = False,
) -> User:
    """Let a person in, with a post where it is known; roles are given apart."""
    may.MANAGE.require(by)
    if User.objects.filter(username=username.strip().lower()).exists():
        raise BadInput(_("The user name “%(name)s” is taken.") % {"name": username})
    person = accounts.create_person(
        username=username,
        full_name=full_name,
        password=password,
        email=email,
        temporary=temporary,
        by=by,
    )
    if post:
        appoint(person, post, unit=unit, leads=leads, by=by)
    return person


@transaction.atomic
def rename_person(person: User, *, full_name: str, email: str, by: Actor) -> None:
    """Another name or address of a person of the agency."""
    may.MANAGE.require(by)
    accounts.rename_person(person, full_name=full_name, email=email, by=by)
    _changed()


@transaction.atomic
def reset_password(person: User, password: str, *, by: Actor) -> None:
    """A password for once; the person chooses another at the first login, and a lock is opened."""
    may.MANAGE.require(by)
    accounts.set_password(person, password, by=by, temporary=True)


@transaction.atomic
def remove_second_factor(person: User, *, by: Actor) -> None:
    """For a person who lost telephone and codes; the person is told who did it."""
    may.MANAGE.require(by)
    if person.pk == by.pk:
        raise RuleBroken(_("Your own second step is turned off on the page of your account."))
    if second_factor.remove(person, by=by):
        notify(person, TURNED_OFF, by=by.full_name)


@transaction.atomic
def disable_person(person: User, *, by: Actor) -> None:
    """The person is out at once; roles, posts and what was signed stay as they are."""
    may.MANAGE.require(by)
    if person.pk == by.pk:
        raise RuleBroken(_("Nobody closes the own account; ask another administrator."))
    _keep_an_admin(_admins().exclude(person=person))
    accounts.disable_person(person, by=by)
    _changed()


@transaction.atomic
def enable_person(person: User, *, by: Actor) -> None:
    """The person may log in again, with the roles that still last."""
    may.MANAGE.require(by)
    accounts.enable_person(person, by=by)
    _changed()


@transaction.atomic
def appoint(
    person: User,
    title: str,
    *,
    by: Actor,
    unit: Unit | None = None,
    leads: bool = False,
    start: date | None = None,
) -> Holding:
    """Put a person in a post from a day on; a post that is new here is made."""
    may.MANAGE.require(by)
    post, _new = Post.objects.get_or_create(title=title.strip(), unit=unit, is_head=leads)
    holding = Holding.objects.create(post=post, person=person, start=start or clock.today())
    record("organization.appoint", holding, by=by)
    _changed()
    return holding


@transaction.atomic
def end_holding(holding: Holding, *, by: Actor) -> Holding:
    """The person leaves the post: yesterday was the last day."""
    may.MANAGE.require(by)
    if _end(holding, "organization.leave_post", by):
        _changed()
    return holding


def _end(row: Holding | RoleAssignment, action: str, by: Actor, **details: Any) -> bool:
    """Yesterday was its last day; what begins today or later never was. False if it was over."""
    now, today = type(row).objects.select_for_update().filter(pk=row.pk).first(), clock.today()
    if now is None or (now.end is not None and now.end < today):
        return False  # a second click
    record(action, row, by=by, start=now.start, **details)
    if now.start >= today:
        now.delete()
        return True
    row.end = today - timedelta(days=1)
    row.save(update_fields=["end"])
    return True


def not_over() -> Q:
    """Rows with an end that lasts until today, or longer."""
    return Q(end=None) | Q(end__gte=clock.today())


@transaction.atomic
def assign_role(
    person: User,
    role: Role,
    *,
    by: Actor,
    unit: Unit | None = None,
    start: date | None = None,
    end: date | None = None,
) -> RoleAssignment:
    """Give a role for the agency or for one unit, from a day, until a day."""
    may.MANAGE.require(by)
    if role in PROVINCE_ROLES:
        raise BadInput(_("This role is given by the province, not by the agency."))
    if person.is_machine and role not in MACHINE_ROLES:
        raise BadInput(_("Another system does not act in this role."))
    start = start or clock.today()
    if end is not None and end < start:
        raise BadInput(_("The role would end before it starts."))
    _refuse_twice(person, role, unit, start, end)
    assignment = RoleAssignment.objects.create(
        person=person, role=role, unit=unit, start=start, end=end
    )
    record("organization.role_assign", assignment, by=by, role=role, end=end)
    _changed()
    return assignment


def _refuse_twice(
    person: User, role: Role, unit: Unit | None, start: date, end: date | None
) -> None:
    """The same role twice would outlive its end: whoever ended one would still act by the other."""
    User.objects.select_for_update().get(pk=person.pk)  # a second click waits, and then sees
    same = RoleAssignment.objects.filter(
        Q(end=None) | Q(end__gte=start), person=person, role=role, unit=unit
    )
    if end is not None:
        same = same.filter(start__lte=end)
    if same.exists():
        raise Conflict(_("%(name)s has this role already.") % {"name": person.full_name})


@transaction.atomic
def end_role(assignment: RoleAssignment, *, by: Actor) -> RoleAssignment:
    """The role ends: yesterday was its last day, and one that was given today is taken back."""
    may.MANAGE.require(by)
    if assignment.role == Role.ADMIN and assignment.unit_id is None:
        _keep_an_admin(_admins().exclude(pk=assignment.pk))
    if _end(assignment, "organization.role_end", by, role=assignment.role):
        _changed()
    return assignment


def _admins() -> QuerySet[RoleAssignment]:
    """Who administers the agency today; locked, so that two do not put out each other."""
    held = RoleAssignment.objects.filter(role=Role.ADMIN, unit=None)
    list(held.select_for_update().order_by("pk"))
    return held.filter(not_over(), start__lte=clock.today(), person__is_active=True)


def _keep_an_admin(others: QuerySet[RoleAssignment]) -> None:
    if not others.exists():
        raise RuleBroken(_("An agency keeps at least one administrator."), clause="5.3")


@transaction.atomic
def connect_system(
    *,
    name: str,
    role: Role,
    scopes: Sequence[str],
    expires_on: date,
    by: User,
    client: str = "",
) -> tuple[Connection, str]:
    """Let another system in as a person of its own with one role; its token is told this once.

    It never holds a role that signs or administers: those acts are a human's.
    """
    may.MANAGE.require(by)
    if role not in MACHINE_ROLES:
        raise BadInput(_("Another system does not act in this role."))
    if Connection.objects.filter(name=name.strip(), ended_at=None).exists():
        raise Conflict(_("“%(name)s” is connected already.") % {"name": name.strip()})
    machine = accounts.create_machine(name=name, by=by)
    assign_role(machine, role, by=by)
    return connect(
        name=name, person=machine, scopes=scopes, expires_on=expires_on, by=by, client=client
    )


@transaction.atomic
def disconnect_system(connection: Connection, *, by: Actor) -> Connection:
    """Its next request is refused; what it did stays done, under its name."""
    may.MANAGE.require(by)
    ended = disconnect(connection, by=by)
    if ended.person.is_machine and ended.person.is_active:
        accounts.disable_person(ended.person, by=by)
    return ended


@transaction.atomic
def answer(facts: dict[str, str], *, by: Actor) -> None:
    """Keep what the agency says of itself; the templates' placeholders are filled from it."""
    may.DESCRIBE.require(by)
    if SIGNERS in facts:
        _tell_signers(facts[SIGNERS], by)
    for key, value in facts.items():
        fact, _new = Fact.objects.update_or_create(key=key, defaults={"value": value.strip()})
    if facts:
        record("organization.describe", fact, by=by, keys=sorted(facts))


def _tell_signers(number: str, by: Actor) -> None:
    """How many must sign is a rule of the house: a change of it is an event of its own (7.5.2)."""
    kept, _new = Fact.objects.get_or_create(key=SIGNERS, defaults={"value": USUAL_SIGNERS})
    if kept.value != number:
        record("organization.signers", kept, by=by, before=kept.value, after=number)


def _changed() -> None:
    outbox.send("compliance.recompute", key="agency")
