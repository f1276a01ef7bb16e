"""A form with a table is designed, filled in on a phone, signed, printed and found again."""

import re
from contextlib import contextmanager

from playwright.sync_api import expect

from apps.documents.models import Version
from apps.documents.services.freezing import freeze
from apps.records.models import Slip
from kernel import clock
from kernel.permissions import Role
from tests.browsing import violations
from tests.factories import make_person
from tests.journeys.steps import fetch, no_complaints

FIELDS = [("Nội dung đề xuất", "text", ""), ("Danh mục", "table", "Tên hàng\nSố lượng")]
FIELDS += [("Thủ trưởng", "signature", "")]


def design(page, address, label, kind, columns):
    """Add a field at the end of the form, by its page."""
    page.goto(f"{address}write/?by=block")
    page.locator(".addbar button[value=entry]").click()
    form = page.locator("form.entryform")
    form.locator("[name=label]").fill(label)
    form.locator("[name=type]").select_option(kind)
    with replaced(form):
        form.get_by_role("button", name="Đổi kiểu").click()
    form.locator(f"[name=type] option[value={kind}][selected]").wait_for(state="attached")
    if columns:
        form.locator("[name=columns-more]").fill(columns)
    if kind == "text":
        form.locator("[name=listed]").check()
    form.locator("button[name=done]:not(.vh)").click()
    form.wait_for(state="detached")


@contextmanager
def replaced(place):
    """What is done within ends when another answer of the server stands in this place."""
    before = place.element_handle()
    yield
    before.wait_for_element_state("hidden")


def put_in_force(house, address):
    """How a form comes into force is told by other journeys."""
    with house.inside():
        version = Version.objects.get(pk=re.search(r"versions/([^/]+)/", address)[1])
        version.content, version.state, version.must_read = freeze(version), "issued", False
        version.in_force_from = clock.today()
        version.save()


def pasted_into(cell, text):
    cell.evaluate(
        """(input, text) => {
            const data = new DataTransfer();
            data.setData("text/plain", text);
            const told = {clipboardData: data, bubbles: true, cancelable: true};
            input.dispatchEvent(new ClipboardEvent("paste", told));
        }""",
        text,
    )


def test_a_form_is_designed_filled_in_on_a_phone_signed_printed_and_found(house):
    secretary, _checker, head, _clerk = house.team()
    with house.inside():
        staff = house.let_in(make_person(Role.STAFF, name="Đỗ Hoàng Nam", post="Chuyên viên"))
    desk = house.tab(secretary)
    desk.goto("/documents/new/?kind=form&title=Phiếu+đề+xuất+mua+sắm")
    desk.fill("[name=code]", "BM.HT.09.01")
    desk.locator("main form:has([name=title]) button.go").click()
    desk.wait_for_url("**/versions/**")
    address = "/documents" + re.search(r"/versions/[^/]+/", desk.url)[0]
    for label, kind, columns in FIELDS:
        design(desk, address, label, kind, columns)
    put_in_force(house, address)

    phone = house.tab(staff, width=390)
    phone.goto("/records/")
    with replaced(phone.locator("#forms")):
        phone.fill("#q", "de xuat")
    phone.get_by_role("button", name="Lập phiếu").click()
    phone.wait_for_url("**/fill/")
    phone.get_by_label("Nội dung đề xuất").fill("Mua máy quét cho bộ phận một cửa")
    phone.get_by_role("button", name="Thêm dòng").click()
    first = phone.locator("[data-rows] > tr").first.locator("input[type=text]").first
    pasted_into(first, "Máy quét\t2\nMáy in\t1")
    expect(phone.locator("[data-rows] > tr")).to_have_count(2)
    expect(phone.locator("[data-fill-status]")).to_contain_text("đã lưu")
    assert violations(phone) == []
    phone.locator(".sheet-form button.go").click()
    phone.wait_for_url("**/finish/")
    phone.locator("select[name^=signer]").select_option(label=head.full_name)
    phone.locator("main form button.go").click()
    phone.wait_for_url(re.compile(r"/records/slips/[^/]+/$"))
    slip = phone.url.partition(".test")[2].partition("/")[2]

    leader = house.tab(head, width=390)
    leader.get_by_role("link", name=re.compile("^Ký: ")).first.click()
    leader.get_by_role("button", name="Ký", exact=True).click()
    expect(leader.locator(".stands")).to_contain_text("Hoàn thành")
    assert fetch(leader, f"/{slip}pdf/").startswith(b"%PDF")
    assert violations(leader) == []

    house.deliver()
    desk.goto("/search/?q=may+quet+mot+cua")
    expect(desk.locator(f"a[href='/{slip}']").first).to_be_visible()
    with house.inside():
        found = Slip.objects.get()
        rows = found.values[_table_of(found)]
        assert [set(row["cells"].values()) for row in rows] == [{"Máy quét", "2"}, {"Máy in", "1"}]
    no_complaints(desk, phone, leader)


def _table_of(slip):
    return next(name for name, value in slip.values.items() if isinstance(value, list))


def test_pasted_words_that_answer_no_box_and_no_choice_stay_until_they_are_mended(house):
    from tests.apps.records import slips_making as making

    team = house.team()
    columns = [
        {"id": "viec", "label": "Việc", "type": "text"},
        {"id": "xong", "label": "Xong", "type": "check"},
        {"id": "loai", "label": "Loại", "type": "choice", "options": making.OPTIONS},
    ]
    with house.inside():
        making.form(team, [making.entry("bang", "Danh mục", "table", columns=columns)])
        slip = making.begun(team[0])
    page = house.tab(team[0])
    page.goto(f"/records/slips/{slip.pk}/fill/")
    page.get_by_role("button", name="Thêm dòng").click()
    rows = page.locator("[data-rows] > tr")
    pasted_into(
        rows.first.get_by_label("Việc"), "A\tx\tĐạt\nB\tchưa rõ\tTốt lắm\nC\tkhông\tKhông đạt"
    )
    expect(page.locator("td.bad")).to_have_count(2)
    expect(rows.nth(0).get_by_label("Xong")).to_be_checked()
    rows.nth(2).get_by_label("Việc").fill("D")
    expect(page.locator("[data-fill-status]")).to_contain_text("đã lưu")
    page.reload()
    box = rows.nth(1).get_by_label("Xong")
    expect(box).to_have_value("chưa rõ")
    expect(rows.nth(1).get_by_label("Loại")).to_have_value("Tốt lắm")
    assert violations(page) == []
    box.fill("có")
    box.press("Tab")
    rows.nth(1).get_by_label("Loại").select_option(label="Đạt")
    expect(page.locator("td.bad")).to_have_count(0)
    expect(box).to_have_attribute("type", "checkbox")
    expect(box).to_be_checked()
    with house.inside():
        slip.refresh_from_db()
        assert slip.unread == []
        cells = [each["cells"] for each in slip.values["bang"]]
        assert [each.get("xong", False) for each in cells] == [True, True, False]
    no_complaints(page)


def test_two_people_in_one_slip_see_each_other_and_choose(house):
    from tests.apps.records import slips_making as making

    team = house.team()
    with house.inside():
        making.form(team)
        slip = making.begun(team[0])
    one, other = house.tab(team[0]), house.tab(team[1])
    other.route("**/present/", lambda route: route.abort())  # learns of nothing before it types
    for page in (one, other):
        page.goto(f"/records/slips/{slip.pk}/fill/")
    one.get_by_label("Nội dung đề xuất").fill("Của chị Hạnh")
    expect(one.locator("[data-fill-status]")).to_contain_text("đã lưu")
    other.get_by_label("Nội dung đề xuất").fill("Của chị Vân")
    other.unroute("**/present/")
    other.evaluate("document.dispatchEvent(new Event('visibilitychange'))")  # who is here
    clash = other.locator(".conflict")
    expect(clash).to_contain_text("Của chị Hạnh")
    expect(clash).to_contain_text("Của chị Vân")
    expect(other.locator("[data-present]")).to_contain_text(team[0].full_name)
    other.get_by_role("button", name="Giữ bản của tôi").click()
    expect(other.locator("[data-fill-status]")).to_contain_text("đã lưu")
    with house.inside():
        slip.refresh_from_db()
        assert slip.values["noi-dung"] == "Của chị Vân"
    other.get_by_role("group", name="Kết quả").get_by_label("Không đạt").check()
    expect(other.get_by_label("Nguyên nhân")).to_be_visible()
    other.get_by_role("button", name="Thêm dòng").click()
    cells = other.locator("[data-rows] > tr").first.locator("input[type=text]")
    for at, text in enumerate(("Máy quét", "3", "1.500,5")):
        cells.nth(at).fill(text)
    expect(other.locator("#q-tong output")).to_have_text("4.501,5")
    cells.nth(1).fill("ba")
    expect(other.locator("[data-rows] > tr td.bad")).to_have_count(1)
    one.evaluate("document.dispatchEvent(new Event('visibilitychange'))")  # looks at once
    there = one.locator("[data-rows] > tr").first.locator("input[type=text]")
    expect(there.nth(1)).to_have_value("ba")
    there.nth(2).fill("năm")
    expect(one.locator("[data-rows] > tr td.bad")).to_have_count(2)
    other.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(cells.nth(2)).to_have_value("năm")
    there.nth(2).fill("")
    expect(one.locator("[data-rows] > tr td.bad")).to_have_count(1)
    with house.inside():
        slip.refresh_from_db()
        assert [each["typed"] for each in slip.unread] == ["ba"]
    no_complaints(one, other)
