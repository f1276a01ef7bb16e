"""Officials at the province's own login system, in a browser from the first page to the last."""

import logging
import secrets
from datetime import timedelta

import pytest
from django.core.cache import cache

from accounts.confirming.proof import CONFIRMED
from accounts.models import Session, User
from accounts.sessions import SessionStore
from accounts.sso import configured
from apps.documents.models import Version
from apps.documents.workflow import State
from kernel import clock, confirmation
from tenants.keycloak import Directory, Keycloak, Organization
from tests.apps.documents import making
from tests.keycloak import ADMIN_SECRET, PASSWORD, SSO, WEB_SECRET

INSIDE = "details.menu summary.me"


@pytest.fixture(autouse=True)
def provider(house, keycloak, settings):
    """This house asks that provider, and hears of it through the listener."""
    port = house.web.server.server_port
    settings.OIDC_ISSUER, settings.OIDC_CLIENT_SECRET = keycloak.issuer, WEB_SECRET
    settings.CHUAN_PORT = str(port)
    cache.clear()
    configured._made.cache_clear()
    keycloak.come_back_to(f"http://sso.test:{port}")
    keycloak.listener.pass_on_to(port, f"sso.test:{port}")
    logging.disable(logging.WARNING)
    yield
    logging.disable(logging.NOTSET)
    keycloak.listener.pass_on_to(None)
    keycloak.come_back_to(SSO)
    configured._made.cache_clear()


def arrive(page, username, at="/"):
    """From the house's login page through whatever the provider asks."""
    leave(page, at)
    typed = type_in(page, username)
    page.locator(INSIDE).first.wait_for()
    return typed


def leave(page, at="/"):
    """From the house's login page to wherever it leads."""
    page.goto(f"/login/?next={at}")
    with page.expect_navigation():
        page.click("a[href^='/sso/login/']")


def type_in(page, username, password=PASSWORD):
    """Fill in the provider's pages until none is left; how many there were."""
    pages = 0
    while page.locator("#kc-login").count():
        for field, text in (("#username", username), ("#password", password)):
            if page.locator(field).is_visible() and page.locator(field).is_editable():
                page.fill(field, text)
        with page.expect_navigation():
            page.click("#kc-login")
        pages += 1
    return pages


def is_inside(page):
    page.goto("/notices/")
    return page.locator(INSIDE).count() == 1


def test_an_official_of_two_agencies_types_once(house, keycloak):
    _subject, username = keycloak.a_person("alpha", "beta")
    page = house.tab()
    assert arrive(page, username) > 0
    assert "Lê Văn Minh" in page.locator(INSIDE).inner_text()
    page.goto(house.web.address("beta") + "/sso/login/")
    page.locator(INSIDE).first.wait_for()
    assert page.url.startswith(house.web.address("beta"))

    page.click(INSIDE)  # who has been in two houses finds the other one in the menu
    page.locator(".pop a", has_text="UBND phường Tân Hải").click()
    page.wait_for_url(f"{house.web.address('alpha')}/**")
    page.locator(INSIDE).first.wait_for()


def test_approving_asks_the_provider_who_it_is(house, keycloak):
    team = house.team()
    with house.inside(), confirmation.given(fresh_proof()):
        version = making.checked(team)
    page = linked(house, keycloak, team[2])
    with house.inside():
        make_old(Session.objects.get(person=team[2]))
    page.goto(f"/documents/versions/{version.pk}/")
    page.locator("a[href='#dialog-approve']").first.click()
    page.click("#dialog-approve button.go")
    page.locator("a[href*='/sso/login/'][href*='again']").first.click()
    page.locator("#kc-login").wait_for()
    assert type_in(page, "") == 1  # the password alone: who it is, is known
    page.wait_for_url(f"**/versions/{version.pk}/**")  # what was sent before is sent again
    with house.inside():
        assert Version.objects.get(pk=version.pk).state == State.APPROVED
    assert page.complaints == []


def fresh_proof():
    return confirmation.Confirmation(clock.now(), confirmation.How.PASSWORD)


def linked(house, keycloak, person):
    """A tab in which this person of the house has come in by the provider."""
    subject, username = keycloak.a_person("alpha")
    with house.inside():
        User.objects.filter(pk=person.pk).update(subject=subject)
    page = house.tab()
    arrive(page, username)
    return page


def make_old(row):
    """As if the login were of this morning."""
    store = SessionStore(row.session_key)
    store[CONFIRMED] = [(clock.now() - timedelta(hours=3)).isoformat(), store[CONFIRMED][1]]
    store.save()


def test_logging_out_is_logging_out_everywhere(house, keycloak):
    _subject, username = keycloak.a_person("alpha", "beta")
    page = house.tab()
    arrive(page, username)
    there = page.context.new_page()
    there.goto(house.web.address("beta") + "/sso/login/")
    there.locator(INSIDE).first.wait_for()
    page.click(INSIDE)
    page.click("form[data-logout] button")
    page.wait_for_url("**/logged-out/**")
    there.goto(house.web.address("beta") + "/notices/")
    assert not there.locator(INSIDE).count()
    leave(page)
    page.locator("#kc-login").wait_for()  # the provider has forgotten, too


def test_who_is_removed_there_is_out_at_the_next_look(house, keycloak, settings):
    settings.CHUAN_CHECKED_FOR = 0
    subject, username = keycloak.a_person("alpha")
    page = house.tab()
    arrive(page, username)
    assert is_inside(page)
    keycloak.remove(subject)
    assert not is_inside(page)


def test_people_of_an_agency_with_its_own_directory_log_in_there(house, real):
    directory = f"{real.name}-so"
    name = f"an.{secrets.token_hex(3)}"
    mail = f"{name}@alpha.vi-du.example"
    make_directory(real, directory, name, mail)
    page = house.tab()
    leave(page)
    page.fill("#username", mail)
    page.click("#kc-login")
    page.wait_for_url(f"**/realms/{directory}/**")
    type_in(page, name)
    page.locator(INSIDE).first.wait_for()
    with house.inside():
        person = User.objects.get(email=mail)
        assert person.full_name == "Trần Thị An"
        assert not person.authority.grants


def make_directory(real, directory, name, mail):
    """A second realm is the agency's own; nobody has an account in the first."""
    back = f"{real.issuer}/broker/directory-alpha/endpoint"
    client = {"clientId": "chuan", "secret": "bi-mat-so", "redirectUris": [back]}
    credential = {"type": "password", "value": PASSWORD, "temporary": False}
    person = {"username": name, "email": mail, "emailVerified": True, "enabled": True}
    person |= {"lastName": "Trần", "firstName": "Thị An", "credentials": [credential]}
    described = {"realm": directory, "enabled": True, "clients": [client], "users": [person]}
    real.ask("POST", "", described)
    adapter = Keycloak(real.server, real.name, "chuan-admin", ADMIN_SECRET)
    adapter.ensure_organization(Organization("alpha", "alpha", ("alpha.vi-du.example",)))
    discovery = f"{real.server}/realms/{directory}/.well-known/openid-configuration"
    adapter.ensure_identity_provider("alpha", Directory(discovery, "chuan", "bi-mat-so"))
    adapter.close()
