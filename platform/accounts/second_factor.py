"""The second thing a person shows: the code of a telephone (TOTP, RFC 6238), or one from paper."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import pyotp
from django.db import transaction
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext_lazy as _

from accounts.models import RecoveryCode, SecondFactor, User
from accounts.sealing import Unreadable, opened, sealed
from kernel import clock
from kernel.permissions import Actor
from kernel.refusals import Conflict
from kernel.trail import record

STEP: Final = 30  # seconds that a code stands on the telephone
SKEW: Final = 1  # steps by which its clock and ours may differ
HOW_MANY: Final = 10  # recovery codes on a paper
ON_PAPER: Final = 10  # characters of one, without the dash
ALPHABET: Final = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # nothing that is read as something else
UNREADABLE = _(
    "The second factor of this account can no longer be read, since the key of the system was "
    "changed. Ask the administrator of your agency to remove it; then set it up again."
)


@dataclass(frozen=True)
class Enrolment:
    """What a telephone must learn: the key, and the address that says it all in one picture."""

    key: str
    address: str

    @property
    def groups(self) -> list[str]:
        """The key as people type it."""
        return [self.key[n : n + 4] for n in range(0, len(self.key), 4)]


def has_second_factor(person: User) -> bool:
    """Whether this person must show a code beside the password."""
    return SecondFactor.objects.filter(person=person.pk).exclude(confirmed_at=None).exists()


def codes_left(person: User) -> int:
    """How many recovery codes are still good."""
    return RecoveryCode.objects.filter(person=person.pk, used_at=None).count()


@transaction.atomic
def begin(person: User) -> None:
    """A new key, not yet in force. Raises Conflict where there is one in force."""
    kept = _locked(person)
    if kept and kept.confirmed_at:
        raise Conflict(_("There is a second factor already; turn it off first."))
    _keep_new_key(person)


def on_since(person: User) -> datetime | None:
    """When the first code was right; None without a second factor."""
    kept = SecondFactor.objects.filter(person=person.pk).exclude(confirmed_at=None)
    return kept.values_list("confirmed_at", flat=True).first()


def enrolment(person: User, house: str) -> Enrolment | None:
    """The key that waits for its first code; None where none does. `house` names us there."""
    kept = SecondFactor.objects.filter(person=person.pk, confirmed_at=None).first()
    try:
        return _enrolment(person, kept, house) if kept else None
    except Conflict:  # of a key nobody can read any more: begin again
        return None


@transaction.atomic
def confirm(person: User, typed: str) -> list[str]:
    """The telephone knows the key: it is in force, and these are the recovery codes, told once.

    An empty list for a wrong code.
    """
    kept = _locked(person)
    if kept is None or kept.confirmed_at or not _is_next(_totp(kept), kept, _bare(typed)):
        return []
    return _put_in_force(kept, by=person)


@transaction.atomic
def hand_over(person: User, house: str, *, by: Actor) -> tuple[Enrolment, list[str]]:
    """A key and recovery codes for an envelope: in force at once, whatever there was before."""
    kept = _keep_new_key(person)
    return _enrolment(person, kept, house), _put_in_force(kept, by=by)


def accept_code(person: User, typed: str) -> bool:
    """Whether this is a code of the telephone or a recovery code; either is good once.

    Counts no failures: a door asks `services.attempt_code` or `services.attempt_proof`.
    Raises Conflict with a sentence where the key cannot be read any more.
    """
    bare = _bare(typed)
    with transaction.atomic():
        kept = _locked(person)
        if kept is None or not kept.confirmed_at:
            return False
        totp = _totp(kept)  # under another key the paper is worth nothing either
        return _is_on_paper(person, bare) if len(bare) == ON_PAPER else _is_next(totp, kept, bare)


@transaction.atomic
def renew_recovery_codes(person: User, *, by: Actor) -> list[str]:
    """Ten new ones, told once; the old ones are worth nothing from now on."""
    codes = ["".join(secrets.choice(ALPHABET) for _n in range(ON_PAPER)) for _m in range(HOW_MANY)]
    RecoveryCode.objects.filter(person=person).delete()
    RecoveryCode.objects.bulk_create(
        RecoveryCode(person=person, digest=_digest(person, code)) for code in codes
    )
    record("accounts.recovery_codes", person, by=by)
    return [f"{code[:5]}-{code[5:]}" for code in codes]


@transaction.atomic
def remove(person: User, *, by: Actor) -> bool:
    """The password alone is enough again; False where there was nothing to remove."""
    kept = _locked(person)
    if kept is None:
        return False
    RecoveryCode.objects.filter(person=person).delete()
    kept.delete()
    record("accounts.second_factor_off", person, by=by)
    return True


def _locked(person: User) -> SecondFactor | None:
    """Held until we commit, so that one code opens one door."""
    return SecondFactor.objects.select_for_update().filter(person=person.pk).first()


def _keep_new_key(person: User) -> SecondFactor:
    made, _new = SecondFactor.objects.update_or_create(
        person=person,
        defaults={"secret": sealed(pyotp.random_base32()), "confirmed_at": None, "last_step": 0},
    )
    return made


def _put_in_force(kept: SecondFactor, *, by: Actor) -> list[str]:
    kept.confirmed_at = clock.now()
    kept.save(update_fields=["confirmed_at"])
    record("accounts.second_factor_on", kept.person, by=by)
    return renew_recovery_codes(kept.person, by=by)


def _enrolment(person: User, kept: SecondFactor, house: str) -> Enrolment:
    totp = _totp(kept)
    return Enrolment(totp.secret, totp.provisioning_uri(name=person.username, issuer_name=house))


def _totp(kept: SecondFactor) -> pyotp.TOTP:
    try:
        return pyotp.TOTP(opened(kept.secret), interval=STEP)
    except Unreadable as error:
        raise Conflict(UNREADABLE) from error


def _is_next(totp: pyotp.TOTP, kept: SecondFactor, bare: str) -> bool:
    """The code of a step near to now and after the last one that was used."""
    now = int(clock.now().timestamp()) // STEP
    for step in range(max(now - SKEW, kept.last_step + 1), now + SKEW + 1):
        if constant_time_compare(totp.generate_otp(step), bare):
            kept.last_step = step
            kept.save(update_fields=["last_step"])
            return True
    return False


def _is_on_paper(person: User, bare: str) -> bool:
    unused = RecoveryCode.objects.filter(person=person, digest=_digest(person, bare), used_at=None)
    if not unused.update(used_at=clock.now()):
        return False
    record("accounts.recovery_code_used", person, by=person, left=codes_left(person))
    return True


def _digest(person: User, bare: str) -> str:
    return salted_hmac("accounts.recovery", f"{person.pk}:{bare}", algorithm="sha256").hexdigest()


def _bare(typed: str) -> str:
    """As people type: with blanks, a dash, small letters."""
    return "".join(typed.split()).replace("-", "").upper()
