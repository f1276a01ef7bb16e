"""Logging in and out, and keeping strangers out."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils.crypto import salted_hmac

from accounts.models import Session, Stranger, User
from accounts.second_factor import accept_code, has_second_factor
from kernel import clock
from kernel.permissions import SYSTEM, Actor
from kernel.trail import record

STRANGERS_ARE_KEPT = timedelta(days=1)


@dataclass(frozen=True)
class Attempt:
    """What came of a try: the person, or how many tries are left, or that the account is locked.

    `half` is who knows the password and has still to show a code.
    """

    person: User | None = None
    half: User | None = None
    tries_left: int = 0
    locked: bool = False


@transaction.atomic
def create_person(
    *,
    username: str,
    full_name: str,
    password: str | None,
    by: Actor,
    email: str = "",
    temporary: bool = False,
) -> User:
    """A person without any role; roles are the agency's to give.

    A `temporary` password opens one page only: the one on which the person chooses another.
    """
    person = User(
        username=username.strip().lower(),
        full_name=full_name.strip(),
        email=email,
        temporary=temporary,
    )
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
            return _turn_away(username)
        if is_locked(person):
            return Attempt(locked=True)
        if not person.check_password(password):
            return _count_failure(person)
        if has_second_factor(person):  # the failures stay: a known password is no way to try codes
            return Attempt(half=person)
        return _let_in(person)


@transaction.atomic
def attempt_code(person: User, typed: str) -> Attempt:
    """The second step of a login; wrong codes count towards the same lock as wrong passwords."""
    person = User.objects.select_for_update().get(pk=person.pk)
    if is_locked(person) or not person.is_active:
        return Attempt(locked=True)
    return _let_in(person) if accept_code(person, typed) else _count_failure(person)


@transaction.atomic
def attempt_proof(person: User, password: str, code: str = "") -> Attempt:
    """Whoever is in shows once more who it is: by password, and by a code where there is one.

    Failures count towards the lock of the login; the session goes on.
    """
    person = User.objects.select_for_update().get(pk=person.pk)
    if is_locked(person):
        return Attempt(locked=True)
    if not person.check_password(password):
        return _count_failure(person)
    if has_second_factor(person) and not accept_code(person, code):
        return _count_failure(person)
    _forget_failures(person)
    return Attempt(person=person)


def is_locked(whom: User | Stranger) -> bool:
    """Whether too many wrong passwords keep this name out for the moment."""
    return bool(whom.locked_until and whom.locked_until > clock.now())


def _let_in(person: User) -> Attempt:
    _forget_failures(person)
    record("accounts.login", person, by=person)
    return Attempt(person=person)


def _forget_failures(person: User) -> None:
    if person.failures or person.locked_until:
        person.failures, person.locked_until = 0, None
        person.save(update_fields=["failures", "locked_until"])


def _turn_away(username: str) -> Attempt:
    """A name that is not here is counted and locked as one that is: nobody can tell them apart."""
    name = salted_hmac("accounts.stranger", username.strip().lower(), algorithm="sha256")
    stranger, new = Stranger.objects.select_for_update().get_or_create(
        name=name.hexdigest(), defaults={"failed_at": clock.now()}
    )
    if new:
        _forget_strangers()
    if is_locked(stranger):
        return Attempt(locked=True)
    stranger.failed_at = clock.now()
    return _count_failure(stranger)


def _forget_strangers() -> None:
    """Names that nobody tried for a day; one that is tried at this moment stays."""
    old = Stranger.objects.filter(failed_at__lt=clock.now() - STRANGERS_ARE_KEPT)
    old = old.select_for_update(skip_locked=True)
    Stranger.objects.filter(pk__in=list(old.values_list("pk", flat=True)[:1000])).delete()


def _count_failure(whom: User | Stranger) -> Attempt:
    whom.failures += 1
    left = max(settings.CHUAN_LOGIN_FAILURES - whom.failures, 0)
    if not left:
        whom.failures = 0
        whom.locked_until = clock.now() + timedelta(minutes=settings.CHUAN_LOCK_MINUTES)
        if isinstance(whom, User):
            record("accounts.lock", whom, by=SYSTEM)
    fields = ["failures", "locked_until"]
    whom.save(update_fields=fields if isinstance(whom, User) else [*fields, "failed_at"])
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
def set_password(person: User, password: str, *, by: Actor, temporary: bool = False) -> None:
    """Another password: whoever is in under the old one is out, and a lock is opened."""
    person.set_password(password)
    person.temporary, person.failures, person.locked_until = temporary, 0, None
    person.save(update_fields=["password", "temporary", "failures", "locked_until"])
    end_sessions_of(person)
    record("accounts.password", person, by=by, temporary=temporary)


@transaction.atomic
def rename_person(person: User, *, full_name: str, email: str, by: Actor) -> None:
    """Another name or address; what was signed keeps the name of its day."""
    before = person.full_name
    person.full_name, person.email = full_name.strip(), email.strip()
    person.save(update_fields=["full_name", "email"])
    record("accounts.rename", person, by=by, before=before)


def choose_language(person: User, language: str) -> None:
    """The words this person reads; nobody else is concerned, so the trail is not."""
    person.language = language
    person.save(update_fields=["language"])


@transaction.atomic
def disable_person(person: User, *, by: Actor) -> None:
    """Nobody comes in under this name any more; whoever is in is out at the next request."""
    person.is_active = False
    person.save(update_fields=["is_active"])
    end_sessions_of(person)
    record("accounts.disable", person, by=by)


@transaction.atomic
def enable_person(person: User, *, by: Actor) -> None:
    """The person may come in again, with the password and the roles there were."""
    person.is_active, person.failures, person.locked_until = True, 0, None
    person.save(update_fields=["is_active", "failures", "locked_until"])
    record("accounts.enable", person, by=by)


def end_sessions_of(person: User) -> int:
    """Everywhere, at once: for a person who was disabled or whose password changed."""
    return Session.objects.filter(person=person.pk).delete()[0]
