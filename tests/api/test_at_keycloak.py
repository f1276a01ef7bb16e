"""Another system as a client of the real Keycloak, registered as operations.md says."""

from datetime import timedelta

import pytest
import requests
from django.core.cache import cache

from accounts.connections import connect
from accounts.sso import configured
from kernel import clock
from tests.api.conftest import System
from tests.keycloak import PASSWORD, WEB_SECRET

ME = "/api/v1/me/"
CLIENT, SECRET = "phan-mem-mot-cua", "bi-mat-cua-phan-mem"


@pytest.fixture
def realm(real, settings):
    cache.clear()
    settings.OIDC_ISSUER, settings.OIDC_CLIENT_SECRET = real.issuer, WEB_SECRET
    configured._made.cache_clear()
    yield real
    configured._made.cache_clear()


@pytest.fixture
def registered(realm):
    """A client with a service account alone, and the scope of our API."""
    found = realm.ask("GET", f"/{realm.name}/clients?clientId={CLIENT}")
    if not found:
        about = {
            "clientId": CLIENT,
            "secret": SECRET,
            "publicClient": False,
            "serviceAccountsEnabled": True,
            "standardFlowEnabled": False,
            "directAccessGrantsEnabled": False,
        }
        realm.ask("POST", f"/{realm.name}/clients", about)
        found = realm.ask("GET", f"/{realm.name}/clients?clientId={CLIENT}")
    return found[0]["id"]


@pytest.fixture
def connected(alpha, admin, secretary, registered):
    made, _token = connect(
        name="Phần mềm một cửa",
        person=secretary,
        scopes=["documents:read"],
        expires_on=clock.today() + timedelta(days=30),
        by=admin,
        client=CLIENT,
    )
    return made


def given(realm, **asked):
    said = requests.post(
        f"{realm.issuer}/protocol/openid-connect/token",
        {"grant_type": "client_credentials"} | asked,
        auth=(CLIENT, SECRET),
        timeout=120,
    )
    assert said.ok, said.text
    return said.json()["access_token"]


def test_its_token_acts_within_the_connection(realm, connected, secretary):
    answer = System("alpha.test", given(realm, scope="chuan-api")).get(ME)
    assert answer.status_code == 200, answer.content.decode()
    assert answer.json()["id"] == str(secretary.pk)
    assert answer.json()["scopes"] == ["documents:read"]


def test_at_an_agency_that_has_not_connected_it_it_is_a_stranger(realm, connected, beta):
    token = given(realm, scope="chuan-api")
    assert System("beta.test", token).get(ME).status_code == 401


def test_a_token_that_is_not_for_the_api_is_refused(realm, connected):
    assert System("alpha.test", given(realm)).get(ME).status_code == 401


def test_a_token_of_a_person_is_refused(realm, connected, registered):
    """Though the same client asks for it, and for the same audience."""
    _subject, username = realm.a_person("alpha")
    about = realm.ask("GET", f"/{realm.name}/clients/{registered}")
    realm.ask(
        "PUT", f"/{realm.name}/clients/{registered}", about | {"directAccessGrantsEnabled": True}
    )
    token = given(
        realm,
        grant_type="password",
        username=username,
        password=PASSWORD,
        scope="openid chuan-api",
    )
    assert System("alpha.test", token).get(ME).status_code == 401
