"""A manual as an old office would have written it in Word, with its flaws; every word is ours."""

import io

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt

AGENCY = "ỦY BAN NHÂN DÂN PHƯỜNG TÂN HẢI"

# Printed heading, answer. The flaws are meant: a wrong number, an empty row, commercial words.
ROWS: tuple[tuple[str, str], ...] = (
    ("4. BỐI CẢNH CỦA TỔ CHỨC", ""),
    (
        "4.1. Hiểu tổ chức và bối cảnh của tổ chức",
        "Đầu năm, các đơn vị nêu vấn đề bên trong và bên ngoài ảnh hưởng đến công việc "
        "của phường; Văn phòng tổng hợp vào bảng rủi ro và cơ hội.",
    ),
    (
        "4.2. Hiểu nhu cầu và mong đợi của các bên quan tâm",
        "Phường nhận biết mong đợi của người dân, doanh nghiệp, cơ quan cấp trên "
        "qua tiếp công dân, hòm thư góp ý và khảo sát.",
    ),
    (
        "4.3. Xác định phạm vi của hệ thống quản lý chất lượng",
        "Áp dụng cho việc giải quyết thủ tục hành chính tại bốn đơn vị của <TÊN CQHCNN>.",
    ),
    (
        "4.4. Hệ thống quản lý chất lượng và các quá trình",
        "Các quá trình và mối liên hệ của chúng nêu tại Phụ lục 1. Tài liệu liên quan: QT.HT.01.",
    ),
    ("5. SỰ LÃNH ĐẠO", ""),
    (
        "5.1. Sự lãnh đạo và cam kết",
        "Chủ tịch chịu trách nhiệm về kết quả của hệ thống, bố trí người và kinh phí, "
        "nhắc việc tại giao ban tháng.",
    ),
    (
        "5.1.2. Hướng vào khách hàng",
        "Hồ sơ được tiếp nhận một lần, hẹn ngày rõ ràng, trễ hẹn thì xin lỗi bằng văn bản.",
    ),
    (
        "5.2. Chính sách chất lượng",
        "Chính sách do Chủ tịch ban hành, niêm yết tại nơi tiếp nhận hồ sơ "
        "và phổ biến cho mọi người.",
    ),
    (
        "5.3. Vai trò, trách nhiệm và quyền hạn trong tổ chức",
        "Nhiệm vụ của từng vị trí theo quyết định phân công; Thư ký ISO theo dõi chung.",
    ),
    (
        "5.4. Xem xét hệ thống",
        "Mỗi năm một lần lãnh đạo họp xem xét kết quả hoạt động của hệ thống.",
    ),
    ("6. HOẠCH ĐỊNH", ""),
    (
        "6.1. Hành động giải quyết rủi ro và cơ hội",
        "Từng đơn vị lập bảng rủi ro theo Quy trình quản lý rủi ro, xem lại vào tháng một.",
    ),
    (
        "6.2. Mục tiêu chất lượng và hoạch định để đạt được mục tiêu",
        "Mục tiêu năm đo được, có người phụ trách và thời hạn; giữa năm và cuối năm đánh giá.",
    ),
    (
        "6.3. Hoạch định thay đổi",
        "Khi đổi phạm vi hoặc cơ cấu, lập kế hoạch nêu mục đích, ảnh hưởng và người làm.",
    ),
    ("7. HỖ TRỢ", ""),
    ("7.1. Nguồn lực", ""),
    ("7.1.1. Khái quát", "Dự toán hằng năm dành một phần cho việc duy trì hệ thống."),
    (
        "7.1.2. Con người",
        "Biên chế được giao và người hợp đồng được bố trí theo đề án vị trí việc làm.",
    ),
    (
        "7.1.3. Cơ sở hạ tầng",
        "Trụ sở, máy tính, đường truyền được kiểm tra hằng quý; hỏng thì báo Văn phòng.",
    ),
    ("7.1.4. Môi trường làm việc", "Nơi tiếp dân sạch, đủ ánh sáng, có chỗ ngồi chờ."),
    ("7.1.5. Nguồn lực theo dõi và đo lường", ""),
    (
        "7.1.6. Tri thức của tổ chức",
        "Bảng tri thức ghi điều cần biết cho từng lĩnh vực và nơi giữ.",
    ),
    ("7.2. Năng lực", "Hồ sơ đào tạo được giữ tại Văn phòng; thiếu năng lực thì cử đi học."),
    (
        "7.3. Nhận thức và đào tạo",
        "Người mới được hướng dẫn chính sách, mục tiêu và quy trình trong tuần đầu.",
    ),
    (
        "7.4. Trao đổi thông tin",
        "Thông tin nội bộ đi qua giao ban, thư công vụ và phần mềm quản lý văn bản.",
    ),
    (
        "7.5. Thông tin dạng văn bản",
        "Tài liệu được duyệt trước khi dùng, bản cũ được thu hồi. "
        "Thực hiện theo QT.HT.01 và BM.HT.01.09.",
    ),
    ("8. THỰC HIỆN", ""),
    (
        "8.1. Hoạch định và kiểm soát việc thực hiện",
        "Mỗi thủ tục có quy trình nội bộ với các bước và thời hạn.",
    ),
    (
        "8.2. Yêu cầu đối với sản phẩm và dịch vụ",
        "Thành phần hồ sơ, lệ phí, thời hạn được niêm yết và đăng trên cổng dịch vụ công.",
    ),
    (
        "8.3. Thiết kế và phát triển",
        "Không áp dụng vì phường làm theo thủ tục do cấp trên quy định.",
    ),
    (
        "8.4. Kiểm soát quá trình do bên ngoài cung cấp",
        "Mua sắm theo quy định về đấu thầu; chú ý giá cả và thời gian giao hàng của nhà cung cấp.",
    ),
    ("8.5. Sản xuất và cung cấp dịch vụ", ""),
    (
        "8.5.1. Kiểm soát việc cung cấp dịch vụ",
        "Công chức làm đúng quy trình trên phần mềm một cửa, bước nào xong thì chuyển bước sau.",
    ),
    (
        "8.5.2. Nhận biết và truy xuất nguồn gốc",
        "Mỗi hồ sơ có mã, tra được ai giữ và đang ở bước nào.",
    ),
    (
        "8.5.3. Tài sản của khách hàng",
        "Bản chính giấy tờ của người dân được giữ trong tủ có khóa, mất thì lập biên bản.",
    ),
    ("8.5.4. Bảo toàn", "Hồ sơ đang giải quyết để trong bìa riêng, tránh ẩm mốc."),
    (
        "8.5.5. Hoạt động sau giao hàng",
        "Kết quả sai sót do phường thì sửa và trả lại không thu thêm lệ phí.",
    ),
    ("8.5.6. Kiểm soát thay đổi", "Thay đổi bước làm phải được Chủ tịch đồng ý."),
    (
        "8.6. Thông qua sản phẩm và dịch vụ",
        "Trưởng đơn vị kiểm tra thể thức và nội dung trước khi trình ký.",
    ),
    (
        "8.7. Kiểm soát đầu ra không phù hợp",
        "Kết quả sai được thu hồi, sửa, và ghi vào sổ theo dõi.",
    ),
    ("9. ĐÁNH GIÁ KẾT QUẢ THỰC HIỆN", ""),
    ("9.1. Theo dõi, đo lường, phân tích và đánh giá", ""),
    ("9.1.1. Khái quát", "Hằng tháng báo cáo số hồ sơ nhận, đúng hạn, trễ hạn."),
    (
        "9.1.2. Sự thỏa mãn của khách hàng",
        "Phát phiếu khảo sát mỗi năm một lần và xem kết quả chấm điểm trên cổng dịch vụ công.",
    ),
    ("9.1.3. Phân tích và đánh giá", "Cuối năm Văn phòng phân tích số liệu của các đơn vị."),
    ("9.2. Đánh giá nội bộ", "Mỗi năm một lần, các đơn vị đánh giá chéo nhau."),
    ("9.3. Xem xét của lãnh đạo", "Họp xem xét vào quý bốn, kết luận có người làm và thời hạn."),
    ("10. CẢI TIẾN", ""),
    ("10.1. Khái quát", "Ý kiến cải tiến được ghi nhận và trả lời."),
    (
        "10.2. Sự không phù hợp và hành động khắc phục",
        "Tìm nguyên nhân, thực hiện hành động khắc phục và phòng ngừa, kiểm tra lại sau ba tháng.",
    ),
    ("10.3. Cải tiến liên tục", "Kết quả đánh giá và xem xét là đầu vào của kế hoạch năm sau."),
)


def old_manual() -> bytes:
    """The DOCX, always the same bytes of text."""
    paper = Document()
    paper.styles["Normal"].font.name = "Times New Roman"
    paper.styles["Normal"].font.size = Pt(13)
    _cover(paper)
    _first_part(paper)
    _clauses(paper)
    _annexes(paper)
    out = io.BytesIO()
    paper.save(out)
    return out.getvalue()


def _centred(paper: "Document", text: str, bold: bool = True) -> None:  # type: ignore[valid-type]
    paragraph = paper.add_paragraph()  # type: ignore[attr-defined]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.add_run(text).bold = bold


def _table(paper: "Document", rows: list[tuple[str, ...]]) -> None:  # type: ignore[valid-type]
    table = paper.add_table(rows=0, cols=len(rows[0]))  # type: ignore[attr-defined]
    table.style = "Table Grid"
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text


def _cover(paper: "Document") -> None:  # type: ignore[valid-type]
    _centred(paper, "ỦY BAN NHÂN DÂN TỈNH KHÁNH HÒA", bold=False)
    _centred(paper, AGENCY)
    _centred(paper, "SỔ TAY CHẤT LƯỢNG")
    _centred(paper, "MÃ HIỆU: STCL")
    _centred(paper, "BAN HÀNH LẦN: 2")
    _table(
        paper,
        [
            ("", "Soạn thảo", "Xem xét", "Phê duyệt"),
            ("Họ và tên", "Ngô Thị Kim Yến", "Đặng Hữu Bình", "Huỳnh Quốc Khải"),
            ("Chức danh", "Chuyên viên", "Chánh Văn phòng", "Chủ tịch UBND phường"),
        ],
    )
    _centred(paper, "THEO DÕI TÌNH TRẠNG SỬA ĐỔI")
    _table(
        paper,
        [
            ("Trang", "Hạng mục sửa đổi", "Tóm tắt nội dung sửa đổi"),
            ("Toàn bộ", "Tên đơn vị", "Sau sắp xếp 01/7/2025"),
        ],
    )


def _first_part(paper: "Document") -> None:  # type: ignore[valid-type]
    lines = (
        "PHẦN 1. GIỚI THIỆU CHUNG",
        "I. LỊCH SỬ HÌNH THÀNH",
        "Phường Tân Hải được thành lập từ ngày 01/7/2025 "
        "trên cơ sở sắp xếp ba đơn vị hành chính ven biển.",
        "1. Cơ cấu tổ chức",
        "Đưa sơ đồ tổ chức của cơ quan vào đây",
        "1. Chức năng, nhiệm vụ",
        "Ủy ban nhân dân phường thực hiện nhiệm vụ quản lý nhà nước trên địa bàn "
        "theo Luật Tổ chức chính quyền địa phương.",
        "II. THÀNH TÍCH ĐẠT ĐƯỢC",
        "PHẦN 2. GIỚI THIỆU KHÁI QUÁT HTQLCL THEO TCVN ISO 9001:2015",
    )
    for line in lines:
        run = paper.add_paragraph().add_run(line)  # type: ignore[attr-defined]
        run.bold = line.isupper() or line[:2] in ("1.", "I.", "II")


def _clauses(paper: "Document") -> None:  # type: ignore[valid-type]
    head = (
        "Điều khoản theo TCVN ISO 9001:2015",
        "Mô tả cách đáp ứng của Ủy ban nhân dân phường Tân Hải",
    )
    _table(paper, [head, *ROWS])


def _annexes(paper: "Document") -> None:  # type: ignore[valid-type]
    for line in (
        "Phụ lục 1",
        "SƠ ĐỒ QUÁ TRÌNH HOẠT ĐỘNG CHÍNH",
        "(xem thêm Phụ lục 9)",
        "Phụ lục 3",
        "KẾ HOẠCH THỰC HIỆN MỤC TIÊU CHẤT LƯỢNG",
    ):
        paper.add_paragraph(line)  # type: ignore[attr-defined]
    _table(
        paper,
        [
            (
                "STT",
                "Mục tiêu chất lượng",
                "Cách đo lường",
                "Biện pháp thực hiện/đơn vị thực hiện",
                "Thời gian bắt đầu",
                "Thời gian hoàn thành",
            ),
            (
                "1",
                "Hồ sơ đúng và trước hạn đạt 98 %",
                "Phần mềm một cửa",
                "Trung tâm Phục vụ hành chính công",
                "01/2025",
                "12/2025",
            ),
        ],
    )
