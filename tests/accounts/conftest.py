"""Somebody who works at alpha, and a browser that logged in as this person."""

import pytest

from tests.conftest import HouseClient
from tests.factories import make_person


@pytest.fixture
def secretary(alpha):
    return make_person("secretary", username="minh.hanh")


@pytest.fixture
def browser(secretary):
    return HouseClient("alpha.test").enter(secretary)
