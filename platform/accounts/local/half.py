"""Between the password and the code: a note that the browser keeps, and that opens no door."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from django.conf import settings
from django.core import signing
from django.utils.crypto import constant_time_compare

from accounts.models import User
from accounts.sessions import agency_id
from kernel import clock

LASTS: Final = timedelta(minutes=5)
SALT: Final = "accounts.half"


@dataclass(frozen=True)
class Half:
    """Who has typed the right password, and where that person wanted to go."""

    person: User
    next: str


def keep(response: Any, person: User, next_page: str) -> None:
    """Let the browser remember; in a signed cookie, so that guessing fills no table."""
    said = {
        "person": str(person.pk),
        "house": str(agency_id()),
        "stamp": person.get_session_auth_hash(),
        "at": clock.now().timestamp(),
        "next": next_page,
    }
    response.set_cookie(
        _name(),
        signing.dumps(said, salt=SALT),
        max_age=LASTS,
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )


def present(request: Any) -> Half | None:
    """Whose login is half done; None after five minutes, at another house, for another password."""
    try:
        said = signing.loads(request.COOKIES.get(_name(), ""), salt=SALT)
    except signing.BadSignature:
        return None
    age = clock.now() - datetime.fromtimestamp(said["at"], UTC)
    if said["house"] != str(agency_id()) or not timedelta(0) <= age <= LASTS:
        return None
    person = User.objects.filter(pk=said["person"], is_active=True).first()
    if person is None or not constant_time_compare(said["stamp"], person.get_session_auth_hash()):
        return None
    return Half(person, said["next"])


def forget(response: Any) -> None:
    """The login is whole, or given up."""
    response.delete_cookie(_name())


def _name() -> str:
    return f"{settings.SESSION_COOKIE_NAME}_half"
