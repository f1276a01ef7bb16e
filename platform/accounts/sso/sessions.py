"""A session that began at the identity provider ends there, too: asked at most every minute."""

from datetime import timedelta
from typing import Any

from django.conf import settings

from accounts.models import Session, User
from accounts.sealing import Unreadable, opened, sealed
from accounts.services import start_session
from accounts.sso.provider import Provider, ProviderAway, ProviderRefused, Tokens
from accounts.sso.tokens import Identity
from kernel import clock, hooks
from kernel.trail import record

REFRESH, IDENTITY, SINCE, LEVEL = "refresh", "identity", "authenticated_at", "level"


def start(request: Any, person: User, identity: Identity, tokens: Tokens) -> None:
    """A session of this house that knows to which one of the provider it belongs."""
    since = identity.authenticated_at or clock.now()
    start_session(request, person)
    request.session[REFRESH] = sealed(tokens.refresh)
    request.session[IDENTITY] = sealed(tokens.identity)
    request.session[SINCE] = since.isoformat()
    request.session[LEVEL] = identity.level
    request.session["sid"] = identity.session
    request.session.save()
    hooks.call(hooks.SIGNED_ON, identity.session, identity.subject)
    record("accounts.login", person, by=person, provider=settings.OIDC_ISSUER)


def goes_on(provider: Provider, session: Any, row: Session) -> bool:
    """Whether the provider still knows it. Nobody is put out while the provider is away."""
    now = clock.now()
    asked = row.checked_at or now - timedelta(days=1)
    if now - asked < timedelta(seconds=settings.CHUAN_CHECKED_FOR):
        return True
    row.checked_at = now
    if not Session.objects.filter(pk=row.pk).update(checked_at=now):  # others do not ask meanwhile
        return False
    try:
        fresh = provider.refresh(opened(session.get(REFRESH, "")))
    except ProviderAway:
        return True
    except (ProviderRefused, Unreadable):
        Session.objects.filter(pk=row.pk).delete()
        return False
    session[REFRESH] = sealed(fresh.refresh)
    return True


def identity_of(session: Any) -> str:
    """The ID token of the login, for logging out at the provider; empty for a local login."""
    kept = session.get(IDENTITY, "")
    return opened(kept) if kept else ""
