"""Entries of forms on paper, in PDF and DOCX: blank with room for a pen, filled in with answers."""

from docx.oxml.ns import qn

from kernel.forms import clean, fields_of, filled
from tests.kernel.forms.designs import PURCHASE
from tests.kernel.printing.measure import Printed
from tests.kernel.printing.test_docx import opened
from tests.kernel.printing.test_forms import slip


def answered(rows):
    raw = {"nguoi": "Trần Thị Lan", "gap": True, "han": "1/12/2026", "hang": rows}
    values = clean(fields_of(PURCHASE), raw, whole=True, typed=True).values
    return filled(PURCHASE, values | {"ky-2": {"label": "Nguyễn Dũng", "on": "2026-11-20"}})


def test_blank_it_has_dots_boxes_and_places_to_sign_side_by_side():
    printed = Printed(slip(nodes=PURCHASE))
    assert "☐ Cần gấp" in printed.text()
    assert "Người đề nghị: ..." in printed.text()
    last = len(printed.pages) - 1
    assert printed.piece("Người lập", last).y == printed.piece("CHỦ TỊCH", last).y
    made = opened(slip(nodes=PURCHASE))
    assert "☐\u00a0Cần gấp" in "\n".join(paragraph.text for paragraph in made.paragraphs)
    assert [cell.text for cell in made.tables[-1].rows[0].cells] == ["Người lập", "CHỦ TỊCH"]


def test_a_long_table_repeats_its_header_and_is_added_up_at_its_end():
    rows = [{"cells": {"ten": f"Hàng thứ {at}", "so": "2", "gia": "1.500"}} for at in range(45)]
    nodes = answered(rows)
    printed = Printed(slip(nodes=nodes))
    assert len(printed.pages) > 1
    pages = [printed.text(at) for at in range(len(printed.pages))]
    assert all("Tên hàng" in page for page in pages if "Hàng thứ" in page)
    assert "Cộng 135.000" in printed.text()
    table = next(
        t for t in opened(slip(nodes=nodes)).tables if "Tên hàng" in t.rows[0].cells[1].text
    )
    assert table.rows[0]._tr.find(f".//{qn('w:tblHeader')}") is not None
    assert len(table.rows) == 47


def test_who_signed_stands_below_what_he_signs_for():
    printed = Printed(slip(nodes=answered([])))
    assert "☒ Cần gấp" in printed.text()
    last = len(printed.pages) - 1
    signed, to_sign = printed.piece("(đã ký ngày", last), printed.piece("(ký, ghi rõ", last)
    assert signed.y == to_sign.y
    assert signed.y < printed.piece("Nguyễn Dũng", last).y
