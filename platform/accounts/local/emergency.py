"""The account behind the glass: in an envelope, for when the identity provider is away."""

import secrets
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts import second_factor
from accounts.models import User
from accounts.second_factor import ALPHABET, Enrolment
from accounts.services import end_sessions_of, set_password
from kernel.permissions import Actor
from kernel.refusals import RuleBroken
from kernel.trail import record


@dataclass(frozen=True)
class Envelope:
    """What is sealed, and kept nowhere else."""

    password: str
    enrolment: Enrolment
    codes: list[str]


@transaction.atomic
def open_account(person: User, house: str, *, by: Actor) -> Envelope:
    """From now on this person comes in past the provider; what was in an older envelope is void.

    `house` names us on the telephone. Raises RuleBroken for a closed account and for a machine.
    """
    person = User.objects.select_for_update().get(pk=person.pk)
    if not person.is_active or person.is_machine:
        raise RuleBroken(_("This account is closed, or belongs to another system."))
    password = "-".join("".join(secrets.choice(ALPHABET) for _n in range(5)) for _m in range(5))
    set_password(person, password, by=by)
    enrolment, codes = second_factor.hand_over(person, house, by=by)
    _mark(person, True)
    record("accounts.break_glass_open", person, by=by)
    return Envelope(password, enrolment, codes)


@transaction.atomic
def close_account(person: User, *, by: Actor) -> None:
    """The envelope is void: neither its password nor its codes open anything any more."""
    person = User.objects.select_for_update().get(pk=person.pk)
    person.set_unusable_password()
    person.save(update_fields=["password"])
    second_factor.remove(person, by=by)
    end_sessions_of(person)
    _mark(person, False)
    record("accounts.break_glass_close", person, by=by)


def _mark(person: User, is_behind_glass: bool) -> None:
    person.break_glass = is_behind_glass
    person.save(update_fields=["break_glass"])
