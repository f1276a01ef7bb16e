"""Another system at alpha's address: a token with all scopes, acting as the secretary."""

import json
import logging
from datetime import timedelta
from functools import cache as cache_of_calls

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.connections import connect
from accounts.sso import configured
from kernel import clock
from kernel.api.scopes import every_scope
from kernel.permissions import Role
from tests.accounts.sso.a_provider import SECRET, AProvider
from tests.architecture.conftest import furnished, furnished_database, province  # noqa: F401
from tests.architecture.tables import rows_of
from tests.conftest import HouseClient
from tests.factories import make_person


class System(HouseClient):
    """A client that sends JSON and a token; `problem` reads what was refused."""

    def __init__(self, host, token=""):
        headers = {"HTTP_AUTHORIZATION": f"Bearer {token}"} if token else {}
        super().__init__(host, **headers)

    def send(self, method, path, data=None, **headers):
        sent = "" if data is None else json.dumps(data)
        return self.generic(
            method.upper(),
            f"/api/v1/{path}",
            sent,
            content_type="application/json",
            headers=headers,
        )

    def ask(self, operation, ids, data=None, **headers):
        """An operation at the things of these ids, with a body that is right."""
        path = f"{operation.at(ids)}?{operation.query()}".removeprefix("/api/v1/").rstrip("?")
        if operation.takes_a_file:
            file = SimpleUploadedFile("a.txt", "1. Mục đích".encode())
            return self.post(f"/api/v1/{path}", {"file": file}, headers=headers)
        if operation.method in ("patch", "put", "delete"):
            headers = {"If-Match": "*"} | headers
        return self.send(operation.method, path, data or operation.example(), **headers)


@pytest.fixture
def admin(alpha):
    return make_person(Role.ADMIN, username="quan.tri")


@pytest.fixture
def secretary(alpha):
    return make_person(Role.SECRETARY, username="thu.ky")


@pytest.fixture
def connected(alpha, admin):
    """`connected(person, scopes)` is another system that acts as this person."""

    def make(person, *scopes, host="alpha.test"):
        _connection, token = connect(
            name="Phần mềm một cửa",
            person=person,
            scopes=scopes or every_scope(),
            expires_on=clock.today() + timedelta(days=30),
            by=admin,
        )
        return System(host, token)

    return make


@pytest.fixture
def system(connected, secretary):
    return connected(secretary)


@pytest.fixture
def unlimited(settings):
    """As often as a test likes; and not each refusal is told with its request."""
    settings.CHUAN_API_RATES = {"person": None, "stranger": None}
    logging.disable(logging.WARNING)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture(scope="module")
def as_furnished(furnished):  # noqa: F811
    """`as_furnished(house)`: what is in its tables when a test begins, the same for every test."""
    return cache_of_calls(rows_of)


@pytest.fixture
def idp(settings):
    """A provider that gives tokens to clients."""
    cache.clear()
    found = AProvider()
    settings.OIDC_ISSUER, settings.OIDC_CLIENT_SECRET = found.url, SECRET
    configured._made.cache_clear()
    yield found
    found.close()
