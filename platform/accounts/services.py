"""Logging in and out, and keeping strangers out."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction

from accounts.models import Session, User
from kernel import clock
from kernel.permissions import SYSTEM, Actor
from kernel.trail import record


@dataclass(frozen=True)
class Attempt:
    """What came of a try: the person, or how many tries are left, or that the account is locked."""

    person: User | None = None
    tries_left: int = 0
    locked: bool = False


@transaction.atomic
def create_person(
    *, username: str, full_name: str, password: str | None, by: Actor, email: str = ""
) -> User:
    """A person without any role; roles are the agency's to give."""
    person = User(username=username.strip().lower(), full_name=full_name.strip(), email=email)
    person.set_password(password)
    person.save()
    record("accounts.create", person, by=by)
    return person


def attempt_login(username: str, password: str) -> Attempt:
    """Check name and password; the fifth failure locks the account for a while (NĐ 331/2026)."""
    with transaction.atomic():
        person = User.objects.select_for_update().filter(username=username.strip().lower()).first()
        if person is None or not person.is_active:
            make_password(password)  # as slow as a real check, so that names can't be guessed
            return Attempt(tries_left=settings.CHUAN_LOGIN_FAILURES - 1)
        if person.locked_until and person.locked_until > clock.now():
            return Attempt(locked=True)
        if person.check_password(password):
            return _let_in(person)
        return _count_failure(person)


def _let_in(person: User) -> Attempt:
    person.failures, person.locked_until = 0, None
    person.save(update_fields=["failures", "locked_until"])
    record("accounts.login", person, by=person)
    return Attempt(person=person)


def _count_failure(person: User) -> Attempt:
    person.failures += 1
    left = max(settings.CHUAN_LOGIN_FAILURES - person.failures, 0)
    if not left:
        person.failures = 0
        person.locked_until = clock.now() + timedelta(minutes=settings.CHUAN_LOCK_MINUTES)
        record("accounts.lock", person, by=SYSTEM)
    person.save(update_fields=["failures", "locked_until"])
    return Attempt(tries_left=left, locked=not left)


def start_session(request: Any, person: User) -> None:
    """A fresh key for a fresh login, so that a planted cookie is worth nothing.

    The CSRF token stays: a form that was opened before the session ended can still be sent.
    """
    request.session.flush()
    request.session["person"] = str(person.pk)
    request.session["stamp"] = person.get_session_auth_hash()
    request.session.save()
    request.user = person


@transaction.atomic
def end_session(request: Any) -> None:
    """Log out: the row is gone, a replayed cookie finds nothing."""
    if getattr(request.user, "pk", None):
        record("accounts.logout", request.user, by=request.user)
    request.session.flush()


@transaction.atomic
def disable_person(person: User, *, by: Actor) -> None:
    """Nobody comes in under this name any more; whoever is in is out at the next request."""
    person.is_active = False
    person.save(update_fields=["is_active"])
    end_sessions_of(person)
    record("accounts.disable", person, by=by)


def end_sessions_of(person: User) -> int:
    """Everywhere, at once: for a person who was disabled or whose password changed."""
    return Session.objects.filter(person=person.pk).delete()[0]
