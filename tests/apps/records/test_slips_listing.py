"""The slips of a form: filtered, sorted, counted, exported, and found by what they say."""

import html
import io
import re
from datetime import date

import pytest
from openpyxl import load_workbook

from apps.records.services.slips_finishing import finish_slip
from apps.records.services.slips_searching import SOURCE
from apps.work.api.finding import goals
from kernel import clock
from kernel.permissions import Role
from kernel.search.services import reindex
from tests.apps.records import slips_making as making
from tests.apps.records.slips_making import row
from tests.factories import make_person, make_team

HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def day():
    with clock.at(date(2026, 11, 22)):
        yield


@pytest.fixture
def team(alpha):
    return make_team()


@pytest.fixture
def clerk(team):
    return make_person(Role.STAFF, name="Đỗ Hoàng Nam", post="Chuyên viên")


@pytest.fixture
def form(team):
    return making.form(team)


def page(answer):
    return answer.content.decode()


class TestListing:
    @pytest.fixture
    def slips(self, clerk, form):
        said = [
            ("Mua máy quét", "5", "01/11/2026"),
            ("Sửa máy in", "20", "15/11/2026"),
            ("Khác", "", ""),
        ]
        return [making.filled(clerk, noi_dung=t, so_tien=n, ngay=d) for t, n, d in said]

    def found(self, client, form, query):
        answer = client.get(f"/records/forms/{form.document_id}/?{query}")
        return [each["slip"].values["noi-dung"] for each in answer.context["rows"]]

    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ("sort=f-so-tien", ["Mua máy quét", "Sửa máy in", "Khác"]),
            ("sort=-f-so-tien", ["Sửa máy in", "Mua máy quét", "Khác"]),
            ("sort=f-noi-dung", ["Khác", "Mua máy quét", "Sửa máy in"]),
            ("sort=-f-ngay", ["Sửa máy in", "Mua máy quét", "Khác"]),
            ("f-so-tien-from=6", ["Sửa máy in"]),
            ("f-so-tien-to=6", ["Mua máy quét"]),
            ("f-ngay-from=10/11/2026&f-ngay-to=20/11/2026", ["Sửa máy in"]),
            ("f-noi-dung=may&sort=f-so-tien", ["Mua máy quét", "Sửa máy in"]),
            ("q=sua+may", ["Sửa máy in"]),
            ("q=sửa", ["Sửa máy in"]),
            ("f-so-tien-from=x", ["Khác", "Sửa máy in", "Mua máy quét"]),
            ("state=done", []),
        ],
    )
    def test_it_filters_and_sorts_by_listed_fields(self, client, clerk, form, slips, query, found):
        client.enter(clerk)
        assert self.found(client, form, query) == found

    def test_pages_of_a_sorted_list_hold_each_slip_once(self, client, clerk, form, slips):
        for n in range(42):
            making.filled(clerk, noi_dung=f"Phiếu {n:02}", so_tien=str(n) if n % 3 else "")
        client.enter(clerk)
        seen = [t for p in (1, 2, 3) for t in self.found(client, form, f"sort=f-so-tien&page={p}")]
        assert len(seen) == len(set(seen)) == 45

    def test_its_statements_do_not_grow_with_its_rows(
        self, client, clerk, form, slips, django_assert_max_num_queries
    ):
        for n in range(18):
            making.filled(clerk, so_tien=str(n))
        client.enter(clerk)
        query = "f-noi-dung=m&f-so-tien-from=1&f-ngay-from=01/01/2020&sort=f-so-tien"
        for asked in ("", query):
            client.get(f"/records/forms/{form.document_id}/?{asked}")
            with django_assert_max_num_queries(12):
                client.get(f"/records/forms/{form.document_id}/?{asked}")

    def test_the_sheet_has_numbers_and_days(self, client, clerk, form, slips):
        client.enter(clerk)
        answer = client.get(f"/records/forms/{form.document_id}/export/?f-so-tien-from=6")
        [heads, line] = list(load_workbook(io.BytesIO(answer.getvalue())).worksheets[0].values)
        cells = dict(zip(heads, line, strict=True))
        assert cells["Dự toán"] == 20
        assert cells["Ngày đề xuất"].date() == date(2026, 11, 15)

    def test_each_table_has_a_sheet_of_its_own_whose_rows_name_their_slip(
        self, client, clerk, form, slips, django_assert_max_num_queries
    ):
        rows = [row("r1", viec="Máy", so_luong="2", don_gia="3"), row("r2", viec="Bàn")]
        making.filled(clerk, noi_dung="Hai dòng", bang=rows)
        done = finish_slip(making.filled(clerk, noi_dung="Một dòng", bang=rows[:1]), by=clerk)
        client.enter(clerk)
        address = f"/records/forms/{form.document_id}/export/?sort=-begun"
        client.get(address)
        with django_assert_max_num_queries(12):
            book = load_workbook(io.BytesIO(client.get(address).getvalue()))
        assert book.sheetnames == ["BM.HT.09.01", "Danh mục"]
        numbers = [line[0] for line in book.worksheets[0].values][1:]
        heads, *lines = book["Danh mục"].values
        assert heads[1:4] == ("STT", "Nội dung", "Số lượng")
        assert [line[0] for line in lines] == [done.number, numbers[1], numbers[1]]
        assert lines[1][1:6] == (1, "Máy", 2, 3, 6)

    def test_a_narrowed_list_is_counted_to_its_end_beside_the_page(
        self, client, clerk, form, slips
    ):
        for n in range(22):
            making.filled(clerk, so_tien=str(n))
        client.enter(clerk)
        address = f"/records/forms/{form.document_id}/?f-noi-dung=mua"
        asked = re.search(r'hx-get="([^"]+count=1)"', page(client.get(address)))[1]
        said = client.get(address.partition("?")[0] + html.unescape(asked), headers=HTMX)
        assert said.content.decode() == "có tất cả 23 phiếu"

    def test_what_one_may_not_see_is_not_listed(self, client, team, form, slips):
        client.enter(make_person(Role.STAFF))
        assert self.found(client, form, "") == []


class TestFinding:
    @pytest.fixture
    def read(self, clerk, form):
        slip = making.filled(
            clerk, noi_dung="Mua máy chiếu phòng họp", bang=[row("r", viec="Dây HDMI")]
        )
        slip = finish_slip(slip, by=clerk)
        reindex(SOURCE, slip.pk)
        return slip

    @pytest.mark.parametrize("typed", ["may chieu", "hdmi", "BM.HT.09.01-2026"])
    def test_it_is_found_by_answers_and_number(self, client, clerk, read, typed):
        client.enter(clerk)
        assert f"/records/slips/{read.pk}/" in page(client.get("/search/", {"q": typed}))

    def test_who_may_not_see_it_does_not_find_it(self, client, read):
        client.enter(make_person(Role.STAFF))
        assert f"/records/slips/{read.pk}/" not in page(client.get("/search/", {"q": "may chieu"}))

    @pytest.mark.parametrize("typed", ["máy chiếu", "may chieu", "BM.HT.09.01-2026"])
    def test_the_palette_and_other_systems_find_it_as_far_as_one_may_see(
        self, client, clerk, read, typed
    ):
        [found] = client.enter(clerk).get("/find/", {"q": typed}).json()
        assert found == {
            "label": f"{read.number} {read.form.title}",
            "url": f"/records/slips/{read.pk}/",
            "kind": read.form.title,
        }
        assert [(g.what, g.id) for g in goals(clerk, typed)] == [("slip", read.pk)]
        assert client.enter(make_person(Role.STAFF)).get("/find/", {"q": typed}).json() == []
