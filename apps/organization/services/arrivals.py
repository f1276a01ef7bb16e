"""Inviting people; who waits at the door is answered by `accounts.sso.answers`."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts import services as accounts
from accounts.models import User
from accounts.sso.arrivals import free_name
from apps.organization import permissions as may
from apps.organization.models import Unit
from apps.organization.services import appoint, assign_role
from kernel.permissions import Actor, Role
from kernel.refusals import BadInput, WrongState
from kernel.trail import record
from tenants.provisioning import promise_member


@transaction.atomic
def invite_person(
    *,
    full_name: str,
    email: str,
    by: Actor,
    post: str = "",
    unit: Unit | None = None,
    leads: bool = False,
    roles: Sequence[Role] = (),
) -> User:
    """Whoever logs in under this verified address is this person, with the post and these roles."""
    may.MANAGE.require(by)
    email = email.strip()
    known = User.objects.filter(email__iexact=email, is_active=True).first()
    if known is not None:
        raise BadInput(_("%(name)s has this address already.") % {"name": known.full_name})
    person = accounts.create_person(
        username=free_name(email.partition("@")[0]),
        full_name=full_name,
        password=None,
        email=email,
        invited=True,
        by=by,
    )
    if post:
        appoint(person, post, unit=unit, leads=leads, by=by)
    for role in roles:
        assign_role(person, role, by=by)
    record("organization.invite", person, by=by, email=email)
    promise_member(person)
    return person


@transaction.atomic
def invite_again(person: User, *, by: Actor) -> User:
    """Another letter; raises WrongState for somebody who came in already."""
    may.MANAGE.require(by)
    if not person.invited or not person.is_active:
        raise WrongState(_("This invitation was taken or withdrawn already."))
    record("organization.invite", person, by=by, email=person.email)
    promise_member(person)
    return person
