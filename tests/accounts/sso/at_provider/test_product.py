"""Officials of two agencies come in by a real provider, and go when it says so."""

import logging

import pytest
from django.core.cache import cache

from accounts.models import Session, User
from accounts.sessions import SessionStore
from accounts.sso import configured
from accounts.sso.sessions import identity_of
from tests.accounts.sso.conftest import Traveller
from tests.accounts.sso.test_ending import tell
from tests.accounts.sso.test_login import is_in
from tests.keycloak import SSO, WEB_SECRET, Surfer


class Official(Traveller):
    """Logs in at the provider with the surfer's cookies: one browser may visit several houses."""

    def __init__(self, surfer, username, host="alpha.test"):
        super().__init__(None, host)
        self.surfer, self.username = surfer, username

    def log_in(self, next_page="/"):
        back = self.surfer.log_in(self.leave(next_page), self.username)
        return self.come(self.pass_by(back))


@pytest.fixture(autouse=True)
def house(alpha, keycloak, settings):
    """Asks the provider at every page whether a session goes on."""
    cache.clear()
    settings.OIDC_ISSUER, settings.OIDC_CLIENT_SECRET = keycloak.issuer, WEB_SECRET
    settings.CHUAN_CHECKED_FOR = 0
    configured._made.cache_clear()
    logging.disable(logging.WARNING)
    yield
    logging.disable(logging.NOTSET)
    configured._made.cache_clear()


@pytest.fixture
def minh(keycloak):
    return keycloak.a_person("alpha", "beta")


@pytest.fixture
def at_alpha(minh):
    official = Official(Surfer(), minh[1])
    official.log_in("/documents/")
    return official


@pytest.fixture
def at_beta(at_alpha, beta):
    official = Official(at_alpha.surfer, at_alpha.username, "beta.test")
    official.log_in()
    return official


def test_the_first_login_makes_a_person_without_any_role(at_alpha, minh):
    person = User.objects.get(subject=minh[0])
    assert person.full_name == "Lê Văn Minh"
    assert not person.authority.grants
    assert is_in(at_alpha)


def test_the_second_agency_asks_for_nothing(at_alpha, at_beta):
    assert at_alpha.surfer.asked == []
    assert is_in(at_alpha)
    assert is_in(at_beta)


def test_a_stranger_to_the_agency_stays_outside(keycloak):
    official = Official(Surfer(), keycloak.a_person("beta")[1])
    assert official.log_in().status_code == 403
    assert not is_in(official)


def test_who_is_disabled_there_is_out_here(keycloak, at_alpha, minh):
    keycloak.disable(minh[0])
    assert not is_in(at_alpha)


def test_who_leaves_one_agency_is_out_of_that_one_alone(keycloak, at_alpha, at_beta, minh):
    keycloak.leave("alpha", minh[0])
    assert not is_in(at_alpha)
    assert is_in(at_beta)


def test_the_end_of_the_session_there_is_its_end_in_every_house(
    keycloak, at_alpha, at_beta, minh, settings
):
    settings.CHUAN_CHECKED_FOR = 3600  # nobody asks: it has to be told
    keycloak.listener.heard.clear()
    row = Session.objects.get(person__subject=minh[0])
    identity = identity_of(SessionStore(row.session_key))
    at_alpha.surfer.log_in(configured.provider().logout_url(identity, f"{SSO}/left/"), "")
    assert is_in(at_alpha)
    tell(keycloak.listener.next())
    assert not is_in(at_alpha)
    assert not is_in(at_beta)
