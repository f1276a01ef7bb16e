"""Forms to be filled in by hand: no cover, their code at the top, room to write and to sign."""

from dataclasses import replace

import docx
import pytest

from kernel.content.nodes import Node
from kernel.forms import blank, filled
from kernel.printing import subject, to_docx
from kernel.printing.grids import grid
from tests.kernel.printing.measure import Printed
from tests.kernel.printing.samples import decision, manual, paragraph, procedure, table, table_body
from tests.kernel.printing.test_docx import opened, words

SIGNING = table("s", ("Người lập", "Trưởng đơn vị"), ("(ký, họ tên)", "(ký, họ tên)"))
OPEN = table("o", ("STT", "Nội dung", "Kết quả"), ("1", "", ""), ("", "", ""))


def slip(**changes):
    """A form of the system."""
    changes.setdefault("nodes", [paragraph("p", "Người đề nghị: ……"), OPEN, SIGNING])
    return procedure(
        form=True, kind_name="Biểu mẫu", title="Phiếu đề nghị", code="BM.HT.01.01",
        **changes,
    )  # fmt: skip


def notice(**changes):
    """A form in the layout of official papers."""
    changes = {
        "authority": (), "grounds": (), "distribution": (),
        "nodes": [paragraph("p", "Thời gian: ……")],
    } | changes  # fmt: skip
    return decision(
        form=True, kind_name="Thông báo", title="Về việc họp", code="BM.HT.06.01", symbol="TB-UBND",
        number="", issued_on=None, year=0, signer="",
        **changes,
    )  # fmt: skip


def test_a_form_has_its_title_above_the_text_and_no_cover():
    printed = Printed(slip())
    assert len(printed.pages) == 1
    title = printed.piece("PHIẾU ĐỀ NGHỊ")
    assert (title.size, title.bold) == (16, True)
    assert title.y < printed.piece("Người đề nghị").y
    assert "BIỂU MẪU Mã hiệu: BM.HT.01.01" in printed.text()
    assert "THEO DÕI TÌNH TRẠNG SỬA ĐỔI" not in printed.text()


def test_rows_to_be_filled_in_are_high_enough_to_write_in():
    printed = Printed(slip(nodes=[OPEN, paragraph("p", "Sau bảng.")]))
    rows = printed.piece("Sau bảng.").y - printed.piece("STT").y
    assert rows > 24


def test_places_to_sign_stand_side_by_side_without_lines():
    assert grid(SIGNING.body).is_for_signing
    assert not grid(OPEN.body).is_for_signing
    assert not grid(table_body()).is_for_signing
    printed = Printed(slip(nodes=[SIGNING, paragraph("p", "Sau bảng.")]))
    assert printed.piece("Người lập").y == printed.piece("Trưởng đơn vị").y
    assert printed.piece("Sau bảng.").y - printed.piece("(ký, họ tên)").y > 20
    made = opened(slip(nodes=[SIGNING]))
    borders = made.tables[-1]._tbl.tblPr.find(docx.oxml.ns.qn("w:tblBorders"))
    assert {edge.get(docx.oxml.ns.qn("w:val")) for edge in borders} == {"nil"}


def test_an_official_form_carries_its_code_in_the_top_margin_of_page_one():
    printed = Printed(notice())
    code = printed.piece("BM.HT.06.01, lần ban hành 01")
    assert code.y < 20
    assert code.size == 11
    assert "ngày … tháng … năm …" in printed.text()
    made = opened(notice())
    assert words(made.sections[0].first_page_header._element) == "BM.HT.06.01, lần ban hành 01"
    assert "BM.HT.06.01" not in words(made.sections[0].header._element)


def test_a_form_is_closed_only_by_the_block_it_names():
    assert "Nơi nhận" not in Printed(notice(distribution=("Lưu: VT",))).text()
    closed = notice(authority=("TRƯỞNG BAN CHỈ ĐẠO ISO",), distribution=("Như thành phần",))
    assert "TRƯỞNG BAN CHỈ ĐẠO ISO" in Printed(closed).text()
    assert "- Như thành phần." in Printed(closed).text()
    assert "TRƯỞNG BAN CHỈ ĐẠO ISO" in words(opened(closed).element)
    assert "Như thành phần" not in words(opened(replace(closed, authority=())).element)


def test_other_papers_carry_no_code_at_the_top():
    for paper in (decision(), manual()):
        assert "lần ban hành 01" not in Printed(paper).text(0)


def test_a_paper_issued_by_a_decision_names_it_and_has_no_number_of_its_own():
    issued_with = "Quyết định số 05/QĐ-UBND ngày 20 tháng 11 năm 2026 của UBND phường Tân Hải"
    paper = replace(decision(), kind_name="Kế hoạch", title="Mục tiêu", issued_with=issued_with)
    printed = Printed(paper)
    for said in (printed.text(), words(docx_of(paper))):
        assert f"(Kèm theo {issued_with})" in said
        assert "Số:" not in said
        assert "Khánh Hòa, ngày" not in said, "Mẫu 1.3 has neither number nor date"
    assert printed.piece("(Kèm theo").italic


def docx_of(paper):
    return opened(paper).element


@pytest.mark.parametrize(
    ("kind", "title", "said"),
    [
        ("Thông báo", "Thông báo họp xem xét", "Về việc họp xem xét"),
        ("Kế hoạch", "Kế hoạch thực hiện mục tiêu", "Thực hiện mục tiêu"),
        ("Kế hoạch", "KẾ HOẠCH năm 2026", "Năm 2026"),
        ("Báo cáo", "Báo cáo", "Báo cáo"),
        ("Báo cáo", "Báo cáosai", "Báo cáosai"),
        ("Quyết định", "Về việc ban hành tài liệu", "Về việc ban hành tài liệu"),
        ("", "Sổ tay chất lượng", "Sổ tay chất lượng"),
    ],
)
def test_the_subject_does_not_repeat_the_kind(kind, title, said):
    assert subject(kind, title) == said


def test_the_same_form_is_the_same_file():
    assert to_docx(slip()) == to_docx(slip())


ONE = table("s", ("TRƯỞNG BAN CHỈ ĐẠO ISO",), ("(ký, ghi rõ họ tên)",), header=0)
SIGNED = table(
    "s", ("Trưởng Ban chỉ đạo ISO",), ("(đã ký ngày 20/11/2026)",), ("Lê Minh",), header=0
)


@pytest.mark.parametrize(("place", "signer"), [(ONE, ""), (SIGNED, "Lê Minh")])
def test_the_only_place_to_sign_is_the_block_that_closes_the_paper(place, signer):
    closing = {"authority": ("TRƯỞNG BAN CHỈ ĐẠO ISO",), "distribution": ("Như thành phần",)}
    made = notice(nodes=[paragraph("p", "Thời gian: ……"), place], **closing)
    text = Printed(made).text()
    assert text.upper().count("TRƯỞNG BAN CHỈ ĐẠO ISO") == 1
    assert "- Như thành phần." in text
    assert signer in text
    assert "(đã ký" not in text
    body = "\n".join(words(table._tbl) for table in opened(made).tables)
    assert body.upper().count("TRƯỞNG BAN CHỈ ĐẠO ISO") == 1
    assert signer in body


def test_one_place_to_sign_stands_in_the_right_half_or_closes_the_paper():
    sign = Node(
        "ky", "entry", {"label": [{"text": "Ký"}], "type": "signature", "signer": "CHỦ TRÌ"}
    )
    printed = Printed(slip(nodes=blank([sign])))
    assert printed.piece("CHỦ TRÌ").x > 105  # mm: the middle of the sheet
    value = {"ky": {"label": "Lê Minh", "on": "2026-11-20"}}
    made = Printed(notice(nodes=filled([sign], value), authority=("CHỦ TRÌ",)))
    assert made.text().count("CHỦ TRÌ") == 1
    assert "Lê Minh" in made.text()


def test_a_place_to_sign_of_somebody_else_stays_in_the_text():
    both = notice(nodes=[SIGNING], authority=("GIÁM ĐỐC",))
    assert "Trưởng đơn vị" in Printed(both).text()
    other = notice(nodes=[ONE], authority=("GIÁM ĐỐC",))
    assert "TRƯỞNG BAN CHỈ ĐẠO ISO" in Printed(other).text()
