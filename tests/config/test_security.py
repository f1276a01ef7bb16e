"""What a browser is told it may do with our pages."""

import pytest

from tests.conftest import HouseClient


def policy_of(answer):
    parts = answer["Content-Security-Policy"].split("; ")
    return {name: values for name, *values in (part.split() for part in parts)}


@pytest.fixture
def answer(alpha):
    return HouseClient("alpha.test").get("/login/")


def test_nothing_comes_from_elsewhere_and_nothing_is_inline(answer):
    said = policy_of(answer)
    assert said["default-src"] == ["'none'"]
    assert said["script-src"] == said["style-src"] == said["form-action"] == ["'self'"]
    assert said["base-uri"] == ["'none'"]


def test_a_form_may_lead_to_the_identity_provider_where_there_is_one(settings, alpha):
    """Logging out and proving oneself anew are forms that end at the provider's pages."""
    settings.OIDC_ISSUER = "https://id.tinh.gov.vn/realms/chuan"
    settings.CHUAN_PORT = "8000"
    said = policy_of(HouseClient("alpha.test").get("/csrf/"))
    assert said["form-action"] == ["'self'", "https://id.tinh.gov.vn", "http://sso.test:8000"]
