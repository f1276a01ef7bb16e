"""A session: of one agency, of one login, fifteen idle minutes long."""

from datetime import datetime, time, timedelta

import pytest
from django.conf import settings
from django.db import connection

from accounts.models import Session
from accounts.services import disable_person
from apps.organization.models import RoleAssignment
from apps.organization.services import assign_role
from kernel import clock
from kernel.permissions import SYSTEM, Role
from kernel.trail.models import Event
from tests.conftest import HouseClient
from tests.factories import make_person

IDLE = timedelta(minutes=settings.CHUAN_IDLE_MINUTES)


def cookie(browser):
    return browser.cookies[settings.SESSION_COOKIE_NAME].value


def replay(key, host="alpha.test"):
    browser = HouseClient(host)
    browser.cookies[settings.SESSION_COOKIE_NAME] = key
    return browser


def is_in(browser):
    return browser.get("/").status_code == 200


def test_logging_in_gives_a_new_key_and_the_old_one_is_worth_nothing(browser, secretary):
    planted = cookie(browser)
    browser.enter(secretary)
    assert cookie(browser) != planted
    assert is_in(browser)
    assert not is_in(replay(planted))


def test_a_planted_key_is_not_taken_over(secretary):
    browser = replay("k" * 32)
    browser.enter(secretary)
    assert cookie(browser) != "k" * 32


def test_another_login_in_the_same_browser_keeps_nothing_of_the_first(browser, secretary):
    other = make_person("clerk")
    browser.enter(other)
    assert not Session.objects.filter(person=secretary.pk).exists()
    assert Session.objects.get(session_key=cookie(browser)).person == other


def test_logging_out_ends_it_for_every_copy_of_the_cookie(browser, secretary):
    key = cookie(browser)
    assert browser.post("/logout/")["Location"] == "/login/"
    assert not is_in(replay(key))
    assert Event.objects.filter(action="accounts.logout", actor_id=secretary.pk).count() == 1


def test_the_cookie_is_kept_from_scripts_and_from_other_sites(browser):
    sent = browser.cookies[settings.SESSION_COOKIE_NAME]
    assert sent["httponly"]
    assert sent["samesite"] == "Lax"


def test_a_cookie_replayed_at_the_neighbour_is_nobody_s(browser, beta):
    assert not is_in(replay(cookie(browser), "beta.test"))


def test_not_even_a_row_copied_into_the_neighbour_s_schema_opens_it(
    browser, secretary, alpha, beta
):
    """An equal key, an equal person, an equal password: the row says whose it is."""
    row = Session.objects.get(session_key=cookie(browser))
    facts = {f.attname: getattr(row, f.attname) for f in Session._meta.fields}
    person = {f.attname: getattr(secretary, f.attname) for f in secretary._meta.fields}
    connection.set_tenant(beta)
    type(secretary).objects.create(**person)
    Session.objects.create(**facts)
    assert not is_in(replay(cookie(browser), "beta.test"))
    connection.set_tenant(beta)
    Session.objects.update(agency=beta.pk)
    assert is_in(replay(cookie(browser), "beta.test"))  # so it was the agency that kept it shut


def test_a_cookie_of_an_agency_is_nobody_s_at_the_province(browser):
    answer = replay(cookie(browser), f"{settings.CHUAN_PORTAL}.test").get("/")
    assert answer["Location"].startswith("/login/")


def test_fifteen_idle_minutes_end_it(browser):
    start = clock.now()
    with clock.at(start + IDLE - timedelta(seconds=5)):
        assert is_in(browser)
    with clock.at(start + IDLE * 2 - timedelta(minutes=1)):
        assert is_in(browser)
    with clock.at(start + IDLE * 3 + timedelta(minutes=1)):
        assert not is_in(browser)


def test_an_ended_session_does_not_come_back_to_life(browser):
    start = clock.now()
    with clock.at(start + IDLE + timedelta(minutes=1)):
        assert not is_in(browser)
        assert not is_in(browser)
    assert Session.objects.get(session_key=cookie(browser)).seen_at < start + timedelta(minutes=1)


def test_a_page_that_asks_by_itself_does_not_keep_it_alive(browser):
    start = clock.now()
    for minutes in range(2, 15, 3):
        with clock.at(start + timedelta(minutes=minutes)):
            assert browser.get("/", headers={"X-Background": "1"}).status_code == 200
    with clock.at(start + IDLE + timedelta(minutes=1)):
        assert not is_in(browser)


def test_a_working_day_later_it_has_ended_however_busy_it_was(browser):
    start = clock.now()
    for minutes in range(0, 12 * 60, 14):
        with clock.at(start + timedelta(minutes=minutes)):
            assert is_in(browser)
    with clock.at(start + timedelta(hours=12, minutes=1)):
        assert not is_in(browser)


def test_a_disabled_person_is_out_at_the_next_request(browser, secretary):
    disable_person(secretary, by=SYSTEM)
    assert not is_in(browser)
    assert not Session.objects.filter(person=secretary.pk).exists()
    assert Event.objects.filter(action="accounts.disable", subject_id=str(secretary.pk)).exists()


def test_a_person_disabled_by_hand_is_out_too(browser, secretary):
    type(secretary).objects.filter(pk=secretary.pk).update(is_active=False)
    assert not is_in(browser)


def test_a_new_password_ends_the_sessions_of_the_old_one(browser, secretary):
    secretary.set_password("mot-mat-khau-khac-hoan-toan")
    secretary.save()
    assert not is_in(browser)


@pytest.mark.parametrize(("start", "end", "may"), [(0, 0, True), (1, None, False), (-9, -1, False)])
def test_a_role_is_held_from_its_first_to_its_last_day(secretary, alpha, start, end, may):
    person, today = make_person(), clock.today()
    days = [None if n is None else today + timedelta(days=n) for n in (start, end)]
    with clock.at(today - timedelta(days=10)):
        assign_role(person, Role.SECRETARY, by=SYSTEM, start=days[0], end=days[1])
    answer = HouseClient("alpha.test").enter(person).get("/documents/new/")
    assert answer.status_code == (200 if may else 403)


def test_a_role_that_ends_is_gone_while_the_session_lives_on(browser, secretary):
    last_day = clock.today()
    RoleAssignment.objects.filter(person=secretary).update(end=last_day)
    evening = datetime.combine(last_day, time(23, 58), clock.HANOI)
    with clock.at(evening):
        assert browser.enter(secretary).get("/documents/new/").status_code == 200
    with clock.at(evening + timedelta(minutes=3)):
        assert browser.get("/documents/new/").status_code == 403
