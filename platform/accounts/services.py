"""People as they log in, and their sessions."""

from typing import Any

from django.db import transaction

from accounts.confirming.proof import keep
from accounts.models import Session, User
from kernel import clock
from kernel.confirmation import Confirmation
from kernel.ids import new_id
from kernel.permissions import Actor
from kernel.trail import record

EMERGENCY = "emergency"  # in a session: it began past the identity provider


@transaction.atomic
def create_person(
    *,
    username: str,
    full_name: str,
    password: str | None,
    by: Actor,
    email: str = "",
    temporary: bool = False,
    invited: bool = False,
) -> User:
    """A person without any role; roles are the agency's to give.

    A `temporary` password opens one page only: the one on which the person chooses another.
    Who is `invited` comes in by the identity provider under this verified address.
    """
    person = User(
        username=username.strip().lower(),
        full_name=full_name.strip(),
        email=email,
        temporary=temporary,
        invited=invited,
    )
    person.set_password(password)
    person.save()
    record("accounts.create", person, by=by)
    return person


@transaction.atomic
def create_machine(*, name: str, by: Actor) -> User:
    """Another system as a person without a password: it never logs in, it shows a token."""
    key = new_id()
    machine = User(pk=key, username=f"may-{key.hex}", full_name=name.strip(), is_machine=True)
    machine.set_unusable_password()
    machine.save(force_insert=True)
    record("accounts.create", machine, by=by, machine=True)
    return machine


def start_session(
    request: Any, person: User, proof: Confirmation | None = None, *, emergency: bool = False
) -> None:
    """A fresh key for a fresh login, so that a planted cookie is worth nothing.

    Without a `proof` of who came in, the first grave act asks for one. `emergency`: past the
    identity provider, which every page then says.
    The CSRF token stays: a form that was opened before the session ended can still be sent.
    """
    request.session.flush()
    request.session["person"] = str(person.pk)
    request.session["stamp"] = person.get_session_auth_hash()
    if emergency:
        request.session[EMERGENCY] = True
    if proof:
        keep(request.session, proof)
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


@transaction.atomic
def end_every_session(request: Any) -> int:
    """Log out on every machine, this one included; returns how many sessions that were."""
    count = end_sessions_of(request.user)
    record("accounts.logout_everywhere", request.user, by=request.user, sessions=count)
    request.session.flush()
    return count


def sessions_of(person: User) -> int:
    """How many sessions of this person are open here."""
    return Session.objects.filter(person=person.pk, expire_date__gt=clock.now()).count()


def end_other_sessions(request: Any) -> int:
    """Whoever else is in as this person is out; who asks stays."""
    mine = Session.objects.filter(person=request.user.pk)
    return mine.exclude(pk=request.session.session_key).delete()[0]


def end_sessions_of(person: User) -> int:
    """Everywhere, at once: for a person who was disabled or whose password changed."""
    return Session.objects.filter(person=person.pk).delete()[0]
