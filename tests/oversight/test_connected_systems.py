"""Other systems of the province read the portal's API, as `chuan province connect` lets them."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from accounts.models import Connection
from kernel import clock
from kernel.permissions import SYSTEM, Role
from oversight.services import create_platform_person
from tests.conftest import HouseClient

ASKED = ("--role", "overseer", "--scope", "oversight:read", "--until", "31/12/2026")


@pytest.fixture(autouse=True)
def day():
    with clock.at(date(2026, 11, 22)):
        yield


@pytest.fixture
def operator(public):
    return create_platform_person(
        username="van.hanh",
        full_name="Bùi Văn Hành",
        password=None,
        roles=[Role.OPERATOR],
        by=SYSTEM,
    )


def connect(*words):
    out = StringIO()
    call_command("province", "connect", "LGSP tỉnh", "--by", "van.hanh", *words, stdout=out)
    return out.getvalue().split()[-1]


def ask(token):
    client = HouseClient("khanhhoa.test", HTTP_AUTHORIZATION=f"Bearer {token}")
    return client.get("/api/v1/me/")


def test_its_token_is_printed_once_and_opens_the_portal_alone(operator, beta):
    token = connect(*ASKED)
    said = ask(token).json()
    assert (said["full_name"], said["roles"], said["agency"]) == ("LGSP tỉnh", ["overseer"], None)
    assert token not in str(Connection.objects.values())
    other = HouseClient("beta.test", HTTP_AUTHORIZATION=f"Bearer {token}")
    assert other.get("/api/v1/me/").status_code == 401


def test_disconnected_it_is_refused_at_once(operator):
    token = connect(*ASKED)
    call_command("province", "disconnect", "LGSP tỉnh", stdout=StringIO())
    assert ask(token).status_code == 401
    with pytest.raises(CommandError, match="Không có hệ thống"):
        call_command("province", "disconnect", "LGSP tỉnh", stdout=StringIO())


@pytest.mark.parametrize(
    "words",
    [
        ("--role", "operator", "--scope", "oversight:read", "--until", "31/12/2026"),
        ("--role", "overseer", "--scope", "all", "--until", "31/12/2026"),
        ("--role", "overseer", "--scope", "oversight:read", "--until", "mai"),
        ("--role", "overseer", "--scope", "oversight:read", "--until", "1/1/2020"),
    ],
)
def test_what_it_may_not_have_is_refused(operator, words):
    with pytest.raises(CommandError):
        connect(*words)
    assert not Connection.objects.exists()


def test_somebody_answers_for_it(public):
    with pytest.raises(CommandError, match="Không có ai"):
        connect(*ASKED)
