"""Many rows, many places, many cells: without a mouse too."""

import json

import pytest
from playwright.sync_api import expect

from kernel.ui.samples import clauses
from tests.kernel.ui import site as sites
from tests.kernel.ui.site import Answer, page

pytestmark = pytest.mark.browser

ROWS = "".join(
    '<tr><td class="pick">'
    f'<input type="checkbox" name="pick" value="{n}" aria-label="Chọn {n}"></td><td>{n}</td></tr>'
    for n in range(3)
)
BULK = f"""<form method="post" action="/bulk/" data-bulk data-bulk-noun="tài liệu">
<div class="tbl-box"><table class="tbl">
<thead><tr><th class="pick"><input type="checkbox" id="all" aria-label="Chọn cả trang"></th>
<th>Mã</th></tr></thead><tbody>{ROWS}</tbody></table></div>
<div class="bulk"><b data-bulk-count></b><button name="do" value="x">Lập phiếu trình</button>
<button type="button" data-bulk-clear>Bỏ</button></div></form>"""


def test_the_bar_appears_with_the_first_chosen_row_and_counts(tab, site):
    site.on("GET /", Answer(page(BULK)))
    tab.goto("/")
    expect(tab.locator(".bulk")).to_be_hidden()
    tab.check("[aria-label='Chọn 1']")
    expect(tab.locator("[data-bulk-count]")).to_have_text("Đã chọn 1 tài liệu")
    assert tab.evaluate("document.querySelector('#all').indeterminate")
    tab.check("#all")
    expect(tab.locator("[data-bulk-count]")).to_have_text("Đã chọn 3 tài liệu")
    tab.click("[data-bulk-clear]")
    expect(tab.locator(".bulk")).to_be_hidden()


def test_the_chosen_rows_are_sent(tab, site):
    site.on("GET /", Answer(page(BULK)))
    site.on("POST /bulk/", Answer(page("Đã lập")))
    tab.goto("/")
    tab.check("[aria-label='Chọn 0']")
    tab.check("[aria-label='Chọn 2']")
    tab.click("text=Lập phiếu trình")
    expect(tab.locator("main")).to_contain_text("Đã lập")
    assert site.posts("/bulk/")[0].form["pick"] == ["0", "2"]


def test_control_k_finds_a_place_without_tone_marks(tab, site):
    site.on("GET /", Answer(page("")))
    site.on("GET /clauses/9.2/", Answer(page("Điều khoản 9.2")))
    tab.goto("/")
    tab.keyboard.press("Control+k")
    expect(tab.locator("#palette input")).to_be_focused()
    tab.keyboard.type("danh gia noi")
    expect(tab.locator("#palette [aria-selected=true]")).to_contain_text("9.2 Đánh giá nội bộ")
    tab.keyboard.press("Enter")
    expect(tab.locator("main")).to_contain_text("Điều khoản 9.2")


def test_the_palette_offers_to_search_everywhere(tab, site):
    site.on("GET /", Answer(page("")))
    site.on("GET /search/", Answer(page("Kết quả")))
    tab.goto("/")
    tab.click(".find")
    tab.keyboard.type("zzz")
    expect(tab.locator("#palette li")).to_have_count(1)
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/search/?q=zzz")


def test_what_the_server_finds_stands_between_the_page_s_own_places_and_the_search(tab, site):
    found = [{"label": "QT.HT.03 <Đánh giá>", "url": "/documents/3/", "kind": "Quy trình"}]
    site.on("GET /", Answer(page("", asks="/find/")))
    site.on("GET /find/", Answer(json.dumps(found), headers={"Content-Type": "application/json"}))
    site.on("GET /documents/3/", Answer(page("Quy trình đánh giá")))
    tab.goto("/")
    tab.keyboard.press("Control+k")
    tab.keyboard.type("đánh giá")
    expect(tab.locator("#palette li")).to_contain_text(
        ["9.2 Đánh giá nội bộ", "QT.HT.03 <Đánh giá>", "“đánh giá”"]
    )
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("Enter")
    expect(tab.locator("main")).to_contain_text("Quy trình đánh giá")


def test_a_server_that_does_not_answer_leaves_what_the_page_knows(tab, site):
    site.on("GET /", Answer(page("", asks="/find/")))
    site.on("GET /find/", Answer("<p>Đăng nhập</p>", headers={"Content-Type": "text/html"}))
    tab.goto("/")
    tab.keyboard.press("Control+k")
    tab.keyboard.type("danh gia")
    tab.wait_for_timeout(400)
    expect(tab.locator("#palette [aria-selected=true]")).to_contain_text("9.2 Đánh giá nội bộ")


def test_one_escape_closes_the_palette_even_with_words_in_it(tab, site):
    site.on("GET /", Answer(page('<button id="b">Ở đây</button>')))
    tab.goto("/")
    tab.focus("#b")
    tab.keyboard.press("Control+k")
    tab.keyboard.type("danh")
    tab.keyboard.press("Escape")
    expect(tab.locator("#palette")).to_be_hidden()
    expect(tab.locator("#b")).to_be_focused()


def test_a_slash_goes_to_the_search_of_the_page_but_not_while_one_types(tab, site):
    main = (
        '<input type="search" data-search aria-label="Tìm"><textarea aria-label="Chữ"></textarea>'
    )
    site.on("GET /", Answer(page(main)))
    tab.goto("/")
    tab.keyboard.press("/")
    expect(tab.locator("[data-search]")).to_be_focused()
    tab.focus("textarea")
    tab.keyboard.type("a/b")
    assert tab.input_value("textarea") == "a/b"


@pytest.fixture
def heat(tab, site):
    site.on("GET /", sites.gallery("province"))
    tab.goto("/")
    return tab


def active(tab):
    return tab.evaluate(
        "(() => { const cell = document.activeElement.closest('td, th');"
        " return [cell.parentElement.dataset.row, cell.cellIndex] })()"
    )


def test_the_heat_map_is_one_stop_and_arrows_move_in_it(heat):
    heat.focus("table[role=grid] td.on")
    assert active(heat) == ["a2", 24]
    heat.keyboard.press("ArrowRight")
    assert active(heat) == ["a2", 25]
    heat.keyboard.press("ArrowDown")
    assert active(heat) == ["a3", 25]
    heat.keyboard.press("Home")
    assert active(heat) == ["a3", 0]
    heat.keyboard.press("End")
    assert active(heat) == ["a3", 29]
    heat.keyboard.press("ArrowRight")
    assert active(heat) == ["a3", 29]
    assert heat.locator("table[role=grid] [tabindex='0']").count() == 1


def test_enter_opens_a_cell_beside_the_map(heat, site):
    site.on("GET /", Answer("<h2>Đã mở</h2>"))
    heat.focus("table[role=grid] td.on")
    heat.keyboard.press("ArrowDown")
    heat.keyboard.press("Enter")
    expect(heat.locator("#drill")).to_have_text("Đã mở")
    assert site.asked[-1].query == {"row": ["a3"], "clause": ["9.2"]}
    expect(heat.locator("td.on")).to_have_count(1)


def test_what_was_not_reported_does_not_open(heat, site):
    before = len(site.asked)
    heat.locator("tr[data-row=a13] td").first.click()
    heat.wait_for_timeout(200)
    assert len(site.asked) == before
    assert clauses.province().rows[13].states[0] == "unreported"
