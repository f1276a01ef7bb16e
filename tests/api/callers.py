"""Who may ask the API of a furnished house: people by their session, and other systems."""

from dataclasses import dataclass, field
from datetime import timedelta

from django.conf import settings
from django.db import connection
from django_tenants.utils import tenant_context

from accounts.connections import connect
from kernel import clock
from kernel.api.scopes import every_scope
from tenants.models import Agency
from tests.api.conftest import System

CSRF = "c" * 32


@dataclass
class Caller:
    """Headers and cookies that somebody sends, at a host."""

    name: str
    host: str
    headers: dict[str, str] = field(default_factory=dict)
    cookies: dict[str, str] = field(default_factory=dict)

    def through(self, application):
        """The application, to which whatever is sent comes from this caller."""
        names = {name: f"HTTP_{name.upper().replace('-', '_')}" for name in self.headers}
        said = {names[name]: value for name, value in self.headers.items()}
        said["HTTP_COOKIE"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())

        def asked(environ, start_response):
            return application(environ | {"HTTP_HOST": self.host} | said, start_response)

        return asked

    def client(self, host=""):
        """A client of ours with the same credential, at this or at another house."""
        made = System(host or self.host)
        for name, value in self.cookies.items():
            made.cookies[name] = value
        names = {name: f"HTTP_{name.upper().replace('-', '_')}" for name in self.headers}
        made.defaults |= {names[name]: value for name, value in self.headers.items()}
        return made

    def __str__(self):
        return self.name


def by_session(house, who):
    """A person who has just logged in, with the token that a page carries."""
    cookies = {settings.SESSION_COOKIE_NAME: house.cookies[who], settings.CSRF_COOKIE_NAME: CSRF}
    return Caller(f"session of {who}", house.host, {"X-CSRFToken": CSRF}, cookies)


def by_token(house, who, *scopes, client=""):
    """Another system that acts as this person, for all scopes or for some."""
    slug, person = house.host.partition(".")[0], house.people[who]
    connection.set_schema_to_public()
    agency = Agency.objects.filter(slug=slug).first() or Agency(schema_name="public")
    with tenant_context(agency):
        _made, token = connect(
            name=f"Hệ thống {who}",
            person=person,
            scopes=scopes or every_scope(),
            expires_on=clock.today() + timedelta(days=30),
            by=person,
            client=client,
        )
    return Caller(f"token of {who}", house.host, {"Authorization": f"Bearer {token}"})


CLIENT = "phan-mem-mot-cua"


def by_client(house, who, idp):
    """The same as a client of the identity provider, which has given it a token for our API."""
    by_token(house, who, client=CLIENT)
    return Caller(f"client of {who}", house.host, {"Authorization": f"Bearer {given(idp)}"})


def given(idp, key=None, header=None, **changed):
    """An access token as the provider gives it for client credentials."""
    claims = {
        "iss": idp.url,
        "aud": settings.OIDC_API_AUDIENCE,
        "azp": CLIENT,
        "client_id": CLIENT,
        "typ": "Bearer",
        "nonce": None,
        "organization": None,
        "sid": None,
    }
    return idp.identity(key, header, **(claims | changed))
