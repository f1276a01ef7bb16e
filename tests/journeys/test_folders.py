"""A folder from the yearly list to the archive: fills itself, one paper missing, a scan beside."""

import io
import re
import zipfile
from datetime import timedelta

from PIL import Image
from playwright.sync_api import expect

from apps.records.models import Folder, FolderItem
from apps.records.services.folders_records import SLIP
from apps.records.services.slips import start_slip
from apps.records.services.slips_finishing import finish_slip
from kernel import clock
from tests.apps.records.slips_making import form, save
from tests.browsing import sticks_out, violations
from tests.journeys.steps import fetch, no_complaints

AUDIT = "Đánh giá nội bộ năm"
ENDED = f"{clock.today() - timedelta(days=340):%d/%m/%Y}"  # it is due at the archive next month


def a_scan(path):
    """A page as the scanner of the office leaves it."""
    out = io.BytesIO()
    Image.new("RGB", (620, 877), "ivory").save(out, "JPEG")
    path.write_bytes(out.getvalue())
    return str(path)


def test_a_folder_from_its_opening_to_the_archive_with_one_paper_missing_and_a_scan(
    house, tmp_path
):
    team = house.team()
    page = house.tab(team[3])

    open_from_the_list(page)
    at = page.url.partition(".test")[2].partition("/")[2]
    done = a_slip_is_done(house, team)
    expect(page.locator("table", has_text="Còn thiếu").first).to_be_visible()
    page.reload()
    expect(page.locator("main")).to_contain_text(done)
    look_at(page, at)
    put_the_scan_beside(page, [a_scan(tmp_path / "1.jpg"), a_scan(tmp_path / "2.jpg")])
    fill_the_rest(house, page, tmp_path)
    close_without_one(page)
    packed = fetch_zip(page)
    assert packed[0].startswith("00 Mục lục văn bản")
    assert any("bản quét có chữ ký" in name for name in packed)
    assert fetch(page, f"/{at}index/pdf/").startswith(b"%PDF")

    hand_over(page)
    page.goto(f"/{at}")
    expect(page.locator(".stands")).to_contain_text("Đã nộp lưu")
    with house.inside():
        assert Folder.objects.get().state == "handed_over"
        assert FolderItem.objects.get(kind=SLIP).scan.media_type == "application/pdf"
    no_complaints(page)


def open_from_the_list(page):
    """No list yet: one click makes it from the library's record types, another opens a folder."""
    page.goto("/records/lists/")
    page.get_by_role("button", name="Lập từ bảng loại hồ sơ").click()
    page.wait_for_url(re.compile(r"/records/lists/[0-9a-f-]{36}/"))
    row = page.locator("tr", has_text=AUDIT)
    row.get_by_role("button", name="Mở hồ sơ").click()
    page.wait_for_url(re.compile(r"/records/folders/[0-9a-f-]{36}/$"))


def a_slip_is_done(house, team):
    """How slips are filled in is told by another journey; gives the number of this one."""
    with house.inside():
        version = form(team, code="BM.HT.03.01")
        made = start_slip(version.document_id, by=team[0])
        save(made, team[0], noi_dung="Đánh giá các đơn vị trong tháng 11")
        made.refresh_from_db()
        number = finish_slip(made, by=team[0]).number
    house.deliver()
    return number


def look_at(page, at):
    """The pages of this room stand wide and on a phone."""
    with_folder = [f"/{at}", f"/{at}add/", f"/{at}close/", f"/{at}edit/"]
    item = page.locator("tr[data-order-row]").first.get_attribute("data-order-row")
    row = [f"/records/papers/{item}/scan/", f"/records/papers/{item}/move/"]
    found = page.locator("a[href^='/records/lists/']").last.get_attribute("href")
    lists = ["/records/lists/", found, f"{found}?edit=1", f"{found}issue/", f"{found}import/"]
    types = ["/records/types/", "/records/types/new/", "/records/types/library/"]
    for path in [*with_folder, *row, *lists, *types, "/records/folders/", "/records/folders/new/"]:
        for width in (1440, 390):
            page.set_viewport_size({"width": width, "height": 900})
            page.goto(path)
            assert sticks_out(page) <= 0, (path, width)
        assert violations(page) == [], path
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(f"/{at}")


def put_the_scan_beside(page, files):
    row = page.locator("tr[data-order-row]").first
    row.locator("details.menu summary").click()
    row.get_by_role("link", name="bản quét").click()
    page.locator("#id_files").set_input_files(files)
    page.get_by_role("button", name="Đưa bản quét vào").click()
    page.wait_for_url(re.compile(r"/records/folders/[0-9a-f-]{36}/$"))
    expect(page.get_by_role("link", name="bản quét có chữ ký")).to_be_visible()


def fill_the_rest(house, page, tmp_path):
    """All but one of what is still missing comes as files."""
    with house.inside():
        folder = Folder.objects.get()
        missing = page.locator("section", has_text="Còn thiếu").first.locator("tbody tr").count()
    for n in range(missing - 1):
        page.goto(f"/records/folders/{folder.pk}/")
        page.locator("a[href*='?place=']").first.click()
        page.locator("#id_files").set_input_files(a_scan(tmp_path / f"rest{n}.jpg"))
        page.locator("form[enctype] button.go").click()
        page.wait_for_url(re.compile(r"/records/folders/[0-9a-f-]{36}/$"))
    expect(page.locator(".stands")).to_contain_text("còn thiếu 1 giấy tờ")


def close_without_one(page):
    page.locator(".stands a", has_text="Đóng hồ sơ").click()
    page.fill("[name=ended_on]", ENDED)
    page.locator("main form button.go").click()
    expect(page.locator(".err, .errors, [role=alert]").first).to_be_visible()
    page.fill("[name=why]", "Đoàn đánh giá chưa gửi lại bản có chữ ký.")
    page.locator("main form button.go").click()
    page.wait_for_url(re.compile(r"/records/folders/[0-9a-f-]{36}/$"))
    expect(page.locator(".stands")).to_contain_text("Đoàn đánh giá chưa gửi lại")


def fetch_zip(page):
    with page.expect_download() as given:
        page.locator("form[action$='/zip/'] button").click()
    with zipfile.ZipFile(given.value.path()) as archive:
        return archive.namelist()


def hand_over(page):
    page.goto("/records/transfers/new/")
    expect(page.locator("[name=pick]:checked")).to_have_count(1)
    page.locator("main form button.go").click()
    page.wait_for_url(re.compile(r"/records/transfers/[0-9a-f-]{36}/$"))
    page.goto(f"{page.url}hand-over/")
    page.fill("[name=receiver]", "Lưu trữ cơ quan")
    page.locator("main form button.go").click()
    page.wait_for_url(re.compile(r"/records/transfers/[0-9a-f-]{36}/$"))
