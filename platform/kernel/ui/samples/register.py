"""The rows of the list of documents on the style page."""
# ruff: noqa: E501 - a table reads best with one row per line

ROWS = (
    ("STCL", "Sổ tay chất lượng", "Sổ tay · Văn phòng", "ok", "Có hiệu lực", "04", "01/07/2026", "30/06/2027", ("4.3", "4.4")),
    ("CSCL", "Chính sách chất lượng", "Chính sách · Ban chỉ đạo ISO", "ok", "Có hiệu lực", "03", "01/07/2026", "30/06/2027", ("5.2",)),
    ("QT.HT.01", "Quy trình Kiểm soát thông tin dạng văn bản", "Quy trình hệ thống · Văn phòng", "ok", "Có hiệu lực", "03", "15/08/2026", "15/08/2027", ("7.5",)),
    ("QT.HT.02", "Quy trình Quản lý rủi ro", "Quy trình hệ thống · Ban ISO", "soon", "Đến hạn rà soát 30/11", "02", "10/12/2024", "30/11/2026", ("6.1",)),
    ("QT.HT.03", "Quy trình Đánh giá nội bộ", "Quy trình hệ thống · Ban ISO", "turn", "Chờ phê duyệt", "02", "", "", ("9.2",)),
    ("QT.HT.04", "Quy trình Xử lý sự không phù hợp và hành động khắc phục", "Quy trình hệ thống · Ban ISO", "turn", "Chờ kiểm tra", "02", "", "", ("8.7", "10.2")),
    ("QT.HT.05", "Quy trình Khảo sát sự thỏa mãn của tổ chức, cá nhân", "Quy trình hệ thống · Phòng Kế hoạch - Tổng hợp", "soon", "Căn cứ đã bị thay thế", "01", "05/03/2025", "05/03/2027", ("9.1",)),
    ("QT.HT.06", "Quy trình Họp xem xét của lãnh đạo", "Quy trình hệ thống · Ban ISO", "ok", "Có hiệu lực", "02", "15/08/2026", "15/08/2027", ("9.3",)),
    ("QT.XD.11", "Cấp giấy phép xây dựng mới đối với nhà ở riêng lẻ", "Quy trình TTHC · Phòng Quản lý xây dựng", "draft", "Đang soạn thảo", "05", "", "", ("8.5", "8.6")),
    ("QT.XD.12", "Thẩm định báo cáo nghiên cứu khả thi đầu tư xây dựng", "Quy trình TTHC · Phòng Quản lý xây dựng", "gap", "Quá hạn rà soát 12 ngày", "03", "08/11/2024", "08/11/2026", ("8.5",)),
    ("BM.HT.03.02", "Phiếu ghi chép đánh giá nội bộ", "Biểu mẫu · Ban ISO", "turn", "Chờ phê duyệt", "02", "", "", ("9.2",)),
    ("QT.VP.01", "Quản lý văn bản đi, văn bản đến", "Quy trình nội bộ · Văn phòng", "ok", "Có hiệu lực", "02", "02/01/2026", "02/01/2028", ("7.5",)),
    ("VBQPPL 30", "Nghị định số 30/2020/NĐ-CP về công tác văn thư", "Tài liệu bên ngoài · Văn phòng", "ok", "Đang áp dụng", "–", "05/03/2020", "", ("7.5",)),
)  # fmt: skip
