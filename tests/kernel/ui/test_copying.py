"""Buttons that copy or print what stands on the page."""

import pytest
from playwright.sync_api import expect

from tests.kernel.ui.site import Answer, page

pytestmark = pytest.mark.browser

MAIN = """<ol id="codes"><li>AAAAA-22222</li><li>BBBBB-33333</li></ol>
<button type="button" data-copy="#codes li" data-copied="Đã chép" hidden><i></i> Chép</button>
<button type="button" data-print hidden>In</button>"""


@pytest.fixture
def shown(tab, site):
    site.on("GET /", lambda _request: Answer(page(MAIN, key="m1")))
    tab.context.grant_permissions(["clipboard-read", "clipboard-write"])
    tab.goto("/")
    return tab


def test_the_lines_are_copied_and_the_button_says_so(shown):
    shown.click("text=Chép")
    expect(shown.get_by_role("button", name="Đã chép")).to_be_visible()
    assert shown.evaluate("navigator.clipboard.readText()") == "AAAAA-22222\nBBBBB-33333"


def test_the_page_is_printed(shown):
    shown.evaluate("window.print = () => { document.title = 'in' }")
    shown.click("text=In")
    expect(shown).to_have_title("in")


def test_where_nothing_can_be_copied_no_button_promises_it(tab, site):
    site.on("GET /", lambda _request: Answer(page(MAIN, key="m1")))
    tab.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    tab.goto("/")
    expect(tab.locator("[data-copy]")).to_be_hidden()
    expect(tab.locator("[data-print]")).to_be_visible()
