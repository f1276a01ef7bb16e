"""Coming in: the right password, the fifth wrong one, and where one is led afterwards."""

import importlib
import sys
from datetime import timedelta

import pytest
from django.conf import settings
from django.test import override_settings

from accounts.local.attempts import attempt_login
from accounts.models import Session, Stranger, User
from kernel import clock
from kernel.trail.models import Event
from tests.config.test_required import SAFE
from tests.conftest import HouseClient
from tests.factories import make_person
from tests.words import is_vietnamese

PASSWORD = "mat-khau-dai-14-ky-tu"
NOBODY = "192.0.2.1"


@pytest.fixture
def person(alpha):
    made = make_person("staff", username="minh.hanh")
    made.set_password(PASSWORD)
    made.save()
    return made


@pytest.fixture
def browser(alpha):
    return HouseClient("alpha.test", REMOTE_ADDR=NOBODY)


def log_in(browser, username="minh.hanh", password=PASSWORD, **more):
    return browser.post("/login/", {"username": username, "password": password, **more})


def fail(browser, times=5, **who):
    return [log_in(browser, password="sai-mat-khau", **who) for _n in range(times)]


def said(answer):
    """The sentences beside the fields of the login page."""
    errors = answer.context["form"].errors
    return " ".join(sentence for sentences in errors.values() for sentence in sentences)


def test_the_right_password_opens_the_house_and_leaves_a_trace(browser, person):
    answer = log_in(browser)
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert browser.get("/").status_code == 200
    event = Event.objects.get(action="accounts.login")
    assert event.actor_id == person.pk


def test_the_name_may_be_typed_with_capitals_and_blanks(browser, person):
    assert log_in(browser, username=" Minh.Hanh ").status_code == 302


@pytest.mark.parametrize("name", ["config.settings.embedded", "config.settings.production"])
def test_passwords_are_kept_as_argon2_where_people_work(monkeypatch, alpha, name):
    for variable, value in SAFE.items():
        monkeypatch.setenv(variable, value)
    for read in ("config.settings.sso", name):  # before the environment was that of a province
        monkeypatch.delitem(sys.modules, read, raising=False)
    hashers = importlib.import_module(name).PASSWORD_HASHERS
    assert hashers == ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    with override_settings(PASSWORD_HASHERS=hashers):
        made = User(username="a")
        made.set_password(PASSWORD)
        assert made.password.startswith("argon2$argon2id$")
        assert made.check_password(PASSWORD)


def test_an_unknown_name_and_a_wrong_password_look_the_same(browser, person):
    unknown, wrong = fail(browser, 1, username="khong.co"), fail(browser, 1)
    assert said(unknown[0]) == said(wrong[0])
    assert unknown[0].status_code == wrong[0].status_code == 422


def test_an_unknown_name_costs_as_much_work_as_a_wrong_password(browser, person, monkeypatch):
    hashed = []
    monkeypatch.setattr("accounts.local.attempts.make_password", hashed.append)
    fail(browser, 1, username="khong.co")
    assert hashed == ["sai-mat-khau"]


def test_each_failure_tells_how_many_tries_are_left(browser, person):
    left = [said(answer) for answer in fail(browser, 4)]
    assert list("4321") == [
        next(character for character in sentence if character.isdigit()) for sentence in left
    ]
    assert all(map(is_vietnamese, left))


def test_the_fifth_failure_locks_and_even_the_right_password_waits(browser, person):
    fifth = fail(browser, 5)[-1]
    answer = log_in(browser)
    assert answer.status_code == 422
    assert said(answer) == said(fifth)
    assert "15" in said(answer)
    assert is_vietnamese(said(answer))
    assert not Session.objects.filter(person=person.pk).exists()
    assert Event.objects.filter(action="accounts.lock", subject_id=str(person.pk)).count() == 1


def test_a_locked_account_counts_no_further_failures(browser, person):
    fail(browser, 9)
    person.refresh_from_db()
    assert person.failures == 0
    assert Event.objects.filter(action="accounts.lock").count() == 1


def test_the_lock_ends_by_itself_after_its_time(browser, person):
    start = clock.now()
    with clock.at(start):
        fail(browser, 5)
    with clock.at(start + timedelta(minutes=settings.CHUAN_LOCK_MINUTES, seconds=-1)):
        assert log_in(browser).status_code == 422
    with clock.at(start + timedelta(minutes=settings.CHUAN_LOCK_MINUTES, seconds=1)):
        assert log_in(browser).status_code == 302


def test_a_success_forgets_the_failures_before_it(browser, person):
    fail(browser, 4)
    log_in(browser)
    assert "4" in said(fail(HouseClient("alpha.test"), 1)[0])


def test_the_others_behind_the_same_address_come_in(browser, person):
    other = make_person("staff", username="quoc.bao")
    other.set_password(PASSWORD)
    other.save()
    fail(browser, 5)
    assert log_in(HouseClient("alpha.test", REMOTE_ADDR=NOBODY), "quoc.bao").status_code == 302


def test_the_lock_follows_the_name_to_every_address(browser, person):
    fail(browser, 5)
    assert log_in(HouseClient("alpha.test", REMOTE_ADDR="192.0.2.2")).status_code == 422


def test_five_failures_at_once_lock_as_five_one_after_the_other_do(fresh_database):
    """Each try holds the row, so that no two of them count as one."""
    from concurrent.futures import ThreadPoolExecutor

    from django.db import connection

    from tenants.models import Agency

    agency = Agency.objects.get(slug="alpha")
    connection.set_tenant(agency)
    person = make_person("staff", username="minh.hanh")
    person.set_password(PASSWORD)
    person.save()

    def attempt(_n):
        connection.set_tenant(agency)
        try:
            return attempt_login("minh.hanh", "sai-mat-khau").tries_left
        finally:
            connection.close()

    with ThreadPoolExecutor(5) as pool:
        left = list(pool.map(attempt, range(5)))
    assert sorted(left) == [0, 1, 2, 3, 4]
    person.refresh_from_db()
    assert person.locked_until > clock.now()


def test_an_unknown_name_is_counted_and_locked_as_a_known_one(browser, person):
    unknown, known = fail(browser, 6, username="khong.co"), fail(browser, 6)
    assert [said(answer) for answer in unknown] == [said(answer) for answer in known]
    assert "bị khóa" in said(unknown[-1])


def test_a_name_that_is_not_here_is_locked_as_long_as_one_that_is(browser, person):
    start = clock.now()
    with clock.at(start):
        fail(browser, 5), fail(browser, 5, username="khong.co")
    for minutes in (1, -1):
        with clock.at(start + timedelta(minutes=settings.CHUAN_LOCK_MINUTES - minutes)):
            known, unknown = fail(browser, 1), fail(browser, 1, username="khong.co")
            assert said(unknown[0]) == said(known[0])
    assert "4" in said(unknown[0])


def test_names_are_counted_and_told_alike_while_the_cache_is_away(browser, person):
    away = {"BACKEND": "django.core.cache.backends.redis.RedisCache"}
    with override_settings(CACHES={"default": away | {"LOCATION": "redis://127.0.0.1:1"}}):
        unknown, known = fail(browser, 6, username="khong.co"), fail(browser, 6)
    assert [said(answer) for answer in unknown] == [said(answer) for answer in known]


def test_an_unknown_name_is_kept_a_day_and_never_as_it_was_typed(browser, person):
    start = clock.now()
    with clock.at(start):
        fail(browser, 1, username="mat-khau-go-nham")
        (kept,) = Stranger.objects.all()
        assert "mat-khau" not in kept.name
    with clock.at(start + timedelta(hours=25)):
        fail(browser, 1, username="khac")
    assert not Stranger.objects.filter(pk=kept.pk).exists()


def test_a_disabled_person_is_told_no_more_than_a_stranger(browser, person):
    person.is_active = False
    person.save()
    assert said(log_in(browser)) == said(log_in(browser, username="khong.co"))


@pytest.mark.parametrize(
    "wanted",
    [
        "https://xau.example/",
        "//xau.example/",
        "/\\xau.example/",
        "///xau.example",
        "javascript:alert(1)",
        "http:xau.example",
        "\thttps://xau.example",
    ],
)
@pytest.mark.parametrize("door", ["form", "address"])
def test_it_never_leads_away_from_the_house(browser, person, wanted, door):
    if door == "form":
        answer = log_in(browser, next=wanted)
    else:
        answer = browser.post(
            "/login/?next=" + wanted, {"username": "minh.hanh", "password": PASSWORD}
        )
    assert (answer.status_code, answer["Location"]) == (302, "/")


def test_it_leads_back_to_the_page_that_was_wanted(browser, person):
    asked = browser.get("/documents/?view=drafts")
    assert asked["Location"] == "/login/?next=/documents/%3Fview%3Ddrafts"
    page = browser.get(asked["Location"])
    assert page.context["next"] == "/documents/?view=drafts"
    assert log_in(browser, next=page.context["next"])["Location"] == "/documents/?view=drafts"
    assert browser.get(asked["Location"])["Location"] == "/documents/?view=drafts"


def test_an_empty_form_says_what_is_missing(browser, person):
    answer = browser.post("/login/", {})
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"username", "password"}


def test_the_language_is_remembered_with_the_person(browser, person):
    log_in(browser)
    for chosen, kept in (("en", "en"), ("xx", "vi")):
        assert browser.post("/language/", {"language": chosen}).status_code == 302
        person.refresh_from_db()
        assert person.language == kept


def test_before_the_login_the_browser_remembers_the_language(browser):
    answer = browser.post("/language/", {"language": "en"})
    assert answer.cookies["chuan_language"].value == "en"
