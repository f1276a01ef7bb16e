"""The pages work first, and are pleasant second."""

import pytest
from playwright.sync_api import expect

from tests.kernel.ui import site as sites
from tests.kernel.ui.conftest import PATIENCE
from tests.kernel.ui.site import Answer, page

pytestmark = pytest.mark.browser


@pytest.fixture
def bare(chromium, site):
    context = chromium.new_context(
        java_script_enabled=False, base_url=site.url, viewport={"width": 1280, "height": 900}
    )
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


def test_a_dialog_opens_by_its_address_and_sends_its_form(bare, site):
    site.on("GET /", sites.gallery("document"))
    bare.goto("/")
    expect(bare.locator("#return")).to_be_hidden()
    bare.click("text=Trả lại, nêu lý do")
    expect(bare.locator("#return")).to_be_visible()
    bare.click("#return .bot .btn >> nth=0")
    expect(bare.locator("#return")).to_be_hidden()


def test_menus_and_folds_open(bare, site):
    site.on("GET /", sites.gallery("documents"))
    bare.goto("/")
    bare.click("details.menu > summary")
    expect(bare.locator(".pop")).to_be_visible()
    bare.click(".nav .fold >> nth=0 >> summary")
    expect(bare.locator("text=4.1 Bối cảnh")).to_be_visible()


def test_filters_and_bulk_acts_have_their_buttons(bare, site):
    site.on("GET /", sites.gallery("documents"))
    bare.goto("/")
    expect(bare.get_by_role("button", name="Lọc", exact=True)).to_be_visible()
    expect(bare.get_by_role("button", name="Lập phiếu trình")).to_be_visible()


def test_the_side_menu_of_a_phone_opens_by_its_address(bare, site):
    site.on("GET /", sites.gallery("documents"))
    bare.set_viewport_size({"width": 390, "height": 844})
    bare.goto("/")
    bare.click("[data-menu]")
    expect(bare.locator("#menu")).to_be_visible()
    bare.click("[data-menu-close]")
    expect(bare.locator("#menu")).to_be_hidden()


def test_an_autosaved_form_is_a_form(bare, site):
    form = (
        '<form method="post" action="/save/" data-autosave><input name="text" aria-label="Chữ">'
        "<button>Lưu</button></form>"
    )
    site.on("GET /", Answer(page(form)))
    site.on("POST /save/", Answer(page("Đã lưu")))
    bare.goto("/")
    bare.fill("[name=text]", "Chữ")
    bare.click("text=Lưu")
    expect(bare.locator("main")).to_contain_text("Đã lưu")


def test_what_needs_somebody_in_the_heat_map_is_a_link(bare, site):
    site.on("GET /", sites.gallery("province"))
    bare.goto("/")
    bare.click("[aria-label='Sở Tài chính, 5.2: thiếu bằng chứng']")
    bare.wait_for_url("**/?row=a1&clause=5.2")
