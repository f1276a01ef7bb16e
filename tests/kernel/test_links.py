"""A record is named by its kind and its key; a name becomes an address, or nothing."""

import pytest
from django.apps import apps
from django.urls import resolve

from apps.documents.models import Version
from kernel import links
from kernel.ids import new_id
from tenants.models import Agency


@pytest.fixture(autouse=True)
def own_addresses(monkeypatch):
    """What a test adds is gone afterwards."""
    monkeypatch.setattr(links, "_ADDRESSES", dict(links._ADDRESSES))


def test_a_kind_is_the_app_and_the_model():
    assert links.kind_of(Version()) == "documents.version"
    assert links.kind_of(Agency) == "tenants.agency"


def test_a_kind_with_a_page_has_its_address():
    links.address("test.thing", lambda key: f"/things/{key}/")
    assert links.url_of("test.thing", 7) == "/things/7/"


def test_a_kind_without_a_page_has_none():
    assert links.url_of("test.unknown", 7) == ""


def test_every_address_that_apps_told_is_a_page_of_an_agency():
    assert links._ADDRESSES
    for kind in links._ADDRESSES:
        apps.get_model(kind)
        assert resolve(links.url_of(kind, new_id())).func
