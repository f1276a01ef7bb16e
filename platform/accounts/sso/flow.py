"""A login from its first step to its last, bound to one browser at one house.

Every login comes back to one callback address. It reads from the signed state which house the
login began at and sends the browser there, with the code. Only there lies the cookie with the
verifier, without which the code is worth nothing: the code is the single-use ticket.
"""

import secrets
from dataclasses import asdict, dataclass
from typing import Any, Final

from django.core import signing
from django.utils.crypto import constant_time_compare
from django.utils.translation import get_language

from accounts.sso.provider import Provider, Tokens
from accounts.sso.tokens import Identity, NotAMember, read_identity

LASTS: Final = 600  # seconds from the first step to the last
STATE_SALT, COOKIE_SALT = "accounts.sso.state", "accounts.sso.cookie"


class LoginRefused(Exception):
    """The login does not belong here: another browser, another house, too late, or forged."""


@dataclass(frozen=True)
class Begun:
    """What a browser keeps until it comes back: in a signed cookie that scripts cannot read."""

    key: str
    nonce: str
    verifier: str
    next: str
    stepping_up: bool

    def sealed(self) -> str:
        return signing.dumps(asdict(self), salt=COOKIE_SALT)

    @classmethod
    def opened(cls, cookie: str) -> "Begun":
        return cls(**_opened(cookie, COOKIE_SALT))


def begin(
    provider: Provider, *, house: str, agency: str, next_page: str, **asked: str
) -> tuple[str, Begun]:
    """The provider's address for this login, and what the browser keeps.

    `house` is the host that the browser comes back to, `agency` its slug, empty for the province.
    """
    begun = Begun(
        key=secrets.token_urlsafe(24),
        nonce=secrets.token_urlsafe(24),
        verifier=secrets.token_urlsafe(48),
        next=next_page,
        stepping_up="max_age" in asked,
    )
    state = signing.dumps({"key": begun.key, "house": house}, salt=STATE_SALT)
    url = provider.login_url(
        agency=agency,
        state=state,
        nonce=begun.nonce,
        verifier=begun.verifier,
        ui_locales=get_language() or "vi",  # the page there speaks as the page here did
        **asked,
    )
    return url, begun


def house_of(state: str) -> str:
    """The host at which the login of this state began; raises LoginRefused for a forged one."""
    return str(_opened(state, STATE_SALT)["house"])


def finish(
    provider: Provider, *, house: str, agency: str, state: str, code: str, cookie: str
) -> tuple[Identity, Tokens, Begun]:
    """Who came back. Raises LoginRefused, TokenRefused, ProviderRefused or ProviderAway."""
    said = _opened(state, STATE_SALT)
    begun = Begun.opened(cookie)
    if said["house"] != house or not constant_time_compare(said["key"], begun.key):
        raise LoginRefused("begun in another browser or at another house")
    tokens = provider.exchange(code, begun.verifier)
    identity = read_identity(tokens.identity, provider.issuer, nonce=begun.nonce)
    if agency and agency not in identity.organizations:
        raise NotAMember(identity.subject, agency)
    return identity, tokens, begun


def _opened(sealed: str, salt: str) -> dict[str, Any]:
    try:
        found: dict[str, Any] = signing.loads(sealed, salt=salt, max_age=LASTS)
    except signing.BadSignature as error:
        raise LoginRefused(str(error)) from error
    return found
