"""Logging in by the provider: who comes in as whom, and what every trick ends in."""

import logging
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django_tenants.utils import tenant_context

from accounts.models import LinkRequest, Session, User
from apps.organization.models import RoleAssignment
from kernel.permissions import Role
from kernel.trail.models import Event
from tenants.models import SignedOn
from tests.accounts.sso.conftest import Traveller
from tests.conftest import HouseClient
from tests.factories import make_person


@pytest.fixture(autouse=True)
def quiet():
    logging.disable(logging.WARNING)
    yield
    logging.disable(logging.NOTSET)


def is_in(browser):
    return browser.get("/notices/").status_code == 200


def said(answer):
    return answer.content.decode()


class TestComing:
    def test_a_first_login_makes_a_person_without_any_role(self, traveller):
        assert traveller.log_in("/notices/")["Location"] == "/notices/"
        person = User.objects.get(subject="7d5c1f7e")
        assert (person.full_name, person.username) == ("Lê Văn Minh", "minh.le")
        assert not person.has_usable_password()
        assert not RoleAssignment.objects.filter(person=person).exists()
        assert is_in(traveller)
        assert Event.objects.filter(action="accounts.arrive", subject_id=person.pk).exists()

    def test_the_next_login_is_the_same_person_under_the_name_of_today(self, traveller):
        traveller.log_in()
        traveller.log_in(name="Lê Minh Đức", sid="phien-2")
        person = User.objects.get(subject="7d5c1f7e")
        assert person.full_name == "Lê Minh Đức"
        assert Event.objects.get(action="accounts.rename").body["before"] == "Lê Văn Minh"

    def test_who_was_invited_is_taken_by_the_verified_address_with_the_roles_there_are(
        self, traveller
    ):
        invited = make_person(Role.SECRETARY)
        User.objects.filter(pk=invited.pk).update(email="minh@tanhai.gov.vn", invited=True)
        traveller.log_in()
        person = User.objects.get(subject="7d5c1f7e")
        assert (person, person.invited) == (invited, False)
        assert traveller.get("/documents/new/").status_code == 200

    @pytest.mark.parametrize(
        "known", [{"email": "MINH@tanhai.gov.vn"}, {"username": "minh.le"}], ids=["email", "name"]
    )
    def test_somebody_who_may_be_here_already_waits_for_an_administrator(self, traveller, known):
        here = make_person(Role.TOP_MANAGEMENT)
        User.objects.filter(pk=here.pk).update(**known)
        answer = traveller.log_in()
        assert answer.status_code == 403
        assert "chờ xác nhận" in said(answer)
        assert not is_in(traveller)
        traveller.log_in()
        assert LinkRequest.objects.get().person == here
        assert User.objects.get(pk=here.pk).subject is None

    def test_an_address_that_nobody_verified_takes_nobody(self, traveller):
        invited = make_person(Role.SECRETARY)
        User.objects.filter(pk=invited.pk).update(email="minh@tanhai.gov.vn", invited=True)
        traveller.log_in(email_verified=False)
        assert User.objects.get(subject="7d5c1f7e") != invited

    def test_an_invitation_is_not_taken_by_a_user_name(self, traveller):
        invited = make_person(Role.TOP_MANAGEMENT, username="minh.le")
        User.objects.filter(pk=invited.pk).update(email="chu.tich@tanhai.gov.vn", invited=True)
        assert traveller.log_in().status_code == 403
        assert User.objects.get(pk=invited.pk).subject is None
        assert LinkRequest.objects.get().person == invited

    def test_who_is_taken_needs_no_password_of_somebody_else(self, traveller):
        invited = make_person(Role.SECRETARY)
        known = {"email": "minh@tanhai.gov.vn", "invited": True, "temporary": True}
        User.objects.filter(pk=invited.pk).update(**known)
        assert traveller.log_in("/notices/").status_code == 302
        assert is_in(traveller)

    def test_a_name_with_a_script_is_text(self, traveller):
        traveller.log_in("/account/", name="<script>alert(1)</script>\u202e\x00 Minh")
        page = said(traveller.get("/account/"))
        assert "&lt;script&gt;alert(1)&lt;/script&gt; Minh" in page
        assert "<script>alert" not in page

    def test_a_closed_account_stays_closed(self, traveller):
        traveller.log_in()
        User.objects.filter(subject="7d5c1f7e").update(is_active=False)
        answer = Traveller(traveller.idp).log_in()
        assert answer.status_code == 403
        assert "đã đóng" in said(answer)

    def test_two_people_of_one_user_name_are_two(self, traveller):
        traveller.log_in()
        Traveller(traveller.idp).log_in(sub="khac", email="khac@x.vn")
        assert User.objects.get(subject="khac").username == "minh.le-2"

    def test_a_person_of_two_agencies_is_in_each_by_its_own_login(self, traveller, beta):
        member_of = ["alpha", "beta"]
        traveller.log_in(member_of=member_of)
        other = Traveller(traveller.idp, "beta.test")
        assert other.log_in(member_of=member_of).status_code == 302
        assert is_in(traveller)
        assert is_in(other)
        rows = SignedOn.objects.filter(sid="phien-1")
        assert {row.agency for row in rows} == {connection.tenant.pk, beta.pk}


class TestTricks:
    def test_who_is_no_member_of_the_agency_does_not_get_in(self, traveller):
        answer = traveller.log_in(member_of=["beta"])
        assert answer.status_code == 403
        assert "không có tên" in said(answer)
        assert not User.objects.filter(subject="7d5c1f7e").exists()

    def test_a_code_works_once(self, traveller):
        address = traveller.pass_by(traveller.idp.log_in(traveller.leave()))
        assert traveller.come(address).status_code == 302
        assert traveller.come(address).status_code == 403
        replayed = Traveller(traveller.idp)
        replayed.cookies["chuan_sso"] = "x"
        assert replayed.come(address).status_code == 403

    def test_a_code_is_worth_nothing_in_another_browser(self, traveller):
        address = traveller.pass_by(traveller.idp.log_in(traveller.leave()))
        other = Traveller(traveller.idp)
        other.leave()
        assert other.come(address).status_code == 403
        assert not is_in(other)
        assert traveller.come(address).status_code == 302  # it was not used up

    def test_a_login_begun_at_one_agency_does_not_end_at_another(self, traveller, beta):
        back = traveller.idp.log_in(traveller.leave())
        address = traveller.pass_by(back)
        neighbour = Traveller(traveller.idp, "beta.test")
        neighbour.cookies = traveller.cookies
        assert neighbour.come(address.replace("alpha", "beta")).status_code == 403
        assert not Session.objects.exclude(person=None).exists()
        with tenant_context(beta):
            assert not User.objects.filter(subject="7d5c1f7e").exists()

    @pytest.mark.parametrize("state", ["", "abc", "eyJob3VzZSI6ImV2aWwudGVzdCJ9:1:x"])
    def test_a_state_that_is_not_ours_leads_nowhere(self, idp, state):
        answer = HouseClient("sso.test").get(f"/callback/?code=x&state={state}")
        assert answer.status_code == 403
        assert "Location" not in answer

    def test_a_state_is_good_for_ten_minutes(self, traveller):
        from datetime import timedelta

        import time_machine

        from kernel import clock

        back = traveller.idp.log_in(traveller.leave())
        with time_machine.travel(clock.now() + timedelta(minutes=11)):
            parts = urlsplit(back)
            answer = HouseClient("sso.test").get(f"{parts.path}?{parts.query}")
        assert answer.status_code == 403

    @pytest.mark.parametrize("wanted", ["https://evil.test/", "//evil.test", "javascript:alert(1)"])
    def test_one_comes_back_to_no_other_place(self, traveller, wanted):
        assert traveller.log_in(wanted)["Location"] == "/"

    def test_pkce_and_nonce_are_new_for_every_login(self, traveller):
        asked = [parse_qs(urlsplit(traveller.leave()).query) for _login in range(2)]
        for name in ("code_challenge", "nonce", "state"):
            assert asked[0][name] != asked[1][name]
        assert asked[0]["redirect_uri"] == ["http://sso.test/callback/"]

    def test_without_a_provider_there_is_no_such_door(self, alpha):
        assert HouseClient("alpha.test").get("/sso/login/").status_code == 404
        assert HouseClient("sso.test").get("/callback/").status_code == 404


class TestKeys:
    def test_a_new_key_is_learned_at_the_next_login(self, traveller):
        from joserfc.jwk import RSAKey

        traveller.log_in()
        idp = traveller.idp
        idp.key = RSAKey.generate_key(2048, {"kid": "k2"})
        idp.published = [idp.key]
        configured_provider()._kept.clear()
        assert Traveller(idp).log_in(sid="phien-2").status_code == 302


def configured_provider():
    from accounts.sso.configured import provider

    return provider()


class TestThePage:
    def test_the_province_s_account_comes_first_and_the_local_one_is_not_in_the_way(self, idp):
        page = said(HouseClient("alpha.test").get("/login/?next=/documents/"))
        assert "/sso/login/?next=/documents/" in page
        assert "Đăng nhập bằng tài khoản của tỉnh" in page

    def test_without_a_provider_nothing_is_said_of_one(self, alpha):
        assert "/sso/" not in said(HouseClient("alpha.test").get("/login/"))
