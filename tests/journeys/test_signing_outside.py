"""Văn thư takes a paper to be signed, hands it in, and anybody checks the print in a browser."""

import re

import pytest
from playwright.sync_api import expect

from apps.documents.models import IssueSheet
from tests.apps.documents import making
from tests.signing import authority


@pytest.fixture(scope="module")
def issued(standing_house):
    """A policy in force, rendered by the worker; and the four who brought it there."""
    team = standing_house.team()
    with standing_house.inside():
        version = making.issued(team, code="CSCL", kind="policy")
        assert IssueSheet.objects.get()
    standing_house.deliver()
    return team, version


def test_a_paper_is_signed_outside_taken_back_and_checked_by_anybody(
    standing_house, issued, tmp_path
):
    team, version = issued
    with standing_house.inside():
        head, agency = team[2].full_name, version.document.code
    page = standing_house.tab(team[3])
    page.goto(f"/documents/versions/{version.pk}/")
    page.get_by_role("link", name="lấy bản để ký").click()
    with page.expect_download() as taken:
        page.get_by_role("button", name="Tải bản để ký").click()
    pdf = taken.value.path().read_bytes()

    broken = bytearray(authority().person(head).sign(pdf))
    broken[800] ^= 1
    _hand_in(page, tmp_path / "bị sửa.pdf", bytes(broken))
    expect(page.locator("main")).to_contain_text("tệp đã bị sửa sau khi tải về")

    signed = authority().person(head).sign(pdf)
    _hand_in(page, tmp_path / "đã ký.pdf", signed)
    expect(page.locator("main")).to_contain_text("Người có thẩm quyền đã ký")
    both = authority().agency("Ủy ban nhân dân phường Tân Hải").sign_as_agency(signed)
    _hand_in(page, tmp_path / "đủ chữ ký.pdf", both)
    expect(page.locator("main")).to_contain_text("đây là bản chính thức")
    expect(page.locator("table.signed")).to_have_count(2)

    address = page.get_by_role("link", name=re.compile("kiem-tra")).get_attribute("href")
    stranger = standing_house.tab(None)
    stranger.goto(re.sub(r"^https?://[^/]+", "", address))
    expect(stranger.locator("h1")).to_contain_text(agency)
    expect(stranger.locator("main")).to_contain_text("Đang có hiệu lực")
    chooser = stranger.locator("[data-compare]")
    if chooser.is_hidden():  # only under TLS, or on this machine, may a browser count a hash
        expect(stranger.locator("main")).to_contain_text("sha256sum")
        return
    chooser.locator("input").set_input_files(tmp_path / "đủ chữ ký.pdf")
    expect(chooser).to_contain_text("Đúng là bản PDF chính thức")
    chooser.locator("input").set_input_files(tmp_path / "bị sửa.pdf")
    expect(chooser).to_contain_text("Tệp không trùng với bản nào")


def _hand_in(page, file, data):
    file.write_bytes(data)
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="Nộp và kiểm tra").click()
