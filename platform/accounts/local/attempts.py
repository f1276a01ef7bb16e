"""Coming in by password and code, and keeping strangers out."""

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils.crypto import salted_hmac

from accounts.local.alarm import sound
from accounts.local.policy import local_login_is_on, may_come_in
from accounts.models import Stranger, User
from accounts.second_factor import accept_code, has_second_factor
from kernel import clock
from kernel.permissions import SYSTEM
from kernel.trail import record

STRANGERS_ARE_KEPT = timedelta(days=1)
MOST_STRANGERS = 10_000  # of one house; whoever invents names fills no disk


@dataclass(frozen=True)
class Attempt:
    """What came of a try: the person, or how many tries are left, or that the account is locked.

    `half` is who knows the password and has still to show a code.
    """

    person: User | None = None
    half: User | None = None
    tries_left: int = 0
    locked: bool = False


def attempt_login(username: str, password: str) -> Attempt:
    """Check name and password; the fifth failure locks the account for a while (NĐ 331/2026)."""
    with transaction.atomic():
        person = User.objects.select_for_update().filter(username=username.strip().lower()).first()
        if person is None or not person.is_active or not may_come_in(person):
            return _turn_away(username, password)
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
    if not local_login_is_on():
        sound(person)
    return Attempt(person=person)


def _forget_failures(person: User) -> None:
    if person.failures or person.locked_until:
        person.failures, person.locked_until = 0, None
        person.save(update_fields=["failures", "locked_until"])


def _turn_away(username: str, password: str) -> Attempt:
    """A name that is not here is counted and locked as one that is: nobody can tell them apart."""
    name = salted_hmac("accounts.stranger", username.strip().lower(), algorithm="sha256")
    stranger, new = Stranger.objects.select_for_update().get_or_create(
        name=name.hexdigest(), defaults={"failed_at": clock.now()}
    )
    if new:
        _forget_strangers()
    if is_locked(stranger):
        return Attempt(locked=True)
    make_password(password)  # as slow as a real check, so that names can't be guessed
    stranger.failed_at = clock.now()
    return _count_failure(stranger)


def _forget_strangers() -> None:
    """Names that nobody tried for a day, or too many; one that is tried at this moment stays."""
    late = Stranger.objects.filter(failed_at__lt=clock.now() - STRANGERS_ARE_KEPT)
    many = Stranger.objects.order_by("-failed_at").values("pk")[MOST_STRANGERS:]
    for old in (late, Stranger.objects.filter(pk__in=many)):
        found = old.select_for_update(skip_locked=True).values_list("pk", flat=True)[:1000]
        Stranger.objects.filter(pk__in=list(found)).delete()


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
