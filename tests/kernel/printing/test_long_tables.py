"""Tables longer than a page, rows longer than a page, and more columns than a page is wide."""

import re
from dataclasses import replace
from io import BytesIO

import docx
import pytest
from docx.oxml.ns import qn

from kernel.printing import to_docx
from kernel.printing.grids import grid
from tests.kernel.printing import samples
from tests.kernel.printing.measure import Printed, texts

ROWS = 500
GROUP = 4  # rows under one merged name


def row(n):
    name = [(f"Nhóm A{n // GROUP:03}", 1, GROUP)] if n % GROUP == 0 else []
    return [f"{n + 1:03}", *name, "Đạt yêu cầu", "10"]


TABLE = samples.table(
    "t", ("STT", "Nhóm", "Kết quả", "Điểm"), *(row(n) for n in range(ROWS)), header=1
)


@pytest.fixture(scope="module")
def pages():
    printed = Printed(replace(samples.letter(), nodes=[TABLE]))
    return [page for page in texts(printed.bytes) if re.search(r"\b\d{3}\b", page)]


def test_every_row_of_five_hundred_stands_once_and_in_order(pages):
    said = " ".join(pages)
    assert re.findall(r"\b(\d{3})\s+(?:Nhóm|Đạt)", said) == [f"{n + 1:03}" for n in range(ROWS)]


def test_the_header_stands_on_every_page(pages):
    assert len(pages) > 10
    assert all("STT" in page and "Kết quả" in page for page in pages)


def test_rows_under_one_merged_cell_stay_on_one_page(pages):
    for page in pages:
        rows = [int(number) - 1 for number in re.findall(r"\b(\d{3})\s+(?:Nhóm|Đạt)", page)]
        assert rows[0] % GROUP == 0
        assert (rows[-1] + 1) % GROUP == 0


def test_the_docx_says_the_same_of_header_and_groups():
    document = docx.Document(BytesIO(to_docx(replace(samples.letter(), nodes=[TABLE]))))
    table = next(t for t in document.tables if len(t._tbl.tr_lst) == ROWS + 1)
    rows = table._tbl.tr_lst
    assert rows[0].find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
    assert all(one.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for one in rows)
    tied = [any(True for _ in one.iter(qn("w:keepNext"))) for one in rows[1:]]
    assert tied[:-1] == [n % GROUP != GROUP - 1 for n in range(ROWS - 1)]


def test_a_row_taller_than_a_page_goes_on_below_the_header():
    tall = samples.table("t", ("STT", "Nội dung"), ("1", "Câu rất dài. " * 700), ("2", "ngắn"))
    printed = Printed(replace(samples.letter(), nodes=[tall]))
    told = [page for page in texts(printed.bytes) if "Câu rất dài" in page]
    assert len(told) > 2
    assert all("Nội dung" in page for page in told)


def test_a_row_that_one_cell_reaches_over_for_pages_may_break():
    rows = [[("A", 1, 30), "x"], *(["x"] for _ in range(29))]
    assert not any(
        grid(samples.table("t", *rows, header=0).body).stays_with_next(n) for n in range(30)
    )


def test_many_columns_are_set_smaller_and_stay_within_the_margins():
    wide = samples.table(
        "t", [f"Cột số {n}" for n in range(14)], [f"giá trị {n}" for n in range(14)]
    )
    printed = Printed(replace(samples.letter(), nodes=[wide]))
    pieces = [piece for piece in printed.pages[0] if piece.text.strip().startswith(("Cột", "giá"))]
    assert {piece.size for piece in pieces} == {10}
    assert all(30 <= piece.x <= 195 for piece in pieces)


@pytest.mark.parametrize("rows", [100, 400])
def test_laying_out_looks_at_each_cell_a_fixed_number_of_times(rows, monkeypatch):
    """500 rows once took as long as 25 tables of 100."""
    from kernel.printing import grids

    looks = 0

    def counted(inline):
        nonlocal looks
        looks += 1
        return plain(inline)

    plain = grids.plain
    monkeypatch.setattr(grids, "plain", counted)
    whole = grid(samples.table("t", *([str(n), "a", "b"] for n in range(rows)), header=0).body)
    for at, cells in enumerate(whole.rows):
        whole.is_open(cells)
        whole.is_tall(cells)
        whole.stays_with_next(at)
        whole.is_centred(0)
    assert looks < 6 * 3 * rows
