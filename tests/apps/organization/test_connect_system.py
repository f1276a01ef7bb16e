"""An administrator lets another system in, for what it needs and until a day."""

from datetime import timedelta

import pytest

from accounts.local.attempts import attempt_login
from accounts.models import Connection, User
from accounts.sso.arrivals import arrive
from apps.organization.selectors import people, people_who_may
from kernel import clock
from kernel.permissions import Role
from kernel.trail.models import Event
from tests.factories import make_person

NEW = "/organization/connections/new/"


@pytest.fixture
def admin(alpha):
    return make_person(Role.ADMIN, username="quan.tri")


@pytest.fixture
def asked():
    return {
        "name": "Phần mềm một cửa",
        "role": "secretary",
        "scopes": ["documents:read", "documents:write"],
        "expires_on": f"{clock.today() + timedelta(days=90):%d/%m/%Y}",
    }


@pytest.fixture
def browser(client, admin):
    return client.enter(admin)


@pytest.fixture
def made(browser, asked):
    return browser.post(NEW, asked)


def test_its_token_is_shown_once_and_kept_nowhere(browser, made):
    page = browser.get(made["Location"])
    token = page.context["token"]
    assert token.startswith("chuan_")
    assert token in page.content.decode()
    assert token not in browser.get(made["Location"]).content.decode()
    kept = Connection.objects.get()
    assert token not in (kept.digest, kept.hint)
    assert kept.hint == token[-4:]


def test_it_asks_under_its_own_name_and_leaves_its_trace(browser, admin, made):
    token = browser.get(made["Location"]).context["token"]
    said = browser.get("/api/v1/me/", HTTP_AUTHORIZATION=f"Bearer {token}").json()
    assert (said["full_name"], said["roles"]) == ("Phần mềm một cửa", ["secretary"])
    assert said["scopes"] == ["documents:read", "documents:write"]
    event = Event.objects.get(action="accounts.connect")
    assert event.actor_id == admin.pk
    assert token not in str(event.body)


def test_shut_out_it_is_refused_at_once(browser, made):
    token = browser.get(made["Location"]).context["token"]
    browser.post(f"{made['Location']}end/")
    answer = browser.get("/api/v1/me/", HTTP_AUTHORIZATION=f"Bearer {token}")
    assert answer.status_code == 401
    assert not Connection.objects.get().person.is_active
    assert Event.objects.filter(action="accounts.disconnect").count() == 1


def test_a_second_click_makes_no_second_one_and_the_token_is_still_shown(browser, made, asked):
    again = browser.post(NEW, asked)
    assert again.status_code == 422
    assert Connection.objects.count() == 1
    assert browser.get(made["Location"]).context["token"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"role": "admin"},
        {"role": "top_management"},
        {"role": "overseer"},
        {"scopes": []},
        {"scopes": ["everything:write"]},
        {"expires_on": "1/1/2020"},
        {"expires_on": "1/1/2099"},
        {"expires_on": "mai"},
        {"name": " "},
    ],
)
def test_what_nobody_may_have_is_refused_and_stays_in_the_form(browser, asked, wrong):
    answer = browser.post(NEW, asked | wrong)
    assert answer.status_code == 422
    assert not Connection.objects.exists()
    assert not User.objects.filter(is_machine=True).exists()


def test_it_is_no_colleague(browser, made):
    """Nobody finds it among the people, or can name it as who checks or approves."""
    machine = User.objects.get(is_machine=True)
    assert machine not in people()
    assert machine not in people_who_may([Role.SECRETARY])
    assert "Phần mềm một cửa" not in browser.get("/organization/").content.decode()


def test_nobody_logs_in_as_it(made):
    machine = User.objects.get(is_machine=True)
    assert attempt_login(machine.username, "").person is None


def test_nobody_arrives_as_it(made):
    from accounts.sso.tokens import Identity

    machine = User.objects.get(is_machine=True)
    came = Identity(
        subject="s-1",
        session="",
        username=machine.username,
        name="Ai Đó",
        email="",
        organizations=frozenset({"alpha"}),
        roles=frozenset(),
        authenticated_at=None,
        level="",
    )
    assert arrive(came).person != machine
