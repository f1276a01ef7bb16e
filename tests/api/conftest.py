"""Another system at alpha's address: a token with all scopes, acting as the secretary."""

from datetime import timedelta

import pytest

from accounts.connections import connect
from kernel import clock
from kernel.api.scopes import every_scope
from kernel.permissions import Role
from tests.architecture.conftest import furnished, province  # noqa: F401
from tests.conftest import HouseClient
from tests.factories import make_person


class System(HouseClient):
    """A client that sends JSON and a token; `problem` reads what was refused."""

    def __init__(self, host, token=""):
        headers = {"HTTP_AUTHORIZATION": f"Bearer {token}"} if token else {}
        super().__init__(host, **headers)

    def send(self, method, path, data=None, **headers):
        return self.generic(
            method.upper(),
            f"/api/v1/{path}",
            "" if data is None else __import__("json").dumps(data),
            content_type="application/json",
            headers=headers,
        )


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
