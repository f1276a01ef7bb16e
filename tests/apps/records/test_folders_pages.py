"""The pages of record types, of the yearly list and of folders, as a clerk walks through them."""

import hashlib
import io
import json
import os
import tracemalloc
import zipfile
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook
from PIL import Image

from apps.records.models import FileList, Folder, FolderItem, ListEntry, RecordType
from apps.records.services.folders import close_folder
from apps.records.services.folders_filling import file_paper
from apps.records.services.folders_records import SLIP
from apps.records.services.lists import begin_list, copy_types, issue_list
from kernel import clock
from kernel.files.services import store_file
from kernel.permissions import Role
from kernel.search.services import reindex
from tests.apps.records.folders_making import audit_folder, audit_type, clerk, form, slip
from tests.factories import make_person


@pytest.fixture(autouse=True)
def day():
    with clock.at(date(2026, 11, 22)):
        yield


@pytest.fixture
def keeper(alpha):
    return clerk()


@pytest.fixture
def page(client, keeper):
    return client.enter(keeper)


def text(answer):
    return answer.content.decode()


def picture(colour="white", size=(600, 800)):
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, "PNG")
    return out.getvalue()


def upload(name="trang.png", data=None):
    return SimpleUploadedFile(name, data or picture())


def test_a_record_type_is_added_with_its_papers_in_the_order_that_was_typed(page, keeper):
    said = {
        "code": "ĐGNB",
        "name": "Hồ sơ đánh giá nội bộ",
        "years": "05 năm",
        "clauses": "9.2",
        "forms": "BM.HT.03.01",
        "paper-1-at": "2",
        "paper-1-title": "Báo cáo",
        "paper-2-at": "1",
        "paper-2-title": "Kế hoạch",
        "paper-2-required": "1",
        "paper-3-at": "3",
        "paper-3-title": "",
    }
    assert page.post("/records/types/new/", said).status_code == 302
    made = RecordType.objects.get()
    assert made.years == 5
    assert [(p["title"], p["required"]) for p in made.papers] == [
        ("Kế hoạch", True),
        ("Báo cáo", False),
    ]
    assert "Hồ sơ đánh giá nội bộ" in text(page.get("/records/types/?q=danh+gia"))


def test_a_wrong_time_of_keeping_says_what_to_write_and_keeps_the_rest(page):
    said = {"code": "X", "name": "Tên", "years": "lâu lâu", "paper-1-title": "Kế hoạch"}
    answer = page.post("/records/types/new/", said)
    assert answer.status_code == 422
    assert "Vĩnh viễn" in text(answer)
    assert 'value="Kế hoạch"' in text(answer)


def test_the_list_of_a_year_is_one_click(page, keeper):
    audit_type(keeper)
    year = clock.today().year
    answer = page.post("/records/lists/begin/", {"year": year, "source": "types"})
    assert answer.status_code == 302
    entry = ListEntry.objects.get()
    assert entry.title == f"Hồ sơ đánh giá nội bộ năm {year}"
    assert "Hồ sơ đánh giá nội bộ" in text(page.get(answer["Location"]))


def test_cells_typed_in_the_table_change_and_what_was_not_touched_stays(page, keeper):
    audit_type(keeper)
    found = begin_list(2026, by=keeper)
    copy_types(found, by=keeper)
    entry = ListEntry.objects.get()
    was = json.dumps({"symbol": entry.symbol, "title": entry.title, "years": "05 năm", "note": ""})
    ListEntry.objects.update(note="Của người khác")
    said = {
        f"was-{entry.pk}": was,
        f"symbol-{entry.pk}": entry.symbol,
        f"title-{entry.pk}": "Tên mới",
        f"years-{entry.pk}": "Vĩnh viễn",
        f"note-{entry.pk}": "",
    }
    assert page.post(f"/records/lists/{found.pk}/save/", said).status_code == 302
    entry.refresh_from_db()
    assert (entry.title, entry.years, entry.note) == ("Tên mới", None, "Của người khác")
    wrong = said | {f"years-{entry.pk}": "mãi mãi", f"title-{entry.pk}": "Chưa lưu"}
    answer = page.post(f"/records/lists/{found.pk}/save/", wrong)
    assert answer.status_code == 422
    assert "Chưa lưu" in text(answer)


def test_after_the_issue_additions_bear_their_date_and_removals_are_struck_through(page, keeper):
    audit_type(keeper)
    found = begin_list(2026, by=keeper)
    copy_types(found, by=keeper)
    at = f"/records/lists/{found.pk}/"
    said = {"number": "15/QĐ-UBND", "issued_on": "20/11/2026"}
    assert page.post(f"{at}issue/", said).status_code == 302
    old = ListEntry.objects.get()
    page.post(f"{at}add/", {"symbol": "09", "title": "Hồ sơ mới", "years": "2"})
    page.post(f"/records/entries/{old.pk}/remove/")
    shown = text(page.get(at))
    assert ListEntry.objects.get(symbol="09").added_on == clock.today()
    assert f"<del>{old.title}</del>" in shown
    changed = {"symbol": "10", "title": "Khác", "years": "2"}
    fixed = ListEntry.objects.create(list=found, position=9, symbol="02", title="Cũ", years=2)
    answer = page.post(f"/records/entries/{fixed.pk}/", changed)
    assert answer.status_code == 409


def test_the_printed_list_has_the_columns_of_annex_v(page, keeper):
    audit_type(keeper)
    found = begin_list(2026, by=keeper)
    copy_types(found, by=keeper)
    data = page.get(f"/records/lists/{found.pk}/print/xlsx/").content
    sheet = load_workbook(io.BytesIO(data)).active
    assert [cell.value for cell in sheet[1]] == [
        "Số và ký hiệu hồ sơ",
        "Tên đề mục và tiêu đề hồ sơ",
        "Thời hạn bảo quản",
        "Người lập hồ sơ",
        "Ghi chú",
    ]
    assert page.get(f"/records/lists/{found.pk}/print/pdf/").content.startswith(b"%PDF")
    assert page.get(f"/records/lists/{found.pk}/print/docx/").content.startswith(b"PK")
    assert page.get(f"/records/lists/{found.pk}/print/exe/").status_code == 404


def test_rows_of_excel_are_looked_at_first_and_wrong_ones_left_out(page, keeper):
    found = begin_list(2026, by=keeper)
    rows = "I. Tổ chức\n01.TC\tHồ sơ tổ chức\t70 năm\tVăn phòng\t\n02.TC\tHồ sơ hai\tlâu\t\t\n"
    answer = page.post(f"/records/lists/{found.pk}/import/", {"rows": rows})
    assert "Hồ sơ tổ chức" in text(answer)
    assert not ListEntry.objects.exists()
    assert (
        page.post(f"/records/lists/{found.pk}/import/", {"rows": rows, "take": "1"}).status_code
        == 302
    )
    entry = ListEntry.objects.get()
    assert (entry.heading, entry.symbol, entry.years) == ("Tổ chức", "01.TC", 70)


def test_a_folder_is_opened_from_its_row_once_however_often_one_clicks(page, keeper):
    kind = audit_type(keeper)
    found = begin_list(clock.today().year, by=keeper)
    copy_types(found, by=keeper)
    entry = ListEntry.objects.get()
    first = page.post(f"/records/entries/{entry.pk}/open/")
    second = page.post(f"/records/entries/{entry.pk}/open/")
    assert first["Location"] == second["Location"]
    folder = Folder.objects.get()
    assert (folder.type, folder.places.count()) == (kind, 3)
    shown = text(page.get(first["Location"]))
    assert "Kế hoạch đánh giá nội bộ" in shown
    assert "Còn thiếu" in shown
    assert folder.title in text(page.get("/records/folders/?view=missing"))


def test_pictures_of_a_signed_paper_become_one_pdf_beside_the_electronic_one(page, keeper):
    folder, done = audit_folder(keeper), slip(form(), number=1)
    (item,) = file_paper(SLIP, done.pk)
    files = [upload("1.png"), upload("2.png", picture("grey"))]
    assert page.post(f"/records/papers/{item.pk}/scan/", {"files": files}).status_code == 302
    item.refresh_from_db()
    assert (item.scan.media_type, item.sheets, item.key) == ("application/pdf", 2, done.pk)
    assert page.get(f"/records/papers/{item.pk}/scanned/").content.startswith(b"%PDF")
    assert f"/records/papers/{item.pk}/scanned/" in text(page.get(f"/records/folders/{folder.pk}/"))


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.png", picture()[:200], "hỏng"),
        ("a.exe", b"MZ\x00\x01", "PDF"),
        ("a.pdf", b"%PDF-1.4 nothing", "hỏng"),
    ],
)
def test_a_bad_scan_says_what_to_do_and_changes_nothing(page, keeper, name, data, said):
    folder = audit_folder(keeper)
    answer = page.post(f"/records/folders/{folder.pk}/add/", {"files": [upload(name, data)]})
    assert answer.status_code == 422
    assert said in text(answer)
    assert not FolderItem.objects.exists()


def test_closing_with_missing_papers_asks_why_and_then_nothing_changes(page, keeper):
    folder = audit_folder(keeper)
    at = f"/records/folders/{folder.pk}/"
    answer = page.post(f"{at}close/", {"ended_on": "20/11/2026", "why": ""})
    assert answer.status_code == 422
    assert "Báo cáo đánh giá nội bộ" in text(answer)
    said = {"ended_on": "20/11/2026", "why": "Đoàn chưa ký"}
    assert page.post(f"{at}close/", said).status_code == 302
    assert "20/11/2027" in text(page.get(at))
    assert page.post(f"{at}add/", {"files": [upload()]}).status_code == 409
    assert page.post(f"{at}reopen/", {"why": "Có biên bản"}).status_code == 302
    assert page.post(f"{at}add/", {"files": [upload()]}).status_code == 302


def test_the_whole_folder_is_one_zip_with_its_index_first_and_names_windows_takes(page, keeper):
    folder = audit_folder(keeper, symbol="01/ĐGNB")
    page.post(
        f"/records/folders/{folder.pk}/add/",
        {"files": [upload()], "title": 'Biên bản: "Họp <1>?"', "number": "05/BB-UBND"},
    )
    answer = page.post(f"/records/folders/{folder.pk}/zip/")
    with zipfile.ZipFile(io.BytesIO(answer.getvalue())) as archive:
        names = archive.namelist()
        digests = archive.read(names[-1]).decode("utf-8-sig")
    assert names[0] == "00 Mục lục văn bản trong hồ sơ.pdf"
    assert names[1] == "01 05-BB-UBND Biên bản- -Họp -1-.pdf"
    assert names[-1] == "Mã băm SHA-256.txt"
    assert all(name in digests for name in names[:-1])


def test_what_a_folder_is_about_is_chosen_on_its_page_and_shown_there(page, keeper):
    version = form()
    said = {"symbol": "07.TL", "year": "2026", "title": "Soạn thảo quy trình", "years": "5"}
    chosen = page.get("/records/folders/new/")
    assert version.document.code in text(chosen)
    made = page.post("/records/folders/new/", {**said, "about": str(version.pk)})
    assert f"/documents/versions/{version.pk}/" in text(page.get(made["Location"]))
    assert page.post(f"{made['Location']}edit/", said).status_code == 302
    assert Folder.objects.get().about_key is None


def test_a_large_folder_is_packed_by_a_worker_once(page, keeper, monkeypatch):
    from apps.records.models import Bundle
    from apps.records.services import folders_zip

    monkeypatch.setattr(folders_zip, "AT_ONCE", -1)
    folder = audit_folder(keeper)
    first = page.post(f"/records/folders/{folder.pk}/zip/")
    second = page.post(f"/records/folders/{folder.pk}/zip/")
    assert first["Location"] == second["Location"]
    folders_zip.run_bundle(Bundle.objects.get().pk)
    folders_zip.run_bundle(Bundle.objects.get().pk)
    shown = page.get(first["Location"])
    assert "/file/" in text(shown)
    assert page.get(f"{first['Location']}file/").getvalue().startswith(b"PK")


def test_a_large_folder_is_packed_in_little_memory(keeper, monkeypatch, settings, tmp_path):
    from apps.records.services import folders_zip

    settings.CHUAN_FILES_DIR = tmp_path
    monkeypatch.setattr(folders_zip.printing, "to_pdf", lambda _paper: b"%PDF")
    folder = audit_folder(keeper)
    for n in range(5):
        data = os.urandom(4_000_000)
        stored = store_file(data, f"{n}.bin", by=keeper)
        FolderItem.objects.create(
            folder=folder,
            position=n,
            title=str(n),
            file=stored,
            added_by=keeper,
            added_at=clock.now(),
        )
    del data
    folders_zip.folder_archive(folder).close()  # what is loaded once is not of the folder
    tracemalloc.start()
    with folders_zip.folder_archive(folder) as made:
        _now, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert most < 6_000_000  # of 20 MB
        with zipfile.ZipFile(made) as archive:
            assert len(archive.namelist()) == 7
            assert hashlib.sha256(archive.read("05 4.bin")).hexdigest() == stored.sha256
    next(tmp_path.rglob(stored.sha256)).write_bytes(b"another one")
    with pytest.raises(OSError, match="changed on disk"):
        folders_zip.folder_archive(folder)


def test_who_keeps_a_folder_files_in_it_whatever_his_role_and_others_do_not_see_it(
    client, htmx, keeper
):
    staff, other = make_person(Role.STAFF), make_person(Role.STAFF)
    folder = audit_folder(keeper, keeper=staff)
    own = client.enter(staff)
    at = f"/records/folders/{folder.pk}/"
    assert own.post(f"{at}add/", {"files": [upload()]}).status_code == 302
    close_folder(folder, ended_on=clock.today(), why="x", by=staff)
    assert htmx.enter(other).get(at).status_code == 404


def test_the_lists_filter_sort_and_go_out_as_xlsx(page, keeper):
    folder = audit_folder(keeper)
    assert folder.symbol in text(page.get("/records/folders/?q=danh+gia&sort=-missing&year=2026"))
    for at in ("/records/folders/export/", "/records/types/export/"):
        assert page.get(at).content.startswith(b"PK")
    for name in ("pdf", "docx", "xlsx"):
        assert page.get(f"/records/folders/{folder.pk}/index/{name}/").status_code == 200
    assert page.get(f"/records/folders/{folder.pk}/cover/").content.startswith(b"%PDF")
    assert page.get("/records/types/print/pdf/").content.startswith(b"%PDF")


def test_the_list_before_this_one_is_copied_with_its_year_in_the_words(page, keeper):
    last = begin_list(2025, by=keeper)
    ListEntry.objects.create(list=last, position=1, symbol="01.2025", title="Hồ sơ năm 2025")
    found = begin_list(2026, by=keeper)
    at = f"/records/lists/{found.pk}/fill/"
    page.post(at, {"source": "last"})
    page.post(at, {"source": "last"})
    entry = ListEntry.objects.get(list=found)
    assert (entry.symbol, entry.title) == ("01.2026", "Hồ sơ năm 2026")
    issue_list(found, number="1", issued_on=clock.today(), by=keeper)
    assert FileList.objects.get(pk=found.pk).state == "issued"


def test_a_folder_is_found_by_the_words_of_a_paper_in_it(page, keeper):
    folder = audit_folder(keeper)
    at = f"/records/folders/{folder.pk}/add/"
    page.post(at, {"files": [upload()], "title": "Biên bản kiểm kê tài sản", "number": "9/BB"})
    reindex("records.folder", folder.pk)
    shown = text(page.get("/search/?q=kiem+ke+tai+san"))
    assert f"/records/folders/{folder.pk}/" in shown


def test_of_a_destroyed_folder_nothing_is_handed_out(page, keeper):
    folder = audit_folder(keeper)
    Folder.objects.filter(pk=folder.pk).update(state="destroyed", ended_on=clock.today())
    assert page.post(f"/records/folders/{folder.pk}/zip/").status_code == 409
    assert "/zip/" not in text(page.get(f"/records/folders/{folder.pk}/"))
