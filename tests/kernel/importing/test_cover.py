"""The cover in the shapes offices give it."""

import pytest

from kernel.importing import read_manual


@pytest.fixture
def cover(clauses):
    def read(text):
        found = read_manual(text.encode(), "x.txt", clauses)
        found.check_complete()
        return found.cover

    return read


BODY = "\n\nI. MỤC ĐÍCH\n\nQuy định cách làm."


def test_a_procedure_with_its_title_on_two_lines(cover):
    found = cover("SỞ XÂY DỰNG\n\nQUY TRÌNH\n\nĐÁNH GIÁ NỘI BỘ\n\nQT.HT.03" + BODY)
    assert (found.agency, found.title) == ("SỞ XÂY DỰNG", "QUY TRÌNH ĐÁNH GIÁ NỘI BỘ")
    assert (found.kind, found.code) == ("procedure", "QT.HT.03")


@pytest.mark.parametrize(
    ("line", "field", "value"),
    [
        ("Mã hiệu: QT.HT.03", "code", "QT.HT.03"),
        ("Mã số: QT-VP-01 Lần ban hành: 04", "code", "QT-VP-01"),
        ("Ký hiệu: STCL 2", "code", "STCL 2"),
        ("BAN HÀNH LẦN: 2", "issue", 2),
        ("Lần ban hành: 03", "issue", 3),
        ("Ban hành lần thứ 5", "issue", 5),
        ("Lần sửa đổi: 01", "amendment", 1),
        ("Ngày ban hành: 29/12/2023", "issued_on", "2023-12-29"),
        ("Ngày ban hành: 1.6.2024", "issued_on", "2024-06-01"),
        ("Ngày 05 tháng 6 năm 2025", "issued_on", "2025-06-05"),
        ("Ngày ban hành: 31/02/2024", "issued_on", "None"),
        ("Lần ban hành: ……", "issue", "None"),
    ],
)
def test_fields(cover, line, field, value):
    found = cover(f"SỔ TAY CHẤT LƯỢNG\n\n{line}{BODY}")
    assert str(getattr(found, field)) == str(value)


def test_all_fields_in_one_cell(cover):
    found = cover(
        "SỔ TAY CHẤT LƯỢNG\n\nSỞ NỘI VỤ\tSỔ TAY CHẤT LƯỢNG\tMã hiệu: STCL Ngày ban hành: 1/2/2024 "
        f"Lần ban hành: 02{BODY}"
    )
    assert (found.code, found.issue, str(found.issued_on)) == ("STCL", 2, "2024-02-01")
    assert found.agency == "SỞ NỘI VỤ"


@pytest.mark.parametrize(
    "labels",
    [
        ("Biên soạn", "Kiểm tra", "Phê duyệt"),
        ("Soạn thảo", "Xem xét", "Phê duyệt"),
        ("Người viết", "Người kiểm tra", "Người phê duyệt"),
        ("Người lập", "Soát xét", "Duyệt"),
    ],
)
def test_approval_tables_by_columns(cover, labels):
    found = cover(
        "SỔ TAY CHẤT LƯỢNG\n\n\t" + "\t".join(labels) + "\nHọ và tên\tLê A\tTrần B\tPhan C\n"
        f"Chức danh\tChuyên viên\tTrưởng phòng\tGiám đốc\nKý tên\t\t\t{BODY}"
    )
    assert [(s.role, s.label, s.name, s.post) for s in found.signers] == [
        ("author", labels[0], "Lê A", "Chuyên viên"),
        ("checker", labels[1], "Trần B", "Trưởng phòng"),
        ("approver", labels[2], "Phan C", "Giám đốc"),
    ]


def test_an_approval_table_by_rows(cover):
    found = cover(
        "QUY TRÌNH\n\nTrách nhiệm\tHọ và tên\tChức vụ\tChữ ký\nBiên soạn\tLê A\tChuyên viên\t\n"
        f"Phê duyệt\tPhan C\tGiám đốc\t{BODY}"
    )
    assert [(s.role, s.name, s.post) for s in found.signers] == [
        ("author", "Lê A", "Chuyên viên"),
        ("approver", "Phan C", "Giám đốc"),
    ]


def test_an_approval_table_without_labels(cover):
    found = cover(
        "QUY TRÌNH\n\nSoạn thảo\tPhê duyệt\nChuyên viên\tGiám đốc\n\t\nLê A\tPhan C" + BODY
    )
    assert [(s.name, s.post) for s in found.signers] == [
        ("Lê A", "Chuyên viên"), ("Phan C", "Giám đốc"),
    ]  # fmt: skip


def test_a_stamp_goes_to_the_tray(clauses):
    text = (
        "SỔ TAY CHẤT LƯỢNG\n\n\tSoạn thảo\tPhê duyệt\nHọ tên\tLê A\tPhan C\nKý\t\tCON DẤU CƠ QUAN"
    )
    found = read_manual((text + BODY).encode(), "x.txt", clauses)
    assert [item.text for item in found.tray] == ["CON DẤU CƠ QUAN"]


def test_a_distribution_list_of_lines(cover):
    found = cover("SỔ TAY CHẤT LƯỢNG\n\nNơi nhận:\n\n- Lãnh đạo Sở;\n- [x] Thư ký ISO." + BODY)
    assert [(line.name, line.marked) for line in found.distribution] == [
        ("Lãnh đạo Sở", False), ("Thư ký ISO", True),
    ]  # fmt: skip


def test_the_revision_table_of_other_offices(cover):
    found = cover(
        "QUY TRÌNH\n\nLỊCH SỬ SỬA ĐỔI\n\n"
        "Yêu cầu sửa đổi\tTrang\tMô tả nội dung sửa đổi\tLần sửa đổi\n"
        f"Theo luật mới\t4\tBỏ mục 3\t02\n……\t……\t……\t……{BODY}"
    )
    assert [(line.page, line.item, line.summary) for line in found.revisions] == [
        ("4", "Theo luật mới", "Bỏ mục 3")
    ]


def test_a_page_without_a_cover_keeps_all_its_lines(clauses):
    found = read_manual("Thông báo nghỉ lễ.\n\nNơi nhận:\n\n- Các phòng.".encode(), "x", clauses)
    assert found.cover.lines == ()
    assert [node.kind for node in found.nodes] == ["paragraph", "paragraph", "list"]
    assert {warning.code for warning in found.warnings} >= {"no-code", "no-signers"}


def test_a_preface_after_the_cover_is_part_of_the_text(clauses):
    text = "SỔ TAY CHẤT LƯỢNG\n\nMã hiệu: STCL\n\nLời nói đầu của người đứng đầu." + BODY
    found = read_manual(text.encode(), "x", clauses)
    assert found.nodes[0].body["text"] == [{"text": "Lời nói đầu của người đứng đầu."}]
    assert found.tray == ()
