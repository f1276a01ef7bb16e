"""Two houses and a provider at which people of both log in."""

from urllib.parse import urlsplit

import pytest
from django.core.cache import cache

from accounts.sso import configured
from tests.accounts.sso.a_provider import SECRET, AProvider
from tests.conftest import HouseClient


@pytest.fixture
def idp(alpha, settings):
    cache.clear()
    found = AProvider()
    settings.OIDC_ISSUER, settings.OIDC_CLIENT_SECRET = found.url, SECRET
    configured._made.cache_clear()
    yield found
    found.close()


class Traveller(HouseClient):
    """A browser that goes to the provider and comes back, one step at a time or all at once."""

    def __init__(self, idp, host="alpha.test"):
        super().__init__(host)
        self.idp = idp

    def leave(self, next_page="/"):
        return self.get(f"/sso/login/?next={next_page}")["Location"]

    def pass_by(self, back):
        """From the callback address on to the house."""
        parts = urlsplit(back)
        answer = HouseClient(parts.hostname).get(f"{parts.path}?{parts.query}")
        assert answer.status_code == 302, answer.content.decode()
        return answer["Location"]

    def come(self, address):
        parts = urlsplit(address)
        return self.get(f"{parts.path}?{parts.query}")

    def log_in(self, next_page="/", **person):
        return self.come(self.pass_by(self.idp.log_in(self.leave(next_page), **person)))


@pytest.fixture
def traveller(idp):
    return Traveller(idp)
