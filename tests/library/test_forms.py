"""The forms of the library: each that the inventory names, with exactly its columns, usable."""

import io
from pathlib import Path

import docx
import pytest

from kernel import printing
from kernel.content import placeholders
from kernel.content.markup import plain
from kernel.content.nodes import text_of, validate, walk
from kernel.content.wiring import faults
from kernel.forms import blank, clean, fields_of, filled, parts_in
from kernel.forms.tables import table_body
from library.reading import CONTENT, read_standard
from tests.library.answers import answers
from tests.library.packages import PACKAGES

FORMS = {form.key: form for form in PACKAGES["phuong-xa"].documents if form.kind == "form"}
EACH = [pytest.param(form, id=form.key) for form in FORMS.values()]
STANDARD = read_standard(CONTENT / "standards" / "tcvn-iso-9001-2015.yaml")

FREQUENCY = ["Thường xuyên", "Thỉnh thoảng", "Hiếm khi"]
SATISFACTION = [
    "Rất hài lòng", "Hài lòng", "Bình thường", "Không hài lòng", "Rất không hài lòng",
]  # fmt: skip

# Form → the columns of its table as printed; a two-level header is read row by row.
COLUMNS = {
    "bm-st-01": [
        "STT", "Mục tiêu chất lượng", "Cách đo lường", "Biện pháp thực hiện/đơn vị thực hiện",
        "Thời gian bắt đầu", "Thời gian hoàn thành",
    ],
    "bm-st-02": [
        "STT", "Mục tiêu", "Mức đo lường", "Thực tế đạt được", "Nguyên nhân do không đạt mục tiêu",
        "Hướng giải quyết trong thời gian tới",
    ],
    "bm-st-03": [
        "STT", "Tri thức cần thiết", "Quá trình/lĩnh vực", "Nguồn (nội bộ/bên ngoài)",
        "Hình thức lưu giữ, nơi lưu", "Người/đơn vị quản lý", "Cách chia sẻ, cập nhật",
        "Ngày xem xét",
    ],
    "bm-ht-02-01": [
        "STT", "Rủi ro chính có thể xảy ra", "Tần suất xuất hiện", "Mức độ ảnh hưởng",
        "Biện pháp đối phó", *FREQUENCY, "Lớn", "Vừa", "Nhỏ",
    ],
    "bm-ht-01-05": [
        "Số và ký hiệu hồ sơ", "Tên đề mục và tiêu đề hồ sơ", "Thời hạn bảo quản",
        "Người lập hồ sơ", "Ghi chú",
    ],
    "bm-ht-01-07": [
        "Số TT", "Số, ký hiệu hồ sơ", "Tiêu đề hồ sơ", "Thời gian tài liệu", "Thời hạn bảo quản",
        "Số tờ/Số trang", "Ghi chú",
    ],
    "bm-ht-01-08": [
        "STT", "Số, ký hiệu văn bản", "Ngày tháng năm văn bản",
        "Tên loại và trích yếu nội dung văn bản", "Tác giả văn bản", "Tờ số/Trang số", "Ghi chú",
    ],
    "bm-ht-01-09": ["Trang", "Hạng mục sửa đổi", "Tóm tắt nội dung sửa đổi"],
    "bm-ht-01-06": [
        "STT", "Số, ký hiệu hồ sơ", "Tiêu đề hồ sơ", "Thời gian tài liệu", "Thời hạn bảo quản",
        "Lý do hủy",
    ],
    "bm-ht-01-03": [
        "STT", "Số, ký hiệu", "Trích yếu nội dung", "Cơ quan ban hành", "Ngày có hiệu lực",
        "Tình trạng hiệu lực", "Nơi tra cứu",
    ],
    "bm-ht-04-06": [
        "STT", "Đối tượng", "Cỡ mẫu", "Cách lấy ý kiến", "Thời gian", "Người thực hiện",
    ],
    "bm-ht-04-07": ["STT", "Nội dung", "Mức độ", *SATISFACTION],
    "bm-ht-03-03": ["STT", "Điều khoản", "Câu hỏi", "Bằng chứng xem được", "Kết quả"],
}  # fmt: skip

# Everything else of the inventory, and what its paper must ask in this order.
ASKS = {
    "bm-ht-06-01": [
        "1. Thời gian", "2. Địa điểm", "3. Thành phần", "Trưởng Ban chỉ đạo ISO",
        "Thành viên Ban chỉ đạo", "Thư ký ISO", "Đầu mối ISO", "Bộ phận có liên quan",
        "4. Nội dung", "Tình hình áp dụng", "Chính sách chất lượng", "đánh giá nội bộ gần nhất",
        "Cơ hội cải tiến", "thay đổi", "Nguồn lực", "gửi về", "Trước ngày",
        "TRƯỞNG BAN CHỈ ĐẠO ISO",
    ],
    "bm-ht-06-02": [
        "kết luận lần trước", "Mục tiêu", "Kết quả giải quyết công việc", "Ý kiến của người dân",
        "không phù hợp", "Rủi ro", "Quy trình, biểu mẫu cần sửa", "Nguồn lực",
    ],
    "bm-ht-06-03": [
        "LẦN", "NĂM", "1. Tình hình chung", "2. Chính sách, mục tiêu", "3. Đánh giá nội bộ",
        "Kết quả", "Hồ sơ", "Khuyến nghị cải tiến", "4. Ý kiến phản hồi",
        "5. Triển khai mục tiêu", "6. Nguồn lực", "7. Thay đổi", "TRƯỞNG BAN CHỈ ĐẠO ISO",
    ],
    "bm-ht-06-04": [
        "Thời gian từ", "Địa điểm", "Thành phần thực tế", "I. NỘI DUNG",
        "1.1. Thư ký ISO trình bày", "số quy trình", "Tỷ lệ thực hiện kế hoạch",
        "Đánh giá nội bộ: tháng", "Số điểm không phù hợp", "Cơ hội cải tiến",
        "Văn bản quy phạm pháp luật", "Chức năng, nhiệm vụ", "Lãnh đạo, nhân lực", "Khác",
        "Nguồn lực", "1.2. Trưởng các đơn vị báo cáo", "II. KẾT LUẬN VÀ KHUYẾN NGHỊ",
        "2.1. Về hệ thống văn bản", "2.2. Về sự tuân thủ", "2.3. Về tài liệu bên ngoài",
        "Người chịu trách nhiệm", "Ngày hoàn thành", "kết thúc lúc", "THƯ KÝ ISO",
        "TRƯỞNG BAN CHỈ ĐẠO ISO",
    ],
    "bm-ht-04-01": [
        "Mô tả sự không phù hợp", "Xử lý ngay", "Nguyên nhân", "tương tự", "Hành động khắc phục",
        "Kiểm tra hiệu lực", "Cập nhật rủi ro, tài liệu",
    ],
    "bm-ht-04-04": ["Mục đích", "Ảnh hưởng", "toàn vẹn", "Nguồn lực", "Phân công lại"],
    "bm-ht-04-08": [
        "Mục đích và kết quả dự kiến", "Hậu quả nếu không thay đổi", "Bằng chứng", "toàn vẹn",
        "Nguồn lực", "Phân bổ trách nhiệm, quyền hạn", "người đứng đầu",
    ],
    "bm-ht-01-10": ["NƠI NHẬN", "đánh dấu X vào ô cạnh từng nơi nhận", "Đánh dấu X", "Thư ký ISO"],
    "bm-ht-01-12": ["Quyết định tiêu hủy", "Số hồ sơ đã tiêu hủy", "NGƯỜI CHỨNG KIẾN"],
    "bm-ht-01-13": ["Bên giao", "Bên nhận", "Mục lục hồ sơ", "Tình trạng"],
    "bm-ht-05-01": ["Mất", "Hư hỏng", "Nguyên nhân", "báo cho khách hàng"],
    "bm-ht-01-02": ["Mã hiệu", "Tên tài liệu", "Lần ban hành"],
    "bm-ht-06-05": ["Chủ trì", "Kết quả xem xét", "Thời hạn"],
    "bm-ht-07-01": ["góp ý", "liên hệ"],
    "bm-ht-07-02": ["Thỏa mãn", "Chưa thỏa mãn"],
    "bm-st-04": ["Năng lực", "Đào tạo", "Đánh giá cuối năm"],
    "bm-st-06": ["thiết bị, phương tiện đo", "Chu kỳ bảo trì, kiểm định"],
    "bm-st-07": ["Bảo trì", "Kiểm định, hiệu chuẩn", "xem lại kết quả đã đo"],
    "bm-st-08": ["Người xử lý", "Hạn hoàn thành", "Ngày hoàn thành"],
    "bm-st-09": ["Mã hồ sơ", "Thành phần hồ sơ nhận", "Ngày hẹn trả kết quả"],
    "bm-st-10": ["Người xử lý chính", "NGƯỜI PHÂN CÔNG"],
    "bm-st-11": ["Kính gửi", "Lý do chuyển"],
    "bm-st-12": ["Giao cho", "Thời hạn hoàn thành", "NGƯỜI GIAO VIỆC"],
    "bm-ht-03-01": ["Mục đích", "Lịch trong năm", "Đơn vị được đánh giá", "Trưởng đoàn"],
    "bm-ht-03-02": ["Họp mở đầu", "Họp kết thúc"],
    "bm-ht-03-04": ["Yêu cầu", "Bằng chứng", "Chênh lệch", "Kiểm tra và đóng"],
    "bm-ht-03-05": ["Điểm mạnh", "khuyến nghị", "Hiệu lực của HTQLCL"],
    "bm-ht-03-06": ["Hành động khắc phục", "Ngày đóng"],
    "bm-st-14": ["Công việc", "chủ trì", "Thời gian", "Đánh giá nội bộ", "họp xem xét"],
    "bm-st-15": ["Mã thủ tục", "Lĩnh vực", "Quyết định công bố", "công bố lại"],
    "bm-st-16": ["Kế hoạch năm", "Mục tiêu chất lượng", "Tỷ lệ đúng hạn", "Phương hướng năm sau"],
    "bm-ht-04-03": ["Đề xuất", "Lợi ích dự kiến", "Kết quả sau khi làm"],
}  # fmt: skip


def headers(form):
    """The headers of a form's tables as they are printed."""
    bodies = [table_body(field, None) for field in fields_of(form.nodes) if field.columns]
    return [
        [plain(cell["text"]) for row in body["rows"][: body["header"]] for cell in row["cells"]]
        for body in bodies
    ]


def text(nodes):
    return "\n".join(text_of(node) for node in nodes)


def answered(form):
    fields = fields_of(form.nodes)
    return clean(fields, answers(fields), whole=True)


def paper(form, nodes):
    official = form.layout == "administrative"
    return printing.Paper(
        layout=form.layout,
        issuer=printing.Issuer(name="ỦY BAN NHÂN DÂN PHƯỜNG TÂN HẢI", place="Tân Hải"),
        kind_name=form.kind_name if official else "Biểu mẫu",
        title=form.subject if official else form.title,
        code=form.code, nodes=nodes, form=True, year=2026,
        authority=form.authority, distribution=form.distribution,
    )  # fmt: skip


def test_every_kind_of_body_has_every_form_and_no_other():
    for package in PACKAGES.values():
        forms = {form.key: form for form in package.documents if form.kind == "form"}
        assert forms.keys() == FORMS.keys()
        assert {form.code for form in forms.values()} == {form.code for form in FORMS.values()}
    assert set(COLUMNS) | set(ASKS) <= set(FORMS)


@pytest.mark.parametrize(("key", "columns"), COLUMNS.items(), ids=COLUMNS)
def test_a_form_of_the_inventory_has_exactly_its_columns(key, columns):
    assert columns in headers(FORMS[key])


@pytest.mark.parametrize(("key", "asked"), ASKS.items(), ids=ASKS)
def test_a_form_of_the_inventory_asks_for_all_its_content_in_order(key, asked):
    said, at = text(blank(FORMS[key].nodes)), 0
    for words in asked:
        assert words in said[at:], f"{words} is missing, or comes too early"
        at = said.index(words, at)


@pytest.mark.parametrize("form", EACH)
def test_a_form_hangs_together(form):
    assert list(faults(form.nodes)) == []
    for field in fields_of(form.nodes):
        assert field.label or field.columns
        if field.columns:
            assert sum(column.width for column in field.columns) == 100, field.id
    assert 1 <= sum(field.listed for field in fields_of(form.nodes)) <= 5


@pytest.mark.parametrize("form", EACH)
def test_a_form_can_be_filled_in_and_shows_every_answer(form):
    cleaned = answered(form)
    assert cleaned.problems == []
    nodes = filled(form.nodes, cleaned.values)
    validate(nodes)
    said = text(nodes)
    assert "………" not in said
    for field in fields_of(form.nodes):
        value = cleaned.values.get(field.id)
        if field.type in ("text", "long") and value:
            assert value in said


@pytest.mark.parametrize("form", EACH)
def test_a_filled_form_becomes_an_editable_file(form):
    nodes = placeholders.fill(form.nodes, {"agency_name": "UBND phường Tân Hải"})
    made = printing.to_docx(paper(form, filled(nodes, answered(form).values)))
    document = docx.Document(io.BytesIO(made))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    said = "\n".join([*(each.text for each in document.paragraphs), *cells])
    for field in fields_of(nodes):
        if field.type == "text" and field.id in answered(form).values:
            assert field.label in said


@pytest.mark.parametrize("key", ["bm-ht-02-01", "bm-ht-06-01", "bm-ht-04-07"])
def test_a_form_is_printed_blank_and_filled(key):
    form = FORMS[key]
    for nodes in (blank(form.nodes), filled(form.nodes, answered(form).values)):
        assert printing.to_pdf(paper(form, nodes)).startswith(b"%PDF-1.7")


def test_the_checklist_asks_about_every_clause_in_the_order_of_the_standard():
    (table,) = (field for field in fields_of(FORMS["bm-ht-03-03"].nodes) if field.columns)
    asked = [row.cells["dieu-khoan"] for row in table.given]
    assert list(dict.fromkeys(asked)) == [clause.number for clause in STANDARD.leaves]
    questions = [row.cells["cau-hoi"] for row in table.given]
    assert len(set(questions)) == len(questions)
    assert all("?" in question for question in questions)


def test_the_report_to_the_review_goes_through_thirteen_topics():
    (table,) = (field for field in fields_of(FORMS["bm-ht-06-03"].nodes) if field.fixed)
    assert len(table.given) == 13


@pytest.mark.parametrize("package", PACKAGES.values(), ids=PACKAGES)
def test_every_form_belongs_to_a_kind_of_records(package):
    kept = {code for each in package.records for code in each.forms}
    expected = {paper.form for each in package.records for paper in each.papers if paper.form}
    assert kept == {form.code for form in FORMS.values()}
    assert expected <= kept
    for each in package.records:
        assert all((each.holder, each.place, each.source)), each.code
        assert each.papers, each.code
        assert all(STANDARD.find(number) for number in each.clauses)


def test_the_id_of_a_published_block_never_names_something_else():
    """Agencies hold copies of these blocks; what is gone stays gone (list: packages of 11/2026)."""
    golden = Path(__file__).parents[1] / "golden" / "published_ids.txt"
    kinds = {
        (package.key, document.key, node.id): node.kind
        for package in PACKAGES.values()
        for document in package.documents
        for node in walk(document.nodes)
    }
    for line in golden.read_text("utf-8").splitlines():
        *name, kind = line.split()
        assert kinds.get((*name,), kind) == kind, line


# Form → how many places to sign each of its parts has; what is not here is filled in at once.
PARTS = {
    "bm-ht-01-01": [1, 1, 1],  # asked for, opinion of the secretary, decision
    "bm-ht-03-04": [1, 1, 1],  # finding, the unit, checked again
    "bm-ht-04-01": [2, 1],  # cause and actions, effectiveness
    "bm-ht-04-03": [1, 1, 1],  # proposed, decided, done
    "bm-ht-04-04": [2, 1],  # planned, confirmed
    "bm-ht-04-08": [2, 1],  # proposed, decided
    "bm-st-12": [2, 1],  # given, done
}


@pytest.mark.parametrize("form", EACH)
def test_what_happens_later_is_a_part_of_its_own_and_each_is_whole_by_itself(form):
    fields = fields_of(form.nodes)
    count = parts_in(fields)
    places = [sum(f.type == "signature" and f.part == n + 1 for f in fields) for n in range(count)]
    assert places == PARTS.get(form.key, places[:1])
    for part in range(1, count + 1):
        told = answers([field for field in fields if field.part <= part])
        done = clean(fields, told, whole=True, part=part)
        assert not done.problems
        assert clean(fields, answers(fields), whole=True, part=part).values == done.values
