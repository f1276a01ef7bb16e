"""The deploy check asks a real provider which addresses a login may come back to."""

import pytest

from config.checks import NOWHERE, STRANGE
from tests.keycloak import SSO


def test_it_knows_our_address(login):
    assert login.provider.accepts(f"{SSO}/callback/")


@pytest.mark.parametrize(
    "address", [f"{SSO}/callback/{STRANGE}", f"{SSO}/{STRANGE}", NOWHERE, f"{SSO}/callback"]
)
def test_it_knows_no_other(login, address):
    assert not login.provider.accepts(address)
