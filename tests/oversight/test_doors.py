"""Who gets through the portal's doors, and that nobody gets through the wrong house's."""

import pytest
from django.conf import settings
from django.db import connection

from kernel.permissions import SYSTEM, Role
from oversight.services import create_platform_person
from tenants.services import address_of
from tests.conftest import HouseClient
from tests.factories import make_person
from tests.oversight.conftest import PASSWORD

DOORS = ["/", "/?view=table", "/overview.xlsx", "/agencies/beta/", "/agencies/beta/clauses/9.2/"]
PORTAL = address_of(settings.CHUAN_PORTAL)


@pytest.mark.parametrize("path", DOORS)
def test_an_overseer_gets_in(portal, beta, path):
    assert portal.get(path).status_code == 200


@pytest.mark.parametrize("path", DOORS)
@pytest.mark.parametrize("role", [Role.INSPECTOR, Role.LIBRARIAN, Role.OPERATOR])
def test_other_people_of_the_province_do_not(clauses, beta, role, path):
    person = create_platform_person(
        username="khac", full_name="Phan Văn Lộc", password=None, roles=[role], by=SYSTEM
    )
    answer = HouseClient(PORTAL).enter(person).get(path)
    if role == Role.LIBRARIAN and path.partition("?")[0] == "/":
        assert (answer.status_code, answer["Location"]) == (302, "/library/")
    else:
        assert answer.status_code == (404 if path.startswith("/agencies/") else 403)


@pytest.mark.parametrize("path", DOORS)
def test_a_stranger_is_sent_to_the_login(public, path):
    answer = HouseClient(PORTAL).get(path)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/login/")


@pytest.mark.parametrize(
    "path", ["/overview.xlsx", "/agencies/beta/", "/agencies/beta/clauses/9.2/"]
)
def test_an_agency_never_serves_the_portals_pages(client, path):
    client.enter(make_person(Role.ADMIN))
    assert client.get(path).status_code == 404


def test_a_cookie_of_the_portal_opens_nothing_at_an_agency(portal, alpha):
    connection.set_schema_to_public()
    stolen = HouseClient("alpha.test")
    stolen.cookies.load(portal.cookies.output(header=""))
    answer = stolen.get("/")
    assert answer.status_code == 302
    assert answer["Location"].startswith("/login/")
    assert portal.get("/").status_code == 200


def test_a_cookie_of_an_agency_opens_nothing_at_the_portal(clauses, client, alpha):
    connection.set_tenant(alpha)
    client.enter(make_person(Role.ADMIN))
    stolen = HouseClient(PORTAL)
    stolen.cookies.load(client.cookies.output(header=""))
    for path in DOORS:
        answer = stolen.get(path)
        assert answer.status_code == 302
        assert answer["Location"].startswith("/login/")


def test_the_same_name_and_password_in_an_agency_open_no_portal(clauses, alpha):
    connection.set_tenant(alpha)
    make_person(Role.TOP_MANAGEMENT, username="huu.phuoc")
    connection.set_schema_to_public()
    browser = HouseClient(PORTAL)
    browser.post("/login/", {"username": "huu.phuoc", "password": PASSWORD})
    assert browser.get("/").status_code == 302


@pytest.mark.parametrize("path", DOORS)
def test_looking_is_all_that_can_be_done(portal, beta, path):
    assert portal.post(path).status_code == 405
