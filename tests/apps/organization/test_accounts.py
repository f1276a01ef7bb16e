"""An administrator looks after accounts: names, passwords, closing, opening, posts."""

from datetime import timedelta

import pytest

from accounts.models import User
from accounts.services import create_person
from apps.organization import services
from apps.organization.models import Holding
from kernel import clock
from kernel.permissions import SYSTEM, Role
from kernel.refusals import RuleBroken
from kernel.trail.models import Event
from tests.conftest import HouseClient
from tests.factories import make_person

PASSWORD, NEXT = "mat-khau-dai-14-ky-tu", "con duong que huong"


@pytest.fixture
def admin(alpha):
    return make_person(Role.ADMIN, name="Phan Văn Lộc")


@pytest.fixture
def minh(alpha):
    person = create_person(
        username="minh.le", full_name="Lê Văn Minh", password=PASSWORD, by=SYSTEM
    )
    services.assign_role(person, Role.STAFF, by=SYSTEM)
    return person


@pytest.fixture
def page(admin):
    return HouseClient("alpha.test").enter(admin)


def log_in(password, username="minh.le"):
    browser = HouseClient("alpha.test")
    answer = browser.post("/login/", {"username": username, "password": password})
    return browser, answer


def listed(browser, asked=""):
    return list(browser.get(f"/organization/{asked}").context["page_obj"])


def test_a_new_password_opens_only_the_page_on_which_another_is_chosen(page, minh):
    page.post(f"/organization/people/{minh.pk}/password/", {"password": NEXT})
    browser, answer = log_in(NEXT)
    assert answer.status_code == 302
    assert browser.get("/documents/")["Location"] == "/account/?next=/documents/"
    assert browser.get("/account/").status_code == 200
    typed = {"present": NEXT, "password": PASSWORD, "again": PASSWORD, "next": "/documents/"}
    assert browser.post("/account/", typed)["Location"] == "/documents/"
    assert browser.get("/documents/").status_code == 200
    assert not User.objects.get(pk=minh.pk).temporary


def test_a_new_password_puts_out_whoever_is_in_and_opens_a_lock(page, minh):
    browser, _answer = log_in(PASSWORD)
    for _try in range(5):
        log_in("sai")
    assert "khóa" in log_in(PASSWORD)[1].content.decode()
    page.post(f"/organization/people/{minh.pk}/password/", {"password": NEXT})
    assert browser.get("/documents/")["Location"].startswith("/login/")
    assert log_in(NEXT)[1].status_code == 302
    assert Event.objects.filter(action="accounts.password", subject_id=minh.pk).exists()


def test_the_page_tells_the_administrator_that_the_account_is_locked(page, minh):
    for _try in range(5):
        log_in("sai")
    assert "Tạm khóa đến" in page.get(f"/organization/people/{minh.pk}/").content.decode()


@pytest.mark.parametrize(("password", "said"), [("ngan", "14"), ("password123456", "phổ biến")])
def test_a_weak_password_is_refused_with_what_it_should_be(page, minh, password, said):
    answer = page.post(f"/organization/people/{minh.pk}/password/", {"password": password})
    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_a_closed_account_is_out_at_once_and_comes_back_as_it_was(page, minh):
    browser, _answer = log_in(PASSWORD)
    page.post(f"/organization/people/{minh.pk}/disable/")
    assert browser.get("/")["Location"].startswith("/login/")
    assert log_in(PASSWORD)[1].status_code == 422
    assert minh not in listed(page)
    assert listed(page, "?closed=on") == [minh]
    page.post(f"/organization/people/{minh.pk}/enable/")
    assert log_in(PASSWORD)[0].get("/documents/").status_code == 200


def test_nobody_closes_the_own_account(page, admin):
    answer = page.post(f"/organization/people/{admin.pk}/disable/")
    assert answer.status_code == 422
    with pytest.raises(RuleBroken):
        services.disable_person(admin, by=admin)
    assert User.objects.get(pk=admin.pk).is_active


def test_another_name_is_shown_and_what_was_done_keeps_the_name_of_its_day(page, minh):
    log_in(PASSWORD)
    page.post(
        f"/organization/people/{minh.pk}/rename/",
        {"full_name": "Lê Minh Đức", "email": "duc@tanhai.gov.vn"},
    )
    assert User.objects.get(pk=minh.pk).full_name == "Lê Minh Đức"
    assert (
        Event.objects.get(action="accounts.login", subject_id=minh.pk).actor_name == "Lê Văn Minh"
    )


def test_a_post_is_taken_and_left(page, minh):
    page.post(f"/organization/people/{minh.pk}/posts/new/", {"post": "Chuyên viên"})
    holding = Holding.objects.get(person=minh)
    assert holding.end is None
    with clock.at(clock.today() + timedelta(days=30)):
        services.end_holding(holding, by=SYSTEM)
    assert Holding.objects.get(pk=holding.pk).end == clock.today() + timedelta(days=29)


class TestOwnPassword:
    def change(self, browser, present=PASSWORD, password=NEXT, again=None):
        typed = {"present": present, "password": password, "again": again or password}
        return browser.post("/account/", typed)

    def test_it_is_changed_and_other_places_are_logged_out(self, minh):
        here, elsewhere = log_in(PASSWORD)[0], log_in(PASSWORD)[0]
        assert self.change(here).status_code == 302
        assert here.get("/documents/").status_code == 200
        assert elsewhere.get("/")["Location"].startswith("/login/")
        assert log_in(NEXT)[1].status_code == 302

    @pytest.mark.parametrize(
        ("typed", "said"),
        [
            ({"present": "khong phai"}, "không phải mật khẩu đang dùng"),
            ({"again": "con duong que khac"}, "không giống nhau"),
            ({"password": PASSWORD}, "khác mật khẩu đang dùng"),
            ({"password": "ngan"}, "14"),
        ],
    )
    def test_what_is_wrong_is_said_beside_it(self, minh, typed, said):
        browser = log_in(PASSWORD)[0]
        answer = self.change(browser, **typed)
        assert answer.status_code == 422
        assert said in answer.content.decode()
        assert log_in(PASSWORD)[1].status_code == 302
