"""Somebody who works at alpha, and a browser that logged in as this person."""

import pytest
from django.core.cache import cache

from tests.conftest import HouseClient
from tests.factories import make_person


@pytest.fixture(autouse=True)
def forgotten_strangers():
    """Wrong names are counted in the cache, which no transaction takes back."""
    cache.clear()


@pytest.fixture
def secretary(alpha):
    return make_person("secretary", username="minh.hanh")


@pytest.fixture
def browser(secretary):
    return HouseClient("alpha.test").enter(secretary)
