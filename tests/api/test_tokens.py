"""A token of ours: shown once, kept as a digest, worth nothing once one thing about it is wrong."""

from datetime import timedelta
from itertools import count

import pytest
from django.db import connection as database
from django.test.utils import CaptureQueriesContext

from accounts import connections
from accounts.connections import connect, disconnect
from accounts.models import Connection
from kernel import clock
from kernel.permissions import Role
from kernel.problems import MEDIA
from tests.api.conftest import System
from tests.factories import make_person

ME = "/api/v1/me/"
_number = count(1)


@pytest.fixture
def given(alpha, admin, secretary):
    """A connection and its token."""
    return connect(
        name=f"Phần mềm {next(_number)}",
        person=secretary,
        scopes=["documents:read"],
        expires_on=clock.today() + timedelta(days=30),
        by=admin,
    )


def ask(token, host="alpha.test", path=ME):
    return System(host, token).get(path)


def is_refused(answer):
    assert (answer.status_code, answer["Content-Type"]) == (401, MEDIA)
    assert answer.json()["type"] == "urn:chuan:problem:not-logged-in"
    assert answer["WWW-Authenticate"] == 'Bearer realm="CHUAN"'
    return True


def test_it_says_who_asks_and_by_what(given, secretary, alpha):
    said = ask(given[1]).json()
    assert said["id"] == str(secretary.pk)
    assert said["agency"] == "alpha"
    assert said["connection"] == given[0].name
    assert said["scopes"] == ["documents:read"]


def test_nothing_of_it_is_kept_but_a_digest_and_its_end(given):
    made, token = given
    with database.cursor() as cursor:
        cursor.execute("SELECT t::text FROM accounts_connection t")
        kept = "".join(row[0] for row in cursor.fetchall())
        cursor.execute("SELECT t::text FROM trail_event t")
        told = "".join(row[0] for row in cursor.fetchall())
    assert token.removeprefix("chuan_") not in kept + told
    assert token[-4:] == made.hint
    assert made.digest not in ("", token)
    assert len(token) > 40


def test_two_tokens_have_nothing_in_common(given, admin, secretary):
    _other, token = connect(
        name="Khác", person=secretary, scopes=["documents:read"], expires_on=clock.today(), by=admin
    )
    assert token != given[1]


@pytest.mark.parametrize(
    "wrong", ["", "chuan_", "chuan_x", "x" * 5000, "chuan_Ầ", "chuan_\x00", "…"]
)
def test_a_token_that_is_none_is_refused(alpha, wrong):
    answer = System("alpha.test").get(ME, HTTP_AUTHORIZATION=f"Bearer {wrong}")
    assert is_refused(answer)


@pytest.mark.parametrize("at", [0, 6, 20, -1])
def test_one_other_character_is_another_token(given, at):
    token = given[1]
    place = range(len(token))[at]
    other = "x" if token[place] != "x" else "y"
    assert is_refused(ask(token[:place] + other + token[place + 1 :]))


def test_a_longer_or_shorter_one_is_another_token(given):
    for token in (given[1] + "a", given[1][:-1], given[1].upper(), f" {given[1]} x"):
        assert is_refused(ask(token))


def test_one_that_was_ended_is_refused_at_once(given, admin):
    assert ask(given[1]).status_code == 200
    disconnect(given[0], by=admin)
    assert is_refused(ask(given[1]))


def test_it_lasts_through_its_last_day_and_not_longer(given):
    for days, status in ((30, 200), (31, 401)):
        with clock.at(clock.now() + timedelta(days=days)):
            assert ask(given[1]).status_code == status


def test_it_is_worth_no_more_than_its_person(given, secretary):
    secretary.is_active = False
    secretary.save(update_fields=["is_active"])
    assert is_refused(ask(given[1]))


def test_it_is_of_one_agency(given, beta):
    assert is_refused(ask(given[1], "beta.test"))
    assert is_refused(ask(given[1], "khanhhoa.test"))


def test_in_the_address_it_is_not_accepted(given):
    """Addresses stand in logs."""
    for name in ("token", "access_token", "Authorization", "key"):
        assert is_refused(ask("", path=f"{ME}?{name}={given[1]}"))


def test_in_a_body_or_a_cookie_it_is_not_accepted(given):
    client = System("alpha.test")
    client.cookies["token"] = given[1]
    assert is_refused(client.get(ME))
    assert is_refused(client.send("POST", "documents/", {"access_token": given[1]}))


@pytest.mark.parametrize("kind", ["Basic", "Token", "Digest", "Bearer:", ""])
def test_under_another_name_it_is_not_accepted(given, kind):
    answer = System("alpha.test").get(ME, HTTP_AUTHORIZATION=f"{kind} {given[1]}".strip())
    assert is_refused(answer)


def test_its_use_is_written_down_at_most_once_a_minute(given):
    made, token = given
    moments = []
    start = clock.now()
    for seconds in (0, 1, 59, 61, 62):
        with clock.at(start + timedelta(seconds=seconds)):
            assert ask(token).status_code == 200
        moments.append(Connection.objects.get(pk=made.pk).used_at - start)
    assert [moment.total_seconds() for moment in moments] == [0, 0, 0, 61, 61]


def test_checking_it_is_one_statement(given):
    ask(given[1])
    with CaptureQueriesContext(database) as captured:
        ask(given[1])
    about_it = [query for query in captured if "accounts_connection" in query["sql"]]
    assert len(about_it) == 1


def test_a_display_name_with_script_breaks_nothing(alpha, admin):
    name = '<script>alert("1")</script>\r\nSet-Cookie: a=b'
    person = make_person(Role.SECRETARY, name=name[:150])
    _made, token = connect(
        name=name[:100],
        person=person,
        scopes=["documents:read", "documents:write"],
        expires_on=clock.today(),
        by=admin,
    )
    client = System("alpha.test", token)
    said = client.get(ME)
    assert said["Content-Type"] == "application/json"
    assert said["X-Content-Type-Options"] == "nosniff"
    assert said.json()["full_name"] == name[:150]
    body = {"code": "A<b>\r\nX: y", "title": name, "kind": "form"}
    made = client.send("POST", "documents/", body, **{"Idempotency-Key": "a"})
    assert made.status_code in (201, 422), made.content.decode()
    assert "\r" not in made.get("Location", "")
    for answer in (said, made):
        assert "Set-Cookie" not in answer.headers
        assert all("\r" not in value and "\n" not in value for value in answer.headers.values())


def test_what_is_kept_depends_on_the_key_of_the_house(settings):
    before = connections.digest_of("chuan_x")
    settings.SECRET_KEY = "another-one"
    assert connections.digest_of("chuan_x") != before
