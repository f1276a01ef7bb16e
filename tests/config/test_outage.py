"""While the database is away: a sentence and a time, for people and for scripts."""

import pytest
from django.db import OperationalError

from tests.conftest import HouseClient
from tests.words import is_vietnamese


@pytest.fixture
def browser(alpha, monkeypatch):
    """A browser in front of a house whose database does not answer."""
    from tenants import middleware

    def away(_host, **_kept):
        raise OperationalError("server closed the connection unexpectedly")

    monkeypatch.setattr(middleware, "agency_at", away)
    browser = HouseClient("alpha.test")
    browser.raise_request_exception = False
    return browser


def test_a_page_says_so_in_vietnamese_and_when_to_come_back(browser):
    answer = browser.get("/")
    assert (answer.status_code, answer["Retry-After"]) == (503, "20")
    assert is_vietnamese(answer.content.decode())
    assert "OperationalError" not in answer.content.decode()


@pytest.mark.parametrize("header", ["HX-Request", "X-Autosave"])
def test_a_script_is_given_the_sentence_alone(browser, header):
    answer = browser.post("/documents/new/", headers={header: "true"})
    assert answer.status_code == 503
    assert answer.content.decode().strip().startswith('<div class="refusal"')
    assert is_vietnamese(answer.content.decode())


def test_another_error_is_no_outage(browser, monkeypatch):
    from tenants import middleware

    monkeypatch.setattr(middleware, "agency_at", lambda host: host.no_such_thing)
    assert browser.get("/").status_code == 500


def test_it_is_alive_but_not_ready(alpha, monkeypatch):
    def away(*_args):
        raise OperationalError("server closed the connection unexpectedly")

    monkeypatch.setattr("config.health._database", away)
    assert HouseClient("alpha.test").get("/healthz").status_code == 200
    assert HouseClient("alpha.test").get("/readyz").status_code == 503
