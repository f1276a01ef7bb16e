"""The main job in one walk: from the library to a green clause on the province's map.

The people press what they see; nothing here calls a service but the worker's.
"""

import re
from io import BytesIO

import pypdf
import pytest
from docx import Document as WordDocument
from playwright.sync_api import expect

from accounts.models import User
from kernel.permissions import SYSTEM, Role
from oversight.services import create_platform_person
from tests.journeys.conftest import PASSWORD
from tests.journeys.steps import confirm, decide, enter_number, fetch, no_complaints, send

POLICY = "chính sách chất lượng"
SENTENCE = "Mỗi hồ sơ chậm hạn đều được xin lỗi và nói rõ ngày trả mới."
REMARK = "Ghi rõ ai xin lỗi người dân."
MENDED = "Mỗi hồ sơ chậm hạn đều được người đứng đầu xin lỗi và nói rõ ngày trả mới."


@pytest.fixture
def overseer(house) -> User:
    with house.inside(""):
        return create_platform_person(
            username="giamsat",
            full_name="Nguyễn Hữu Phước",
            password=PASSWORD,
            roles=[Role.OVERSEER],
            by=SYSTEM,
        )


def test_from_the_library_to_a_green_clause(house, overseer, settings):
    settings.CHUAN_STEP_UP_MINUTES = 60  # a slow machine walks for longer than five
    secretary, checker, head, clerk = (house.tab(person) for person in house.team())
    province = house.tab(overseer, slug="khanhhoa")
    house.deliver()
    assert colour_of(province, "5.2") == "gap"

    clone_policy(secretary)
    document = write(secretary, SENTENCE)
    send(secretary, document, checker="Phạm Thị Thu Vân", approver="Trần Quốc Bảo")
    send_back(checker, document)
    mend(secretary, document)
    send(secretary, document)
    confirm(checker, document, "check")
    confirm(head, document, "approve")

    decision = decide(secretary)
    send(secretary, decision, checker="Phạm Thị Thu Vân", approver="Trần Quốc Bảo")
    confirm(checker, decision, "check")
    confirm(head, decision, "approve")
    enter_number(clerk, decision)
    house.deliver()

    read_on_paper(secretary, document)
    read_without_login(house.tab())
    assert colour_of(province, "5.2") == "ok"
    no_complaints(secretary, checker, head, clerk, province)


def clone_policy(page):
    """The library asks first what only the agency knows, then gives what was chosen."""
    page.goto("/library/")
    for field in page.locator("main form[data-keep]").locator("input[type=text], textarea").all():
        field.fill("hộ tịch, chứng thực")
    with page.expect_navigation():
        page.locator("main form[data-keep] button").first.click()
    for box in page.locator("input[name=pick]").all():
        box.uncheck()
    row = page.locator("tr", has_text=re.compile(POLICY, re.IGNORECASE)).first
    row.locator("input[name=pick]").check()
    page.locator("form[action$='/clone/'] button.go").click()
    page.wait_for_url("**/documents/**")


def write(page, sentence) -> str:
    """Add a paragraph at the end of the draft; the address of its page comes back."""
    page.goto("/documents/")
    page.get_by_role("link", name=re.compile(POLICY, re.IGNORECASE)).first.click()
    page.wait_for_url("**/versions/**")
    page.locator("a[href$='/write/']").first.click()
    page.wait_for_url("**/write/")
    document = re.search(r"/versions/[^/]+/", page.url)[0]
    page.locator("#sheet[data-ready]").click()
    page.keyboard.press("Control+End")
    page.keyboard.press("Enter")
    type_and_save(page, sentence)
    return f"/documents{document}"


def type_and_save(page, sentence):
    page.keyboard.insert_text(sentence)
    page.keyboard.press("Control+s")
    page.locator("[data-save-status]", has_text="đã lưu").wait_for()


def send_back(page, document):
    page.goto(document)
    page.locator("a[href='#dialog-return']").first.click()
    page.fill("#dialog-return textarea[name=note]", REMARK)
    page.click("#dialog-return button.go")
    page.locator("a[href='#dialog-return']").first.wait_for(state="detached")


def mend(page, document):
    page.goto(document)
    expect(page.get_by_text(REMARK).first).to_be_visible()
    page.goto(f"{document}write/")
    page.locator("#sheet[data-ready] > p", has_text=SENTENCE).last.click(click_count=3)
    type_and_save(page, MENDED)
    page.goto(document)
    page.locator("form[action$='/resolve/'] button").click()
    page.locator("form[action$='/resolve/']").wait_for(state="detached")


def read_on_paper(page, document):
    """Both papers say what was written, and the PDF is no draft any more."""
    pdf = pypdf.PdfReader(BytesIO(fetch(page, f"{document}pdf/")))
    text = " ".join(" ".join(sheet.extract_text() for sheet in pdf.pages).split())
    assert MENDED in text
    assert "DỰ THẢO" not in text
    word = WordDocument(BytesIO(fetch(page, f"{document}docx/")))
    assert any(MENDED in paragraph.text for paragraph in word.paragraphs)


def read_without_login(page):
    page.goto("/cong-bo/")
    page.get_by_role("link", name=re.compile(POLICY, re.IGNORECASE)).first.click()
    page.get_by_text(MENDED).first.wait_for()


def colour_of(page, clause) -> str:
    """The state that the heat map shows for the ward at this clause."""
    page.goto("/")
    heads = page.locator("table.heat thead tr").last.locator("th").all_inner_texts()
    row = page.locator("table.heat tbody tr", has_text="Phường Tân Hải")
    cell = row.locator("td").nth([head.strip() for head in heads].index(clause))
    return cell.get_attribute("class").split()[0].removeprefix("c-")
