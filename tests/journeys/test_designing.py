"""A form is designed in the editor: fields by dialogs, lines turned into fields, tried out."""

import re

from playwright.sync_api import expect

from apps.documents.models import DraftNode
from tests.apps.documents import making
from tests.apps.documents.test_designing import LINE
from tests.browsing import violations
from tests.kernel.content.trees import paragraph


def field(page, name):
    """A new field by the menu behind “/”, its dialog open and named."""
    page.keyboard.type("/")
    page.keyboard.insert_text("ô điền")
    page.locator(".suggest [aria-selected=true]", has_text="Ô điền").wait_for()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Nội dung cần điền").fill(name)
    return dialog


def done(dialog):
    dialog.locator(".acts .go").click()
    expect(dialog).to_have_count(0)


def below(page):
    """The cursor on an empty line at the end of the text."""
    last = page.locator("#sheet").bounding_box()
    page.mouse.click(last["x"] + last["width"] / 2, last["y"] + last["height"] - 4)
    page.keyboard.press("Control+End")
    page.keyboard.press("Enter")


def test_a_form_with_a_table_is_designed_and_tried_out(house):
    team = house.team()
    with house.inside():
        nodes = [LINE, paragraph("p1", "Kính gửi lãnh đạo."), paragraph("p2", "")]
        form = making.draft(team, code="BM.HT.08.01", kind="form", nodes=nodes)
    page = house.tab(team[0])
    page.goto(f"/documents/versions/{form.pk}/write/")
    page.locator("#sheet[data-ready]").wait_for()

    page.locator("#n-p2").click()
    dialog = field(page, "Danh sách")
    dialog.get_by_label("Kiểu ô").select_option("table")
    dialog.get_by_label("Thêm cột, mỗi dòng một cột").fill("Số lượng\nĐơn giá\nThành tiền")
    dialog.get_by_role("button", name="Thêm cột").click()
    for number, kind in ((4, "number"), (5, "number"), (6, "sum")):
        dialog.get_by_label(f"Kiểu của cột {number}").select_option(kind)
    column = dialog.locator(".column").nth(5)
    formula = column.get_by_label("Công thức")
    formula.wait_for(state="attached")  # the dialog is drawn anew for another type
    column.locator("summary").click()
    formula.fill("[Số lượng] * [Giá]")
    dialog.locator(".acts .go").click()
    expect(dialog.get_by_role("alert")).to_contain_text("Công thức nêu “giá”")
    assert violations(page) == []
    formula.fill("[Số lượng] * [Đơn giá]")
    done(dialog)
    expect(page.locator(".ProseMirror .entry")).to_contain_text("Thành tiền")

    page.locator("#n-l1 .flabel").click()
    page.get_by_role("button", name="Chuyển thành ô điền").click()
    page.get_by_role("dialog").get_by_role("button", name="Thôi").click()
    page.locator(".toast", has_text="Đã chuyển thành 1 ô điền").get_by_text("Hoàn tác").click()
    expect(page.locator("#messages")).to_contain_text("Đã hoàn tác")
    page.locator("#n-l1 .flabel").click()
    page.get_by_role("button", name="Chuyển thành ô điền").click()
    expect(page.get_by_role("dialog").get_by_label("Kiểu ô")).to_have_value("date")
    done(page.get_by_role("dialog"))
    expect(page.locator(".toast")).to_have_count(0)  # what was saved in is not undone
    expect(page.locator("#n-l1.entry")).to_contain_text("Ngày đề nghị")
    with house.inside():
        made = {row.kind: row.body for row in DraftNode.objects.filter(version=form)}
    assert [c["type"] for c in made["entry"].get("columns", [])] in (
        [], ["row", "text", "text", "number", "number", "sum"],
    )  # fmt: skip

    page.set_viewport_size({"width": 390, "height": 400})
    tools, bar = page.locator("[data-toolbar]"), page.locator("header.bar")
    page.evaluate("scrollTo(0, document.body.scrollHeight / 2)")
    top, above = tools.bounding_box(), bar.bounding_box()
    assert top["y"] == above["y"] + above["height"]  # the tools go along, right below the bar
    page.set_viewport_size({"width": 390, "height": 800})
    page.get_by_role("link", name=re.compile("Xem khi điền")).click()
    page.wait_for_url("**/try/")
    page.get_by_role("button", name="Thêm dòng").first.click()
    row = page.locator("[data-rows] > tr").first
    row.get_by_label("Số lượng").fill("3")
    row.get_by_label("Đơn giá").fill("1.500.000")
    page.get_by_role("button", name="Kiểm tra nội dung đã điền").last.click()
    expect(page.locator("article.doc")).to_contain_text("4.500.000")
    assert violations(page) == []
