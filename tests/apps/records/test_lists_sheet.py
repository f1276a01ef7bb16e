"""What people paste from Excel, how long they say records are kept, and names for Windows."""

import io
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from apps.records.services.folders_zip import LONGEST, safe_name
from apps.records.services.lists_sheet import as_range, read_range
from apps.records.services.types_retention import read_retention, retention_text
from kernel.refusals import BadInput

FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f]')


@pytest.mark.parametrize(
    ("said", "years"),
    [
        ("Vĩnh viễn", None),
        ("vinh vien", None),
        ("05 năm", 5),
        ("5", 5),
        ("70 NĂM", 70),
        ("VV", None),
    ],
)
def test_times_of_keeping_are_read_as_offices_write_them(said, years):
    assert read_retention(said) == years


@pytest.mark.parametrize("said", ["", "lâu dài", "0 năm", "101", "-5", "5 tháng"])
def test_other_times_are_refused(said):
    with pytest.raises(BadInput):
        read_retention(said)


@given(st.one_of(st.none(), st.integers(1, 100)))
def test_what_is_printed_is_read_back(years):
    assert read_retention(retention_text(years)) == years


def test_heads_are_found_wherever_they_stand_and_headings_are_kept():
    text = (
        "DANH MỤC HỒ SƠ NĂM 2026\n\n"
        "Ghi chú\tThời hạn bảo quản\tSố và ký hiệu hồ sơ\tTên đề mục và tiêu đề hồ sơ\n"
        "\t\tI\tTỔ CHỨC CÁN BỘ\n"
        'Gấp\t"05\nnăm"\t01.TC\tHồ sơ nâng lương\n'
        "\t\t\t2. Đào tạo\n"
        "\tVĩnh viễn\t02.ĐT\tHồ sơ đào tạo\n"
    )
    rows = read_range(text)
    assert [(r.facts["heading"], r.facts["symbol"], r.facts["years"]) for r in rows] == [
        ("TỔ CHỨC CÁN BỘ", "01.TC", 5),
        ("Đào tạo", "02.ĐT", None),
    ]
    assert rows[0].facts["note"] == "Gấp"
    assert not any(row.errors for row in rows)


def test_a_row_with_a_fault_says_which_and_a_twin_where_the_first_stands():
    rows = read_range("01\tMột\t5\n\tHai\t5\tAi đó\n01\tBa\tmãi\n")
    assert [len(row.errors) for row in rows] == [0, 1, 2]
    assert "1" in rows[2].errors[1]


def test_merged_cells_of_a_workbook_hold_in_every_row_and_across_they_are_a_heading():
    book = Workbook()
    sheet = book.active
    for row in (
        ["Số và ký hiệu hồ sơ", "Tiêu đề hồ sơ", "Thời hạn bảo quản", "Người lập hồ sơ"],
        ["I. Văn thư", None, None, None],
        ["01", "Sổ đi", "20 năm", "Văn thư"],
        ["02", "Sổ đến", "20 năm", None],
    ):
        sheet.append(row)
    sheet.merge_cells("A2:D2")
    sheet.merge_cells("D3:D4")
    out = io.BytesIO()
    book.save(out)
    rows = read_range(as_range(out.getvalue()))
    assert [(r.facts["heading"], r.facts["keeper"]) for r in rows] == [("Văn thư", "Văn thư")] * 2


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 broken", b"plain"])
def test_a_file_that_is_no_workbook_says_what_to_do(data):
    with pytest.raises(BadInput):
        as_range(data)


@settings(max_examples=60)
@given(st.text(max_size=200), st.sampled_from(["", ".pdf", ".docx"]))
def test_names_in_the_zip_can_be_unpacked_on_windows(text, ending):
    name = safe_name(text, ending)
    assert not FORBIDDEN.search(name)
    assert name.strip(" .") == name or ending
    assert 0 < len(name) <= LONGEST + 1
    assert not re.fullmatch(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?", name)


@settings(max_examples=60)
@given(st.text(max_size=400))
def test_whatever_is_pasted_is_read_or_refused_with_a_sentence(text):
    try:
        rows = read_range(text)
    except BadInput:
        return
    assert all(row.facts["symbol"] or row.errors for row in rows)
