"""The people of the demo log in at a real Keycloak with the words that `make accounts` prints."""

import secrets
from urllib.parse import parse_qs, urlsplit

import pytest

from accounts.models import User
from accounts.sso.provider import Provider
from accounts.sso.tokens import read_identity
from config.demo.at_keycloak import bring
from config.demo.side_by_side import account
from kernel.permissions import SYSTEM, Role
from oversight.services import create_platform_person
from tests.factories import make_person
from tests.keycloak import ADMIN_SECRET, SSO, WEB_SECRET, Surfer
from tests.tenants_of import inside

WORD = "mot-mat-khau-rat-dai"


@pytest.fixture(autouse=True)
def province(real, settings):
    settings.OIDC_ISSUER, settings.OIDC_ADMIN_CLIENT_SECRET = real.issuer, ADMIN_SECRET


def logged_in(real, username, agency):
    provider = Provider(real.issuer, "chuan-web", WEB_SECRET, f"{SSO}/callback/")
    verifier = secrets.token_urlsafe(48)
    url = provider.login_url(agency=agency, state="s", nonce="n", verifier=verifier)
    back = parse_qs(urlsplit(Surfer().log_in(url, username, WORD)).query)
    tokens = provider.exchange(back["code"][0], verifier)
    return read_identity(tokens.identity, provider.issuer, nonce="n")


def unique(name):
    return f"{name}.{secrets.token_hex(3)}"


def test_an_official_of_the_demo_is_known_at_the_first_login(real, beta):
    with inside(beta):
        person = make_person(Role.SECRETARY, name="Lê Thị Minh Hạnh", username=unique("hanh"))
    assert list(bring([account("beta", person.username, WORD, "secretary")])) == ["beta"]
    found = logged_in(real, person.username, "beta")
    with inside(beta):
        assert User.objects.get(pk=person.pk).subject == found.subject
    assert found.organizations == {"beta"}
    assert found.name == "Lê Thị Minh Hạnh"


def test_an_overseer_brings_the_role_of_the_province(real, public, settings):
    name = unique("giamsat")
    create_platform_person(
        username=name, full_name="Nguyễn Hữu Phước", password=WORD, roles=[Role.OVERSEER], by=SYSTEM
    )
    assert list(bring([account(settings.CHUAN_PORTAL, name, WORD, "overseer")]))
    found = logged_in(real, name, "")
    assert "overseer" in found.roles
    assert User.objects.get(username=name).subject == found.subject


def test_a_second_start_changes_nobody(real, beta):
    with inside(beta):
        person = make_person(username=unique("hai-lan"))
    told = [account("beta", person.username, WORD, "staff")]
    list(bring(told))
    with inside(beta):
        subject = User.objects.get(pk=person.pk).subject
    list(bring(told))
    with inside(beta):
        assert User.objects.get(pk=person.pk).subject == subject
