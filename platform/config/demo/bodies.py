"""The agencies of the demo province and how far each has come. Names of wards are invented."""

from dataclasses import dataclass, field

UBND_TINH = "Ủy ban nhân dân tỉnh Khánh Hòa"
WARD_UNITS = (
    "Văn phòng HĐND và UBND",
    "Phòng Kinh tế, Hạ tầng và Đô thị",
    "Phòng Văn hóa - Xã hội",
    "Trung tâm Phục vụ hành chính công",
)
SO_UNITS = (
    "Văn phòng Sở",
    "Phòng Kế hoạch - Tổng hợp",
    "Phòng Nghiệp vụ 1",
    "Phòng Nghiệp vụ 2",
    "Thanh tra Sở",
)

# How far an agency has come, from nothing to a system in force.
OPENED, STAFFED, DRAFTED, SENT, APPROVED, ISSUED = range(6)


@dataclass(frozen=True)
class Body:
    """One agency of the demo."""

    slug: str
    name: str
    full_name: str
    kind: str
    stage: int
    ink: str
    head: str
    symbol: str
    place: str
    short: str
    obligation: str = "encouraged"
    parent: str = UBND_TINH
    units: tuple[str, ...] = WARD_UNITS
    reports: bool = True
    answers: dict[str, str] = field(default_factory=dict)

    def facts(self) -> dict[str, str]:
        """The words `open_agency` asks for."""
        return {
            "name": self.name,
            "full_name": self.full_name,
            "kind": self.kind,
            "obligation": self.obligation,
            "parent_name": self.parent,
            "province": "Khánh Hòa",
            "place_name": self.place,
            "head_title": self.head,
            "symbol": self.symbol,
            "short_name": self.short,
            "ink": self.ink,
        }


def ward(slug: str, name: str, stage: int, ink: str, kind: str = "phường", **more: object) -> Body:
    """A ward or commune of the two-tier local government."""
    return Body(
        slug=slug,
        name=f"UBND {kind} {name}",
        full_name=f"Ủy ban nhân dân {kind} {name}",
        kind="commune",
        stage=stage,
        ink=ink,
        head=f"Chủ tịch Ủy ban nhân dân {kind}",
        symbol="UBND",
        place=name,
        short=kind,
        **more,  # type: ignore[arg-type]
    )


def department(slug: str, name: str, symbol: str, stage: int, ink: str, **more: object) -> Body:
    """A provincial department (sở)."""
    return Body(
        slug=slug,
        name=f"Sở {name} tỉnh Khánh Hòa",
        full_name=f"Sở {name} tỉnh Khánh Hòa",
        kind="provincial_department",
        stage=stage,
        ink=ink,
        head="Giám đốc Sở",
        symbol=symbol,
        place="Khánh Hòa",
        short="Sở",
        obligation="mandatory",
        units=SO_UNITS,
        **more,  # type: ignore[arg-type]
    )


TAN_HAI = ward(
    "tan-hai",
    "Tân Hải",
    ISSUED,
    "teal",
    answers={
        "one_stop": "Trung tâm Phục vụ hành chính công phường",
        "fields": "hộ tịch, chứng thực, đất đai, xây dựng, bảo trợ xã hội",
        "staff_count": "53",
        "address": "Số 12 đường Biển Xanh, phường Tân Hải",
        "website": "tanhai.khanhhoa.gov.vn",
    },
)
XAY_DUNG = department(
    "so-xay-dung",
    "Xây dựng",
    "SXD",
    ISSUED,
    "indigo",
    answers={
        "one_stop": "Trung tâm Phục vụ hành chính công tỉnh",
        "fields": "quy hoạch, hoạt động xây dựng, nhà ở, hạ tầng kỹ thuật, giao thông",
        "staff_count": "96",
        "address": "Số 4 đường Sóng Biển, Khánh Hòa",
        "website": "sxd.khanhhoa.gov.vn",
    },
)
CUC = Body(
    slug="cuc-du-lieu-dia-chinh",
    name="Cục Dữ liệu địa chính",
    full_name="Cục Dữ liệu địa chính",
    kind="ministry_department",
    stage=APPROVED,
    ink="sea",
    head="Cục trưởng",
    symbol="CDLĐC",
    place="Hà Nội",
    short="Cục",
    obligation="mandatory",
    parent="Bộ Nông nghiệp và Môi trường",
    units=("Văn phòng Cục", "Phòng Tổng hợp", "Phòng Dữ liệu", "Phòng Hạ tầng"),
    answers={
        "one_stop": "Bộ phận một cửa của Cục",
        "fields": "cung cấp thông tin, dữ liệu địa chính",
        "staff_count": "74",
        "address": "Số 10 đường Hồ Xanh, Hà Nội",
        "website": "cdldc.gov.vn",
    },
)
HON_SON = ward(
    "hon-son",
    "Hòn Sơn",
    SENT,
    "plum",
    answers=TAN_HAI.answers
    | {"website": "honson.khanhhoa.gov.vn", "address": "Số 3 đường Ngư Dân, phường Hòn Sơn"},
)
RICH = (TAN_HAI, XAY_DUNG, CUC, HON_SON)
SMALL = (
    department("so-noi-vu", "Nội vụ", "SNV", ISSUED, "forest", answers=XAY_DUNG.answers),
    department("so-tai-chinh", "Tài chính", "STC", APPROVED, "bronze", answers=XAY_DUNG.answers),
    department("so-y-te", "Y tế", "SYT", DRAFTED, "olive", answers=XAY_DUNG.answers),
    department("so-cong-thuong", "Công Thương", "SCT", STAFFED, "graphite"),
    ward("dong-vinh", "Đông Vĩnh", ISSUED, "sea", answers=TAN_HAI.answers),
    ward("cam-binh", "Cam Bình", SENT, "forest", answers=TAN_HAI.answers),
    ward("suoi-lam", "Suối Lam", DRAFTED, "olive", kind="xã", answers=TAN_HAI.answers),
    ward("ninh-trung", "Ninh Trung", STAFFED, "bronze", kind="xã"),
    ward("dien-hoa-tay", "Diên Hòa Tây", OPENED, "graphite", kind="xã", reports=False),
    ward("khanh-son-ha", "Khánh Sơn Hạ", DRAFTED, "plum", kind="xã", answers=TAN_HAI.answers),
    ward("dao-yen", "Đảo Yến", OPENED, "teal", kind="đặc khu", reports=False),
    ward("vinh-loc", "Vĩnh Lộc", ISSUED, "indigo", answers=TAN_HAI.answers),
)


def many(count: int) -> list[Body]:
    """Any number of further wards, for benchmarks."""
    return [ward(f"phuong-{n:04}", f"số {n:04}", STAFFED, "teal") for n in range(1, count + 1)]
