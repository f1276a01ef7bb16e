"""Every door is declared, and opens to whom it should: the list is what the reviewer reads."""

from collections import Counter
from dataclasses import replace

import pytest
from django.conf import settings

from kernel.permissions import Role
from tenants.services import address_of
from tests.architecture import doors
from tests.architecture.doors import DOORS, EVERY_DOOR, EVERYONE, NARROWS, PEOPLE, knock
from tests.architecture.furnishing import MARK

each_door = pytest.mark.parametrize(("host", "key"), EVERY_DOOR, ids=map(" ".join, EVERY_DOOR))
WHO = {"agency": "all", "portal": "overseer", "console": "operator"}
OUT = {302, 401}  # to the login, or told that one must log in
WAYS = ({}, {"HTTP_HX_REQUEST": "true"})  # for a page, and for a piece of one


def house_of(province, host):
    """The operator's host is the portal's schema at another address."""
    if host == "console":
        return replace(province.portal, host=address_of(settings.CHUAN_OPERATOR))
    return province.alpha if host == "agency" else province.portal


@pytest.fixture
def methods(province):
    """`host name METHOD` for every URL there is: what the views themselves say they answer."""
    found = Counter()
    for url in doors.urls():
        house = house_of(province, url.host)
        browser = house.browser(WHO[url.host])
        declared = [door for key, door in DOORS[url.host].items() if key.split()[0] == url.name]
        assert declared, f"{url.host} {url.name} {url.pattern} is not declared in doors/"
        allow = browser.options(declared[0].path(url.name, url.host, house.ids)).get("Allow")
        assert allow, f"{url.name} does not say which methods it answers"
        found.update((url.host, url.name, method) for method in allow.split(", "))
    return found


def test_every_url_and_method_is_declared_and_no_other(methods):
    declared = {(host, *key.split()) for host, key in EVERY_DOOR}
    assert set(methods) == declared
    assert max(methods.values()) == 1, "two patterns have one name"


def test_the_list_of_doors_is_the_one_that_was_reviewed(golden):
    lines = [_line(url, key) for url in doors.urls() for key in _keys(url)]
    golden("urls.txt", "\n".join([*doors.BEFORE_TENANCY, "", *lines, ""]))


def _keys(url):
    return sorted(key for key in DOORS[url.host] if key.split()[0] == url.name)


def _line(url, key):
    door, method = DOORS[url.host][key], key.split()[1]
    out = f"not {door.shuts}: {_how(door)}" if door.shuts else ""
    return f"{url.host:7} {method:4} {url.pattern:62} {door.opens:11} {out}".rstrip()


def _how(door):
    return "sees nothing" if door.status == NARROWS else door.status


def test_the_public_doors_are_these_and_no_other():
    open_doors = {
        key for doors in DOORS.values() for key, door in doors.items() if door.opens == EVERYONE
    }
    assert open_doors == {
        "accounts:login GET",
        "accounts:login POST",
        "accounts:left GET",
        "accounts:language POST",
        "accounts:csrf GET",
        "accounts:code GET",
        "accounts:code POST",
        "accounts:sso-login GET",
        "accounts:sso-finish GET",
        "published:index GET",
        "published:document GET",
        "published:pdf GET",
        "published:check GET",
        "ui:gallery GET",  # only where CHUAN_GALLERY says so
        "ui:gallery-page GET",
    }
    marked = {url.name for url in doors.urls() if getattr(url.view, "open_door", False)}
    assert marked == {key.split()[0] for key in open_doors}


@each_door
def test_who_may_gets_in(province, host, key):
    door, house = DOORS[host][key], house_of(province, host)
    who = "" if door.opens == EVERYONE else door.opens
    if door.opens == PEOPLE:
        who = "staff" if host == "agency" else "librarian"
    assert knock(house, key, house.browser(who), host=host).status_code == door.answers


CLOSED = [(host, key) for host, key in EVERY_DOOR if DOORS[host][key].shuts]


@pytest.mark.parametrize(("host", "key"), CLOSED, ids=map(" ".join, CLOSED))
def test_who_may_not_is_kept_out(province, host, key):
    door, house = DOORS[host][key], house_of(province, host)
    for htmx in WAYS:
        answer = knock(house, key, house.browser(door.shuts, **htmx), host=host)
        assert answer.status_code == door.status
        if door.status == NARROWS:
            assert f"Quy trình {MARK}" not in text_of(answer)


def test_every_door_keeps_somebody_out_unless_it_is_for_all():
    assert [
        key
        for host, key in EVERY_DOOR
        if not DOORS[host][key].shuts and DOORS[host][key].opens not in (EVERYONE, PEOPLE)
    ] == []


@each_door
def test_a_stranger_is_asked_to_log_in(province, host, key):
    door, house = DOORS[host][key], house_of(province, host)
    for htmx in WAYS:
        answer = knock(house, key, house.browser(**htmx), host=host)
        if door.opens == EVERYONE:
            assert answer.status_code == door.answers
            continue
        assert answer.status_code in OUT
        assert answer.get("Location", "/login/").startswith("/login/")
        assert MARK not in text_of(answer)


@each_door
def test_a_person_without_any_role_reads_nothing(province, host, key):
    """As somebody who left: the account is there, no role is."""
    door, house = DOORS[host][key], house_of(province, host)
    if door.opens in (EVERYONE, PEOPLE):
        return
    answer = knock(house, key, house.browser("nobody"), host=host)
    if answer.status_code == NARROWS:
        assert door.status == NARROWS
        assert f"Quy trình {MARK}" not in text_of(answer)
    else:
        assert answer.status_code in (403, 404)


@pytest.mark.parametrize("key", doors.AGENCY_DOORS)
def test_nobody_of_the_province_is_let_into_an_agency(province, key):
    if DOORS["agency"][key].opens == EVERYONE:
        return
    for who in (Role.OVERSEER, Role.OPERATOR):
        stranger = province.portal.browser(who, host=province.alpha.host)
        answer = knock(province.alpha, key, stranger)
        assert answer.status_code in OUT
        assert MARK not in text_of(answer)


def test_a_password_of_the_portal_opens_no_agency(province):
    browser = province.alpha.browser()
    answer = browser.post(
        "/login/", {"username": "overseer.tinh", "password": "mat-khau-dai-14-ky-tu"}
    )
    assert answer.status_code == 422
    assert settings.SESSION_COOKIE_NAME not in browser.cookies


@pytest.mark.parametrize("host", ["agency", "portal"])
def test_a_door_of_one_kind_of_host_is_none_of_the_other(province, host):
    other = "portal" if host == "agency" else "agency"
    house = house_of(province, other)
    browser = house.browser("overseer" if other == "portal" else "all")
    shared = {url.pattern for url in doors.urls() if url.host == other}
    for key, door in DOORS[host].items():
        url = next(u for u in doors.urls() if u.host == host and u.name == key.split()[0])
        if url.pattern in shared:
            continue
        path = door.path(url.name, host, house_of(province, host).ids)
        assert browser.get(path).status_code == 404, key


def text_of(answer):
    if getattr(answer, "streaming", False):
        return b"".join(answer.streaming_content).decode("utf-8", "replace")
    return answer.content.decode("utf-8", "replace")
