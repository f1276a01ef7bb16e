"""A token is believed after every check, and refused with what is wrong otherwise."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from joserfc.jwk import RSAKey

from accounts.sso.tokens import TokenRefused, read_end, read_identity
from kernel import clock
from tests.accounts.sso.minting import Mint, signed_with_a_shared_secret, unsigned

MINT = Mint()
OTHER = RSAKey.generate_key(2048, {"kid": "k1"})


def read(raw, nonce="n1", mint=MINT):
    return read_identity(raw, mint.issuer(), nonce=nonce)


def test_a_right_token_says_who_somebody_is():
    found = read(MINT.identity(realm_access={"roles": ["overseer"]}))
    assert (found.subject, found.session, found.username) == ("7d5c1f7e", "phien-1", "minh.le")
    assert (found.name, found.email) == ("Lê Văn Minh", "minh@tanhai.gov.vn")
    assert (found.organizations, found.roles) == ({"alpha"}, {"overseer"})
    assert found.authenticated_at is not None
    assert clock.now() - found.authenticated_at < timedelta(minutes=1)


def test_a_name_is_written_family_name_first():
    parts = {"family_name": "Lê", "given_name": "Văn Minh", "name": "Văn Minh Lê"}
    assert read(MINT.identity(**parts)).name == "Lê Văn Minh"


def test_organizations_come_as_a_list_or_with_their_attributes():
    assert read(MINT.identity(organization={"alpha": {"id": "1"}})).organizations == {"alpha"}
    assert read(MINT.identity(organization=None)).organizations == frozenset()
    assert read(MINT.identity(organization="alpha")).organizations == frozenset()


def test_an_address_that_nobody_verified_is_no_address():
    assert read(MINT.identity(email_verified=False)).email == ""


WRONG = {
    "expired": {"exp": 0},
    "of the future": {"iat": 99_999_999_999},
    "without an end": {"exp": None},
    "of another issuer": {"iss": "https://dang-nhap.test/realms/khac"},
    "without an issuer": {"iss": None},
    "for another audience": {"aud": "khac"},
    "for nobody": {"aud": None},
    "given to another client": {"azp": "khac"},
    "for several and given to none": {"aud": ["chuan-web", "khac"], "azp": None},
    "of another login": {"nonce": "n2"},
    "of no login": {"nonce": None},
    "without a subject": {"sub": None},
}


@pytest.mark.parametrize("changed", WRONG.values(), ids=WRONG)
def test_a_wrong_token_is_refused(changed):
    with pytest.raises(TokenRefused):
        read(MINT.identity(**changed))


def test_an_empty_nonce_never_matches():
    with pytest.raises(TokenRefused):
        read(MINT.identity(nonce=""), nonce="")


def test_clocks_may_differ_by_a_minute_and_no_more():
    now = int(clock.now().timestamp())
    assert read(MINT.identity(exp=now - 30, iat=now + 30))
    with pytest.raises(TokenRefused):
        read(MINT.identity(exp=now - 90))


def test_a_token_without_a_signature_is_refused():
    with pytest.raises(TokenRefused):
        read(unsigned(MINT.claims()))


def test_the_public_key_is_no_shared_secret():
    with pytest.raises(TokenRefused):
        read(signed_with_a_shared_secret(MINT.claims(), MINT.key))


def test_a_key_of_the_same_name_that_the_provider_does_not_have_is_refused():
    with pytest.raises(TokenRefused):
        read(MINT.identity(key=OTHER))


def test_a_retired_key_is_refused_and_a_new_one_believed():
    mint = Mint()
    before = mint.identity()
    new = RSAKey.generate_key(2048, {"kid": "k2"})
    mint.published = [new]
    assert read(mint.identity(key=new), mint=mint)
    with pytest.raises(TokenRefused):
        read(before, mint=mint)


@given(st.text(max_size=60) | st.just("a.b.c") | st.just(".."))
def test_anything_else_is_refused_and_breaks_nothing(raw):
    with pytest.raises(TokenRefused):
        read(raw)


@given(st.data())
def test_no_part_of_a_right_token_may_change(data):
    raw = MINT.identity()
    at = data.draw(st.integers(0, len(raw) - 2))  # the last character holds unused bits
    other = data.draw(st.sampled_from("Aa0_").filter(lambda c: c != raw[at]))
    changed = raw[:at] + other + raw[at + 1 :]
    with pytest.raises(TokenRefused):
        read(changed)


class TestEnding:
    def end(self, **changed):
        return read_end(MINT.end(**changed), MINT.issuer())

    def test_it_names_the_session_and_the_subject(self):
        assert (self.end().session, self.end().subject, self.end().id) == (
            "phien-1",
            "7d5c1f7e",
            "j1",
        )

    @pytest.mark.parametrize(
        "changed",
        [
            {"events": None},
            {"events": {}},
            {"nonce": "n1"},
            {"sub": None, "sid": None},
            {"jti": None},
        ],
    )
    def test_anything_but_a_logout_token_is_refused(self, changed):
        with pytest.raises(TokenRefused):
            self.end(**changed)

    def test_an_identity_is_no_logout_token(self):
        with pytest.raises(TokenRefused):
            read_end(MINT.identity(), MINT.issuer())
