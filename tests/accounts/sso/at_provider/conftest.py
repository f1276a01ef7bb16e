"""Our side of a login, at a provider that was not written for these tests."""

import secrets
from urllib.parse import parse_qs, urlsplit

import pytest

from accounts.sso.provider import Provider
from accounts.sso.tokens import read_identity
from tests.keycloak import SSO, WEB_SECRET, Surfer

NONCE = "mot-lan-thoi"


class Login:
    """One browser that logs in by our provider, as often as it likes."""

    def __init__(self, realm):
        self.provider = Provider(realm.issuer, "chuan-web", WEB_SECRET, f"{SSO}/callback/")
        self.surfer = Surfer()

    def code(self, username, agency="alpha", **asked):
        """The code one comes back with, and the verifier that belongs to it."""
        verifier = secrets.token_urlsafe(48)
        url = self.provider.login_url(
            agency=agency, state="o-dau", nonce=NONCE, verifier=verifier, **asked
        )
        back = urlsplit(self.surfer.log_in(url, username))
        said = {name: values[0] for name, values in parse_qs(back.query).items()}
        assert f"{back.scheme}://{back.netloc}{back.path}" == f"{SSO}/callback/"
        assert said["state"] == "o-dau", said
        return said["code"], verifier

    def tokens(self, username, agency="alpha", **asked):
        return self.provider.exchange(*self.code(username, agency, **asked))

    def identity(self, username, agency="alpha", **asked):
        return self.read(self.tokens(username, agency, **asked))

    def read(self, tokens):
        return read_identity(tokens.identity, self.provider.issuer, nonce=NONCE)


@pytest.fixture
def login(keycloak):
    return Login(keycloak)
