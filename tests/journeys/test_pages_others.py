"""Every page but those of documents, as a Chromium shows it: wide, on a phone, and by keys."""

import re
from collections.abc import Iterator

import pytest
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import translation
from playwright.sync_api import expect

from tests.architecture.doors import EVERY_DOOR
from tests.browsing import sticks_out, violations
from tests.journeys.pages import ELSEWHERE, MONTH_AGO, NO_PAGES, PAGES, name_of
from tests.journeys.province_world import furnish_province

WIDTHS = (1440, 390)
# English crumbs, what Python calls nothing, and days as machines write them.
STRANGE = re.compile(
    r"\b(?:the|and|of|with|this|from|yet|agency|clause|None|True|False|\d{4}-\d\d-\d\d)\b",
    re.IGNORECASE,
)


@pytest.fixture(scope="module")
def world(standing_house):
    return furnish_province(standing_house)


@pytest.fixture(scope="module")
def tab(standing_house, world):
    """One tab for each person and house; each listens to the console, too."""
    people = dict(zip(("secretary", "checker", "head", "clerk"), world.team, strict=True))
    tabs = {}

    def open_tab(slug, who=""):
        if (slug, who) not in tabs:
            person = people.get(who) or (getattr(world, who) if who else None)
            page = standing_house.tab(person, slug=slug)
            page.errors = []
            page.on("console", lambda said: _hear(page, said))
            tabs[slug, who] = page
        return tabs[slug, who]

    return open_tab


def _hear(page, said):
    """What the console calls an error; the address of the page itself may be refused."""
    if said.type == "error" and said.location.get("url") != page.url:
        page.errors.append(said.text)


def faults(page) -> Iterator[str]:
    """What is wrong with the page as it stands, at both widths."""
    page.set_viewport_size({"width": WIDTHS[0], "height": 900})
    if page.locator("h1").count() != 1:
        yield f"{page.locator('h1').count()} h1"
    if not page.title().partition(" – ")[0].strip():
        yield f"no title: {page.title()}"
    yield from sorted(set(STRANGE.findall(page.inner_text("body"))))
    for width in (768, 320):
        page.set_viewport_size({"width": width, "height": 900})
        if sticks_out(page):
            yield f"{sticks_out(page)} px too wide at {width}"
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        if sticks_out(page):
            yield f"{sticks_out(page)} px too wide at {width}"
        yield from (f"{rule} at {width}: {place}" for rule, place in violations(page))
    yield from page.complaints + page.errors
    page.complaints.clear()
    page.errors.clear()


@pytest.mark.parametrize(("house", "who", "path", "status"), PAGES)
def test_a_page_stands_wide_and_on_a_phone(world, tab, house, who, path, status):
    page = tab(house, who)
    keys = {name: getattr(world, name).pk for name in ("connection", "package_draft", "offer")}
    keys |= {"secretary": world.team[0].pk, "month_ago": MONTH_AGO}
    answer = page.goto(path.format(**keys), wait_until="load")
    assert answer.status == status
    unfolded = "main details:not([open], .no-js-only) > summary"  # the others are out of sight here
    for closed in reversed(page.locator(unfolded).all()):
        closed.click()
    assert list(faults(page)) == []


SAID = [
    ("400.html", {}),
    ("500.html", {}),
    ("503.html", {"refusal": {"sentence": "Máy chủ dữ liệu đang khởi động lại."}}),
    ("accounts/old_page.html", {}),
    ("accounts/session_ended.html", {"texts": ["Mục đích\nPhạm vi"], "came_from": "/"}),
]


@pytest.mark.parametrize(("template", "context"), SAID, ids=[each[0] for each in SAID])
def test_a_page_that_nothing_can_be_asked_for_stands_too(tab, template, context):
    with translation.override("vi"):
        html = render_to_string(template, context, request=HttpRequest())
    page = tab("alpha")
    page.goto("/login/")  # for its address: the styles come from there
    page.set_content(html, wait_until="load")
    assert list(faults(page)) == []


def test_a_locked_account_is_told_so_at_the_door(world, tab):
    page = tab("alpha")
    page.goto("/login/")
    for _try in range(6):
        page.fill("[name=username]", world.locked.username)
        page.fill("[name=password]", "khong-dung-mat-khau")
        with page.expect_navigation():
            page.click("main button.go")
    assert "bị khóa 15 phút" in page.inner_text("main")
    assert list(faults(page)) == []


def test_every_other_page_is_looked_at():
    looked = {name_of(house, path) for house, _who, path, _status in PAGES}
    doors = [(host, *key.split()) for host, key in EVERY_DOOR]
    pages = {(host, name) for host, name, method in doors if method == "GET"}
    forgotten = [(h, n) for h, n in pages - looked if not n.startswith(ELSEWHERE)]
    assert {f"{host} {name}" for host, name in forgotten if name not in NO_PAGES} == set()


@pytest.mark.parametrize(
    ("house", "who", "path", "whose"),
    [
        ("alpha", "secretary", "/evidence/", "UBND phường Tân Hải"),
        ("khanhhoa", "overseer", "/?view=table", "Cổng tỉnh Khánh Hòa"),
    ],
)
def test_a_printed_page_says_whose_it_is_and_leaves_out_what_only_a_screen_can(
    tab, house, who, path, whose
):
    page = tab(house, who)
    page.set_viewport_size({"width": 700, "height": 900})
    page.goto(path)
    page.emulate_media(media="print")
    assert whose in page.locator(".house").inner_text()
    for part in (".find", "summary.me", ".filter", ".head .acts", ".drill.hint"):
        assert page.locator(part).filter(visible=True).count() == 0
    assert page.locator("main table").first.is_visible()
    assert page.locator("tbody .cls").filter(visible=True).count() == page.locator(".cls").count()
    page.emulate_media(media="screen")


@pytest.fixture
def province(tab):
    page = tab("khanhhoa", "overseer")
    page.set_viewport_size({"width": WIDTHS[0], "height": 900})
    page.goto("/")
    return page


def here(page):
    """The row and the column of the cell that has the focus."""
    return page.evaluate(
        "(() => { const cell = document.activeElement.closest('.heat :is(td, th)');"
        " return cell && [cell.parentElement.dataset.row, cell.cellIndex] })()"
    )


def test_the_map_is_one_stop_of_tab_and_opens_by_enter(province):
    province.focus("#id_sort")
    for _stop in range(4):
        province.keyboard.press("Tab")
        if here(province):
            break
    row, column = here(province)
    assert column == 0
    province.keyboard.press("End")
    province.keyboard.press("Home")
    for _cell in range(24):
        province.keyboard.press("ArrowRight")
    assert here(province) == [row, 24]
    province.keyboard.press("ArrowDown")
    below, column = here(province)
    assert (below != row, column) == (True, 24)
    province.keyboard.press("Enter")
    opened = province.locator("#drill h2")
    expect(opened).to_contain_text("9.2")
    expect(opened).to_be_focused()
    expect(province.locator(".heat td.on")).to_have_count(1)
    assert province.locator(f".heat tr[data-row={below}] td.on").count() == 1
    province.keyboard.press("Tab")
    with province.expect_navigation():  # the drill is closed by a link
        province.keyboard.press("Enter")
    expect(province.locator("#drill h2")).to_have_count(1)
    assert province.errors + province.complaints == []


def test_the_map_is_narrowed_by_keys(province):
    province.focus("#id_q")
    province.keyboard.type("suoi lam")
    expect(province).to_have_url(re.compile(r"q=suoi\+lam\b"))  # and not of half the words
    expect(province.locator(".heat tbody tr")).to_have_count(3)
    expect(province.locator("#id_q")).to_be_focused()
    province.focus("#id_kind")
    province.keyboard.press("ArrowDown")
    expect(province).to_have_url(re.compile("kind="))
    with province.expect_event("load"):  # pages are not kept in the browser: it asks anew
        province.go_back()
    expect(province.locator(".heat tbody tr")).to_have_count(3)
    assert province.errors + province.complaints == []


def test_an_agency_is_found_from_anywhere_by_keys(province):
    province.keyboard.press("Control+k")
    expect(province.locator("#palette input")).to_be_focused()
    province.keyboard.type("suoi lam")
    expect(province.locator("#palette-list")).to_contain_text("suoi lam")
    assert list(faults(province)) == []
    province.keyboard.press("Enter")
    expect(province.locator(".heat tbody tr")).to_have_count(3)
    expect(province.locator("#id_q")).to_have_value("suoi lam")


@pytest.mark.parametrize(
    ("typed", "first", "leads"),
    [
        ("cscl", "CSCL Chính sách chất lượng", "**/documents/versions/*/"),
        ("9.2", "9.2 ", "**/evidence/9.2/"),
        ("thu van", "Phạm Thị Thu Vân", "**/organization/people/*/"),
    ],
)
def test_a_document_a_clause_and_a_person_are_found_from_anywhere_by_keys(tab, typed, first, leads):
    page = tab("alpha", "secretary")
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto("/notices/")
    page.keyboard.press("Control+k")
    page.keyboard.type(typed)
    expect(page.locator("#palette [aria-selected=true]")).to_contain_text(first)
    assert list(faults(page)) == []
    page.keyboard.press("Enter")
    page.wait_for_url(leads)


@pytest.mark.parametrize(("house", "who"), [("alpha", "secretary"), ("khanhhoa", "overseer")])
def test_the_menu_of_the_person_goes_by_keys(tab, house, who):
    page = tab(house, who)
    page.set_viewport_size({"width": WIDTHS[0], "height": 900})
    page.goto("/")
    page.focus("summary.me")
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowDown")
    expect(page.locator(".pop :is(a, button)").first).to_be_focused()
    heights = "each => each.map(item => item.offsetHeight)"
    assert min(page.locator(".pop :is(a, button)").evaluate_all(heights)) >= 36
    covered = "target-size at"  # what lies half under the menu, which letters of another width move
    assert [fault for fault in faults(page) if not fault.startswith(covered)] == []
    page.keyboard.press("ArrowUp")
    expect(page.locator(".pop :is(a, button)").last).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("summary.me")).to_be_focused()
    expect(page.locator(".pop")).to_be_hidden()


def test_the_menu_of_a_phone_takes_the_focus_and_gives_it_back(tab):
    page = tab("alpha", "secretary")
    page.set_viewport_size({"width": WIDTHS[1], "height": 800})
    page.goto("/evidence/")
    page.focus(".burger")
    page.keyboard.press("Enter")
    expect(page.locator("#menu a").first).to_be_focused()
    assert page.evaluate("document.querySelector('main').inert") is True
    assert violations(page) == []
    page.keyboard.press("Escape")
    expect(page.locator("#menu")).to_be_hidden()
    expect(page.locator(".burger")).to_be_focused()


def test_the_first_tab_skips_to_the_content(tab):
    page = tab("alpha", "secretary")
    page.goto("/evidence/")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_what_cannot_be_undone_is_asked_first_and_by_keys(tab):
    page = tab("alpha", "admin")
    page.set_viewport_size({"width": WIDTHS[0], "height": 900})
    page.goto("/organization/")
    button = page.locator(".rows form button").first
    button.focus()
    page.keyboard.press("Enter")
    expect(page.locator("dialog[open]")).to_be_visible()
    assert page.evaluate("!!document.activeElement.closest('dialog[open]')")
    assert list(faults(page)) == []
    page.keyboard.press("Escape")
    expect(page.locator("dialog[open]")).to_have_count(0)
    expect(button).to_be_focused()
