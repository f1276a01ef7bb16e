"""Word files as offices have them: own styles, old fonts, comments, pictures, macros, links."""

import io

import docx
import pytest
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from PIL import Image

from kernel.content.nodes import text_of, validate
from kernel.importing import read_manual
from kernel.importing.pictures import looked_at
from tests.kernel.importing import builder
from tests.kernel.importing.test_refusals import TCVN3


def picture(kind="PNG", size=(30, 20), mode="RGB"):
    out = io.BytesIO()
    Image.new(mode, size, 200).save(out, kind)
    return out.getvalue()


def saved(document):
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def read(document, clauses):
    found = read_manual(saved(document), "quy-trinh.docx", clauses)
    found.check_complete()
    validate(found.nodes)
    return found


def test_a_style_of_the_office_is_known_by_what_it_is_based_on(clauses):
    document = docx.Document()
    own = document.styles.add_style("Muc cua co quan", 1)
    own.base_style = document.styles["Heading 2"]
    vietnamese = document.styles.add_style("Tiêu đề 3", 1)
    assert vietnamese.style_id
    outlined = document.styles.add_style("Kieu khac", 1)
    outlined.element.get_or_add_pPr().append(parse_xml(f'<w:outlineLvl {nsdecls("w")} w:val="0"/>'))
    for text, style in (("Một", own), ("Hai", vietnamese), ("Ba", outlined)):
        document.add_paragraph(f"Tên mục {text}", style)
        document.add_paragraph("Nội dung của mục này, viết thành câu.")
    found = read(document, clauses)
    assert [n.body["level"] for n in found.nodes if n.kind == "heading"] == [2, 3, 1]


@pytest.mark.parametrize("where", ["run", "style", "usual"])
def test_letters_of_an_old_font_become_unicode(clauses, where):
    document = docx.Document()
    paragraph = document.add_paragraph()
    run = paragraph.add_run(TCVN3)
    paragraph.add_run(" Unicode: Mục đích.").font.name = "Times New Roman"
    holder = {
        "run": run,
        "style": document.styles.add_style("Cu", 1),
        "usual": document.styles["Normal"],
    }
    holder[where].font.name = ".VnTime"
    if where == "style":
        paragraph.style = "Cu"
    found = read(document, clauses)
    assert "hệ thống chất lượng" in text_of(found.nodes[0])
    assert "Unicode: Mục đích." in text_of(found.nodes[0])


def test_comments_and_notes_wait_in_the_tray_behind_what_they_hang_on(clauses):
    document = docx.Document()
    for number in range(3):
        paragraph = document.add_paragraph(f"Đoạn thứ {number} của văn bản.")
        if number == 1:
            document.add_comment(
                paragraph.runs, text="Xem lại câu này", author="Lê Văn An", initials="A"
            )
    found = read(document, clauses)
    assert [item.text for item in found.tray] == ["Lê Văn An:", "Xem lại câu này"]
    assert found.node_before(found.tray[1].start) == found.nodes[1].id


def test_pictures_become_blocks_with_their_bytes(clauses):
    document = docx.Document()
    document.add_paragraph("Sơ đồ tổ chức:")
    document.add_picture(io.BytesIO(picture()))
    properties = document.element.find(f".//{qn('wp:docPr')}")
    properties.set("descr", "Sơ đồ tổ chức của phường")
    document.add_picture(io.BytesIO(picture("GIF")))
    table = document.add_table(1, 2)
    table.cell(0, 0).text = "Dấu"
    table.cell(0, 1).paragraphs[0].add_run().add_picture(io.BytesIO(picture("JPEG")))
    found = read(document, clauses)
    assert [node.kind for node in found.nodes] == ["paragraph", "image", "image", "table"]
    first = found.nodes[1].body
    assert first["alt"] == "Sơ đồ tổ chức của phường"
    assert found.pictures[first["file"]].data == picture()
    assert found.nodes[2].body["type"] == "image/png"
    assert [node.kind for item in found.tray for node in item.nodes] == ["image"]


def test_what_is_no_picture_is_only_counted():
    assert looked_at(b"\x89PNG\r\n\x1a\n damaged") is None
    assert looked_at(picture(size=(8000, 7000), mode="1")) is None
    assert max(Image.open(io.BytesIO(looked_at(picture(size=(3000, 10))).data)).size) == 2400


def test_macros_are_told_and_links_outside_are_not_followed(clauses):
    document = docx.Document()
    paragraph = document.add_paragraph("Xem trang của ")
    link = document.part.relate_to("http://10.0.0.1/x.png", builder.RELATED + "/image", True)
    drawing = OxmlElement("w:pict")
    drawing.append(parse_xml(f'<a:blip {nsdecls("a", "r")} r:link="{link}" r:embed="{link}"/>'))
    paragraph.add_run("cơ quan.")._r.append(drawing)
    data = builder.rezipped(saved(document), added={"word/vbaProject.bin": "x"})
    found = read_manual(data, "a.docm", clauses)
    codes = {warning.code for warning in found.warnings}
    assert {"macros", "pictures"} <= codes
    assert "misnamed" not in codes


def test_the_same_header_of_first_and_other_pages_is_kept_once(clauses):
    document = docx.Document()
    section = document.sections[0]
    section.different_first_page_header_footer = True
    for header in (section.header, section.first_page_header):
        header.paragraphs[0].text = "Lưu hành nội bộ trong cơ quan này"
    document.add_paragraph("Nội dung.")
    found = read(document, clauses)
    assert [item.text for item in found.tray] == ["Lưu hành nội bộ trong cơ quan này"]


def test_five_hundred_rows_stay_one_table(clauses):
    document = docx.Document()
    table = document.add_table(0, 2)
    for number in range(500):
        row = parse_xml(
            f"<w:tr {nsdecls('w')}><w:tc><w:p><w:r><w:t>{number}</w:t></w:r></w:p></w:tc>"
            f"<w:tc><w:p><w:r><w:t>Hồ sơ {number}</w:t></w:r></w:p></w:tc></w:tr>"
        )
        table._tbl.append(row)
    found = read(document, clauses)
    assert len(found.nodes[0].body["rows"]) == 500
