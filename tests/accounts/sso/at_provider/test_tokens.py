"""What a real provider says of those who log in, and what it takes back."""

import time

import pytest

from accounts.sso.provider import ProviderRefused
from accounts.sso.tokens import read_end
from tests.keycloak import SSO


def test_it_says_who_somebody_is(keycloak, login):
    subject, username = keycloak.a_person("alpha", email="minh@tanhai.example")
    found = login.identity(username)
    assert (found.subject, found.username) == (subject, username)
    assert (found.name, found.email) == ("Lê Văn Minh", "minh@tanhai.example")
    assert found.organizations == {"alpha"}
    assert found.session
    assert found.authenticated_at


def test_an_address_nobody_has_seen_is_no_address(keycloak, login):
    _subject, username = keycloak.a_person("alpha", emailVerified=False)
    assert login.identity(username).email == ""


def test_a_person_of_two_agencies_is_only_of_the_one_that_asks(keycloak, login):
    _subject, username = keycloak.a_person("alpha", "beta")
    first = login.identity(username, "alpha")
    second = login.identity(username, "beta")
    assert (first.organizations, second.organizations) == ({"alpha"}, {"beta"})
    assert login.surfer.asked == []  # the second time nothing was typed
    assert first.session == second.session


def test_who_is_no_member_brings_no_agency(keycloak, login):
    _subject, username = keycloak.a_person("beta")
    assert login.identity(username, "alpha").organizations == frozenset()


def test_at_the_portal_it_says_the_roles_of_the_province(keycloak, login):
    _subject, username = keycloak.a_person(roles=["overseer"])
    found = login.identity(username, "")
    assert "overseer" in found.roles
    assert found.organizations == frozenset()


def test_a_code_works_once(keycloak, login):
    _subject, username = keycloak.a_person("alpha")
    code, verifier = login.code(username)
    login.provider.exchange(code, verifier)
    with pytest.raises(ProviderRefused):
        login.provider.exchange(code, verifier)


def test_a_code_is_worth_nothing_without_its_verifier(keycloak, login):
    _subject, username = keycloak.a_person("alpha")
    code, _verifier = login.code(username)
    with pytest.raises(ProviderRefused):
        login.provider.exchange(code, "x" * 64)


def test_a_session_goes_on_until_somebody_is_disabled(keycloak, login):
    subject, username = keycloak.a_person("alpha")
    fresh = login.provider.refresh(login.tokens(username).refresh)
    keycloak.disable(subject)
    with pytest.raises(ProviderRefused):
        login.provider.refresh(fresh.refresh)


def test_a_session_is_over_when_somebody_is_removed(keycloak, login):
    subject, username = keycloak.a_person("alpha")
    tokens = login.tokens(username)
    keycloak.remove(subject)
    with pytest.raises(ProviderRefused):
        login.provider.refresh(tokens.refresh)


def test_who_leaves_one_agency_stays_in_the_other(keycloak, login):
    subject, username = keycloak.a_person("alpha", "beta")
    first, second = login.tokens(username, "alpha"), login.tokens(username, "beta")
    keycloak.leave("alpha", subject)
    with pytest.raises(ProviderRefused):
        login.provider.refresh(first.refresh)
    assert login.provider.refresh(second.refresh).identity


def test_max_age_asks_for_the_password_again(keycloak, login):
    _subject, username = keycloak.a_person("alpha")
    before = login.identity(username).authenticated_at
    time.sleep(1.1)  # the provider counts in seconds
    again = login.identity(username, max_age="0")
    assert login.surfer.asked == [{"password"}]
    assert again.authenticated_at > before


def test_logging_out_there_is_told_to_us(keycloak, login):
    _subject, username = keycloak.a_person("alpha")
    tokens = login.tokens(username)
    session = login.read(tokens).session
    keycloak.listener.heard.clear()
    url = login.provider.logout_url(tokens.identity, f"{SSO}/left/")
    assert login.surfer.log_in(url, username).startswith(f"{SSO}/left/")
    ended = read_end(keycloak.listener.next(), login.provider.issuer)
    assert ended.session == session
    with pytest.raises(ProviderRefused):
        login.provider.refresh(tokens.refresh)
