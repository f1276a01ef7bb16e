"""Focus goes where one expects it, and comes back."""

import pytest
from playwright.sync_api import expect

from tests.kernel.ui.site import Answer, page, refusal

pytestmark = pytest.mark.browser

OPENER = '<a class="btn" href="#approve" data-dialog id="opener">Phê duyệt</a>'
DIALOG = """{% dialog "approve" "Phê duyệt lần 02?" %}
<form method="post" hx-post="/act/" hx-target="#result">
<div class="in"><label for="pin">Mã</label><input id="pin" name="pin"></div>
<div class="bot"><a class="btn" href="#" data-close>Để sau</a>
<button class="btn go">Đồng ý</button></div></form>{% enddialog %}"""
INSIDE = "document.activeElement === document.body || !!document.activeElement.closest('#approve')"


@pytest.fixture
def shown(tab, site):
    site.on("GET /", Answer(page(OPENER + '<p id="result"></p>', dialogs=DIALOG)))
    tab.goto("/")
    return tab


def test_a_dialog_takes_the_focus_keeps_it_and_gives_it_back(shown):
    shown.focus("#opener")
    shown.keyboard.press("Enter")
    expect(shown.locator("#pin")).to_be_focused()
    for _ in range(8):
        shown.keyboard.press("Tab")
        assert shown.evaluate(INSIDE)
    shown.keyboard.press("Escape")
    expect(shown.locator("#approve")).to_be_hidden()
    expect(shown.locator("#opener")).to_be_focused()


def test_a_refusal_of_what_a_dialog_asked_is_said_in_the_dialog(shown, site):
    site.on("POST /act/", refusal("Mã xác nhận chưa đúng."))
    shown.click("#opener")
    shown.click("#approve .go")
    expect(shown.locator("#approve .refusal")).to_have_text("Mã xác nhận chưa đúng.")


def test_a_dialog_closes_when_its_act_is_done(shown, site):
    site.on("POST /act/", Answer("Đã phê duyệt"))
    shown.click("#opener")
    shown.click("#approve .go")
    expect(shown.locator("#result")).to_have_text("Đã phê duyệt")
    expect(shown.locator("#approve")).to_be_hidden()


def test_a_page_can_be_shown_as_a_dialog(tab, site):
    site.on("GET /", Answer(page('<a href="/issue/" data-dialog id="opener">Ban hành</a>')))
    form = (
        '<form method="post" action="/issue/"><input name="number" aria-label="Số">'
        "<button>Ghi</button></form>"
    )
    site.on("GET /issue/", Answer(page(form, h1="Ghi số, ngày")))
    site.on("POST /issue/", Answer(page("Đã ghi")))
    tab.goto("/")
    tab.click("#opener")
    expect(tab.get_by_role("dialog", name="Ghi số, ngày")).to_be_visible()
    tab.fill("[name=number]", "412")
    tab.click("text=Ghi >> nth=-1")
    expect(tab.locator("main")).to_contain_text("Đã ghi")


def test_a_menu_opens_by_key_moves_by_arrows_and_closes_by_escape(shown):
    summary = shown.locator("details.menu > summary")
    summary.focus()
    shown.keyboard.press("ArrowDown")
    expect(shown.locator(".pop button").first).to_be_focused()
    shown.keyboard.press("ArrowDown")
    expect(shown.locator(".pop button").nth(1)).to_be_focused()
    shown.keyboard.press("Escape")
    expect(summary).to_be_focused()
    expect(shown.locator(".pop")).to_be_hidden()


def test_a_menu_closes_when_one_goes_elsewhere(shown):
    shown.click("details.menu > summary")
    expect(shown.locator(".pop")).to_be_visible()
    shown.click("h1")
    expect(shown.locator(".pop")).to_be_hidden()


def test_the_side_menu_of_a_phone_covers_the_page_and_gives_the_focus_back(shown):
    shown.set_viewport_size({"width": 390, "height": 844})
    shown.click("[data-menu]")
    expect(shown.locator("#menu")).to_be_visible()
    assert shown.evaluate("document.querySelector('main').inert")
    shown.keyboard.press("Escape")
    expect(shown.locator("#menu")).to_be_hidden()
    expect(shown.locator("[data-menu]")).to_be_focused()
