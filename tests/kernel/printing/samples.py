"""Papers to print: an invented ward and an invented department, every kind of block in them."""

from dataclasses import replace
from datetime import date

from kernel.content.markup import to_inline
from kernel.content.nodes import Node
from kernel.printing import Annex, Issuer, Paper, Revision, Signature

WARD = Issuer(
    name="ỦY BAN NHÂN DÂN PHƯỜNG TÂN HẢI",
    parent="ỦY BAN NHÂN DÂN TỈNH KHÁNH HÒA",
    place="Tân Hải",
    full_name="Ủy ban nhân dân phường Tân Hải",
)
DEPARTMENT = Issuer(
    name="SỞ XÂY DỰNG",
    parent="ỦY BAN NHÂN DÂN TỈNH KHÁNH HÒA",
    place="Khánh Hòa",
    full_name="Sở Xây dựng",
)
SIGNATURES = (
    Signature("Biên soạn", "Trần Thị Mỹ Hạnh", "Công chức Văn phòng", date(2026, 6, 22)),
    Signature("Kiểm tra", "Lê Quốc Bảo", "Phó Chủ tịch UBND phường", date(2026, 6, 25)),
    Signature("Phê duyệt", "Nguyễn Đình Khải", "Chủ tịch UBND phường", date(2026, 7, 1)),
)


def node(kind, name, **body):
    """A block whose texts are written in the light notation."""
    texts = {"text", "label", "value", "justification"}
    return Node(
        id=name,
        kind=kind,
        body={key: to_inline(value) if key in texts else value for key, value in body.items()},
    )


def heading(name, text, level=1):
    return node("heading", name, level=level, text=text)


def paragraph(name, text, **more):
    return node("paragraph", name, text=text, **more)


def bullets(name, *items, marker="-"):
    """Items as texts, or as (level, text)."""
    levelled = [item if isinstance(item, tuple) else (0, item) for item in items]
    body = [
        {"id": f"i{at}", "text": to_inline(text), "level": level}
        for at, (level, text) in enumerate(levelled)
    ]
    return node("list", name, marker=marker, items=body)


def table(name, *rows, header=1, **more):
    """Cells as texts, or as (text, colspan, rowspan)."""
    return Node(id=name, kind="table", body=table_body(*rows, header=header, **more))


def table_body(*rows, header=1, **more):
    return {
        "header": header,
        "rows": [
            {"id": f"r{at}", "cells": [_cell(cell) for cell in row]} for at, row in enumerate(rows)
        ],
        **more,
    }


def _cell(cell):
    if isinstance(cell, str):
        return {"text": to_inline(cell)}
    text, colspan, rowspan = cell
    return {"text": to_inline(text), "colspan": colspan, "rowspan": rowspan}


def clause(number, title, *children, related=(), applicable=True, **more):
    body = {
        "clauses": [number],
        "title": f"{number}. {title}",
        "applicable": applicable,
        "related": list(related),
        **{key: to_inline(value) for key, value in more.items()},
    }
    return Node(
        id=f"c-{number.replace('.', '-')}", kind="clause", body=body, children=tuple(children)
    )


def step(actor, title, shape="task", detail="", forms=()):
    return {
        "id": f"s-{len(title)}",
        "actor": to_inline(actor),
        "title": to_inline(title),
        "shape": shape,
        "detail": to_inline(detail),
        "forms": list(forms),
    }


def decision(**changes):
    """A quyết định ban hành, signed and numbered."""
    paper = Paper(
        layout="administrative",
        issuer=DEPARTMENT,
        kind_name="Quyết định",
        title="Ban hành tài liệu Hệ thống quản lý chất lượng\n"
        "theo Tiêu chuẩn quốc gia TCVN ISO 9001:2015",
        code="QD-412",
        nodes=[
            paragraph(
                "d1",
                "Điều 1. Ban hành kèm theo Quyết định này 06 tài liệu Hệ thống quản lý chất lượng "
                "theo Tiêu chuẩn quốc gia TCVN ISO 9001:2015 của Sở Xây dựng (danh mục kèm theo).",
            ),
            paragraph(
                "d2",
                "Điều 2. Quyết định này có hiệu lực kể từ ngày 01 tháng 12 năm 2026 và thay thế "
                "các lần ban hành trước của những tài liệu nêu tại Điều 1.",
            ),
            paragraph(
                "d3",
                "Điều 3. Chánh Văn phòng, trưởng các đơn vị thuộc Sở, Ban chỉ đạo ISO và công chức,"
                " viên chức, người lao động của Sở chịu trách nhiệm thi hành Quyết định này./.",
            ),
        ],
        issued_on=date(2026, 2, 5),
        number="5",
        symbol="QĐ-SXD",
        grounds=(
            "Căn cứ Luật Tổ chức chính quyền địa phương",
            "Căn cứ Quyết định số 19/2014/QĐ-TTg ngày 05 tháng 3 năm 2014 của Thủ tướng Chính phủ "
            "về việc áp dụng Hệ thống quản lý chất lượng vào hoạt động của các cơ quan hành chính;",
            "Theo đề nghị của Chánh Văn phòng Sở;",
        ),
        authority=("GIÁM ĐỐC",),
        signer="Nguyễn Đình Khải",
        distribution=(
            "Như Điều 3",
            "Sở Khoa học và Công nghệ",
            "Giám đốc, các Phó Giám đốc Sở",
            "Lưu: VT, Ban ISO",
        ),
    )
    return replace(paper, **changes)


def decision_with_annex(**changes):
    rows = [
        (str(at), name, code, "04")
        for at, (name, code) in enumerate(
            [
                ("Sổ tay chất lượng", "STCL"),
                ("Chính sách chất lượng", "CSCL"),
                ("Quy trình kiểm soát thông tin dạng văn bản", "QT.HT.01"),
                ("Quy trình họp xem xét của lãnh đạo", "QT.HT.06"),
            ],
            start=1,
        )
    ]
    listed = table("a1", ("STT", "Tên tài liệu", "Mã hiệu", "Lần ban hành"), *rows)
    annex = Annex("PHỤ LỤC", "DANH MỤC TÀI LIỆU HỆ THỐNG QUẢN LÝ CHẤT LƯỢNG", (listed,))
    return decision(annexes=(annex,), **changes)


def letter(**changes):
    return Paper(
        layout="administrative",
        issuer=WARD,
        kind_name="Công văn",
        title="báo cáo tình hình áp dụng Hệ thống quản lý chất lượng 6 tháng đầu năm 2026",
        code="CV",
        nodes=[
            paragraph("p1", "Thực hiện kế hoạch năm 2026, Ủy ban nhân dân phường báo cáo như sau:"),
            bullets(
                "l1",
                "Đã ban hành 06 tài liệu của hệ thống;",
                "Đã đánh giá nội bộ tại 04 đơn vị, có 03 điểm không phù hợp và đã khắc phục xong.",
                marker="1.",
            ),
            paragraph("p2", "Ủy ban nhân dân phường kính báo cáo./."),
        ],
        symbol="UBND-VP",
        addressees=("Sở Khoa học và Công nghệ tỉnh Khánh Hòa", "Văn phòng Ủy ban nhân dân tỉnh"),
        authority=("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
        signer="Lê Quốc Bảo",
        distribution=("Như trên", "Lưu: VT"),
        year=2026,
        **changes,
    )


def minutes():
    return Paper(
        layout="administrative",
        issuer=WARD,
        kind_name="Biên bản",
        title="Họp xem xét của lãnh đạo về Hệ thống quản lý chất lượng",
        code="BM.HT.06.04",
        nodes=[
            node("field", "f1", label="Thời gian bắt đầu", value="08 giờ 00, ngày 10/11/2026"),
            node("field", "f2", label="Địa điểm:", value=""),
            paragraph("p1", "Cuộc họp kết thúc vào 11 giờ 15 phút cùng ngày./."),
        ],
        symbol="BB-UBND",
        signatures=(
            Signature("Thư ký", "Trần Thị Mỹ Hạnh", ""),
            Signature("Chủ tọa", "Nguyễn Đình Khải", ""),
        ),
        distribution=("Như thành phần dự họp", "Lưu: VT, hồ sơ"),
        year=2026,
    )


def manual(**changes):
    paper = Paper(
        layout="system",
        issuer=WARD,
        kind_name="Sổ tay chất lượng",
        title="Sổ tay chất lượng",
        code="STCL",
        nodes=manual_nodes(),
        issue=4,
        issued_on=date(2026, 7, 1),
        signatures=SIGNATURES,
        distribution=(
            "Chủ tịch UBND phường",
            "Các Phó Chủ tịch UBND phường",
            "Văn phòng HĐND và UBND",
            "Phòng Kinh tế, Hạ tầng và Đô thị",
            "Phòng Văn hóa - Xã hội",
            "Trung tâm Phục vụ hành chính công",
            "Thư ký ISO",
        ),
        copy_for="Thư ký ISO",
        revisions=(
            Revision(
                "12",
                "Điều khoản 7.1.2",
                "Cập nhật số lượng công chức theo đề án vị trí việc làm.",
                "Sửa đổi lần thứ 03, ngày 05 tháng 01 năm 2026",
            ),
            Revision(
                "14",
                "Điều khoản 9.1",
                "Thêm cách lấy ý kiến trên cổng dịch vụ công.",
                "Sửa đổi lần thứ 03, ngày 05 tháng 01 năm 2026",
            ),
        ),
        clause_columns=(
            "Điều khoản theo TCVN ISO 9001:2015",
            "Mô tả cách đáp ứng của UBND phường Tân Hải",
            "Tài liệu viện dẫn",
        ),
    )
    return replace(paper, **changes)


def manual_nodes():
    answer = paragraph(
        "a1",
        "Các đơn vị theo dõi tỷ lệ hồ sơ giải quyết đúng hạn hằng tháng từ hệ thống một cửa; "
        "Văn phòng tổng hợp và phân tích mười hai tháng một lần.",
    )
    return [
        heading("h1", "PHẦN I\nGIỚI THIỆU CHUNG"),
        heading("h2", "1. Vị trí, chức năng", 2),
        paragraph(
            "p1",
            "{{agency_name=UBND phường Tân Hải}} quản lý nhà nước trên địa bàn theo [[4.1]], "
            "xem thêm **[[QT.HT.04]]** và *quy chế làm việc*.",
        ),
        bullets(
            "l1", "Tiếp công dân;", (1, "tại trụ sở;"), (1, "tại nhà văn hóa;"), "Trả kết quả."
        ),
        bullets(
            "l2",
            "Chủ tịch;",
            "Phó Chủ tịch;",
            "Văn phòng;",
            "Phòng Kinh tế;",
            "Các đơn vị.",
            marker="a)",
        ),
        table(
            "t1",
            (("STT", 1, 2), ("Rủi ro chính có thể xảy ra", 1, 2), ("Tần suất", 3, 1)),
            ("Thường xuyên", "Thỉnh thoảng", "Hiếm khi"),
            ("1", "Không tổ chức họp", "", "", "X"),
            ("2", "Đơn vị nộp báo cáo chậm so với thời hạn nêu trong thông báo", "", "X", ""),
            header=2,
        ),
        Node("reg1", "register", {"source": "units"}),
        heading("h6", "PHẦN VI\nKHÁI QUÁT HỆ THỐNG QUẢN LÝ CHẤT LƯỢNG"),
        paragraph("p6", "Bảng dưới đây nêu cách đáp ứng từng điều khoản và tài liệu viện dẫn."),
        clause("8", "Thực hiện"),
        clause(
            "8.3",
            "Thiết kế và phát triển",
            applicable=False,
            justification="Phường không thiết kế sản phẩm, dịch vụ mới.",
        ),
        heading("h9", "9. Đánh giá kết quả thực hiện", 2),
        clause(
            "9.1",
            "Theo dõi, đo lường, phân tích và đánh giá",
            answer,
            bullets("a2", "khảo sát mỗi năm một lần;", "tổng hợp ý kiến."),
            related=("QT.HT.05", "BM.HT.05.01"),
        ),
        clause(
            "9.2",
            "Đánh giá nội bộ",
            paragraph("a3", "Mỗi đơn vị được đánh giá ít nhất một lần trong năm."),
            related=("QT.HT.03",),
        ),
    ]


def procedure(**changes):
    paper = Paper(
        layout="system",
        issuer=WARD,
        kind_name="Quy trình",
        title="Họp xem xét của lãnh đạo",
        code="QT.HT.06",
        nodes=[
            heading("h1", "I. MỤC ĐÍCH"),
            paragraph("p1", "Quy định trình tự chuẩn bị, tiến hành và theo dõi kết luận cuộc họp."),
            heading("h5", "V. NỘI DUNG"),
            heading("h51", "5.1. Sơ đồ", 2),
            Node(
                "st",
                "steps",
                {
                    "steps": [
                        step(
                            "Thư ký ISO",
                            "Đề xuất kế hoạch họp",
                            "start",
                            "Dự thảo thông báo, trình trước cuộc họp ít nhất 07 ngày làm việc.",
                            ["BM.HT.06.01"],
                        ),
                        step(
                            "Trưởng ban chỉ đạo ISO",
                            "Duyệt kế hoạch?",
                            "decision",
                            "Không duyệt thì trả lại kèm lý do.",
                        ),
                        step(
                            "Các đơn vị",
                            "Chuẩn bị và nộp báo cáo của đơn vị",
                            "task",
                            "Theo thời hạn nêu trong thông báo. "
                            "Đơn vị không có nội dung thì báo cáo bằng văn bản để Thư ký tổng hợp.",
                            ["BM.HT.06.02", "BM.HT.06.03"],
                        ),
                        step("Thư ký ISO", "Lưu hồ sơ, theo dõi kết luận", "end", ""),
                    ]
                },
            ),
            heading("h8", "VIII. PHỤ LỤC"),
            node("field", "f1", label="Thời gian", value=""),
            node("field", "f2", label="Địa điểm", value="Hội trường tầng 2"),
        ],
        signatures=tuple(replace(one, on=None) for one in SIGNATURES),
        year=2026,
    )
    return replace(paper, **changes)
