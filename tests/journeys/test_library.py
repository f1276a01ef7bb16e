"""A librarian publishes an update; three agencies answer it each in its way; the board shows it."""

import re

import pytest
from django.conf import settings
from playwright.sync_api import expect

from apps.adoption.models import Adoption
from apps.adoption.selectors import offered_versions, offers_of
from apps.adoption.services import clone
from apps.documents.models import Version
from apps.documents.services import save_node
from kernel.permissions import SYSTEM, Role
from oversight.services import create_platform_person
from tenants.services import open_agency
from tests import databases

pytestmark = pytest.mark.browser
NEW = "Chúng tôi trả lời mọi câu hỏi của người dân trong ngày."
OWN = "Phường làm theo cách riêng đã quen."
REASON = "Chính sách của phường đã được HĐND thông qua, giữ đến hết năm."


def agencies_of(house):
    """Three wards that took the policy of the package, the second of which changed it."""
    facts = databases.ALPHA | {"parent_name": "Ủy ban nhân dân tỉnh Khánh Hòa"}
    with databases.owner():
        for slug, name in (("gamma", "UBND phường Ninh Chử"), ("delta", "UBND phường Đông Hải")):
            with house.inside(""):
                open_agency(**facts | {"slug": slug, "name": name, "full_name": name})
    secretaries = {}
    for slug in ("alpha", "gamma", "delta"):
        secretaries[slug] = house.team(slug)[0]
        with house.inside(slug):
            version = offered_versions()[0]
            keys = [o.template.key for o in offers_of(version) if o.template.key == "policy"]
            clone(version, keys, by=secretaries[slug])
            if slug == "gamma":
                draft = Version.objects.get(document=Adoption.objects.get().document)
                row = draft.nodes.filter(kind="paragraph").order_by("position").first()
                body = {"text": [{"text": OWN}]}
                save_node(draft, row.node_id, body, revision=row.revision, by=secretaries[slug])
    house.deliver()
    return secretaries


def test_an_update_goes_out_and_three_agencies_answer_it(house):
    secretaries = agencies_of(house)
    with house.inside(""):
        librarian = create_platform_person(
            username="thuvien",
            full_name="Bùi Thu Khải",
            password=None,
            roles=[Role.LIBRARIAN],
            by=SYSTEM,
        )
        house.let_in(librarian)
    page = house.tab(librarian, settings.CHUAN_PORTAL)
    _writes(page)
    _tries(page, house)
    _publishes(page)
    house.deliver()
    _adopts(_update(house, secretaries["alpha"], "alpha"))
    gamma = _update(house, secretaries["gamma"], "gamma")
    expect(gamma.locator("main")).to_contain_text(OWN)
    expect(gamma.locator("main")).to_contain_text(NEW)
    gamma.locator("form[action$='/decide/'] button[name=take][value=theirs]").first.click()
    _adopts(gamma)
    _refuses(_update(house, secretaries["delta"], "delta"))
    house.deliver()
    page.goto("/library/board/?package=phuong-xa")
    rows = {row.inner_text() for row in page.locator("#board tbody tr").all()}
    told = {
        name: next(row for row in rows if name in row)
        for name in ("Tân Hải", "Ninh Chử", "Đông Hải")
    }
    assert "Đang dùng phiên bản mới nhất" in told["Tân Hải"]
    assert "Đang dùng phiên bản mới nhất" in told["Ninh Chử"]
    assert "Từ chối cập nhật" in told["Đông Hải"]
    assert REASON in told["Đông Hải"]


def _writes(page):
    """The first paragraph of the policy, worded anew; it saves itself."""
    page.goto("/library/phuong-xa/")
    page.get_by_role("button", name="Soạn phiên bản sau").click()
    page.wait_for_url(re.compile(r"/library/drafts/[0-9a-f-]{36}/$"))
    page.fill("#q", "chinh sach chat luong")  # the list narrows itself while one types
    page.wait_for_url(re.compile(r"\?.*q=chinh"))
    page.locator("#draft-list tbody tr:only-child#d-policy a.ti").click()
    page.wait_for_url("**/documents/policy/")
    paragraph = page.locator("#sheet > .blk:has(> p)").first
    paragraph.hover()
    paragraph.locator(".tools > a.btn").click()
    page.fill("textarea[name=text]", NEW)
    page.get_by_role("button", name="Xong").click()
    page.wait_for_url(re.compile(r"/documents/policy/#n-"))
    expect(page.locator("#sheet")).to_contain_text(NEW)


def _tries(page, house):
    page.get_by_role("link", name="Bản thảo", exact=True).click()
    page.get_by_role("button", name="Chạy thử trên mọi cơ quan").first.click()
    page.wait_for_selector("progress")
    house.deliver()
    page.wait_for_selector("dl.kpi")
    assert page.locator("tbody tr", has_text="Ninh Chử").locator("td b").inner_text() == "1"


def _publishes(page):
    page.get_by_role("link", name="Bản thảo", exact=True).click()
    page.get_by_role("link", name="Kiểm tra và phát hành").click()
    page.wait_for_url("**/publish/")  # its scripts ask before it is sent
    page.fill("textarea[name=note]", "Nói rõ lời hẹn trả lời trong ngày.")
    page.get_by_role("button", name="Phát hành", exact=True).click()
    page.locator("dialog[open]").get_by_role("button", name="Phát hành").click()
    page.wait_for_url(re.compile(r"/library/phuong-xa/$"))
    assert "Nói rõ lời hẹn" in page.inner_text("main")


def _update(house, person, slug):
    page = house.tab(person, slug)
    page.goto("/library/updates/")
    page.locator("table a.ti").first.click()
    page.wait_for_selector(".cmp")
    return page


def _adopts(page):
    page.locator("form[action$='/adopt/'] input[name=into_draft]").check()
    page.locator("form[action$='/adopt/'] button.go").click()
    page.wait_for_url(re.compile(r"/documents/|/library/updates/$"))
    page.context.close()


def _refuses(page):
    page.locator("details.more", has=page.locator("#reason")).locator("summary").click()
    page.fill("#reason", REASON)
    page.locator("form[action$='/refuse/'] button").click()
    page.wait_for_url("**/library/updates/")
    page.context.close()
