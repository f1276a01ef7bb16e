"""The last proof of who somebody is, as the session keeps it."""

from datetime import datetime
from typing import Any

from accounts.local.attempts import Attempt, attempt_proof
from accounts.models import User
from accounts.second_factor import has_second_factor
from kernel import clock
from kernel.confirmation import Confirmation, How, Source
from kernel.permissions import Actor
from kernel.trail import record

CONFIRMED = "confirmed"


def shown_by(person: User) -> Confirmation:
    """Of whoever has just shown all that is asked of this person here: a login is a proof, too."""
    how = How.SECOND_FACTOR if has_second_factor(person) else How.PASSWORD
    return Confirmation(clock.now(), how)


def keep(session: Any, proof: Confirmation) -> None:
    """From now on the session has this proof."""
    session[CONFIRMED] = [proof.at.isoformat(), str(proof.how)]


def kept_in(session: Any) -> Confirmation | None:
    """What the session has; nothing for one that began before proofs were kept."""
    kept = session.get(CONFIRMED)
    return Confirmation(datetime.fromisoformat(kept[0]), kept[1]) if kept else None


def source_of(request: Any) -> Source:
    """The proofs of a request: those of its session, for the person of the session alone.

    Who comes by a token proves nothing, even where a browser sends its session beside it.
    """

    def source(by: Actor) -> Confirmation | None:
        by_token = getattr(request, "connection", None) is not None
        mine = not by_token and request.session.get("person") == str(by.pk)
        return kept_in(request.session) if mine else None

    return source


def confirm(request: Any, password: str, code: str = "") -> Attempt:
    """By password, and by a code where there is one; failures count towards the lock."""
    attempt = attempt_proof(request.user, password, code)
    if attempt.person:
        proof = shown_by(attempt.person)
        keep(request.session, proof)
        record("accounts.confirm", attempt.person, by=attempt.person, how=str(proof.how))
    return attempt
