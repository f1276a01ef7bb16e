"""A range copied from a spreadsheet becomes rows, merged cells and all."""

from hypothesis import given
from hypothesis import strategies as st

from kernel.content.nodes import Node
from kernel.forms import clean, fields_of, pasted
from tests.kernel.content.trees import few
from tests.kernel.forms.designs import PURCHASE, entry

FIELD = next(field for field in fields_of(PURCHASE) if field.id == "hang")
COLUMNS = FIELD.columns
EXCEL = """<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><style>td {x: 1}</style>
</head><body><table><col width=64>
<tr height=20><td>Bàn</td><td>2</td><td rowspan=2>1.500.000</td></tr>
<tr><td>Ghế <b>xoay</b><br>loại tốt</td><td>4</td></tr>
<tr><td colspan=2>Tủ &amp; kệ</td><td>900.000</td></tr>
<tr><td></td><td>&nbsp;</td><td></td></tr>
</table></body></html>"""


def test_tab_separated_cells_fill_the_columns_that_are_filled_in() -> None:
    rows = pasted(COLUMNS, "Bàn\t2\t1.500.000\nGhế\t4\t900.000\n").rows
    assert rows == [
        {"ten": "Bàn", "so": "2", "gia": "1.500.000"},
        {"ten": "Ghế", "so": "4", "gia": "900.000"},
    ]
    done = clean([FIELD], {"hang": [{"cells": row} for row in rows]}, whole=True, typed=True)
    assert [row["cells"]["tien"] for row in done.values["hang"]] == ["3000000", "3600000"]


def test_a_range_as_wide_as_the_table_fills_all_and_leaves_numbers_and_results_out() -> None:
    rows = pasted(COLUMNS, "1\tBàn\t2\t100\t200\tCo").rows
    assert rows == [{"ten": "Bàn", "so": "2", "gia": "100", "duyet": "Co"}]


def test_a_row_of_names_says_which_column_is_which() -> None:
    rows = pasted(COLUMNS, "ĐƠN GIÁ\tGhi chú\tTên hàng\n5\tbỏ\tBàn").rows
    assert rows == [{"ten": "Bàn", "gia": "5"}]


def test_merged_cells_say_the_same_in_every_row_and_stand_first_in_theirs() -> None:
    assert pasted(COLUMNS, EXCEL).rows == [
        {"ten": "Bàn", "so": "2", "gia": "1.500.000"},
        {"ten": "Ghế xoay\nloại tốt", "so": "4", "gia": "1.500.000"},
        {"ten": "Tủ & kệ", "gia": "900.000"},
    ]


def test_quoted_cells_keep_their_lines() -> None:
    assert pasted(COLUMNS, '"dòng 1\ndòng ""2"""\t3').rows == [
        {"ten": 'dòng 1\ndòng "2"', "so": "3"}
    ]


def test_five_hundred_rows_come_in_and_too_many_are_counted() -> None:
    text = "\n".join(f"Hàng {at}\t{at}" for at in range(1, 1501))
    found = pasted(COLUMNS, text)
    assert (len(found.rows), found.left_out) == (1000, 500)
    assert len(pasted(COLUMNS, text[: text.index("Hàng 501")]).rows) == 500


def test_spans_beyond_reason_do_no_harm() -> None:
    html = "<table><tr><td colspan=99999999 rowspan=99999999>a</td><td>b</td></tr></table>"
    assert pasted(COLUMNS[1:], html).rows == [{"ten": "a"}]


PIECES = st.sampled_from(
    ["<table>", "<tr>", "<td>", "<td rowspan=3>", "<td colspan=2>", "</td>", "</tr>", "a", "\t",
     "\n", '"', "<br>", "</table>", "<", "&amp;"]
)  # fmt: skip


@few
@given(st.lists(PIECES, max_size=25).map("".join))
def test_any_clipboard_is_read(text: str) -> None:
    for row in pasted(COLUMNS, text).rows:
        assert row
        assert row.keys() <= {"ten", "so", "gia", "duyet"}


def test_nothing_is_nothing() -> None:
    assert pasted(COLUMNS, " \n\t\n").rows == []
    assert pasted([], "a\tb").rows == []
    assert fields_of([Node("p", "paragraph", {"text": []}), entry("a")])[0].id == "a"
