"""Who may come in with an account of this system, where there is an identity provider."""

from django.conf import settings

from accounts.models import User
from accounts.second_factor import has_second_factor
from accounts.sso.configured import is_on


def local_login_is_on() -> bool:
    """Whether everyone may: where the settings say so, or where there is no provider."""
    said: bool | None = settings.CHUAN_LOCAL_LOGIN
    return not is_on() if said is None else said


def has_local_account(person: User) -> bool:
    """Whether the password of this person is kept here, and good for something."""
    return person.has_usable_password() and (local_login_is_on() or person.break_glass)


def may_come_in(person: User) -> bool:
    """Otherwise only whoever breaks the glass, and never by a password alone."""
    return local_login_is_on() or (person.break_glass and has_second_factor(person))
