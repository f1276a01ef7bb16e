"""Who comes back from the identity provider, and which person of this house that is."""

import unicodedata
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models import F

from accounts.models import LinkRequest, User
from accounts.services import end_sessions_of
from accounts.sso.tokens import Identity
from kernel import clock, hooks
from kernel.permissions import SYSTEM, Actor
from kernel.trail import record


@dataclass(frozen=True)
class Arrival:
    """The person who may come in, or the request that an administrator has to answer first."""

    person: User | None = None
    waiting: LinkRequest | None = None


def arrive(identity: Identity) -> Arrival:
    """Known by its subject, invited by its address, perhaps somebody here already, or new.

    Raises nothing for two first logins at once: the second finds what the first has made.
    """
    try:
        with transaction.atomic():
            return _arrive(identity)
    except IntegrityError:
        with transaction.atomic():
            return _arrive(identity)


def _arrive(identity: Identity) -> Arrival:
    known = User.objects.select_for_update().filter(subject=identity.subject).first()
    if known:
        return Arrival(_renamed(known, identity))
    namesake = _namesake(identity)
    if namesake is None:
        named = _clean(identity.name) or identity.username[:150] or identity.subject
        username, email = identity.username, identity.email
        return Arrival(
            new_person(identity.subject, username=username, full_name=named, email=email)
        )
    if namesake.invited and not namesake.subject and _is_address_of(namesake, identity):
        return Arrival(link(namesake, identity.subject))
    request, new = LinkRequest.objects.get_or_create(
        subject=identity.subject,
        defaults={
            "full_name": _clean(identity.name) or identity.username[:150],
            "email": identity.email,
            "person": namesake,
            "asked_at": clock.now(),
        },
    )
    if new:
        hooks.call(hooks.WAITING, request)
    return Arrival(waiting=request)


def link(person: User, subject: str, *, by: Actor = SYSTEM) -> User:
    """From now on this subject is this person; whoever was in as another subject is out."""
    before = person.subject
    person.subject, person.invited, person.temporary = subject, False, False
    person.save(update_fields=["subject", "invited", "temporary"])
    if before:
        end_sessions_of(person)
    LinkRequest.objects.filter(subject=subject).delete()
    record("accounts.link", person, by=by, subject_at_provider=subject, before=before or "")
    return person


def _namesake(identity: Identity) -> User | None:
    """Somebody of the same verified address, or of the same user name and linked to nobody.

    An address that is linked already may be the same human under a new account at the provider
    (merged, made anew), or a successor who was given the address: an administrator knows.
    """
    people = User.objects.select_for_update().filter(is_active=True, is_machine=False)
    people = people.filter(break_glass=False)  # the emergency account is nobody's own
    free = people.filter(subject=None)
    if identity.email:
        same = people.filter(email__iexact=identity.email)
        free_first = F("subject").asc(nulls_first=True)
        found = same.order_by("-invited", free_first, "username").first()
        if found:
            return found
    return free.filter(username=identity.username.lower()).first() if identity.username else None


def _is_address_of(person: User, identity: Identity) -> bool:
    """An invitation is taken by its verified address alone: a user name is anybody's to choose."""
    return bool(identity.email) and identity.email.casefold() == person.email.casefold()


def new_person(
    subject: str, *, username: str, full_name: str, email: str, by: Actor = SYSTEM
) -> User:
    """Without any role: roles are the agency's to give."""
    person = User(
        username=free_name(username or subject), full_name=full_name, email=email, subject=subject
    )
    person.set_unusable_password()
    person.save(force_insert=True)
    LinkRequest.objects.filter(subject=subject).delete()
    record("accounts.arrive", person, by=by)
    return person


def _renamed(person: User, identity: Identity) -> User:
    """The provider's name is the name; what was signed keeps the name of its day."""
    name, email = _clean(identity.name) or person.full_name, identity.email or person.email
    if (name, email) != (person.full_name, person.email):
        before = person.full_name
        person.full_name, person.email = name, email
        person.save(update_fields=["full_name", "email"])
        record("accounts.rename", person, by=SYSTEM, before=before)
    return person


def free_name(wanted: str) -> str:
    """This user name, or with a number the first that nobody here has."""
    wanted = wanted.strip().lower()[:90]
    taken = set(User.objects.filter(username__startswith=wanted).values_list("username", flat=True))
    names = [wanted, *(f"{wanted}-{n}" for n in range(2, len(taken) + 3))]
    return next(name for name in names if name not in taken)


def _clean(name: str) -> str:
    """A name as a line of text: no controls, no direction marks, at most 150 characters."""
    seen = "".join(
        c for c in unicodedata.normalize("NFC", name) if unicodedata.category(c)[0] != "C"
    )
    return " ".join(seen.split())[:150]
