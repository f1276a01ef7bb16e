"""Houses and menus of the style page."""

from kernel.ui.shell import House, Jump, Me, NavItem, Shell

WARD = House(
    name="UBND phường Tân Hải",
    initials="TH",
    ink="teal",
    full_name="Ủy ban nhân dân phường Tân Hải",
    place="Tỉnh Khánh Hòa",
)
DEPARTMENT = House(name="Sở Xây dựng tỉnh Khánh Hòa", initials="XD", ink="indigo")
PROVINCE = House(
    name="Cổng tỉnh Khánh Hòa · Sở Khoa học và Công nghệ",
    initials="KH",
    line="Theo dõi hệ thống quản lý chất lượng của 78 cơ quan",
)
JUMPS = (
    Jump("Soạn tài liệu", "#soan", "Tài liệu"),
    Jump("9.2 Đánh giá nội bộ", "#9.2", "Điều khoản"),
)


def _shell(house: House, me: Me, unread: int, **more: str) -> Shell:
    return Shell(
        house=house,
        me=me,
        unread=unread,
        notices_url="#notices",
        search_url="#search",
        language_url="/language/",
        palette=JUMPS,
        **more,  # type: ignore[arg-type]
    )


def ward() -> dict[str, object]:
    """The simple menu of a ward: seven entries."""
    shell = _shell(
        WARD,
        Me("m1", "Lê Thị Minh Hạnh", "Thư ký ISO", "minhhanh.le"),
        3,
        menu_note="Chế độ gọn: bảy mục cho việc hằng năm.",
        menu_note_url="#full",
        menu_note_label="Mở đầy đủ theo điều khoản",
    )
    navigation = [
        NavItem("Việc của tôi", "#", "inbox", current=True, count=9),
        NavItem("Tài liệu", "#", "doc", mark="soon"),
        NavItem("Hồ sơ", "#", "box", mark="ok"),
        NavItem("Mục tiêu", "#", "target", mark="ok"),
        NavItem("Rủi ro", "#", "risk", mark="soon"),
        NavItem("Đánh giá và cải tiến", "#", "audit", mark="gap"),
        NavItem("Báo cáo", "#", "report", mark="wait"),
    ]
    return {"shell": shell, "navigation": navigation}


def department(me: Me | None = None) -> dict[str, object]:
    """The full menu by chapters of the standard."""
    evaluation = [
        NavItem("9.1 Sự thỏa mãn", "#", mark="ok"),
        NavItem("9.2 Đánh giá nội bộ", "#", mark="gap"),
        NavItem("9.3 Xem xét của lãnh đạo", "#", mark="wait"),
    ]
    context = [NavItem("4.1 Bối cảnh", "#", mark="ok"), NavItem("4.2 Bên quan tâm", "#", mark="ok")]
    navigation = [
        NavItem("Việc của tôi", "#", "inbox", count=6),
        NavItem("Tổng quan", "#", "home"),
        NavItem("Bối cảnh", "#", number="4", mark="ok", divider=True, children=context),
        NavItem("Lãnh đạo", "#", number="5", mark="ok"),
        NavItem("Hoạch định", "#", number="6", mark="soon"),
        NavItem("Hỗ trợ", "#", number="7", mark="unassessed"),
        NavItem("Thực hiện", "#", number="8", mark="soon"),
        NavItem("Đánh giá", "#", number="9", mark="gap", children=evaluation, open=True),
        NavItem("Cải tiến", "#", number="10", mark="ok"),
        NavItem("Tài liệu", "#", "doc", current=True, count=64, divider=True),
        NavItem("Hồ sơ", "#", "box", count=38),
    ]
    secretary = Me("m2", "Đỗ Hoàng Nam", "Thư ký ISO", "hoangnam.do")
    shell = _shell(DEPARTMENT, me or secretary, 2, menu_note="Tính đến 20/11/2026, 07:00")
    return {"shell": shell, "navigation": navigation}


def province() -> dict[str, object]:
    """The portal of the province: tabs."""
    labels = (
        "Tổng quan",
        "Cơ quan",
        "Đợt báo cáo",
        "Kiểm tra",
        "Thư viện dùng chung",
        "Danh mục TTHC",
        "Báo cáo tổng hợp",
    )
    me = Me("m3", "Nguyễn Hữu Phước", "Phòng Tiêu chuẩn Đo lường", "huuphuoc.nguyen")
    return {
        "shell": _shell(PROVINCE, me, 5),
        "navigation": [NavItem(label, "#", current=i == 0) for i, label in enumerate(labels)],
    }


def guest() -> Shell:
    """The public page: nobody is logged in."""
    return Shell(house=WARD)
