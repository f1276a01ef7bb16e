"""An ended session costs nothing but the password."""

import json

import pytest
from playwright.sync_api import expect

from tests.kernel.ui.site import Answer, page

pytestmark = pytest.mark.browser

MAIN = """<form method="post" hx-post="/approve/" hx-target="#result">
<input name="note" id="note" aria-label="Ý kiến"><button>Phê duyệt</button></form>
<p id="result"></p>"""
FORM = """<form id="n" method="post" action="/save/" data-autosave><span data-save-status></span>
<textarea id="text" name="text"></textarea></form>"""


class Session:
    """Answers 401 until somebody logs in; a login gives a new token, as Django does."""

    def __init__(self, site):
        self.site, self.alive, self.person = site, False, "m1"
        site.on("GET /", lambda _request: self.here())
        site.on("POST /login/", self.login)

    def here(self):
        token = "token-2" if self.alive else "token-1"
        return Answer(page(MAIN + FORM, key=self.person, token=token))

    def login(self, request):
        if request.value("password") != "đúng":
            error = (
                '<div class="field"><span class="err">Mật khẩu chưa đúng.</span>'
                '<input name="password"></div>'
            )
            return Answer(page(error, key=""), 401)
        self.alive = True
        return Answer("", 302, {"Location": "/"})

    def guarded(self, answer):
        return lambda _request: answer if self.alive else Answer("", 401)


@pytest.fixture
def session(tab, site):
    made = Session(site)
    site.on("POST /approve/", made.guarded(Answer("Đã phê duyệt")))
    saved = Answer(json.dumps({"saved_at": "10:32"}), headers={"Content-Type": "application/json"})
    site.on("POST /save/", made.guarded(saved))
    tab.goto("/")
    return made


def log_in(tab, password="đúng"):
    expect(tab.locator("#login-dialog")).to_be_visible()
    tab.fill("#login-dialog-password", password)
    tab.click("#login-dialog button[type=submit]")


def test_the_request_is_repeated_with_what_was_typed_and_the_new_token(tab, session, site):
    tab.fill("#note", "Đồng ý")
    tab.click("text=Phê duyệt")
    log_in(tab)
    expect(tab.locator("#result")).to_have_text("Đã phê duyệt")
    first, second = site.posts("/approve/")
    assert first.value("note") == second.value("note") == "Đồng ý"
    assert second.headers["x-csrftoken"] == "token-2"


def test_autosave_asks_for_the_login_and_goes_on(tab, session, site):
    tab.fill("#text", "Chữ đang gõ")
    log_in(tab)
    expect(tab.locator("[data-save-status]")).to_contain_text("đã lưu 10:32")
    assert tab.input_value("#text") == "Chữ đang gõ"


def test_a_wrong_password_is_said_and_nothing_is_repeated(tab, session, site):
    tab.click("text=Phê duyệt")
    log_in(tab, "sai")
    expect(tab.locator("[data-login-error]")).to_have_text("Mật khẩu chưa đúng.")
    assert len(site.posts("/approve/")) == 1


def test_the_name_is_filled_in_and_the_password_has_the_focus(tab, session):
    tab.click("text=Phê duyệt")
    expect(tab.locator("#login-dialog-password")).to_be_focused()
    assert tab.input_value("#login-dialog-username") == "minhhanh.le"


def test_another_person_does_not_act_with_the_first_ones_request(tab, session, site):
    tab.on("dialog", lambda dialog: dialog.accept())
    tab.click("text=Phê duyệt")
    session.person = "m2"
    log_in(tab)
    tab.wait_for_load_state()
    expect(tab.locator("meta[name=person]")).to_have_attribute("content", "m2")
    assert len(site.posts("/approve/")) == 1


def test_escape_leaves_the_page_as_it_is(tab, session):
    tab.fill("#note", "Đồng ý")
    tab.click("text=Phê duyệt")
    expect(tab.locator("#login-dialog")).to_be_visible()
    tab.keyboard.press("Escape")
    expect(tab.locator("#login-dialog")).to_be_hidden()
    assert tab.input_value("#note") == "Đồng ý"


def test_an_idle_session_is_warned_then_locked_and_the_text_stays(tab, site):
    made = Session(site)
    made.alive = True
    site.on("POST /logout/", Answer("", 204))
    site.on("POST /save/", Answer("", 500))
    site.on("GET /", lambda _request: Answer(page(FORM, idle=15)))
    tab.clock.install()
    tab.goto("/")
    tab.locator("#text").press_sequentially("Chữ đang gõ")
    tab.clock.fast_forward("14:05")
    expect(tab.locator("#idle")).to_contain_text("sẽ khóa sau")
    with tab.expect_response("**/logout/"):
        tab.clock.fast_forward("01:00")
    expect(tab.locator("#login-dialog.lock")).to_be_visible()
    tab.keyboard.press("Escape")
    expect(tab.locator("#login-dialog.lock")).to_be_visible()
    assert len(site.posts("/logout/")) == 1
    log_in(tab)
    expect(tab.locator("#login-dialog")).to_be_hidden()
    assert tab.input_value("#text") == "Chữ đang gõ"


def test_typing_alone_is_a_sign_of_life_for_the_server(tab, site):
    plain = '<label for="w">Chữ</label><textarea id="w"></textarea>'
    site.on("GET /", Answer(page(plain, idle=15)))
    tab.clock.install()
    tab.goto("/")
    with tab.expect_request(lambda request: request.method == "HEAD"):
        for _word in range(2):
            tab.clock.fast_forward("03:00")
            tab.locator("#w").press_sequentially("chữ ")


def test_whoever_goes_on_working_is_not_locked(tab, site):
    site.on("GET /", Answer(page(FORM, idle=15)))
    tab.clock.install()
    tab.goto("/")
    tab.clock.fast_forward("14:05")
    expect(tab.locator("#idle")).to_be_visible()
    tab.click("#idle button")
    expect(tab.locator("#idle")).to_be_hidden()
    tab.clock.fast_forward("01:00")
    expect(tab.locator("#login-dialog")).to_be_hidden()
