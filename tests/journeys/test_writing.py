"""Writing in the editor: a procedure from nothing, paste, undo, and two people in one block."""

import json
import re

from playwright.sync_api import expect

from apps.documents.models import Version
from apps.documents.selectors import assemble
from tests.browsing import be_drawn, violations
from tests.journeys.pasted import BLOCKS, WORD

PASTE = """([html]) => {
    const data = new DataTransfer();
    data.setData("text/html", html);
    const told = {clipboardData: data, bubbles: true, cancelable: true};
    const paste = new ClipboardEvent("paste", told);
    document.querySelector("#sheet").dispatchEvent(paste);
}"""
AT_ONCE = """() => {
    const last = document.querySelector("#sheet > p:last-of-type");
    getSelection().selectAllChildren(last);
    getSelection().collapseToEnd();
    const key = {key: "Enter", code: "Enter", keyCode: 13, bubbles: true, cancelable: true};
    last.parentElement.dispatchEvent(new KeyboardEvent("keydown", key));
}"""
DOCUMENT = "document.querySelector('#sheet').editor.getJSON()"
KEPT = "Object.entries(localStorage).find(([name]) => /^keep:/.test(name))"
PUT_BACK = "([[name, held], was, now]) => localStorage.setItem(name, held.replace(was, now))"
STEPS = [
    ("Thư ký ISO", "Lập chương trình", "Trước ngày 31/3."),
    ("Chủ tịch", "Phê duyệt?", "Không đồng ý: làm lại"),
    ("Trưởng đoàn", "Báo cáo", "Trong 05 ngày."),
]


def sheet(page):
    return page.locator("#sheet[data-ready]")


def saved(page):
    page.keyboard.press("Control+s")
    expect(page.locator("[data-save-status]")).to_contain_text("đã lưu")


def type_block(page, name):
    """Choose a kind of block from the menu behind “/”."""
    page.keyboard.type("/")
    page.keyboard.insert_text(name)
    page.locator(".suggest [aria-selected=true]", has_text=re.compile(name, re.I)).wait_for()
    page.keyboard.press("Enter")


def rows(house, page):
    """The blocks of the draft on this page, as they are kept."""
    with house.inside():
        version = Version.objects.get(pk=re.search(r"versions/([^/]+)/", page.url)[1])
        return [(n.kind, n.body) for n in assemble(version.nodes.all())]


def bare(body):
    """A body without the ids of its parts, which nobody can know."""
    return json.loads(json.dumps(body), object_hook=lambda o: {k: o[k] for k in o if k != "id"})


def test_a_procedure_with_its_flow_chart_is_written_from_nothing_and_reads_the_same(house):
    team = house.team()
    page = house.tab(team[0])
    page.goto("/documents/new/?kind=procedure&code=QT.HT.09&title=Quy+trình+thử")
    page.locator("main form:has([name=title]) button.go").click()
    sheet(page).click()
    keys = page.keyboard
    keys.press("Control+End")
    keys.press("Enter")
    keys.insert_text("Quy định của {{tên cơ")
    page.locator(".suggest [aria-selected=true]", has_text="Tên cơ quan").wait_for()
    keys.press("Enter")
    keys.insert_text(" theo [[9.2")
    page.locator(".suggest [aria-selected=true]", has_text="9.2").wait_for()
    keys.press("Enter")
    keys.insert_text(" và ")
    keys.type("[[QT.HT.09]]")
    keys.press("Enter")
    type_block(page, "gạch đầu dòng")
    keys.insert_text("Một")
    keys.press("Enter")
    keys.press("Tab")
    keys.insert_text("Hai")
    for _ in range(3):
        keys.press("Enter")
    type_block(page, "bảng")
    for n, cell in enumerate("ABCD"):
        keys.press("Tab") if n else None
        keys.insert_text(cell)
    keys.press("Shift+Tab")
    cells = sheet(page).locator("td")
    cells.nth(0).click()
    be_drawn(page)  # the editor knows of the first cell
    cells.nth(1).click(modifiers=["Shift"])
    page.get_by_role("button", name="Gộp ô").click()
    expect(sheet(page).locator("td").first).to_have_attribute("colspan", "2")
    page.get_by_role("button", name="Bước quy trình").click()
    for n, (actor, title, detail) in enumerate(STEPS):
        keys.press("Tab") if n else None
        for at, text in enumerate((actor, title, detail)):
            keys.press("Tab") if at else None
            keys.insert_text(text)
    sheet(page).locator(".sdetail").nth(1).click()
    page.get_by_label("Hình của bước 2").select_option("decision")
    page.get_by_label(re.compile("Nếu không")).select_option(label="bước 1")
    expect(sheet(page).locator(".branch.no:visible")).to_have_text("Không → 1")
    assert violations(page) == []
    saved(page)
    kinds = [kind for kind, _body in rows(house, page)]
    assert kinds == ["heading", "paragraph", "list", "table", "steps"]
    written = dict(rows(house, page))
    inline = written["paragraph"]["text"]
    assert [next(iter(run)) for run in inline] == [
        "text",
        "placeholder",
        "text",
        "clause",
        "text",
        "document",
    ]
    assert bare(written["list"]["items"]) == [
        {"text": [{"text": "Một"}]},
        {"text": [{"text": "Hai"}], "level": 1},
    ]
    steps = written["steps"]["steps"]
    assert [step["shape"] for step in steps] == ["start", "decision", "end"]
    assert steps[1]["no"] == steps[0]["id"]
    said = page.evaluate(DOCUMENT)

    sheet(page).locator("h2").click()
    keys.press("End")
    keys.insert_text(" và phạm vi")
    expect(sheet(page).locator("h2")).to_contain_text("phạm vi")
    keys.press("Control+z")
    expect(sheet(page).locator("h2")).not_to_contain_text("phạm vi")
    saved(page)
    with page.expect_response("**/blocks/"):  # by itself, a moment after the last key
        keys.press("Alt+ArrowDown")
    expect(page.locator("[data-save-status]")).to_contain_text("đã lưu")
    assert [kind for kind, _body in rows(house, page)][:2] == ["paragraph", "heading"]
    keys.press("Alt+ArrowUp")
    saved(page)
    page.reload()
    sheet(page).locator(".srow").nth(2).wait_for()
    assert page.evaluate(DOCUMENT) == said
    assert page.complaints == []

    sheet(page).locator("h2").click()
    for html, blocks in BLOCKS.items():
        keys.press("Control+a")
        keys.press("Delete")
        page.evaluate(PASTE, [html])
        saved(page)
        assert [(kind, bare(body)) for kind, body in rows(house, page)] == blocks
    page.evaluate(PASTE, [WORD])
    saved(page)
    assert page.complaints == []


def test_a_key_acts_where_the_caret_is_and_not_where_it_was(house):
    """On a slow machine the caret is moved and Enter pressed before anyone was told of the move."""
    from tests.apps.documents import making

    team = house.team()
    with house.inside():
        draft = making.draft(team)
    page = house.tab(team[0])
    page.goto(f"/documents/versions/{draft.pk}/write/")
    sheet(page).locator("h2").click()
    page.evaluate(AT_ONCE)
    page.keyboard.insert_text("Câu mới.")
    saved(page)
    assert [kind for kind, _body in rows(house, page)] == ["heading", "paragraph", "paragraph"]
    assert rows(house, page)[-1][1]["text"] == [{"text": "Câu mới."}]


def test_two_people_in_one_block_are_told_and_lose_no_text(house):
    from tests.apps.documents import making

    team = house.team()
    with house.inside():
        draft = making.draft(team)
    first, second = house.tab(team[0]), house.tab(team[1])
    for page in (first, second):
        page.goto(f"/documents/versions/{draft.pk}/write/")
        sheet(page).locator("p").click()
        page.keyboard.press("End")
    expect(second.locator("[data-present]")).to_contain_text(team[0].full_name)
    second.route("**/present/", lambda route: route.abort())  # learns of nothing before it types
    first.keyboard.insert_text(" Câu thứ nhất.")
    saved(first)
    second.keyboard.insert_text(" Câu thứ hai.")
    second.unroute("**/present/")
    second.keyboard.press("Control+s")
    panel = second.locator(".conflict")
    expect(panel).to_contain_text(team[0].full_name)
    expect(panel.locator(".text").first).to_contain_text("Câu thứ hai.")
    expect(panel.locator(".text").last).to_contain_text("Câu thứ nhất.")
    assert violations(second) == []
    assert len(rows(house, second)) == 2, "the block waits for the decision"
    panel.get_by_role("button", name=re.compile("^Gộp")).click()
    expect(second.locator("[data-save-status]")).to_contain_text("đã lưu")
    both = [body["text"][-1]["text"] for kind, body in rows(house, second) if kind == "paragraph"]
    assert both == [". Câu thứ hai.", ". Câu thứ nhất."]

    first.evaluate(
        "document.dispatchEvent(new Event('visibilitychange'))"
    )  # as when one comes back
    expect(sheet(first).locator("p")).to_have_count(2)
    expect(sheet(first)).to_contain_text("Câu thứ hai.")

    first.route("**/blocks/", lambda r: r.abort() if r.request.method == "POST" else r.continue_())
    sheet(first).locator("p").last.click()
    first.keyboard.press("End")
    first.keyboard.insert_text(" Khi mất mạng.")
    first.keyboard.press("Control+s")
    expect(first.locator("[data-save-status]")).to_contain_text("đang giữ trong máy")
    kept = first.evaluate(KEPT)
    first.unroute("**/blocks/")
    saved(first)
    assert "Khi mất mạng." in str(rows(house, first))

    # a browser that was closed before it could send keeps what was typed over this revision
    first.evaluate(PUT_BACK, [kept, "Khi mất mạng.", "Từ lần trước."])
    first.reload()
    expect(first.locator("#kept")).to_contain_text("1 khối")
    expect(first.locator(".conflict")).to_contain_text("Từ lần trước.")
    assert "Khi mất mạng." in str(rows(house, first)), "it was typed over an older text"
    first.get_by_role("button", name="Giữ bản của tôi").click()
    expect(first.locator("[data-save-status]")).to_contain_text("đã lưu")
    assert "Từ lần trước." in str(rows(house, first))
