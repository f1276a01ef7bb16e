"""Official papers, measured in the PDF against NĐ 30/2020, Annex I."""

from dataclasses import replace

import pytest

from kernel.printing import PageSettings
from tests.kernel.printing.measure import Printed
from tests.kernel.printing.samples import (
    decision,
    decision_with_annex,
    letter,
    minutes,
    paragraph,
)

LONG = "Các đơn vị chịu trách nhiệm tổ chức thực hiện theo chức năng, nhiệm vụ được giao. "


@pytest.fixture(scope="module")
def printed():
    return Printed(decision())


@pytest.mark.parametrize(
    ("text", "size", "bold", "italic"),
    [
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 13, True, False),
        ("Độc lập - Tự do - Hạnh phúc", 14, True, False),
        ("ỦY BAN NHÂN DÂN", 13, False, False),
        ("SỞ XÂY DỰNG", 13, True, False),
        ("Số: 05/QĐ-SXD", 13, False, False),
        ("Khánh Hòa, ngày 05 tháng 02 năm 2026", 14, False, True),
        ("QUYẾT ĐỊNH", 14, True, False),
        ("Ban hành tài liệu", 14, True, False),
        ("Căn cứ Luật Tổ chức chính quyền địa phương;", 14, False, True),
        ("Theo đề nghị của Chánh Văn phòng Sở.", 14, False, True),
        ("Điều 1.", 14, True, False),
        ("Ban hành kèm theo Quyết định này", 14, False, False),
        ("Nơi nhận:", 12, True, True),
        ("- Lưu: VT, Ban ISO.", 11, False, False),
        ("GIÁM ĐỐC", 14, True, False),
        ("Nguyễn Đình Khải", 14, True, False),
    ],
)
def test_each_component_has_its_size_and_face(printed, text, size, bold, italic):
    piece = printed.piece(text)
    assert (piece.size, piece.bold, piece.italic) == (size, bold, italic)


def test_the_page_is_a4_and_the_text_lies_within_the_margins(printed):
    box = printed.reader.pages[0].mediabox
    assert [round(float(side) * 25.4 / 72) for side in (box.width, box.height)] == [210, 297]
    lefts = [piece.x for piece in printed.pages[0]]
    assert min(lefts) == pytest.approx(30, abs=0.2)
    assert min(piece.y for piece in printed.pages[0]) > 20
    assert max(piece.y for piece in printed.pages[0]) < 277


def test_other_margins_and_sizes_are_settings():
    settings = PageSettings(margin_left=35, body=13)
    printed = Printed(decision(settings=settings))
    assert min(piece.x for piece in printed.pages[0]) == pytest.approx(35, abs=0.2)
    assert printed.piece("Căn cứ Luật").size == 13


def test_a_paragraph_begins_at_the_indent(printed):
    assert printed.piece("Điều 1.").x == pytest.approx(30 + 12.7, abs=0.1)
    assert printed.piece("Căn cứ Luật").x == pytest.approx(30 + 12.7, abs=0.1)


def test_number_and_date_stand_on_one_line(printed):
    assert printed.piece("Số: 05").y == pytest.approx(printed.piece("Khánh Hòa, ngày").y, abs=0.3)


def test_receivers_begin_level_with_the_authority(printed):
    assert printed.piece("Nơi nhận:").y == pytest.approx(printed.piece("GIÁM ĐỐC").y, abs=1)
    assert printed.piece("Nơi nhận:").x < 31
    assert printed.piece("GIÁM ĐỐC", 0).x < 195


def test_the_page_number_stands_in_the_top_margin_from_the_second_page_on():
    nodes = [paragraph(f"p{at}", LONG * 6) for at in range(14)]
    printed = Printed(decision(nodes=nodes))
    assert len(printed.pages) > 2
    assert not [piece for piece in printed.pages[0] if piece.text.strip() == "1"]
    number = printed.piece("2", page=1)
    assert number.text.strip() == "2"
    assert 8 < number.y < 20
    assert number.x == pytest.approx(30 + 165 / 2, abs=2)
    assert number.size == 13


def test_the_pages_of_an_annex_are_counted_by_themselves():
    paper = decision_with_annex()
    (annex,) = paper.annexes
    long = replace(annex, nodes=[paragraph(f"p{at}", LONG * 8) for at in range(14)])
    printed = Printed(replace(paper, annexes=(long,)))
    assert printed.piece("PHỤ LỤC", page=1).bold
    assert not [piece for piece in printed.pages[1] if piece.y < 20]
    assert printed.piece("2", page=2).y < 20
    assert "(Kèm theo Quyết định số 05/QĐ-SXD ngày 05 tháng 02 năm 2026 của Sở" in printed.text(1)


@pytest.mark.parametrize("lines", range(17, 31))
def test_the_signature_never_stands_alone_on_a_page(lines):
    nodes = [paragraph(f"p{at}", "Một dòng của nội dung.") for at in range(lines - 6)]
    nodes.append(paragraph("last", LONG * 4))
    printed = Printed(decision(nodes=nodes))
    last = printed.text(-1)
    assert "Nguyễn Đình Khải" in last
    assert "GIÁM ĐỐC" in last
    assert "nhiệm vụ được giao." in last


def test_a_letter_says_what_it_is_about_under_its_number():
    printed = Printed(letter())
    about = printed.piece("V/v báo cáo")
    assert about.size == 13
    assert about.x < 100
    assert about.y > printed.piece("Số:").y
    assert "CÔNG VĂN" not in printed.text()
    assert "Kính gửi: - Sở Khoa học và Công nghệ tỉnh Khánh Hòa;" in printed.text()


def test_what_is_not_given_yet_is_left_open():
    text = Printed(letter()).text()
    assert "/UBND-VP" in text
    assert "ngày … tháng … năm 2026" in text


def test_minutes_are_signed_side_by_side_and_carry_no_place_and_date():
    printed = Printed(minutes())
    assert printed.piece("THƯ KÝ").x < 100 < printed.piece("CHỦ TỌA").x
    assert printed.piece("Trần Thị Mỹ Hạnh").y == printed.piece("Nguyễn Đình Khải").y
    assert "tháng …" not in printed.text()


def test_an_open_field_is_dotted_and_a_filled_one_is_not():
    text = Printed(minutes()).text()
    assert "Địa điểm: ....." in text
    assert "Thời gian bắt đầu: 08 giờ 00, ngày 10/11/2026" in text
    assert "10/11/2026 ..." not in text


def test_a_watermark_is_on_every_page():
    nodes = [paragraph(f"p{at}", LONG * 6) for at in range(9)]
    printed = Printed(decision(nodes=nodes, watermark="DỰ THẢO"))
    assert len(printed.pages) > 1
    assert all("DỰ THẢO" in printed.text(page) for page in range(len(printed.pages)))
