"""The provider of the settings, made once per process."""

from functools import lru_cache

from django.conf import settings

from accounts.sso.provider import Provider


def is_on() -> bool:
    """Whether people log in by an identity provider here."""
    return bool(settings.OIDC_ISSUER)


def provider() -> Provider:
    """The provider that the settings name."""
    return _made(
        settings.OIDC_ISSUER,
        settings.OIDC_CLIENT_ID,
        settings.OIDC_CLIENT_SECRET,
        callback_address(),
    )


def callback_address() -> str:
    """The one address that every login comes back to, registered with the provider."""
    return f"{site_of(f'{settings.CHUAN_SSO_HOST}.{settings.CHUAN_BASE_DOMAIN}')}/callback/"


def site_of(host: str) -> str:
    """The address of a house of ours, without a path."""
    scheme = "https" if settings.SESSION_COOKIE_SECURE else "http"
    port = f":{settings.CHUAN_PORT}" if settings.CHUAN_PORT else ""
    return f"{scheme}://{host}{port}"


@lru_cache(maxsize=4)
def _made(url: str, client: str, secret: str, callback: str) -> Provider:
    return Provider(url, client, secret, callback)
