"""A set on one page: approved on a phone, issued, signed outside, found again by a sentence."""

import re
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

import pypdf
from playwright.sync_api import expect

from kernel.content.markup import to_inline
from kernel.content.nodes import Node
from tests.apps.documents.making import TEXT, checked
from tests.journeys.steps import confirm, decide, enter_number, no_complaints, send
from tests.signing import authority

SENTENCE = "Người trực ghi sổ nhật ký ngay trong buổi tiếp."
NO_MARKS = "ghi so nhat ky ngay trong buoi tiep"
SET = 12
PHONE = 390


def test_a_set_of_twelve_from_the_phone_of_the_leader_to_a_verified_signature(
    house, settings, tmp_path
):
    settings.CHUAN_TRUST_ROOTS = str(authority().write_roots(tmp_path / "roots"))
    settings.CHUAN_STEP_UP_MINUTES = 60  # a slow machine walks for longer than five
    team = house.team()
    with house.inside():
        said = Node("cau", "paragraph", {"text": to_inline(SENTENCE)})
        for n in range(1, SET + 1):
            checked(team, code=f"QT.HT.{n:02}", nodes=(*TEXT, said) if n == 7 else TEXT)
    secretary, checker, _head, clerk = (house.tab(person) for person in team)
    phone = house.tab(team[2], width=PHONE)

    lay_before_the_leader(secretary)
    approve_the_set(phone)

    decision = decide(secretary)
    send(secretary, decision, checker="Phạm Thị Thu Vân", approver="Trần Quốc Bảo")
    confirm(checker, decision, "check")
    confirm(phone, decision, "approve")
    enter_number(clerk, decision)
    house.deliver()

    sign_outside(clerk, decision, person=team[2].full_name)
    find_without_marks(secretary)
    no_complaints(secretary, checker, phone, clerk)


def lay_before_the_leader(page):
    page.goto("/documents/submissions/new/")
    assert page.locator("input[name=pick]:checked").count() == SET
    page.locator("main form button.go").click()
    page.wait_for_url(re.compile(r"/submissions/[0-9a-f-]{36}/$"))


def approve_the_set(page):
    """He unfolds one, sees only what it says, and approves all with his thumb."""
    page.goto("/")
    page.locator("a[href*='/submissions/']").first.click()
    page.wait_for_url(re.compile(r"/submissions/[0-9a-f-]{36}/$"))
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE
    assert page.locator("ol.picks > li").count() == SET
    page.locator("ol.picks summary").nth(6).click()
    page.locator("ol.picks .body").nth(6).wait_for()
    page.locator(".dock button.go").click()
    page.locator(".dock").wait_for(state="detached")
    expect(page.locator("ol.picks .st.ok")).to_have_count(SET)


def sign_outside(page, decision, *, person):
    page.goto(f"{decision}signing/")
    with page.expect_download() as given:
        page.locator("form[action$='/take/'] button").click()
    prepared = given.value.path().read_bytes()
    holder, agency = authority().issue(person), authority().issue("UBND phường Tân Hải")
    signed = elsewhere(holder.sign, prepared)

    unused = signed.rindex(b"0" * 10)  # of the room for the signature; elsewhere chance decides
    hand_in(page, decision, signed[:unused] + b"cafe" + signed[unused + 4 :])
    page.get_by_text("bị thay đổi").first.wait_for()
    hand_in(page, decision, signed)
    page.locator("table.signed", has_text=person).first.wait_for()
    hand_in(page, decision, elsewhere(agency.sign_as_agency, signed))
    page.get_by_role("link", name="Bản chính thức").first.wait_for()
    assert len(pypdf.PdfReader(BytesIO(signed)).pages)


def elsewhere(sign, pdf):
    """On the machine of the holder: the browser's event loop is ours."""
    with ThreadPoolExecutor(1) as other:
        return other.submit(sign, pdf).result()


def hand_in(page, decision, pdf):
    page.goto(f"{decision}signing/")
    file = {"name": "da ky.pdf", "mimeType": "application/pdf", "buffer": pdf}
    page.set_input_files("main input[type=file]", file)
    page.locator("form[action$='/hand-in/'] button[type=submit]").click()
    page.wait_for_load_state("networkidle")


def find_without_marks(page):
    """Typed without tone marks, found as it was written, and opened at the very block."""
    page.goto("/search/")
    page.locator("main input[name=q]").press_sequentially(NO_MARKS)
    page.wait_for_url(re.compile(r"q=[^&]*buoi(\+|%20)tiep"))  # and not of half the sentence
    found = page.locator("main a", has=page.locator("mark"))
    found.first.wait_for()
    assert "nhật ký" in " ".join(page.locator("main mark").all_inner_texts()).replace("\n", " ")
    found.first.click()
    page.wait_for_url(re.compile(r"/versions/.*#n-"))
    page.get_by_text(SENTENCE).first.wait_for()
