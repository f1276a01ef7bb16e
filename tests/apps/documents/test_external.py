"""The list of external documents: taken in from what exists, told row by row, and printed."""

import io
from datetime import date, timedelta

import pytest
from openpyxl import load_workbook

from apps.documents.models import ExternalDocument
from apps.documents.selectors.external import WantedExternal, counts, external_documents
from apps.documents.services.external import add_external
from apps.documents.services.external_import import import_external, plan_import
from apps.documents.services.external_sheet import read_sheet
from kernel import clock
from kernel.refusals import BadInput
from kernel.spreadsheet import workbook
from tests.factories import make_team, make_unit

HEADS = ["STT", "Số, ký hiệu", "Tên văn bản", "Ngày ban hành", "Thay thế bởi", "Đơn vị giữ"]
GOOD = [1, "30/2020/NĐ-CP", "Về công tác văn thư", "05/03/2020", "", "Văn phòng"]


def sheet(*rows):
    return workbook("Danh mục", HEADS, rows)


def test_each_row_is_taken_and_what_is_wrong_with_it_is_said(alpha):
    team, unit = make_team(), make_unit("Văn phòng")
    rows = read_sheet(
        sheet(
            GOOD,
            [2, "110/2004/NĐ-CP", "Văn thư cũ", date(2004, 4, 8), "30/2020/NĐ-CP", ""],
            [3, "", "Không số", "", "", ""],
            [4, "1/2020/NĐ-CP", "Ngày sai", "31/02/2020", "", "Phòng không có"],
            [5, "30/2020/nđ-cp", "Trùng", "", "", ""],
            [6, "2/2020/NĐ-CP", "Thay bởi ai", "", "99/2099/NĐ-CP", ""],
        ),
        "a.xlsx",
    )
    plan = import_external(rows, by=team[0])
    assert [each.fate for each in plan] == ["new", "new", "wrong", "wrong", "wrong", "wrong"]
    assert [len(each.row.errors) for each in plan] == [0, 0, 1, 2, 1, 1]
    old, new = ExternalDocument.objects.order_by("code")
    assert (new.issued_on, new.unit) == (date(2020, 3, 5), unit)
    assert (old.successor, old.in_force_until) == (new, clock.today())
    assert [each.fate for each in plan_import(read_sheet(sheet(GOOD), "a.xlsx"))] == ["same"]


def test_what_is_there_is_corrected_and_an_empty_cell_takes_nothing_away(alpha):
    team = make_team()
    add_external(by=team[0], code="30/2020/NĐ-CP", title="Cũ", issuer="Chính phủ")
    text = "Số ký hiệu;Tên văn bản;Cơ quan ban hành\n30/2020/NĐ-CP;Về công tác văn thư;\n"
    [each] = import_external(read_sheet(text.encode(), "a.csv"), by=team[0])
    found = ExternalDocument.objects.get()
    assert (each.fate, found.title, found.issuer) == ("changed", "Về công tác văn thư", "Chính phủ")


@pytest.mark.parametrize(
    "data",
    [b"", b"%PDF-1.7", b"PK\x03\x04 broken", sheet(), "Tên;Loại\na;b\n".encode()],
    ids=["empty", "a PDF", "damaged", "no rows", "no columns"],
)
def test_a_file_that_is_no_list_is_refused_with_a_sentence(alpha, data):
    with pytest.raises(BadInput):
        read_sheet(data, "a.xlsx")


def test_the_effect_is_told_by_dates_alone(alpha):
    team = make_team()
    today = clock.today()
    for code, start, end in (
        ("1/2020/NĐ-CP", None, None),
        ("2/2020/NĐ-CP", None, today),
        ("3/2020/NĐ-CP", today + timedelta(days=365), None),
    ):
        add_external(by=team[0], code=code, title="T", in_force_from=start, in_force_until=end)
    said = counts()
    assert (said["all"], said["ok"], said["ended"], said["wait"]) == (3, 1, 1, 1)
    [over] = external_documents(WantedExternal(effect="ended"))
    assert over.code == "2/2020/NĐ-CP"


def test_the_pages_take_a_list_in_and_give_it_back_as_it_can_be_read(client, alpha):
    team = make_team()
    make_unit("Văn phòng")
    client.enter(team[0])
    upload = io.BytesIO(sheet(GOOD))
    upload.name = "danh muc.xlsx"
    answer = client.post("/documents/external/import/", {"file": upload}, follow=True)
    assert "30/2020/NĐ-CP" in answer.content.decode()
    assert not ExternalDocument.objects.exists()
    client.post(answer.request["PATH_INFO"])
    external = ExternalDocument.objects.get()
    page = client.get("/documents/external/?q=van+thu").content.decode()
    assert "30/2020/NĐ-CP" in page
    data = client.get("/documents/external/export/").content
    assert [each.fate for each in plan_import(read_sheet(data, "x.xlsx"))] == ["same"]
    assert load_workbook(io.BytesIO(data)).active["A2"].value == external.code
    assert client.get("/documents/external/print/").content.startswith(b"%PDF-")
    twice = {"code": "30/2020/NĐ-CP", "title": "Lần nữa"}
    refused = client.post("/documents/external/new/", twice)
    assert refused.status_code == 409
    assert "Lần nữa" in refused.content.decode()
