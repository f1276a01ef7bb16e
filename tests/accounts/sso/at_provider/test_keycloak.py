"""What only Keycloak itself can show: its realm file, levels, organizations, its own words."""

import base64
import time
from urllib.parse import parse_qsl, urlencode

import pyotp
import pytest
from keycloak import KeycloakAdmin, KeycloakOpenIDConnection
from keycloak.exceptions import KeycloakError

from accounts.sso.provider import ProviderRefused
from tests.kernel.outbox.servers import eventually
from tests.keycloak import ADMIN_SECRET, Surfer


class Authenticator(Surfer):
    """Sets up the app of one-time codes when it is asked to."""

    def _go(self, method, url, fields=None):
        if fields and "totpSecret" in fields:
            secret = base64.b32encode(fields["totpSecret"].encode()).decode()
            fields["totp"] = pyotp.TOTP(secret).now()
        return super()._go(method, url, fields)


def test_level_two_wants_a_code_beside_the_password(real, login):
    _subject, username = real.a_person("alpha")
    login.surfer = Authenticator()
    assert login.identity(username).level == "1"
    time.sleep(1.1)  # Keycloak counts in seconds
    again = login.identity(username, max_age="0", acr_values="2")
    assert again.level == "2"
    assert {"password"} in login.surfer.asked


def test_a_level_is_not_remembered(real, login):
    _subject, username = real.a_person("alpha")
    login.surfer = Authenticator()
    login.identity(username, max_age="0", acr_values="2")
    time.sleep(1.1)  # Keycloak counts in seconds
    assert login.identity(username).level == "1"


def test_keycloak_says_why_a_session_is_over(real, login):
    subject, username = real.a_person("alpha")
    tokens = login.tokens(username)
    real.leave("alpha", subject)
    with pytest.raises(ProviderRefused, match="Invalid organization"):
        login.provider.refresh(tokens.refresh)


def test_an_organization_that_is_closed_brings_nobody(real, login):
    real.organization("tam-dong")
    _subject, username = real.a_person("tam-dong")
    assert login.identity(username, "tam-dong").organizations == {"tam-dong"}
    key = real.organization("tam-dong")
    about = real.ask("GET", f"/{real.name}/organizations/{key}")
    real.ask("PUT", f"/{real.name}/organizations/{key}", about | {"enabled": False})
    back = login.surfer.log_in(login_page(login, "tam-dong"), username)
    assert "error=invalid_scope" in back
    assert "code=" not in back


def test_ten_wrong_passwords_close_the_door_for_a_while(real, login):
    subject, username = real.a_person("alpha")
    for _time in range(10):
        with pytest.raises(AssertionError):
            Wrong().log_in(login_page(login), username, "sai-roi-mat-khau")
    counted = f"/{real.name}/attack-detection/brute-force/users/{subject}"
    eventually(lambda: real.ask("GET", counted)["disabled"])  # it counts beside its answers
    with pytest.raises(AssertionError):
        login.identity(username)


class Wrong(Surfer):
    """Gives up at the first page that comes back."""

    def _again(self, form):
        return any("password" in asked for asked in self.asked)


def login_page(login, agency="alpha"):
    return login.provider.login_url(agency=agency, state="s", nonce="n", verifier="v" * 64)


def test_the_login_speaks_vietnamese_even_to_an_english_browser(real, login):
    surfer = Surfer()
    surfer.session.headers["Accept-Language"] = "en"
    page = surfer._go("GET", login_page(login) + "&ui_locales=vi")
    assert "Đăng nhập" in page.text


@pytest.mark.parametrize(
    "changed",
    [
        {"redirect_uri": "http://sso.test/callback/khac"},
        {"redirect_uri": "http://xau.test/callback/"},
        {"code_challenge": ""},
        {"code_challenge_method": "plain"},
    ],
)
def test_it_sends_nobody_elsewhere_and_nobody_without_pkce(real, login, changed):
    address, _mark, query = login_page(login).partition("?")
    asked = dict(parse_qsl(query)) | changed
    url = f"{address}?{urlencode({name: value for name, value in asked.items() if value})}"
    answer = Surfer()._go("GET", url)
    assert "code=" not in answer.url
    assert answer.status_code == 400 or "error=invalid_request" in answer.url


def test_our_own_client_may_make_organizations_and_no_clients(real):
    connection = KeycloakOpenIDConnection(
        server_url=f"{real.server}/",
        realm_name=real.name,
        client_id="chuan-admin",
        client_secret_key=ADMIN_SECRET,
    )
    admin = KeycloakAdmin(connection=connection)
    assert admin.get_organizations({"q": "alias:alpha"})
    for forbidden in (
        lambda: admin.create_client({"clientId": "cua-sau"}),
        lambda: admin.create_realm_role({"name": "moi"}),
        admin.get_clients,
    ):
        with pytest.raises(KeycloakError) as refused:
            forbidden()
        assert refused.value.response_code == 403
