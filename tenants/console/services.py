"""The operator's word on who it is that waits at the door of the province."""

from django.db import transaction

from accounts.models import LinkRequest, User
from accounts.sso import answers
from kernel.permissions import Actor
from tenants import permissions as may


@transaction.atomic
def let_in_as_known(request: LinkRequest, *, seen: str, by: Actor) -> User:
    """Both are one human; who answers proves who it is, since an account is handed over."""
    may.OPERATE.require(by)
    return answers.is_the_same(request, seen=seen, by=by)


@transaction.atomic
def let_in_as_new(request: LinkRequest, *, by: Actor) -> User:
    """Two humans; the new one has no role until one is assigned."""
    may.OPERATE.require(by)
    return answers.is_another(request, by=by)


@transaction.atomic
def turn_away(request: LinkRequest, *, by: Actor) -> None:
    """Nobody comes in; who asked may ask again."""
    may.OPERATE.require(by)
    answers.turn_away(request, by=by)
