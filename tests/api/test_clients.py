"""A token of the identity provider: believed when its client is connected here, and only so."""

import base64
from datetime import timedelta

import pytest
from joserfc.jwk import RSAKey

from accounts.connections import connect, disconnect
from accounts.models import Connection
from kernel import clock
from kernel.problems import MEDIA
from tests.accounts.sso.minting import CLIENT as WEB
from tests.accounts.sso.minting import signed_with_a_shared_secret, unsigned
from tests.api.callers import CLIENT
from tests.api.callers import given as token_of
from tests.api.conftest import System

ME = "/api/v1/me/"


@pytest.fixture
def connected(alpha, admin, secretary, idp):
    """The client of the provider, let into alpha."""
    made, token = connect(
        name="Phần mềm một cửa",
        person=secretary,
        scopes=["documents:read"],
        expires_on=clock.today() + timedelta(days=30),
        by=admin,
        client=CLIENT,
    )
    assert token == ""
    return made


def ask(token, host="alpha.test"):
    return System(host, token).get(ME)


def is_refused(answer):
    assert (answer.status_code, answer["Content-Type"]) == (401, MEDIA), answer.content.decode()
    return True


def test_it_acts_as_the_person_of_its_connection(connected, idp, secretary):
    said = ask(token_of(idp)).json()
    assert (said["id"], said["scopes"]) == (str(secretary.pk), ["documents:read"])
    assert Connection.objects.get(pk=connected.pk).used_at is not None


def test_the_provider_is_asked_nothing_while_its_keys_are_kept(connected, idp):
    assert ask(token_of(idp)).status_code == 200
    asked = list(idp.asked)
    assert len(asked) == 2  # its description, its keys
    for _time in range(5):
        assert ask(token_of(idp)).status_code == 200
    assert idp.asked == asked


def test_while_it_is_away_kept_keys_go_on(connected, idp):
    assert ask(token_of(idp)).status_code == 200
    idp.away = True
    assert ask(token_of(idp)).status_code == 200


def test_while_it_is_away_and_no_key_is_kept_nobody_can_tell(connected, idp):
    idp.away = True
    answer = ask(token_of(idp))
    assert (answer.status_code, answer["Content-Type"]) == (503, MEDIA)
    assert int(answer["Retry-After"]) > 0
    assert answer.json()["type"] == "urn:chuan:problem:away"


WRONG = {
    "issuer": {"iss": "https://khac.test/realms/chuan"},
    "audience": {"aud": WEB},
    "no audience": {"aud": None},
    "a person's": {"client_id": None},
    "another client's": {"client_id": "khac"},
    "a refresh token": {"typ": "Refresh"},
    "an identity": {"typ": "ID"},
    "no client": {"azp": None},
    "no issue": {"iat": None},
    "no end": {"exp": None},
    "an end that is none": {"exp": "mai"},
    "a client that is none": {"azp": ["phan-mem-mot-cua"], "client_id": ["phan-mem-mot-cua"]},
}


@pytest.mark.parametrize("what", WRONG)
def test_a_token_with_another_claim_is_refused(connected, idp, what):
    assert is_refused(ask(token_of(idp, **WRONG[what])))


def test_a_token_for_several_audiences_is_for_ours_too(connected, idp, settings):
    token = token_of(idp, aud=["account", settings.OIDC_API_AUDIENCE])
    assert ask(token).status_code == 200


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({"exp": 30}, 200),
        ({"exp": -30}, 200),  # two clocks may differ by a minute
        ({"exp": -90}, 401),
        ({"iat": 30}, 200),
        ({"iat": 90}, 401),
        ({"nbf": 90}, 401),
    ],
)
def test_its_time_counts(connected, idp, changed, status):
    now = int(clock.now().timestamp())
    moments = {name: now + seconds for name, seconds in changed.items()}
    assert ask(token_of(idp, **moments)).status_code == status


def test_it_is_signed_by_a_key_of_the_provider(connected, idp):
    claims = idp.claims(iss=idp.url, aud="chuan-api", azp=CLIENT, client_id=CLIENT, typ="Bearer")
    other = RSAKey.generate_key(2048, {"kid": "k1"})
    unknown = RSAKey.generate_key(2048, {"kid": "k9"})
    assert is_refused(ask(unsigned(claims)))
    assert is_refused(ask(signed_with_a_shared_secret(claims, idp.key)))
    assert is_refused(ask(token_of(idp, other)))
    assert is_refused(ask(token_of(idp, unknown)))


def test_a_retired_key_opens_nothing(connected, idp, monkeypatch):
    assert ask(token_of(idp)).status_code == 200
    from accounts.sso import provider

    old, idp.key = idp.key, RSAKey.generate_key(2048, {"kid": "k2"})
    idp.published = [idp.key]
    moment = provider.monotonic() + provider.KEPT_FOR + 1
    monkeypatch.setattr(provider, "monotonic", lambda: moment)
    assert is_refused(ask(token_of(idp, old)))
    assert ask(token_of(idp)).status_code == 200


def test_one_other_character_is_refused(connected, idp):
    head, claims, signature = token_of(idp).split(".")
    for token in (
        f"{head}.{claims}.{signature[:-8]}AAAAAAAA",
        f"{head}.{claims[:-4]}AAAA.{signature}",
        f"{head}.{claims}.",
        f"{head}.{claims}",
        f"{head}..{signature}",
    ):
        assert is_refused(ask(token))


RUBBISH = [
    "[" * 300,
    "[" * 3000,
    "null",
    '"a"',
    "{}",
    "\ud7ff",
    '{"alg": ["RS256"]}',
    '{"alg": "RS256", "kid": {}}',
    '{"alg": "RS256", "kid": "k1", "crit": 5}',
    '{"alg": "RS256", "kid": "k1", "crit": ["b64"], "b64": false}',
]


@pytest.mark.parametrize("header", RUBBISH)
def test_a_token_made_of_rubbish_is_refused(connected, header):
    coded = base64.urlsafe_b64encode(header.encode()).rstrip(b"=").decode()
    assert is_refused(ask(f"{coded}.e30.AAAA"))


def test_a_client_that_is_not_connected_here_is_a_stranger(connected, idp, beta):
    assert is_refused(ask(token_of(idp, azp="khac", client_id="khac")))
    assert is_refused(ask(token_of(idp), "beta.test"))
    assert is_refused(ask(token_of(idp), "khanhhoa.test"))


def test_an_ended_or_an_old_connection_is_none(connected, idp, admin):
    with clock.at(clock.now() + timedelta(days=31)):
        assert is_refused(ask(token_of(idp)))
    disconnect(connected, by=admin)
    assert is_refused(ask(token_of(idp)))


def test_without_a_provider_its_tokens_are_nothing(connected, idp, settings):
    token = token_of(idp)
    settings.OIDC_ISSUER = ""
    assert is_refused(ask(token))


def test_a_token_of_ours_is_none_of_a_client(connected, idp):
    """A connection has one way in."""
    assert connected.digest is None
    assert is_refused(ask("chuan_" + token_of(idp)))
