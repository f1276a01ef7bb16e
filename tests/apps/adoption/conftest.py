"""What an agency that begins has: a team, and the package made for its kind."""

import pytest

from apps.adoption.selectors import offered_versions, offers_of
from tests.factories import make_team


@pytest.fixture
def team(alpha):
    return make_team()


@pytest.fixture
def package(alpha):
    """The newest version of the ward's package."""
    (version,) = offered_versions()
    return version


@pytest.fixture
def templates(package):
    """The templates by key."""
    return {offer.template.key: offer.template for offer in offers_of(package)}


@pytest.fixture
def secretary(team, client):
    return client.enter(team[0])
