"""`chuan check --deploy` refuses an unsafe login, each fault with its number and what to do."""

import json
import logging
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError

from accounts.sso import configured
from accounts.sso.configured import callback_address
from config import checks
from config.signing_checks import signatures_are_safe
from tests.accounts.sso.a_provider import AProvider
from tests.signing import authority
from tests.words import is_vietnamese

GATE = "https://dang-nhap.khanhhoa.gov.vn/realms/chuan"


@pytest.fixture(autouse=True)
def safe(settings, monkeypatch, tmp_path):
    """A province with a provider that knows our one address, and with root certificates."""
    roots = authority().write_roots(tmp_path / "good")
    for each in (roots, roots / "root.pem"):
        each.chmod(0o700)
    settings.CHUAN_TRUST_ROOTS = str(roots)
    settings.OIDC_ISSUER, settings.OIDC_CLIENT_SECRET = GATE, "bi-mat-cua-ung-dung"
    settings.CHUAN_LOCAL_LOGIN = None
    monkeypatch.setattr("accounts.sso.provider.Provider.accepts", lambda _self, to: to == ours())
    configured._made.cache_clear()


def ours():
    return callback_address()


def said():
    """What the command prints of the login, and whether it refuses."""
    err = StringIO()
    try:
        call_command("check", deploy=True, stdout=err, stderr=err)
    except SystemCheckError as refused:
        return str(refused), True
    return err.getvalue(), False


def test_a_safe_login_is_not_refused():
    words, refused = said()
    assert "chuan." not in words
    assert not refused


@pytest.mark.parametrize(
    ("changed", "number"),
    [
        ({"OIDC_ISSUER": ""}, "chuan.E001"),
        ({"CHUAN_LOCAL_LOGIN": True}, "chuan.E001"),
        ({"OIDC_ISSUER": GATE.replace("https", "http")}, "chuan.E002"),
        ({"OIDC_CLIENT_SECRET": ""}, "chuan.E003"),
        ({"CHUAN_SSO_HOST": "*"}, "chuan.E004"),
    ],
)
def test_an_unsafe_login_is_refused_with_a_number_a_sentence_and_what_to_do(
    settings, changed, number
):
    for name, value in changed.items():
        setattr(settings, name, value)
    words, refused = said()
    assert refused
    line = next(line for line in words.splitlines() if number in line)
    assert is_vietnamese(line)
    assert "HINT" in words


class TestTheRealmBesideUs:
    def realm(self, folder, monkeypatch, **client):
        (folder / "realm.json").write_text(
            json.dumps({"clients": [{"clientId": "chuan-web"} | client]})
        )
        monkeypatch.setattr(checks, "REALMS", folder)

    @pytest.mark.parametrize(
        "client",
        [
            {"redirectUris": ["https://sso.tinh.vn/callback/", "https://sso.tinh.vn/*"]},
            {"redirectUris": ["*"]},
            {"attributes": {"post.logout.redirect.uris": "https://a.vn/left/##https://a.vn/*"}},
        ],
    )
    def test_a_wildcard_is_refused(self, tmp_path, monkeypatch, client):
        self.realm(tmp_path, monkeypatch, **client)
        words, refused = said()
        assert refused
        assert "chuan.E005" in words
        assert "chuan-web" in words

    def test_one_address_is_not(self, tmp_path, monkeypatch):
        self.realm(tmp_path, monkeypatch, redirectUris=["https://sso.tinh.vn/callback/"])
        assert not said()[1]

    def test_ours_has_none(self):
        realms = sorted(checks.REALMS.glob("*.json"))
        assert realms
        assert [checks.wildcards(path) for path in realms] == [[]] * len(realms)

    def test_an_image_without_it_is_not_asked_for_it(self, tmp_path, monkeypatch):
        monkeypatch.setattr(checks, "REALMS", tmp_path / "khong-co")
        assert not said()[1]


class TestTheProviderIsAsked:
    """A client there with a wildcard sends a code wherever somebody else likes."""

    @pytest.fixture
    def idp(self, settings, monkeypatch):
        monkeypatch.undo()
        found = AProvider()
        settings.OIDC_ISSUER = found.url
        configured._made.cache_clear()
        yield found
        found.close()

    def asked(self):
        return [each.id for each in checks.provider_knows_our_address_and_no_other()]

    def test_it_knows_our_address_and_no_other(self, idp):
        idp.registered = [ours()]
        assert self.asked() == []

    @pytest.mark.parametrize("pattern", ["*", "{host}*", "{host}callback/*"])
    def test_one_that_takes_any_is_refused(self, idp, pattern):
        idp.registered = [pattern.format(host=ours().removesuffix("callback/"))]
        assert self.asked() == ["chuan.E006"]

    def test_one_that_does_not_know_ours_is_told(self, idp):
        idp.registered = ["https://sso.tinh-khac.vn/callback/"]
        assert self.asked() == ["chuan.E007"]

    def test_one_that_is_away_is_a_warning(self, idp):
        idp.away = True
        logging.disable(logging.WARNING)
        (found,) = checks.provider_knows_our_address_and_no_other()
        logging.disable(logging.NOTSET)
        assert found.id == "chuan.W001"
        assert is_vietnamese(found.msg)


class TestSignatures:
    def test_without_roots_it_is_said_that_no_chain_can_be_checked(self, settings):
        settings.CHUAN_TRUST_ROOTS = ""
        assert "chuan.W002" in said()[0]

    def test_good_roots_are_not_spoken_of(self):
        assert signatures_are_safe() == []

    @pytest.mark.parametrize("wrong", ["nowhere", "empty", "strange", "open"])
    def test_roots_that_anybody_can_change_or_that_are_none_are_refused(
        self, settings, tmp_path, wrong
    ):
        place = tmp_path / "roots"
        if wrong != "nowhere":
            place.mkdir(mode=0o777 if wrong == "open" else 0o700)
        if wrong == "strange":
            (place / "a.pem").write_text("không phải chứng thư")
        if wrong == "open":
            authority().write_roots(place)
            place.chmod(0o777)
        settings.CHUAN_TRUST_ROOTS = str(place)
        codes = {"nowhere": "E008", "empty": "E009", "strange": "E009", "open": "E010"}
        text, refused = said()
        assert refused
        assert f"chuan.{codes[wrong]}" in text

    def test_a_token_that_is_not_there_is_refused(self, settings):
        settings.CHUAN_PKCS11_MODULE = "/no/such/library.so"
        settings.CHUAN_PKCS11_PIN = "12"
        assert [each.id for each in signatures_are_safe()][-2:] == ["chuan.E011", "chuan.W004"]
