"""Letting another system in, and shutting it out again."""

import hashlib
import hmac
import secrets
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import Connection, User
from kernel import clock
from kernel.api.scopes import every_scope
from kernel.permissions import Actor
from kernel.refusals import BadInput, Conflict
from kernel.trail import record

PREFIX: Final = "chuan_"  # so that a token that leaked is known for what it is
LONGEST_DAYS: Final = 366


@transaction.atomic
def connect(
    *,
    name: str,
    person: User,
    scopes: Sequence[str],
    expires_on: date,
    by: User,
    client: str = "",
) -> tuple[Connection, str]:
    """A connection that acts as `person`; the second value is its token, told this once.

    With a `client` of the identity provider there is no token of ours: the second value is empty.
    """
    _check(name, scopes, expires_on)
    token = "" if client else PREFIX + secrets.token_urlsafe(32)
    if client and Connection.objects.filter(client=client, ended_at=None).exists():
        raise Conflict(_("The client “%(client)s” is connected already.") % {"client": client})
    made = Connection.objects.create(
        name=name.strip(),
        person=person,
        scopes=sorted(set(scopes)),
        digest=digest_of(token) if token else None,
        hint=token[-4:],
        client=client or None,
        made_by=by,
        made_at=clock.now(),
        expires_on=expires_on,
    )
    record("accounts.connect", made, by=by, scopes=made.scopes, until=expires_on, acts_as=person.pk)
    return made, token


@transaction.atomic
def disconnect(connection: Connection, *, by: Actor) -> Connection:
    """Its next request is refused; what it did stays done."""
    connection = (
        Connection.objects.select_for_update(of=("self",))
        .select_related("person")
        .get(pk=connection.pk)
    )
    if connection.ended_at is None:
        connection.ended_at = clock.now()
        connection.save(update_fields=["ended_at"])
        record("accounts.disconnect", connection, by=by)
    return connection


def digest_of(token: str) -> str:
    """What is kept of a token: keyed, so that a copy of the table opens nothing elsewhere."""
    key = f"accounts.connections:{settings.SECRET_KEY}".encode()
    return hmac.new(key, token.encode(), hashlib.sha256).hexdigest()


def _check(name: str, scopes: Sequence[str], expires_on: date) -> None:
    if not name.strip():
        raise BadInput(_("Say which system this is for."))
    if not scopes or set(scopes) - set(every_scope()):
        raise BadInput(_("Choose what the system may do."))
    last = clock.today() + timedelta(days=LONGEST_DAYS)
    if not clock.today() <= expires_on <= last:
        raise BadInput(
            _("A connection lasts until a day between today and %(last)s.")
            % {"last": f"{last:%d/%m/%Y}"}
        )
