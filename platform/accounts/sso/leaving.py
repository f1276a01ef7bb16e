"""Out of every house at once: the provider ends its session, and tells all houses of it."""

from typing import Any
from urllib.parse import urlencode

from django.core import signing

from accounts.sealing import Unreadable
from accounts.sso.configured import callback_address, is_on, provider
from accounts.sso.sessions import identity_of

SALT, LASTS = "accounts.sso.left", 600  # seconds from leaving to having left


def way_out(request: Any) -> str:
    """Where whoever came by the provider ends the session there; empty for a local login.

    Raises ProviderAway.
    """
    try:
        identity = identity_of(request.session) if is_on() else ""
    except Unreadable:
        identity = ""
    if not identity:
        return ""
    house = signing.dumps(request.get_host(), salt=SALT)
    return f"{provider().logout_url(identity, left_address())}&{urlencode({'state': house})}"


def left_address() -> str:
    """The one address that everybody who left comes back to, registered with the provider."""
    return callback_address().removesuffix("callback/") + "left/"


def house_left(state: str) -> str:
    """The host that somebody left; empty where nobody of ours says so."""
    try:
        return str(signing.loads(state, salt=SALT, max_age=LASTS))
    except signing.BadSignature:
        return ""
