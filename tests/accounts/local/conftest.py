"""Somebody with a telephone, and a browser at alpha."""

from datetime import timedelta

import pyotp
import pytest

from accounts import second_factor
from kernel import clock
from kernel.permissions import SYSTEM
from tests.accounts.sso.conftest import idp as idp
from tests.conftest import HouseClient
from tests.factories import make_person

PASSWORD = "mat-khau-dai-14-ky-tu"


class Telephone:
    """Shows the code of the present moment, and the ones printed on paper."""

    def __init__(self, key, codes):
        self.key, self.paper = key, list(codes)

    def shows(self, after=0):
        return pyotp.TOTP(self.key).at(clock.now(), counter_offset=after)


def with_password(person):
    person.set_password(PASSWORD)
    person.save(update_fields=["password"])
    return person


def give_telephone(person):
    given, codes = second_factor.hand_over(person, "", by=SYSTEM)
    return Telephone(given.key, codes)


def type_password(browser, username="minh.hanh", password=PASSWORD, **more):
    return browser.post("/login/", {"username": username, "password": password, **more})


def type_code(browser, code, **more):
    return browser.post("/login/code/", {"code": code, **more})


def is_in(browser):
    return browser.get("/notices/").status_code == 200


def said(answer):
    """The sentences beside the fields."""
    errors = answer.context["form"].errors
    return " ".join(sentence for sentences in errors.values() for sentence in sentences)


def later(**passed):
    return clock.at(clock.now() + timedelta(**passed))


@pytest.fixture
def person(alpha):
    return with_password(make_person("staff", username="minh.hanh"))


@pytest.fixture
def telephone(person):
    return give_telephone(person)


@pytest.fixture
def browser(alpha):
    return HouseClient("alpha.test")
