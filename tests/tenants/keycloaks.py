"""Where the contract is tested: at a Keycloak of ours and, where there is one, at the real one."""

import secrets
from dataclasses import dataclass

import pytest

from tenants.keycloak import Keycloak
from tests.keycloak import ADMIN_SECRET
from tests.tenants.a_keycloak import CLIENT, REALM, SECRET, AKeycloak


@dataclass
class Place:
    """A realm with our client; `word` makes names that nobody used there before."""

    url: str
    realm: str
    client: str
    secret: str

    def __post_init__(self):
        self.word = f"x{secrets.token_hex(4)}"
        self.keycloak = self.asked_by(self.secret)
        self.admin = self.keycloak._admin  # what happens there without us
        self.discovery = f"{self.url}/realms/{self.realm}/.well-known/openid-configuration"

    def asked_by(self, secret):
        return Keycloak(self.url, self.realm, self.client, secret)

    def organization(self, alias):
        return self.keycloak._existing(alias)

    def members(self, alias):
        key = self.organization(alias)["id"]
        return {one["id"] for one in self.admin.get_organization_members(key)}

    def user(self, subject):
        return self.admin.get_user(subject)

    def change(self, subject, **changed):
        self.admin.update_user(subject, self.user(subject) | changed)


@pytest.fixture
def fake():
    found = AKeycloak()
    yield found
    found.close()


@pytest.fixture(params=["ours", "real"])
def place(request):
    if request.param == "real":
        found = request.getfixturevalue("real")
        yield Place(found.server, found.name, CLIENT, ADMIN_SECRET)
        return
    found = AKeycloak()
    yield Place(found.url, REALM, CLIENT, SECRET)
    found.close()
