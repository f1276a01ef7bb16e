"""What a provider's tokens say, believed only after every check of OpenID Connect Core 3.1.3.7."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Final

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from joserfc.jws import extract_compact

from kernel import clock

ALGORITHMS: Final = ("RS256", "PS256", "ES256")  # signed by the provider's own key, never by ours
LEEWAY: Final = 60  # seconds by which two clocks may differ
LOGOUT_EVENT: Final = "http://schemas.openid.net/event/backchannel-logout"
KeysFor = Callable[[str], KeySet]


class TokenRefused(Exception):
    """A token that is not what it must be; the text is for the log, never for the page."""


class NotAMember(TokenRefused):
    """A right token of somebody whom it does not name among the people of this agency."""

    def __init__(self, subject: str, agency: str) -> None:
        super().__init__(f"no member of {agency}")
        self.subject = subject


@dataclass(frozen=True)
class Issuer:
    """Who signs and for whom: tokens of another issuer or for another client are refused."""

    url: str
    client: str
    keys: KeysFor  # by the key id that a token names


@dataclass(frozen=True)
class Identity:
    """A person as the provider knows one; `organizations` are the slugs of agencies."""

    subject: str
    session: str
    username: str
    name: str
    email: str
    organizations: frozenset[str]
    roles: frozenset[str]
    authenticated_at: datetime | None
    level: str


@dataclass(frozen=True)
class Ended:
    """A session at the provider that is over; without one, all sessions of the subject are."""

    subject: str
    session: str
    id: str


def read_identity(raw: str, issuer: Issuer, *, nonce: str) -> Identity:
    """The identity of an ID token; raises TokenRefused with what is wrong."""
    claims = _checked(raw, issuer, {"exp", "iat", "sub"})
    _is_for_us(claims, issuer)
    if not nonce or claims.get("nonce") != nonce:
        raise TokenRefused("nonce of another login")
    return _identity(claims)


def read_renewed(raw: str, issuer: Issuer, *, subject: str) -> Identity:
    """The same person as of now: an ID token that came with fresh tokens (Core 12.2).

    It answers no login, so it has no nonce; it must be of the subject of the session.
    """
    claims = _checked(raw, issuer, {"exp", "iat", "sub"})
    _is_for_us(claims, issuer)
    if claims["sub"] != subject:
        raise TokenRefused("renewed for somebody else")
    return _identity(claims)


def _identity(claims: Mapping[str, Any]) -> Identity:
    return Identity(
        subject=str(claims["sub"]),
        session=str(claims.get("sid", "")),
        username=str(claims.get("preferred_username", "")),
        name=_name(claims),
        email=str(claims.get("email", "")) if claims.get("email_verified") else "",
        organizations=_organizations(claims.get("organization")),
        roles=_roles(claims.get("realm_access")),
        authenticated_at=_instant(claims.get("auth_time")),
        level=str(claims.get("acr", "")),
    )


def read_end(raw: str, issuer: Issuer) -> Ended:
    """What a logout token ends (OpenID Connect Back-Channel Logout 1.0, 2.6)."""
    claims = _checked(raw, issuer, {"iat", "jti"})
    _is_for_us(claims, issuer)
    events = claims.get("events")
    if not isinstance(events, Mapping) or LOGOUT_EVENT not in events:
        raise TokenRefused("no logout event")
    if "nonce" in claims:
        raise TokenRefused("a logout token with a nonce")
    if not claims.get("sub") and not claims.get("sid"):
        raise TokenRefused("neither subject nor session")
    return Ended(str(claims.get("sub", "")), str(claims.get("sid", "")), str(claims["jti"]))


def read_client(raw: str, issuer: Issuer, *, audience: str) -> str:
    """The client that an access token was given to for itself (RFC 6749, 4.4), not for a person.

    Raises TokenRefused for a token that is not meant for our API or speaks for somebody.
    """
    claims = _checked(raw, replace(issuer, client=audience), {"exp", "iat", "azp"})
    client = str(claims["azp"])
    if claims.get("client_id") != client:
        raise TokenRefused("a person's token")
    if claims.get("typ", "Bearer") != "Bearer":
        raise TokenRefused(f"a token of type {claims['typ']}")
    return client


def _checked(raw: str, issuer: Issuer, essential: set[str]) -> dict[str, Any]:
    """The claims, once signature, issuer, audience and time are right."""
    try:
        named = extract_compact(raw.encode()).headers()
        if named.get("alg") not in ALGORITHMS:
            raise TokenRefused(f"algorithm {named.get('alg')}")
        keys = issuer.keys(str(named.get("kid", "")))
        token = jwt.decode(raw, keys, algorithms=list(ALGORITHMS))
        asked: dict[str, Any] = {name: {"essential": True} for name in essential}
        asked["iss"] = {"essential": True, "value": issuer.url}
        asked["aud"] = {"essential": True, "value": issuer.client}
        now = int(clock.now().timestamp())
        registry = jwt.JWTClaimsRegistry(now=now, leeway=LEEWAY, **asked)
        registry.validate(token.claims)
    except (JoseError, ValueError, TypeError) as error:  # whatever a stranger made it of
        raise TokenRefused(f"{type(error).__name__}: {error}") from error
    claims: dict[str, Any] = token.claims
    return claims


def _is_for_us(claims: Mapping[str, Any], issuer: Issuer) -> None:
    """A token for several audiences names the one it was given to."""
    party = claims.get("azp")
    if party is not None and party != issuer.client:
        raise TokenRefused("given to another client")
    if isinstance(claims["aud"], list) and len(claims["aud"]) > 1 and party is None:
        raise TokenRefused("several audiences, none named")


def _organizations(claim: Any) -> frozenset[str]:
    """Keycloak writes a list of aliases, or an object by alias with its attributes."""
    if isinstance(claim, Mapping | list):
        return frozenset(str(alias) for alias in claim)
    return frozenset()


def _roles(claim: Any) -> frozenset[str]:
    held = claim.get("roles", ()) if isinstance(claim, Mapping) else ()
    return frozenset(str(role) for role in held) if isinstance(held, list) else frozenset()


def _name(claims: Mapping[str, Any]) -> str:
    """Family name first, as names are written here; the provider's own order is the other one."""
    parts = [str(claims[part]) for part in ("family_name", "given_name") if claims.get(part)]
    return " ".join(parts) if len(parts) == 2 else str(claims.get("name", ""))


def _instant(claim: Any) -> datetime | None:
    return datetime.fromtimestamp(claim, UTC) if isinstance(claim, int) else None
