"""DOCX: everything an old office puts into one arrives, in its place or in the tray."""

import docx
import pytest

from kernel.content.markup import plain
from kernel.content.nodes import validate
from kernel.importing import read_manual
from tests.kernel.importing import builder
from tests.kernel.importing.builder import OldOffice

ROWS = [
    ("4. BỐI CẢNH CỦA TỔ CHỨC", []),
    ("4.1. Hiểu rõ bối cảnh của tổ chức", ["Xem xét hằng năm.", "- Nội bộ;", "- Bên ngoài."]),
    ("4.2. Hiểu nhu cầu và mong đợi của các bên quan tâm", ["Người dân và doanh nghiệp."]),
    ("5.4. Xem xét hệ thống", ["Chủ tịch xem xét hệ thống mỗi năm một lần."]),
    ("7.1.2. Nguồn nhân lực", ["Công chức đủ năng lực."]),
    ("8.3. Thiết kế và phát triển", ["Phường không áp dụng yêu cầu này."]),
    ("Thực hiện kiểm soát cung cấp dịch vụ hành chính công", ["Theo quy trình nội bộ."]),
    ("9.3.1. Đầu vào của xem xét lãnh đạo", ["Báo cáo của các đơn vị."]),
    ("10.1. Sự không phù hợp và hành động khắc phục", ["Tìm nguyên nhân, khắc phục."]),
]  # fmt: skip
RIGHT = ["4", "4.1", "4.2", "9.3", "7.1.2", "8.3", "8.5.1", "9.3.2", "10.2"]


def read(data, clauses):
    found = read_manual(data, "so-tay.docx", clauses)
    found.check_complete()
    validate(found.nodes)
    return found


def texts(found, kind):
    return [plain(node.body["text"]) for node in found.nodes if node.kind == kind]


@pytest.fixture
def manual(clauses):
    return read(OldOffice(rows=ROWS).build(), clauses)


def test_rows_find_their_clauses(manual):
    assert [row.clause for row in manual.clause_rows] == RIGHT


def test_the_cover_is_read(manual):
    cover = manual.cover
    assert (cover.parent, cover.agency) == (OldOffice.parent, OldOffice.agency)
    assert (cover.title, cover.kind, cover.code) == ("SỔ TAY CHẤT LƯỢNG", "manual", "STCL.01")
    assert (cover.issue, str(cover.issued_on)) == (2, "2024-06-05")
    assert [(signer.role, signer.name, signer.post) for signer in cover.signers] == [
        ("author", "Lê Thị Mai", "Công chức văn phòng"),
        ("checker", "Trần Văn Bình", "Phó Chủ tịch"),
        ("approver", "Phan Quốc Cường", "Chủ tịch"),
    ]


def test_distribution_and_revisions_are_read(manual):
    cover = manual.cover
    assert [(line.name, line.marked) for line in cover.distribution] == [
        ("Chủ tịch", True), ("Văn phòng", False), ("Thư ký ISO", False),
    ]  # fmt: skip
    assert [(line.page, line.item, line.summary) for line in cover.revisions] == [
        ("7", "Mục 4.3", "Thêm hai lĩnh vực")
    ]
    assert cover.revisions[0].caption.startswith("Sửa đổi lần thứ 1")


def test_header_and_footer_say_nothing_new(manual):
    assert manual.tray == ()


def test_answers_hang_below_their_clause(manual):
    clause = next(node for node in manual.nodes if node.body.get("clauses") == ["4.1"])
    assert [child.kind for child in clause.children] == ["paragraph", "list"]
    excluded = next(node for node in manual.nodes if node.body.get("clauses") == ["8.3"])
    assert excluded.body["applicable"] is False


def test_a_table_torn_by_pages_is_joined(clauses):
    rows = [row for row in ROWS if row[1] and row[0][0].isdigit()]
    found = read(OldOffice(rows=rows, torn=True).build(), clauses)
    assert [row.clause for row in found.clause_rows] == [
        "4.1", "4.2", "9.3", "7.1.2", "8.3", "9.3.2", "10.2",
    ]  # fmt: skip
    answers = [node.children for node in found.nodes if node.kind == "clause"]
    assert plain(answers[1][0].body["text"]) == "Người dân và doanh nghiệp."


def test_clauses_written_as_headings(clauses):
    made = docx.Document()
    made.add_heading("Phần 1. Giới thiệu", 1)
    made.add_heading("4.1 Về cơ cấu của phường", 2)
    made.add_paragraph("Phường có ba phòng.")
    made.add_heading("Phần 2. Đáp ứng tiêu chuẩn", 1)
    for title, answer in ROWS:
        if title[0].isdigit():
            made.add_heading(title, 2)
            for line in answer:
                made.add_paragraph(line)
    made.add_heading("Phụ lục 1. Sơ đồ", 1)
    made.add_paragraph("Xem hình.")
    found = read(builder.saved(made), clauses)
    assert [row.clause for row in found.clause_rows] == [c for c in RIGHT if c != "8.5.1"]
    assert texts(found, "heading") == [
        "Phần 1. Giới thiệu", "4.1 Về cơ cấu của phường", "Phần 2. Đáp ứng tiêu chuẩn",
        "Phụ lục 1. Sơ đồ",
    ]  # fmt: skip
    assert texts(found, "paragraph") == ["Phường có ba phòng.", "Xem hình."]


def test_the_number_in_a_column_of_its_own(clauses):
    made = docx.Document()
    builder.grid(made, (
        ("STT", "Điều khoản", "Tên", "Cách đáp ứng"),
        ("1", "4.1", "Hiểu tổ chức và bối cảnh của tổ chức", "Xem xét hằng năm."),
        ("2", "9.2", "Đánh giá nội bộ", "Mỗi năm một lần."),
    ))  # fmt: skip
    found = read(builder.saved(made), clauses)
    assert [node.body["title"] for node in found.nodes] == [
        "4.1 Hiểu tổ chức và bối cảnh của tổ chức", "9.2 Đánh giá nội bộ",
    ]  # fmt: skip
    assert [plain(node.children[0].body["text"]) for node in found.nodes] == [
        "Xem xét hằng năm.", "Mỗi năm một lần.",
    ]  # fmt: skip


def test_a_row_of_no_clause_waits_in_the_tray(clauses):
    rows = [*ROWS, ("Phòng họp", ["Tầng hai."])]
    found = read(OldOffice(rows=rows).build(), clauses)
    assert [(item.text, [node.kind for node in item.nodes]) for item in found.tray] == [
        ("Phòng họp\nTầng hai.", ["paragraph", "paragraph"])
    ]
    last = next(node for node in found.nodes if node.id == found.node_before(found.tray[0].start))
    assert last.body["clauses"] == ["10.2"]


def test_numbers_that_word_counts_are_part_of_the_text(clauses):
    made = docx.Document()
    list_id = builder.numbered(made, ["%1.", "%1.%2."])
    for level, text in ((0, "Mục đích"), (1, "Lý do"), (1, "Kết quả"), (0, "Phạm vi")):
        paragraph = made.add_paragraph(text)
        paragraph.runs[0].bold = True
        builder.count_with(paragraph, list_id, level)
    found = read(builder.saved(made), clauses)
    assert texts(found, "heading") == ["1. Mục đích", "1.1. Lý do", "1.2. Kết quả", "2. Phạm vi"]


def test_bullets_become_lists_with_levels(clauses):
    made = docx.Document()
    for text, style in (("Một", "List Bullet"), ("Hai", "List Bullet 2"), ("Ba", "List Bullet")):
        made.add_paragraph(text, style=style)
    found = read(builder.saved(made), clauses)
    (node,) = found.nodes
    assert (node.kind, node.body["marker"]) == ("list", "-")
    assert [plain(item["text"]) for item in node.body["items"]] == ["Một", "Hai", "Ba"]


def test_bold_and_italic_are_kept(clauses):
    made = docx.Document()
    paragraph = made.add_paragraph("Chủ tịch ")
    paragraph.add_run("phê duyệt").bold = True
    paragraph.add_run(" mọi tài liệu.").italic = True
    found = read(builder.saved(made), clauses)
    assert found.nodes[0].body["text"] == [
        {"text": "Chủ tịch "},
        {"text": "phê duyệt", "bold": True},
        {"text": " mọi tài liệu.", "italic": True},
    ]


def test_boxes_and_notes_go_to_the_tray(clauses):
    made = docx.Document()
    paragraph = made.add_paragraph("Quy trình gồm ba bước, trình bày trong hình dưới đây.")
    builder.text_box(paragraph, "Tiếp nhận hồ sơ")
    found = read(builder.with_footnote(builder.saved(made), "Theo quy định hiện hành."), clauses)
    assert [item.text for item in found.tray] == ["Tiếp nhận hồ sơ", "Theo quy định hiện hành."]
    assert all(item.nodes for item in found.tray)


def test_boxes_in_a_flow_name_its_steps(clauses):
    made = docx.Document()
    builder.grid(made, (
        ("Người thực hiện", "Quá trình thực hiện", "Mô tả/Biểu mẫu"),
        ("Thư ký ISO", "", "5.1 BM.HT.06.01, BM.HT.06.02"),
        ("Chủ tịch", "", "5.2"),
        ("Văn thư", "", ""),
    ))  # fmt: skip
    for row, text in zip(made.tables[0].rows[1:], ("Dự thảo", "Phê duyệt?", "Lưu"), strict=True):
        builder.text_box(row.cells[1].paragraphs[0], text)
    found = read(builder.saved(made), clauses)
    steps = found.nodes[0].body["steps"]
    assert [plain(step["title"]) for step in steps] == ["Dự thảo", "Phê duyệt?", "Lưu"]
    assert [step["shape"] for step in steps] == ["start", "decision", "end"]
    assert steps[0]["forms"] == ["BM.HT.06.01", "BM.HT.06.02"]


def test_struck_out_words_are_left_out_and_counted(clauses):
    made = docx.Document()
    paragraph = made.add_paragraph("Thời hạn là năm ngày.")
    builder.struck_out(paragraph, "mười ngày")
    found = read(builder.saved(made), clauses)
    assert "mười" not in found.source
    assert "deleted" in [warning.code for warning in found.warnings]


def test_merged_cells_keep_their_width_and_height(clauses):
    made = docx.Document()
    table = made.add_table(3, 3)
    for row, line in enumerate((("STT", "Tần suất", ""), ("", "Cao", "Thấp"), ("1", "x", ""))):
        for column, text in enumerate(line):
            table.cell(row, column).text = text
    table.cell(0, 1).merge(table.cell(0, 2))
    table.cell(0, 0).merge(table.cell(1, 0))
    found = read(builder.saved(made), clauses)
    first = found.nodes[0].body["rows"][0]["cells"]
    assert [(plain(c["text"]), c.get("colspan", 1), c.get("rowspan", 1)) for c in first] == [
        ("STT", 1, 2), ("Tần suất", 2, 1),
    ]  # fmt: skip


def test_a_table_of_contents_is_left_out(clauses):
    made = docx.Document()
    made.add_paragraph("MỤC LỤC")
    made.add_paragraph("1. Mục đích\t3")
    made.add_paragraph("2. Phạm vi.......4")
    made.add_heading("1. Mục đích", 1)
    made.add_paragraph("Quy định cách đánh giá nội bộ.")
    found = read(builder.saved(made), clauses)
    assert texts(found, "heading") == ["1. Mục đích"]
    assert found.report.counts["contents"] == 2


def test_page_breaks_are_kept(clauses):
    made = docx.Document()
    made.add_paragraph("Trang một.")
    made.add_page_break()
    made.add_paragraph("Trang hai.")
    found = read(builder.saved(made), clauses)
    assert [node.kind for node in found.nodes] == ["paragraph", "pagebreak", "paragraph"]
