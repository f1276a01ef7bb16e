"""The second step of the login in a browser: set up, used, and over a page whose session ended."""

import re

import pyotp
import pytest
from playwright.sync_api import expect

from kernel import clock
from tests.factories import make_person
from tests.journeys.conftest import PASSWORD


class Telephone:
    def __init__(self, key):
        self.key, self.shown = key, set()

    def shows(self):
        """A code that was not used yet: of this step, or of the one after it."""
        totp = pyotp.TOTP(self.key)
        now, after = (totp.at(clock.now(), counter_offset=off) for off in (0, 1))
        code = after if now in self.shown else now
        assert code not in self.shown
        self.shown.add(code)
        return code


@pytest.fixture
def person(house):
    with house.inside():
        return house.let_in(make_person("secretary", name="Lê Thị Minh Hạnh", post="Thư ký ISO"))


def set_up(page):
    """From the account page to the paper with the codes."""
    page.goto("/account/")
    page.get_by_role("button", name="Thiết lập xác thực hai lớp").click()
    picture = page.locator(".enrol svg")
    expect(picture).to_be_visible()
    page.wait_for_load_state()  # the styles say how large it is
    box = picture.bounding_box()
    assert box["width"] == box["height"] >= 150
    telephone = Telephone(re.sub(r"\s", "", page.locator("b.code").inner_text()))
    page.get_by_label("Mã 6 số", exact=True).fill(telephone.shows())
    page.get_by_label("Mật khẩu hiện dùng").fill(PASSWORD)
    page.get_by_role("button", name="Bật xác thực hai lớp").click()
    expect(page.locator("#recovery-codes li")).to_have_count(10)
    return telephone, page.locator("#recovery-codes li").all_inner_texts()


def log_in(house, person):
    page = house.tab()
    page.goto("/login/")
    page.fill("[name=username]", person.username)
    page.fill("[name=password]", PASSWORD)
    page.click("main button.go")
    expect(page.get_by_role("heading", name="Nhập mã 6 số")).to_be_visible()
    return page


def is_inside(url):
    return "/login/" not in url


def ask(page):
    """A request of the page itself, into a corner of it: so it learns that the session ended."""
    page.evaluate(
        "() => { const corner = document.createElement('i'); document.body.append(corner);"
        " htmx.ajax('GET', '/notices/', {source: corner, target: corner}); }"
    )


def test_it_is_set_up_and_used_and_the_paper_stands_for_the_telephone(house, person):
    page = house.tab(person)
    telephone, codes = set_up(page)
    expect(page.get_by_role("button", name="In", exact=True)).to_be_visible()
    page.get_by_role("link", name="Tôi đã cất giữ").click()
    expect(page.get_by_text("Còn 10 mã khôi phục")).to_be_visible()
    other = log_in(house, person)
    other.get_by_label("Mã 6 số", exact=True).fill("000000")
    other.click("main button.go")
    expect(other.locator(".err")).to_contain_text("Mã không đúng")
    other.get_by_label("Mã 6 số", exact=True).fill(telephone.shows())
    other.click("main button.go")
    other.wait_for_url(is_inside)
    third = log_in(house, person)
    third.get_by_role("link", name="Dùng mã khôi phục").click()
    third.get_by_label("Mã khôi phục", exact=True).fill(codes[0].lower())
    third.click("main button.go")
    third.wait_for_url(is_inside)
    third.goto("/account/")
    expect(third.get_by_text("Còn 9 mã khôi phục")).to_be_visible()


def test_over_an_ended_session_the_dialog_asks_for_both_and_nothing_typed_is_lost(house, person):
    """As after fifteen idle minutes: the row is old, the page is still open."""
    page = house.tab(person)
    telephone, _codes = set_up(page)
    page.goto("/documents/new/")
    title = "Quy trình tiếp công dân vào sáng thứ Hai"
    field = page.locator("main form input[type=text]:visible").first
    field.fill(title)
    with house.inside():
        from accounts.models import Session

        Session.objects.all().delete()
    ask(page)
    dialog = page.locator("#login-dialog").first  # the page that was asked for holds one, too
    expect(dialog).to_be_visible()
    page.fill("#login-dialog-password", "sai-mat-khau")
    dialog.get_by_role("button", name="Đăng nhập").click()
    expect(dialog.locator("[data-login-error]")).to_contain_text("chưa đúng")
    page.fill("#login-dialog-password", PASSWORD)
    dialog.get_by_role("button", name="Đăng nhập").click()
    expect(page.locator("#login-dialog-code")).to_be_focused()
    expect(page.locator("#login-dialog-password")).to_be_hidden()
    page.fill("#login-dialog-code", "000000")
    dialog.get_by_role("button", name="Đăng nhập").click()
    expect(dialog.locator("[data-login-error]")).to_contain_text("Mã không đúng")
    page.fill("#login-dialog-code", telephone.shows())
    dialog.get_by_role("button", name="Đăng nhập").click()
    expect(dialog).to_be_hidden()
    assert field.input_value() == title
    assert page.url.endswith("/documents/new/")


def test_a_code_that_comes_too_late_leads_the_dialog_back_to_the_password(house, person):
    page = house.tab(person)
    telephone, _codes = set_up(page)
    with house.inside():
        from accounts.models import Session

        Session.objects.all().delete()
    ask(page)
    dialog = page.locator("#login-dialog").first  # the page that was asked for holds one, too
    page.fill("#login-dialog-password", PASSWORD)
    dialog.get_by_role("button", name="Đăng nhập").click()
    expect(page.locator("#login-dialog-code")).to_be_visible()
    page.context.clear_cookies(name="chuan_half")
    page.fill("#login-dialog-code", "123456")
    dialog.get_by_role("button", name="Đăng nhập").click()
    expect(page.locator("#login-dialog-password")).to_be_visible()
    expect(dialog.locator("[data-login-error]")).to_contain_text("năm phút")
    page.fill("#login-dialog-password", PASSWORD)
    dialog.get_by_role("button", name="Đăng nhập").click()
    page.fill("#login-dialog-code", telephone.shows())
    dialog.get_by_role("button", name="Đăng nhập").click()
    expect(dialog).to_be_hidden()
