"""Out is out everywhere: here, at the provider, and in every house of the same session."""

import logging
from urllib.parse import parse_qs, urlsplit

import pytest

from accounts.models import Session
from accounts.sso.configured import provider
from kernel.trail.models import Event
from tests.accounts.sso.conftest import Traveller
from tests.accounts.sso.test_ending import tell
from tests.accounts.sso.test_login import is_in, said
from tests.conftest import HouseClient
from tests.factories import make_person
from tests.words import is_vietnamese


@pytest.fixture(autouse=True)
def quiet():
    logging.disable(logging.WARNING)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture
def inside(traveller):
    traveller.log_in()
    return traveller


def onward(answer):
    """Where the page of leaving goes on to by itself, and by its button without any script."""
    page = said(answer)
    by_itself = page.split('content="0;url=')[1].split('"')[0].replace("&amp;", "&")
    assert f'href="{by_itself}"' in page.replace("&amp;", "&")
    return by_itself


class TestByTheProvider:
    def test_it_ends_here_and_goes_on_to_the_provider_s_end(self, inside):
        token = provider()  # the page names our session by its ID token
        answer = inside.post("/logout/")
        address = urlsplit(onward(answer))
        query = parse_qs(address.query)
        assert f"{address.scheme}://{address.netloc}{address.path}" == (
            f"{token.url}/end_session_endpoint"
        )
        assert query["id_token_hint"][0].count(".") == 2
        assert query["post_logout_redirect_uri"] == ["http://sso.test/left/"]
        assert not is_in(inside)
        assert Event.objects.filter(action="accounts.logout").count() == 1

    def test_one_comes_back_to_the_house_and_reads_what_has_ended(self, inside):
        state = parse_qs(urlsplit(onward(inside.post("/logout/"))).query)["state"][0]
        back = HouseClient("sso.test").get("/left/", {"state": state})
        assert back["Location"] == "http://alpha.test/logged-out/?where=everywhere"
        page = said(inside.get("/logged-out/?where=everywhere"))
        assert "mọi cơ quan khác" in page

    def test_every_other_house_is_left_as_soon_as_the_provider_says_so(self, inside, beta):
        there = Traveller(inside.idp, "beta.test")
        there.log_in(member_of=["alpha", "beta"])
        inside.post("/logout/")
        tell(inside.idp.end(iss=inside.idp.url))
        assert not is_in(there)

    @pytest.mark.parametrize("state", ["", "abc", "ImV2aWwudGVzdCI:1:x"])
    def test_a_state_that_is_not_ours_leads_nowhere(self, idp, state):
        answer = HouseClient("sso.test").get("/left/", {"state": state})
        assert answer.status_code == 200
        assert is_vietnamese(said(answer))

    def test_a_state_of_a_login_is_none_of_leaving(self, traveller):
        state = parse_qs(urlsplit(traveller.leave()).query)["state"][0]
        assert HouseClient("sso.test").get("/left/", {"state": state}).status_code == 200

    def test_while_the_provider_is_away_one_is_out_here_and_told_so(self, inside):
        inside.idp.away = True
        provider()._kept.clear()
        answer = inside.post("/logout/")
        assert answer["Location"] == "/logged-out/?where=away"
        assert not is_in(inside)
        assert "không trả lời" in said(inside.get(answer["Location"]))


class TestByPassword:
    @pytest.fixture
    def person(self, alpha):
        return make_person("secretary")

    @pytest.fixture
    def browser(self, person):
        return HouseClient("alpha.test").enter(person)

    def test_a_local_login_leaves_this_machine_only(self, browser, person):
        other = HouseClient("alpha.test")
        other.post("/login/", {"username": person.username, "password": "mat-khau-dai-14-ky-tu"})
        assert browser.post("/logout/")["Location"] == "/login/"
        assert not is_in(browser)
        assert is_in(other)

    def test_it_may_leave_every_machine(self, browser, person):
        other = HouseClient("alpha.test")
        other.post("/login/", {"username": person.username, "password": "mat-khau-dai-14-ky-tu"})
        assert "đang mở ở 2 nơi" in said(browser.get("/account/"))
        answer = browser.post("/account/leave/")
        assert "trên mọi máy" in said(browser.get(answer["Location"]))
        assert not is_in(browser)
        assert not is_in(other)
        assert not Session.objects.filter(person=person).exists()
        event = Event.objects.get(action="accounts.logout_everywhere")
        assert event.body["sessions"] == 2

    def test_it_leaves_nobody_else_s(self, browser):
        other = HouseClient("alpha.test").enter(make_person("clerk"))
        browser.post("/account/leave/")
        assert is_in(other)

    def test_looking_is_not_leaving(self, browser):
        assert browser.get("/account/leave/").status_code == 405
        assert is_in(browser)
