"""The DOCX, opened again as Word would."""

import re
from io import BytesIO
from itertools import product
from zipfile import ZipFile

import docx
import pytest
from docx.oxml.ns import qn
from lxml import etree

from kernel.content.markup import plain
from kernel.content.nodes import inlines, walk
from kernel.printing import PageSettings, to_docx
from tests.kernel.printing.measure import docx_of
from tests.kernel.printing.samples import (
    clause,
    decision,
    decision_with_annex,
    letter,
    manual,
    minutes,
    node,
    paragraph,
    procedure,
    table,
)


def opened(paper):
    return docx.Document(BytesIO(docx_of(paper)))


def words(part):
    """All text in reading order, what stands in drawn shapes included."""
    lines = []
    for one in part.iter(qn("w:p")):
        own = one.iter(qn("w:t"), qn("w:br"), qn("w:tab"))
        lines.append("".join(text.text or " " for text in own))
    return " ".join(" ".join(lines).split())


def header(section):
    return section.header._element


def styled(document, style_id):
    """The first paragraph of a style, wherever it stands."""
    for one in document.element.iter(qn("w:p")):
        style = one.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        if style is not None and style.get(qn("w:val")) == style_id:
            return one
    raise AssertionError(style_id)


def fields(part):
    return [field.text.strip() for field in part.iter(qn("w:instrText"))]


@pytest.mark.parametrize("paper", [decision(), manual(), letter(), minutes(), procedure()])
def test_the_page_is_a4_with_the_margins_of_the_decree(paper):
    for section in opened(paper).sections:
        sides = (section.top_margin, section.bottom_margin)
        assert [round(side.mm) for side in sides] == [20, 20]
        assert [round(side.mm) for side in (section.left_margin, section.right_margin)] == [30, 15]
        assert [round(side.mm) for side in (section.page_width, section.page_height)] == [210, 297]


@pytest.mark.parametrize(
    ("name", "size", "bold", "italic"),
    [
        ("Quốc hiệu", 13, True, False),
        ("Tiêu ngữ", 14, True, False),
        ("Cơ quan chủ quản", 13, False, False),
        ("Cơ quan ban hành", 13, True, False),
        ("Số và ký hiệu", 13, False, False),
        ("Địa danh, thời gian", 14, False, True),
        ("Tên loại", 14, True, False),
        ("Trích yếu", 14, True, False),
        ("Căn cứ", 14, False, True),
        ("Nội dung", 14, False, False),
        ("Nơi nhận", 12, True, True),
        ("Từng nơi nhận", 11, False, False),
        ("Quyền hạn, chức vụ", 14, True, False),
        ("Họ tên người ký", 14, True, False),
        ("Số trang", 13, False, False),
    ],
)
def test_each_component_has_a_style_of_its_size(name, size, bold, italic):
    style = opened(decision()).styles[name]
    assert (style.font.size.pt, style.font.bold, style.font.italic) == (size, bold, italic)
    assert style.font.name == "Times New Roman"


def test_no_theme_font_slips_in():
    with ZipFile(BytesIO(docx_of(manual()))) as archive:
        styles = archive.read("word/styles.xml").decode()
    named = re.search(r"<w:docDefaults>.*</w:docDefaults>", styles, re.DOTALL).group()
    assert "Theme" not in named
    for number in range(1, 5):
        heading = opened(manual()).styles[f"Heading {number}"]
        assert "asciiTheme" not in etree.tostring(heading.element).decode()


def test_body_settings_are_the_settings_of_the_paper():
    style = opened(decision(settings=PageSettings(body=13, indent=10, paragraph_gap=8))).styles
    body = style["Nội dung"]
    assert body.font.size.pt == 13
    assert body.paragraph_format.first_line_indent.mm == pytest.approx(10, abs=0.01)
    assert body.paragraph_format.space_after.pt == 8


def test_the_page_number_is_a_field_and_not_on_the_first_page():
    (section,) = opened(decision()).sections
    assert section.different_first_page_header_footer
    assert fields(header(section)) == ["PAGE"]
    assert fields(section.first_page_header._element) == []


def test_the_pages_of_an_annex_begin_at_one_in_their_own_section():
    _, annex = opened(decision_with_annex()).sections
    assert annex._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) == "1"
    assert annex.different_first_page_header_footer


def test_the_running_header_counts_pages_by_fields():
    cover, body = opened(manual()).sections
    assert words(header(cover)) == ""
    said = words(header(body))
    assert fields(header(body)) == ["PAGE", "NUMPAGES"]
    assert "ỦY BAN NHÂN DÂN PHƯỜNG TÂN HẢI SỔ TAY CHẤT LƯỢNG Mã hiệu: STCL" in said
    assert "Ngày ban hành: 01/07/2026 Lần ban hành: 04 Trang: 1/1" in said


@pytest.mark.parametrize("paper", [decision(), letter(), minutes(), manual(), procedure()])
def test_no_word_of_the_content_is_lost(paper):
    printed = words(opened(paper).element)
    for block in walk(paper.nodes):
        for inline in inlines(block):
            assert " ".join(plain(inline).split()) in printed


def test_the_line_under_the_motto_is_as_long_as_the_text():
    rule = [
        one
        for one in opened(decision()).element.iter(qn("w:p"))
        if one.find(f"{qn('w:pPr')}/{qn('w:pBdr')}") is not None
    ][1]
    indent = rule.find(f"{qn('w:pPr')}/{qn('w:ind')}")
    side = int(indent.get(qn("w:left"))) / 1440 * 25.4
    assert 99 - 2 * side == pytest.approx(60.5, abs=0.3)


def test_header_rows_repeat_and_rows_do_not_split():
    document = opened(manual())
    head = next(one for one in document.element.iter(qn("w:tr")) if "Thường xuyên" in words(one))
    properties = head.find(qn("w:trPr"))
    assert properties.find(qn("w:tblHeader")) is not None
    assert properties.find(qn("w:cantSplit")) is not None


def test_cells_are_merged_across_and_down():
    block = table("t", (("A", 2, 1), ("B", 1, 2)), ("C", "D"))
    made = next(one for one in opened(manual(nodes=[block])).tables if one.cell(0, 0).text == "A")
    assert made.cell(0, 0)._tc is made.cell(0, 1)._tc
    assert made.cell(0, 2)._tc is made.cell(1, 2)._tc
    assert [made.cell(1, column).text for column in range(2)] == ["C", "D"]


def test_a_long_answer_to_a_clause_may_go_over_the_page():
    document = opened(manual(nodes=[clause("4.1", "Bối cảnh", paragraph("p", "Dài. " * 900))]))
    (row,) = [one for one in document.element.iter(qn("w:tr")) if "Bối cảnh" in words(one)]
    assert row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is None


def test_steps_are_drawn_shapes_with_their_text_in_them():
    document = opened(procedure())
    shapes = [one.get("prst") for one in document.element.iter(qn("a:prstGeom"))]
    assert shapes == [
        "flowChartTerminator",
        "flowChartDecision",
        "flowChartProcess",
        "flowChartTerminator",
    ]
    ids = [one.get("id") for one in document.element.iter(qn("wp:docPr"))]
    assert len(set(ids)) == len(ids) == 4


def test_the_signature_block_is_kept_together_and_with_the_last_paragraph():
    document = opened(decision())
    last = next(one for one in document.paragraphs if one.text.startswith("Điều 3."))
    assert last.paragraph_format.keep_with_next
    assert styled(document, "Authority").find(f"{qn('w:pPr')}/{qn('w:keepNext')}") is None
    assert document.styles["Quyền hạn, chức vụ"].paragraph_format.keep_with_next


def test_an_open_field_ends_in_a_dotted_tab():
    document = opened(manual(nodes=[node("field", "f", label="Địa điểm", value="")]))
    (line,) = [one for one in document.paragraphs if one.text.startswith("Địa điểm")]
    assert line.text == "Địa điểm: \t"
    (stop,) = line.paragraph_format.tab_stops
    assert stop.leader.name == "DOTS"
    assert stop.position.mm == pytest.approx(165, abs=0.01)


@pytest.mark.parametrize("paper", [decision(watermark="DỰ THẢO"), manual(watermark="DỰ THẢO")])
def test_a_watermark_hangs_in_every_header(paper):
    with ZipFile(BytesIO(docx_of(paper))) as archive:
        headers = [name for name in archive.namelist() if "header" in name]
        assert len(headers) == 2
        for name in headers:
            assert 'string="DỰ THẢO"' in archive.read(name).decode()


def test_boxes_are_set_in_a_font_that_has_them():
    with ZipFile(BytesIO(docx_of(manual()))) as archive:
        body = archive.read("word/document.xml").decode()
    assert body.count("☐") == 6
    assert len(re.findall(r"Segoe UI Symbol[^☐☑]*[☐☑]", body)) == 7


def test_markup_and_odd_letters_are_text():
    odd = 'a <b>&amp; "x" ]]> {{'
    steps = procedure().nodes[4]
    steps.body["steps"][0]["title"] = [{"text": odd}]
    assert odd in words(opened(procedure(nodes=[steps], title=odd)).element)


# The order of child elements in ISO/IEC 29500-1, as far as printing uses them; Word insists on it.
ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore widowControl numPr pBdr shd tabs spacing ind"
    " contextualSpacing jc outlineLvl rPr sectPr",
    "tblPr": "tblStyle tblW jc tblInd tblBorders shd tblLayout tblCellMar tblLook",
    "tcPr": "tcW gridSpan vMerge tcBorders shd vAlign",
    "sectPr": "headerReference footerReference type pgSz pgMar pgBorders pgNumType cols titlePg"
    " docGrid",
    "rPr": "rStyle rFonts b bCs i iCs color spacing kern sz szCs u lang",
    "style": "name basedOn next link uiPriority semiHidden unhideWhenUsed qFormat rsid pPr rPr",
}


@pytest.mark.parametrize("paper", [decision_with_annex(), letter(), manual(), procedure()])
def test_elements_stand_in_the_order_word_insists_on(paper):
    with ZipFile(BytesIO(docx_of(paper))) as archive:
        names = ("word/document.xml", "word/styles.xml", "word/header1.xml")
        parts = [etree.fromstring(archive.read(name)) for name in names]
    for part, (parent, order) in product(parts, ORDER.items()):
        places = {qn(f"w:{name}"): at for at, name in enumerate(order.split())}
        for one in part.iter(qn(f"w:{parent}")):
            found = [places[child.tag] for child in one if child.tag in places]
            assert found == sorted(found), etree.tostring(one)


def test_the_same_paper_is_the_same_bytes():
    assert to_docx(manual()) == to_docx(manual())
    assert to_docx(decision()) != to_docx(decision(number="6"))


def test_it_tells_its_title_author_and_language():
    document = opened(decision(title="Ban hành\nSổ tay"))
    properties = document.core_properties
    assert properties.title == "Quyết định – Ban hành Sổ tay"
    assert properties.author == "SỞ XÂY DỰNG"
    assert properties.created.date() == decision().issued_on
    assert 'val="vi-VN"' in etree.tostring(document.styles.element).decode().replace("w:", "")


def test_every_cell_ends_with_a_paragraph_or_word_refuses_the_file():
    nested = table("t", ("Bên quan tâm", "Cần gì"), ("Người dân", "Đúng hạn"))
    answer = [paragraph("p", "Như sau:"), nested]
    paper = manual(nodes=[clause("4.2", "Bên quan tâm", *answer, related=("BM.HT.02.03",))])
    for one in (paper, decision(), procedure(), minutes(), manual()):
        for cell in opened(one).element.iter(qn("w:tc")):
            assert cell[-1].tag == qn("w:p")


def test_the_header_of_a_table_stays_with_its_first_row():
    made = opened(manual(nodes=[table("t", ("STT", "Tên"), ("1", "Sổ tay"))])).tables[-1]
    header, row = made.rows
    assert all(cell.paragraphs[0].paragraph_format.keep_with_next for cell in header.cells)
    assert not any(cell.paragraphs[0].paragraph_format.keep_with_next for cell in row.cells)


def test_the_page_number_stands_in_the_middle_of_the_top_margin():
    section = opened(decision()).sections[0]
    middle = section.header_distance.mm + 13 * 1.149 * 25.4 / 72 / 2
    assert middle == pytest.approx(10, abs=0.1)


def test_a_place_to_sign_is_written_in_italics():
    places = table("t", ("**Người lập**", "**Trưởng đơn vị**"), ("(ký, họ tên)", "(ký, họ tên)"))
    document = opened(manual(nodes=[paragraph("p", "Kết luận: đạt."), places]))
    first, last = document.tables[-1].rows
    assert all(run.italic for cell in last.cells for run in cell.paragraphs[0].runs)
    said = next(one for one in document.paragraphs if one.text == "Kết luận: đạt.")
    names = [cell.paragraphs[0] for cell in first.cells]
    assert all(one.paragraph_format.keep_with_next for one in (said, *names)), "never alone"


def test_the_file_says_that_it_is_vietnamese_and_who_made_it():
    document = opened(manual())
    language = document.settings.element.find(qn("w:themeFontLang"))
    assert language.get(qn("w:val")) == "vi-VN"
    with ZipFile(BytesIO(docx_of(manual()))) as archive:
        about = archive.read("docProps/app.xml").decode()
    assert "CHUẨN" in about
    assert "Macintosh" not in about


def test_a_short_clause_row_stays_on_one_page_and_a_long_one_may_go_on():
    rows = [
        clause("8.1", "Ngắn", paragraph("a1", "Như đã nêu.")),
        clause("8.2", "Dài", paragraph("a2", "Như đã nêu. " * 90)),
    ]
    _head, short, long = opened(manual(nodes=rows)).tables[-1].rows
    assert [row._tr.find(f".//{qn('w:cantSplit')}") is None for row in (short, long)] == [
        False,
        True,
    ]
