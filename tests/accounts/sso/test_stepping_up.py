"""Before a grave act the provider asks again: the same person, just now, at the level we want."""

import logging
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine

from accounts.models import Session, User
from apps.documents.models import Version
from apps.organization.services import assign_role
from kernel import clock
from kernel.permissions import SYSTEM, Role
from kernel.trail.models import Event
from tests.accounts.sso.conftest import Traveller
from tests.accounts.sso.test_login import is_in, said
from tests.accounts.test_an_ended_session import Forms
from tests.apps.documents import making
from tests.factories import make_team

NOTE = "Đồng ý ban hành từ ngày 01/12."


@pytest.fixture(autouse=True)
def quiet():
    logging.disable(logging.WARNING)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture
def head(traveller):
    """The head of the agency, who came in by the provider."""
    traveller.log_in()
    person = User.objects.get(subject="7d5c1f7e")
    assign_role(person, Role.TOP_MANAGEMENT, by=SYSTEM)
    return person


@pytest.fixture
def version(head):
    secretary, checker, _head, clerk = make_team()
    return making.checked((secretary, checker, head, clerk))


@pytest.fixture
def later():
    """Six minutes after the login."""
    with time_machine.travel(clock.now() + timedelta(minutes=6), tick=False):
        yield


def approve(browser, version, **headers):
    typed = {"sha256": version.content_id, "note": NOTE}
    return browser.post(f"/documents/versions/{version.pk}/steps/approve/", typed, headers=headers)


def state(version):
    return Version.objects.get(pk=version.pk).state


def asked(browser, version):
    """The address at the provider that the page of the question leads to."""
    page = said(browser.get(approve(browser, version)["Location"]))
    (link,) = [
        part.split('"')[0]
        for part in page.split('href="')
        if "confirm%2F" in part.split('"')[0] and "again" in part.split('"')[0]
    ]
    return browser.get(link.replace("&amp;", "&"))["Location"]


def prove(browser, address, **person):
    return browser.come(browser.pass_by(browser.idp.log_in(address, **person)))


def test_who_has_just_logged_in_is_not_asked(traveller, version):
    assert approve(traveller, version).status_code == 302
    assert Version.objects.get(pk=version.pk).approval_proof_how == "provider"


def test_the_provider_asks_again_and_the_form_survives_the_way(traveller, head, version, later):
    cookie = traveller.cookies["chuan"].value
    address = asked(traveller, version)
    query = parse_qs(urlsplit(address).query)
    assert query["max_age"] == ["0"]
    assert "acr_values" not in query
    back = prove(traveller, address)
    assert back["Location"].startswith("/confirm/?act=")
    page = traveller.get(back["Location"])
    ((action, fields),) = [form for form in Forms(page).found if form[0].startswith("/documents")]
    assert fields["note"] == [NOTE]
    assert traveller.post(action, fields).status_code == 302
    kept = Version.objects.get(pk=version.pk)
    assert (kept.state, kept.approval_proof_how) == ("approved", "provider")
    assert abs(kept.approval_proof_at - clock.now()) < timedelta(seconds=2)
    assert traveller.cookies["chuan"].value == cookie  # the session goes on
    assert Event.objects.filter(action="accounts.confirm", subject_id=head.pk).count() == 1


def test_the_page_asks_for_no_password_that_does_not_exist(traveller, version, later):
    page = said(traveller.get(approve(traveller, version)["Location"]))
    assert 'id="confirm"' not in page
    assert "hệ thống đăng nhập của tỉnh" in page


def test_a_password_typed_here_confirms_nothing_of_who_came_by_the_provider(
    traveller, head, version, later
):
    head.set_password("mat-khau-dai-14-ky-tu")
    Session.objects.filter(person=head).update(checked_at=clock.now())
    traveller.post("/confirm/", {"password": "mat-khau-dai-14-ky-tu"})
    assert approve(traveller, version)["Location"].startswith("/confirm/")


def test_another_person_at_the_provider_confirms_nothing(traveller, head, version, later):
    other = {"sub": "khac", "preferred_username": "khac", "email": "khac@x.vn", "sid": "phien-9"}
    answer = prove(traveller, asked(traveller, version), **other)
    assert answer.status_code == 403
    assert "người khác" in said(answer)
    assert not User.objects.filter(subject="khac").exists()
    assert approve(traveller, version)["Location"].startswith("/confirm/")
    assert traveller.get("/account/").context["request"].user.pk == head.pk


@pytest.mark.parametrize("since", [-600, -301, None])
def test_a_login_of_earlier_or_of_no_time_confirms_nothing(traveller, version, later, since):
    moment = since and int(clock.now().timestamp()) + since
    answer = prove(traveller, asked(traveller, version), auth_time=moment)
    assert answer.status_code == 403
    assert "Chưa xác nhận được" in said(answer)
    assert state(version) == "approving"
    assert is_in(traveller)


def test_exactly_five_minutes_ago_is_still_good(traveller, version, later):
    moment = int(clock.now().timestamp()) - 300
    with time_machine.travel(clock.now().replace(microsecond=0), tick=False):
        assert prove(traveller, asked(traveller, version), auth_time=moment).status_code == 302
        assert approve(traveller, version)["Location"].startswith("/documents/")


def test_a_login_below_the_level_that_is_asked_for_confirms_nothing(
    traveller, version, later, settings
):
    settings.OIDC_STEP_UP_ACR = "2"
    address = asked(traveller, version)
    assert parse_qs(urlsplit(address).query)["acr_values"] == ["2"]
    assert prove(traveller, address, acr="1").status_code == 403
    assert prove(traveller, asked(traveller, version), acr="2").status_code == 302
    assert approve(traveller, version)["Location"].startswith("/documents/")


def test_a_fresh_login_below_that_level_is_no_proof_either(idp, version, settings):
    settings.OIDC_STEP_UP_ACR = "2"
    again = Traveller(idp)
    again.log_in(acr="1")
    assert approve(again, version)["Location"].startswith("/confirm/")


def test_a_login_without_a_time_lets_in_and_proves_nothing(idp, version):
    again = Traveller(idp)
    assert again.log_in(auth_time=None).status_code == 302
    assert is_in(again)
    assert approve(again, version)["Location"].startswith("/confirm/")


def test_a_clock_ahead_of_ours_lends_no_minutes(idp, version):
    again = Traveller(idp)
    again.log_in(auth_time=int(clock.now().timestamp()) + 3600)
    with time_machine.travel(clock.now() + timedelta(minutes=6)):
        assert approve(again, version)["Location"].startswith("/confirm/")


def test_coming_back_twice_or_without_a_session_is_refused(traveller, version, later):
    address = traveller.pass_by(traveller.idp.log_in(asked(traveller, version)))
    Session.objects.all().delete()
    assert traveller.come(address).status_code == 403
    assert not is_in(traveller)
    assert state(version) == "approving"


def test_a_proof_begun_at_one_house_is_worth_nothing_at_another(traveller, version, beta, later):
    address = traveller.pass_by(traveller.idp.log_in(asked(traveller, version)))
    other = Traveller(traveller.idp, "beta.test")
    other.cookies = traveller.cookies
    assert other.come(address.replace("alpha", "beta")).status_code == 403


def test_while_the_provider_is_away_it_says_so_and_what_was_typed_stays(traveller, version, later):
    answer = approve(traveller, version)
    page = said(traveller.get(answer["Location"]))
    (link,) = [
        part.split('"')[0]
        for part in page.split('href="')
        if "confirm%2F" in part.split('"')[0] and "again" in part.split('"')[0]
    ]
    from accounts.sso.configured import provider

    traveller.idp.away = True
    provider()._kept.clear()
    assert traveller.get(link.replace("&amp;", "&")).status_code == 503
    traveller.idp.away = False
    back = prove(traveller, traveller.get(link.replace("&amp;", "&"))["Location"])
    assert NOTE in said(traveller.get(back["Location"]))


def test_asking_again_needs_somebody_who_is_in(idp):
    address = Traveller(idp).get("/sso/login/?next=/&again=1")["Location"]
    assert "max_age" not in parse_qs(urlsplit(address).query)
