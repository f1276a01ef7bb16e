"""The three credentials of the API: a token of ours, a token of the provider, a session."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication, SessionAuthentication
from rest_framework.exceptions import AuthenticationFailed, PermissionDenied
from rest_framework.request import Request

from accounts.connections import PREFIX, digest_of
from accounts.models import Connection, User
from accounts.sso.configured import is_on, provider
from accounts.sso.provider import ProviderAway
from accounts.sso.tokens import TokenRefused, read_client
from kernel import clock
from kernel.api.scopes import Area
from kernel.refusals import NotPermitted, Refused

USED_EVERY = timedelta(minutes=1)  # one write a minute, not one a request
REFUSED = _("The token is not valid here: unknown, ended, expired, or of another agency.")


class Away(Refused):
    """The provider's keys are not at hand, so nobody can tell whether its token is good."""

    status = 503


class Bearer(BaseAuthentication):
    """`Authorization: Bearer …`; `request.auth` is the connection, the person is whom it acts as.

    Checking costs one query here and none at the identity provider, whose keys are kept.
    """

    def authenticate(self, request: Request) -> tuple[User, Connection] | None:
        kind, _space, token = request.headers.get("Authorization", "").partition(" ")
        if kind.lower() != "bearer":
            return None
        asked = {"digest": digest_of(token)} if token.startswith(PREFIX) else _client(token)
        alive = Connection.objects.select_related("person").filter(
            ended_at=None, expires_on__gte=clock.today(), person__is_active=True
        )
        found = alive.filter(**asked).first()
        if found is None:
            raise AuthenticationFailed(REFUSED)
        _note_use(found)
        raw: Any = request._request
        raw.connection = found  # no proof of a session beside it is this one's
        return found.person, found

    def authenticate_header(self, request: Request) -> str:
        return 'Bearer realm="CHUAN"'


def _client(token: str) -> dict[str, Any]:
    """The client that the provider gave this token to."""
    if not is_on():
        raise AuthenticationFailed(REFUSED)
    try:
        return {
            "client": read_client(token, provider().issuer, audience=settings.OIDC_API_AUDIENCE)
        }
    except TokenRefused as error:
        raise AuthenticationFailed(REFUSED) from error
    except ProviderAway as error:
        raise Away(_("The identity provider does not answer. Try again in a minute.")) from error


def _note_use(connection: Connection) -> None:
    now = clock.now()
    if connection.used_at is None or now - connection.used_at > USED_EVERY:
        Connection.objects.filter(pk=connection.pk).update(used_at=now)


class OldPage(NotPermitted):
    """A write without the token that every page of ours carries."""


class Cookie(SessionAuthentication):
    """The session of a person in a browser, with the CSRF token that every form carries."""

    def authenticate(self, request: Request) -> tuple[User, None] | None:
        person: Any = getattr(request._request, "user", None)
        if person is None or not person.is_authenticated or person.temporary:
            return None
        self.enforce_csrf(request)
        return person, None

    def enforce_csrf(self, request: Request) -> None:
        try:
            super().enforce_csrf(request)
        except PermissionDenied as error:
            raise OldPage(_("Send the header X-CSRFToken with the token of the page.")) from error


class BearerScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """How the description of the API names it."""

    target_class = "accounts.api.authentication.Bearer"
    name = "token"

    def get_security_requirement(self, auto_schema: Any) -> dict[str, list[str]]:
        area: Area | None = auto_schema.view.area
        return {self.name: [area.needed(auto_schema.method)] if area else []}

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        said = "Mã kết nối của cơ quan (chuan_…), hoặc access token của nhà cung cấp danh tính"
        return {"type": "http", "scheme": "bearer", "description": said}


class CookieScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """The same for a person in a browser."""

    target_class = "accounts.api.authentication.Cookie"
    name = "session"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {"type": "apiKey", "in": "cookie", "name": settings.SESSION_COOKIE_NAME}
