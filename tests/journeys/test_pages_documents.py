"""Every page of documents in a browser, wide and on a phone: whole, readable, without a fault.

What a page says and does is asked elsewhere; here it is looked at as a browser shows it.
"""

import re
from types import SimpleNamespace
from typing import Any

import pytest
from playwright.sync_api import expect

from apps.adoption.selectors import offered_versions, offers_of
from apps.adoption.services import clone
from apps.documents import services
from apps.documents.models import ImportJob
from apps.documents.selectors import to_print
from apps.documents.services.copies import Holder, hand_out
from apps.documents.services.external import add_external, replace_external
from apps.documents.services.signing import give_out, hand_in
from kernel import clock
from kernel.files.services import read_file
from tests.apps.documents import making
from tests.apps.documents.test_designing import GRID, LINE
from tests.browsing import sticks_out, violations
from tests.journeys.documents_world import fill_tray, furnish
from tests.kernel.forms.designs import PURCHASE
from tests.signing import authority

V = "/documents/versions"
WIDTHS = (1440, 390)
# what the page is: who looks at it, and where
PAGES = {
    "list": ("secretary", "/documents/"),
    "list, narrowed": ("secretary", "/documents/?q=danh+gia&kind=procedure&clause=9.2"),
    "list, nothing found": ("secretary", "/documents/?q=khongco"),
    "list after cloning": ("secretary", "/documents/?view=drafts"),
    "in force": ("secretary", f"{V}/{{first}}/"),
    "changes": ("checker", f"{V}/{{next}}/?tab=changes"),
    "content": ("checker", f"{V}/{{next}}/?tab=content"),
    "links": ("secretary", f"{V}/{{next}}/?tab=links"),
    "history": ("secretary", f"{V}/{{next}}/?tab=history"),
    "manual": ("secretary", f"{V}/{{manual}}/"),
    "withdrawn": ("secretary", f"{V}/{{withdrawn}}/"),
    "to check, with comments": ("checker", f"{V}/{{checking}}/"),
    "to approve": ("head", f"{V}/{{approving}}/"),
    "approved": ("secretary", f"{V}/{{approved}}/"),
    "returned": ("secretary", f"{V}/{{returned}}/"),
    "a comment": ("checker", f"{V}/{{next}}/comments/?node=b6"),
    "write": ("secretary", f"{V}/{{draft}}/write/"),
    "write, block by block": ("secretary", f"{V}/{{draft}}/write/?by=block"),
    "write, imported": ("secretary", f"{V}/{{imported}}/write/"),
    "edit the steps": ("secretary", f"{V}/{{draft}}/nodes/b7/edit/"),
    "edit the table": ("secretary", f"{V}/{{draft}}/nodes/b9/edit/"),
    "write a form": ("secretary", f"{V}/{{form}}/write/"),
    "write a form, block by block": ("secretary", f"{V}/{{form}}/write/?by=block"),
    "edit a table to be filled in": ("secretary", f"{V}/{{form}}/nodes/hang/edit/"),
    "edit a formula": ("secretary", f"{V}/{{form}}/nodes/tong/edit/"),
    "a form as it is filled in": ("secretary", f"{V}/{{form}}/try/"),
    "title and clauses": ("secretary", f"{V}/{{draft}}/names/"),
    "send": ("secretary", f"{V}/{{draft}}/send/"),
    "send, not ready": ("secretary", f"{V}/{{imported}}/send/"),
    "send many": ("secretary", "/documents/send/"),
    "check many": ("checker", "/documents/check/"),
    "approve many": ("head", "/documents/approve/"),
    "what waits for me": ("head", "/documents/?view=mine"),
    "tray": ("secretary", f"{V}/{{imported}}/tray/"),
    "import": ("secretary", "/documents/import/"),
    "import running": ("secretary", "/documents/import/{running}/"),
    "import, looked over": ("secretary", "/documents/import/batches/{batch}/"),
    "import done": ("secretary", "/documents/import/{done}/"),
    "import refused": ("secretary", "/documents/import/{refused}/"),
    "new": ("secretary", "/documents/new/"),
    "external documents": ("secretary", "/documents/external/"),
    "an external document": ("secretary", "/documents/external/{external}/"),
    "a new external document": ("secretary", "/documents/external/new/"),
    "a list to import": ("secretary", "/documents/external/import/"),
    "what replaces it": ("secretary", "/documents/external/{external}/replace/"),
    "the list of a day": ("secretary", "/documents/catalogue/"),
    "prints": ("secretary", "/documents/prints/"),
    "annexes out of date": ("secretary", "/documents/drift/"),
    "codes": ("secretary", "/documents/codes/"),
    "several at once": ("secretary", "/documents/many/?all=1"),
    "a file": ("secretary", "/documents/upload/"),
    "the next version as a file": ("secretary", f"{V}/{{first}}/upload/"),
    "a review": ("secretary", f"{V}/{{first}}/review/"),
    "what the change affects": ("secretary", f"{V}/{{draft}}/impacts/"),
    "to be read by me": ("clerk", "/documents/reading/mine/"),
    "reading it": ("clerk", f"{V}/{{first}}/read/"),
    "who has read it": ("secretary", f"{V}/{{first}}/readers/"),
    "reading of all": ("secretary", "/documents/reading/"),
    "a meeting to enter": ("secretary", "/documents/reading/meetings/new/"),
    "copies of one": ("clerk", f"{V}/{{first}}/copies/"),
    "all copies": ("clerk", "/documents/copies/"),
    "decisions": ("secretary", "/documents/decisions/"),
    "decision": ("clerk", f"{V}/{{decision}}/"),
    "decision, what it issues": ("clerk", f"{V}/{{decision}}/?tab=links"),
    "issue": ("clerk", f"{V}/{{decision}}/issue/"),
    "signing": ("clerk", f"{V}/{{first}}/signing/"),
    "a print is checked": ("nobody", "/cong-bo/kiem-tra/{check}/"),
    "library": ("secretary", "/library/"),
    "updates from the library": ("secretary", "/library/updates/"),
    "offers to the library": ("secretary", "/library/offers/"),
    "template": ("secretary", "{template}"),
    "published": ("nobody", "/cong-bo/"),
    "published document": ("nobody", "/cong-bo/{policy}/"),
}


@pytest.fixture(scope="module")
def shown(standing_house) -> SimpleNamespace:
    """The furnished house: `shown.open(page)` is one of `PAGES` before the person it is for."""
    team = standing_house.team()
    with standing_house.inside():
        world = furnish(team)
    standing_house.deliver()
    with standing_house.inside():
        made = {name: str(row.pk) for name, row in vars(world).items() if hasattr(row, "pk")}
        made |= _imports(world)
        made["template"] = _clone(team[0])
        hand_out(world.first, holders=[Holder("Quầy số 2")], on=clock.today(), by=team[3])
        made["external"] = _law(team[0])
        made["check"] = _sign(world)
        facts = {"code": "BM.HT.05.01", "kind": "form"}
        made["form"] = str(making.draft(team, nodes=[*PURCHASE, LINE, GRID], **facts).pk)
    names = ("secretary", "checker", "head", "clerk", "nobody")
    people = dict(zip(names, (*team, None), strict=True))
    tabs: dict[str, Any] = {}

    def show(name: str) -> Any:
        who, address = PAGES[name]
        if who not in tabs:
            tabs[who] = standing_house.tab(people[who])
            tabs[who].on("console", lambda said: _keep(tabs[who], said))
        page = tabs[who]
        page.set_viewport_size({"width": WIDTHS[0], "height": 900})
        page.complaints.clear()
        answer = page.goto(address.format(**made))
        assert answer.status == 200
        if address.endswith("/write/"):  # the editor fetches its blocks, and what registers say
            page.locator("#sheet[data-ready]").wait_for()
            expect(page.locator("#sheet .register > div:empty")).to_have_count(0)
        return page

    return SimpleNamespace(open=show, **made)


def _imports(world: SimpleNamespace) -> dict[str, str]:
    """The draft that was imported, two pieces in its tray; and a file that is still being read."""
    job, secretary = ImportJob.objects.get(pk=world.done.pk), world.team[0]
    chosen = {**job.report["guess"], "code": "STCL.CU", "chosen": True}  # its own code is taken
    services.make_drafts(job.batch, {str(job.pk): chosen}, by=secretary)
    imported = services.run_import(str(job.pk)).version
    fill_tray(imported)
    facts = {"file_id": world.done.file_id, "asked_by": world.team[0]}
    running = ImportJob.objects.create(
        **facts, state="reading", done=1800, total=6011, asked_at=world.done.asked_at
    )
    return {"imported": str(imported.pk), "running": str(running.pk)}


def _sign(world: SimpleNamespace) -> str:
    """One file was handed in and refused, one was taken; by what code its print is checked."""
    version, clerk = to_print(str(world.first.pk)), world.team[3]
    pdf = read_file(give_out(version, by=clerk))
    hand_in(version, pdf, "chưa ký.pdf", by=clerk)
    hand_in(version, authority().person("Người ký").sign(pdf), "đã ký.pdf", by=clerk)
    return str(version.check_code)


def _law(secretary: Any) -> str:
    """A decree that was replaced."""
    facts = {"by": secretary, "kind_name": "Nghị định", "issuer": "Chính phủ"}
    old = add_external(code="110/2004/NĐ-CP", title="Về công tác văn thư", **facts)
    new = add_external(code="30/2020/NĐ-CP", title="Về công tác văn thư", **facts)
    replace_external(old, new, by=secretary)
    return str(old.pk)


def _clone(secretary: Any) -> str:
    """Two templates are taken; the address of a template that is still free comes back."""
    version = offered_versions()[0]
    free = [offer.template.key for offer in offers_of(version) if offer.free]
    clone(version, free[:2], by=secretary)
    return f"/library/{version.package.key}/{free[2]}/"


def _keep(page: Any, said: Any) -> None:
    if said.type == "error":
        page.complaints.append(said.text)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_whole_wide_and_on_a_phone(shown, name):
    page = shown.open(name)
    assert page.locator("h1").count() == 1
    assert page.locator("h1").inner_text().strip()
    assert re.fullmatch(r"\S.* – CHUẨN", page.title())
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert sticks_out(page) == 0, width
        assert violations(page) == [], width
    assert page.complaints == []


FOCUSED = """() => {
    const at = document.activeElement, style = getComputedStyle(at);
    const box = at.getBoundingClientRect();
    const over = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    return {
        tag: at.tagName, name: (at.labels?.[0] ?? at).textContent.trim() || at.ariaLabel || "",
        ring: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
        seen: !over || at.contains(over) || over.contains(at) || !!over.closest("label"),
    };
}"""


def tab_through(page: Any, until: str, most: int = 60) -> list[str]:
    """Press Tab until this name has the focus; all that had it were ringed and uncovered."""
    names: list[str] = []
    for _ in range(most):
        page.keyboard.press("Tab")
        at = page.evaluate(FOCUSED)
        assert at["ring"], at
        assert at["seen"], at
        names.append(at["name"])
        if at["name"] == until:
            return names
    raise AssertionError(f"{until} was not reached: {names}")


def test_the_list_is_walked_by_keyboard_from_the_skip_link_to_a_document(shown):
    page = shown.open("list")
    tab_through(page, "Đến nội dung chính", most=1)
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    names = tab_through(page, "Quy trình Đánh giá nội bộ")
    assert "Soạn tài liệu" in names, "the skip link leads to what can be done here"
    assert "Tìm trong tên và mã" in names
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Quy trình Đánh giá nội bộ")


def test_a_version_is_checked_by_keyboard_and_the_dialog_keeps_and_gives_back_the_focus(shown):
    page = shown.open("to check, with comments")
    tab_through(page, "Xác nhận đã kiểm tra")
    opener = page.locator("a[href='#dialog-check']")
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    assert violations(page) == []
    for _ in range(8):
        page.keyboard.press("Tab")
        assert page.evaluate(
            "document.activeElement === document.body || !!document.activeElement.closest('dialog')"
        ), "the focus left the dialog"
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(opener).to_be_focused()


def test_the_tabs_of_a_version_are_reached_and_followed_by_keyboard(shown):
    page = shown.open("changes")
    tab_through(page, "Quá trình xử lý")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Đã qua những bước nào")).to_be_visible()
    expect(page.locator("nav.tabs [aria-current]")).to_have_text("Quá trình xử lý")


def test_the_menu_of_a_short_block_is_reached_by_mouse(shown):
    page = shown.open("write, block by block")
    block = page.locator("#n-b6")
    block.hover()
    block.locator("details.menu > summary").click()
    expect(block.get_by_role("button", name="Chuyển lên")).to_be_visible()


def test_a_file_is_chosen_in_the_language_of_the_page(shown):
    page = shown.open("import")
    zone = page.locator(".drop")
    expect(zone.get_by_text("Chọn tệp")).to_be_visible()
    with page.expect_file_chooser() as chooser:
        zone.click()
    chooser.value.set_files({"name": "quy.md", "mimeType": "text/plain", "buffer": b"# Quy"})
    expect(zone.get_by_role("status")).to_contain_text("quy.md")
