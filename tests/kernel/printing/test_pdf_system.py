"""Documents of the system, measured in the PDF."""

import pytest

from tests.kernel.printing.measure import Printed
from tests.kernel.printing.samples import (
    SIGNATURES,
    clause,
    heading,
    manual,
    node,
    paragraph,
    procedure,
    table,
)


@pytest.fixture(scope="module")
def printed():
    return Printed(manual())


def test_the_cover_names_the_agency_the_title_and_the_code(printed):
    cover = printed.text(0)
    for said in (
        "ỦY BAN NHÂN DÂN TỈNH KHÁNH HÒA",
        "SỔ TAY CHẤT LƯỢNG",
        "Mã hiệu: STCL",
        "Lần ban hành: 04",
        "Tân Hải, năm 2026",
    ):
        assert said in cover
    assert "Trang:" not in cover


def test_an_approval_in_the_app_never_prints_as_a_signature(printed):
    remark = printed.piece("Đã phê duyệt")
    assert remark.italic
    assert remark.size < 12
    assert "Đã phê duyệt trên hệ thống, 01/07/2026" in printed.text(0)


def test_rows_and_labels_of_the_approval_table_are_the_agencys():
    rows = (("name", "Họ và tên"), ("sign", "Ký tên"), ("post", "Chức danh"))
    printed = Printed(manual(approval_rows=rows))
    heights = [printed.piece(label).y for label in ("Họ và tên", "Ký tên", "Chức danh")]
    assert heights == sorted(heights)


def test_every_page_but_the_cover_carries_the_code_header(printed):
    count = len(printed.pages)
    for page in range(1, count):
        text = printed.text(page)
        assert "Mã hiệu: STCL" in text
        assert "Ngày ban hành: 01/07/2026" in text
        assert f"Trang: {page + 1}/{count}" in text
        assert printed.piece("Mã hiệu", page).size == 12


def test_the_header_lies_within_the_text_area(printed):
    for page in range(1, len(printed.pages)):
        assert min(piece.y for piece in printed.pages[page]) > 20
        assert min(piece.x for piece in printed.pages[page]) > 30


def test_a_long_title_makes_the_header_higher_and_nothing_overlaps():
    title = "Phối hợp giải quyết thủ tục hành chính trong lĩnh vực đất đai, xây dựng và môi trường"
    printed = Printed(procedure(title=title))
    header = printed.piece("Trang:", 2)
    first = printed.piece("I. MỤC ĐÍCH", 2)
    assert first.y - header.y > 6
    lowest = max(piece.y for piece in printed.pages[2] if "TRƯỜNG" in piece.text)
    assert first.y - lowest > 6


def test_the_receiver_of_this_copy_is_ticked(printed):
    text = printed.text(1)
    assert "NƠI NHẬN" in text
    assert text.count("☐") == 6
    assert "Thư ký ISO ☑" in text


def test_revisions_stand_under_their_caption(printed):
    text = printed.text(1)
    assert text.count("Sửa đổi lần thứ 03") == 1
    assert "Trang Hạng mục sửa đổi Tóm tắt nội dung sửa đổi" in text


def test_a_first_issue_has_an_empty_revision_table():
    assert "Sửa đổi lần thứ ….." in Printed(procedure()).text(1)


def test_clauses_are_a_table_with_the_columns_of_the_paper(printed):
    text = printed.text()
    assert "Mô tả cách đáp ứng của UBND phường Tân Hải" in text
    assert "Tài liệu viện dẫn" in text
    assert printed.piece("9. Đánh giá kết quả thực hiện", -1).bold
    assert "Không áp dụng. Phường không thiết kế" in text
    assert "QT.HT.05" in text


def test_the_head_of_a_long_table_is_repeated():
    rows = [(str(at), f"Tên tài liệu thứ {at}") for at in range(1, 80)]
    printed = Printed(manual(nodes=[table("t", ("STT", "Tên tài liệu"), *rows)]))
    for page in range(2, len(printed.pages)):
        assert printed.piece("STT", page).bold


def test_a_clause_longer_than_a_page_goes_on_upon_the_next():
    long = paragraph("a", "Nội dung rất dài của câu trả lời. " * 400)
    answered = manual().nodes[-1]
    clause = type(answered)("c", "clause", answered.body, (long,))
    printed = Printed(manual(nodes=[clause]))
    assert printed.text().count("dài") == 400  # a word, since a page may end within a sentence
    assert len(printed.pages) >= 5


def test_steps_are_drawn_and_name_who_and_how():
    text = Printed(procedure()).text(-1)
    assert "Người thực hiện Quá trình thực hiện Mô tả/Biểu mẫu" in text
    for said in ("Đề xuất kế hoạch họp", "Duyệt kế hoạch?", "BM.HT.06.03", "Trưởng ban chỉ đạo"):
        assert said in text


def test_without_signatures_and_receivers_their_tables_are_left_out():
    text = Printed(manual(signatures=(), distribution=())).text()
    assert "Họ và tên" not in text
    assert "NƠI NHẬN" not in text


def test_labels_of_another_agency_are_printed_as_given():
    signatures = (SIGNATURES[0].__class__("Người viết", "Trần Thị Mỹ Hạnh", "Chuyên viên"),)
    assert "Người viết" in Printed(manual(signatures=signatures)).text(0)


def test_markup_in_a_text_is_text():
    printed = Printed(manual(nodes=[node("paragraph", "p", text="a <b>&amp; {% x %}")]))
    assert "a <b>&amp; {% x %}" in printed.text(-1)


def rows_of(length):
    """Clause rows whose names are four lines long, their answers of `length` sentences."""
    name = "Kiểm soát quá trình, sản phẩm và dịch vụ do bên ngoài cung cấp, mã"
    return [
        clause(
            f"8.{n}", f"{name} R{n:02}", paragraph(f"a{n}", f"Q{n:02} " + "như đã nêu. " * length)
        )
        for n in range(1, 13)
    ]


@pytest.mark.parametrize("length", [15, 90])
def test_the_name_of_a_clause_stands_where_its_answer_begins(length):
    printed = Printed(manual(nodes=rows_of(length)))
    for n in range(1, 13):
        (answer,) = (at for at in range(len(printed.pages)) if f"Q{n:02}" in printed.text(at))
        assert f"R{n:02}" in printed.text(answer)


def test_a_row_of_usual_length_is_not_split_over_two_pages():
    printed = Printed(manual(nodes=rows_of(40)))
    for page in range(3, len(printed.pages)):
        text = printed.text(page).split("Tài liệu viện dẫn")[-1].split("đáp ứng")[-1]
        assert text.strip().startswith("của UBND") or text.strip().startswith("8.")


def test_every_word_of_a_long_manual_is_on_paper():
    nodes = [heading("h", "PHẦN I"), *rows_of(60), *rows_of(170)[:2]]
    said = Printed(manual(nodes=nodes)).text()
    assert said.count(" nêu.") == 60 * 12 + 170 * 2


def test_the_outline_follows_the_numbers_of_the_clauses():
    nodes = [
        clause("8", "Thực hiện"),
        clause("8.5", "Cung cấp dịch vụ"),
        clause("8.5.1", "Kiểm soát", paragraph("a", "Theo quy trình.")),
    ]
    chapter, (group, (leaf,)) = Printed(manual(nodes=nodes)).reader.outline
    assert [one.title for one in (chapter, group, leaf)] == [
        "8. Thực hiện",
        "8.5. Cung cấp dịch vụ",
        "8.5.1. Kiểm soát",
    ]
