"""A session ends by the provider's word, within a minute, and never by its silence."""

import logging
from datetime import timedelta

import pytest
import time_machine
from django_tenants.utils import tenant_context

from accounts.models import Session, User
from accounts.sso.configured import provider
from accounts.sso.sessions import REFRESH, goes_on
from kernel import clock
from tenants.models import SignedOn
from tests.accounts.sso.conftest import Traveller
from tests.accounts.sso.test_login import is_in, said
from tests.conftest import HouseClient


@pytest.fixture(autouse=True)
def quiet():
    logging.disable(logging.WARNING)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture
def inside(traveller):
    traveller.log_in()
    return traveller


def tell(token, host="sso.test"):
    """What the provider posts when a session is over."""
    browser = HouseClient(host)
    browser.handler.enforce_csrf_checks = True
    return browser.post("/ended/", {"logout_token": token})


class TestTheProviderSays:
    def test_every_house_of_the_session_is_left_and_no_other(self, inside, beta):
        member_of = ["alpha", "beta"]
        there = Traveller(inside.idp, "beta.test")
        there.log_in(member_of=member_of)
        elsewhere = Traveller(inside.idp)
        elsewhere.log_in(sid="phien-2")
        assert tell(inside.idp.end(iss=inside.idp.url)).status_code == 200
        assert not is_in(inside)
        assert not is_in(there)
        assert is_in(elsewhere)
        with tenant_context(beta):
            assert not Session.objects.exists()
        assert not SignedOn.objects.filter(sid="phien-1").exists()

    def test_without_a_session_all_of_the_person_are_left(self, inside):
        other = Traveller(inside.idp)
        other.log_in(sid="phien-2")
        assert tell(inside.idp.end(iss=inside.idp.url, sid=None)).status_code == 200
        assert not is_in(inside)
        assert not is_in(other)

    def test_saying_it_twice_is_saying_it_once(self, inside):
        token = inside.idp.end(iss=inside.idp.url)
        assert [tell(token).status_code for _time in range(2)] == [200, 200]

    @pytest.mark.parametrize("changed", [{"iss": "http://khac"}, {"aud": "khac"}, {"events": {}}])
    def test_a_wrong_token_ends_nothing(self, inside, changed):
        assert tell(inside.idp.end(**({"iss": inside.idp.url} | changed))).status_code == 400
        assert is_in(inside)

    def test_it_is_said_at_one_address_only(self, inside):
        assert tell(inside.idp.end(iss=inside.idp.url), "alpha.test").status_code in (403, 404)
        assert is_in(inside)

    def test_a_session_of_the_same_name_of_somebody_else_stays(self, inside):
        other = Traveller(inside.idp)
        other.log_in(sub="khac", preferred_username="khac", email="khac@x.vn", sid="phien-9")
        Session.objects.filter(person__subject="khac").update(sid="phien-1")
        tell(inside.idp.end(iss=inside.idp.url))
        assert Session.objects.filter(person__subject="khac").exists()


class TestAsking:
    def later(self, seconds):
        return time_machine.travel(clock.now() + timedelta(seconds=seconds), tick=False)

    def test_it_is_asked_once_a_minute_and_not_at_every_page(self, inside):
        asked = len(inside.idp.asked)
        for _page in range(3):
            assert is_in(inside)
        assert len(inside.idp.asked) == asked
        with self.later(50):
            for _page in range(3):
                assert is_in(inside)
        assert len(inside.idp.asked) == asked + 1

    def test_who_was_disabled_or_removed_is_out_within_a_minute(self, inside):
        inside.idp.refused_tokens.add("r-phien-1")
        assert is_in(inside)
        with self.later(50):
            assert not is_in(inside)
            assert not Session.objects.filter(sid="phien-1").exists()

    def test_while_the_provider_is_away_work_goes_on_and_a_login_says_so(self, inside):
        inside.idp.away = True
        with self.later(50):
            assert is_in(inside)
        provider()._kept.clear()
        answer = Traveller(inside.idp).get("/sso/login/")
        assert answer.status_code == 503
        assert "không trả lời" in said(answer)

    def test_a_session_that_ended_while_it_was_asked_for_is_over(self, inside):
        row = Session.objects.get(sid="phien-1")
        Session.objects.all().delete()
        row.checked_at = None
        assert not goes_on(provider(), {}, row)

    def test_no_token_can_be_read_from_the_rows(self, inside):
        row = Session.objects.get(sid="phien-1")
        kept = row.get_decoded()[REFRESH]
        assert "r-phien-1" not in row.session_data
        assert "r-phien-1" not in kept

    def test_a_local_session_asks_nobody(self, inside, settings):
        settings.CHUAN_LOCAL_LOGIN = True
        person = User.objects.get(subject="7d5c1f7e")
        local = Traveller(inside.idp)
        local.enter(person)
        asked = len(inside.idp.asked)
        with self.later(300):
            assert is_in(local)
        assert len(inside.idp.asked) == asked
