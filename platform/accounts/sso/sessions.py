"""A session that began at the identity provider ends there, too: asked at most every minute."""

import logging
from datetime import timedelta
from typing import Any

from django.conf import settings

from accounts.confirming.proof import keep
from accounts.models import Session, User
from accounts.sealing import Unreadable, opened, sealed
from accounts.services import start_session
from accounts.sso.provider import Provider, ProviderAway, ProviderRefused, Tokens
from accounts.sso.tokens import Identity, NotAMember, TokenRefused, read_renewed
from kernel import clock, hooks
from kernel.confirmation import Confirmation, How
from kernel.db import present_agency
from kernel.trail import record

logger = logging.getLogger(__name__)
REFRESH, IDENTITY = "refresh", "identity"
ROLES, HOUSES = "roles", "houses"  # as the provider says, and where else the person works


def start(request: Any, person: User, identity: Identity, tokens: Tokens) -> None:
    """A session of this house that knows to which one of the provider it belongs."""
    start_session(request, person, proof_of(identity))
    hooks.call(hooks.SIGNED_ON, identity.session, identity.subject)
    _keep(request.session, identity, tokens)
    request.session.save()
    record("accounts.login", person, by=person, provider=settings.OIDC_ISSUER)


def renew(request: Any, person: User, identity: Identity, tokens: Tokens) -> bool:
    """The person of this session has shown at the provider who it is; False if not well enough."""
    proof = proof_of(identity)
    if proof is None or not proof.is_fresh:
        return False
    keep(request.session, proof)
    _keep(request.session, identity, tokens)
    hooks.call(hooks.SIGNED_ON, identity.session, identity.subject)
    record("accounts.confirm", person, by=person, how=str(proof.how))
    return True


def proof_of(identity: Identity) -> Confirmation | None:
    """What a login at the provider proves: nothing without its time, or below the level we ask."""
    wanted = settings.OIDC_STEP_UP_ACR
    if identity.authenticated_at is None or (wanted and identity.level != wanted):
        return None
    return Confirmation(min(identity.authenticated_at, clock.now()), How.PROVIDER)


def came_by_provider(session: Any) -> bool:
    """Whether this session began at the provider, and so is confirmed there."""
    return REFRESH in session


def roles_of(session: Any) -> frozenset[str] | None:
    """The roles that the provider gives the person; None where it was not asked."""
    return frozenset(session.get(ROLES, ())) if came_by_provider(session) else None


def _keep(session: Any, identity: Identity, tokens: Tokens) -> None:
    session[REFRESH], session[IDENTITY] = sealed(tokens.refresh), sealed(tokens.identity)
    session["sid"] = identity.session
    session[ROLES] = sorted(identity.roles)
    session[HOUSES] = hooks.first(hooks.HOUSES, identity.subject) or []


def goes_on(provider: Provider, session: Any, row: Session) -> bool:
    """Whether the provider still knows it, and names the person among this agency's people.

    Nobody is put out while the provider is away.
    """
    now = clock.now()
    asked = row.checked_at or now - timedelta(days=1)
    if now - asked < timedelta(seconds=settings.CHUAN_CHECKED_FOR):
        return True
    row.checked_at = now
    if not Session.objects.filter(pk=row.pk).update(checked_at=now):  # others do not ask meanwhile
        return False
    try:
        fresh = provider.refresh(opened(session.get(REFRESH, "")))
        session[REFRESH] = sealed(fresh.refresh)
        identity = read_renewed(fresh.identity, provider.issuer, subject=_subject(row))
        _belongs_here(identity)
    except ProviderAway:
        return True
    except (ProviderRefused, TokenRefused, Unreadable) as error:
        logger.warning("sso session: %s", error)
        if isinstance(error, NotAMember):
            hooks.call(hooks.NO_MEMBER, error.subject)
        Session.objects.filter(pk=row.pk).delete()
        return False
    _keep(session, identity, fresh)
    return True


def _subject(row: Session) -> str:
    return str(row.person.subject) if row.person else ""


def _belongs_here(identity: Identity) -> None:
    agency = present_agency()
    if agency is not None and agency.slug not in identity.organizations:
        raise NotAMember(identity.subject, agency.slug)


def identity_of(session: Any) -> str:
    """The ID token of the login, for logging out at the provider; empty for a local login."""
    kept = session.get(IDENTITY, "")
    return opened(kept) if kept else ""
