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


WARD_FIELDS = "hộ tịch, chứng thực, đất đai, xây dựng, bảo trợ xã hội"


@dataclass(frozen=True)
class Seat:
    """What only one body can answer: where it sits, how many work there, in which fields."""

    address: str
    staff: int
    fields: str

    def answers(self, one_stop: str, website: str) -> dict[str, str]:
        """The questions of a package about the body itself."""
        return {
            "one_stop": one_stop,
            "fields": self.fields,
            "staff_count": str(self.staff),
            "address": self.address,
            "website": website,
        }


def ward(
    slug: str,
    name: str,
    stage: int,
    ink: str,
    kind: str = "phường",
    street: str = "",
    staff: int = 0,
    reports: bool = True,
) -> Body:
    """A ward or commune of the two-tier local government; without a street, nothing is answered."""
    seat = Seat(f"{street}, {kind} {name}", staff, WARD_FIELDS)
    one_stop = f"Trung tâm Phục vụ hành chính công {kind}"
    website = f"{slug.replace('-', '')}.khanhhoa.gov.vn"
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
        reports=reports,
        answers=seat.answers(one_stop, website) if street else {},
    )


def department(
    slug: str, name: str, symbol: str, stage: int, ink: str, seat: Seat | None = None
) -> Body:
    """A provincial department (sở); without a seat, nothing is answered."""
    one_stop = "Trung tâm Phục vụ hành chính công tỉnh"
    website = f"{symbol.lower()}.khanhhoa.gov.vn"
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
        answers=seat.answers(one_stop, website) if seat else {},
    )


BUILDING = "quy hoạch, hoạt động xây dựng, nhà ở, hạ tầng kỹ thuật, giao thông"
HOME_AFFAIRS = "tổ chức bộ máy, công chức, thi đua khen thưởng, lao động, người có công"
FINANCE = "ngân sách, tài sản công, giá, đăng ký doanh nghiệp, đầu tư"
HEALTH = "khám bệnh, chữa bệnh, dược, an toàn thực phẩm, dân số, bảo trợ xã hội"

TAN_HAI = ward("tan-hai", "Tân Hải", ISSUED, "teal", street="Số 12 đường Biển Xanh", staff=53)
XAY_DUNG = department(
    "so-xay-dung",
    "Xây dựng",
    "SXD",
    ISSUED,
    "indigo",
    Seat("Số 4 đường Sóng Biển, Khánh Hòa", 96, BUILDING),
)
A_YEAR = (TAN_HAI, XAY_DUNG)  # they show a whole year of an office
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
    answers=Seat(
        "Số 10 đường Hồ Xanh, Hà Nội", 74, "cung cấp thông tin, dữ liệu địa chính"
    ).answers("Bộ phận một cửa của Cục", "cdldc.gov.vn"),
)
HON_SON = ward("hon-son", "Hòn Sơn", SENT, "plum", street="Số 3 đường Ngư Dân", staff=47)
RICH = (TAN_HAI, XAY_DUNG, CUC, HON_SON)
SMALL = (
    department(
        "so-noi-vu",
        "Nội vụ",
        "SNV",
        ISSUED,
        "forest",
        Seat("Số 8 đường Hàng Dương, Khánh Hòa", 82, HOME_AFFAIRS),
    ),
    department(
        "so-tai-chinh",
        "Tài chính",
        "STC",
        APPROVED,
        "bronze",
        Seat("Số 15 đường Cửa Sông, Khánh Hòa", 118, FINANCE),
    ),
    department(
        "so-y-te",
        "Y tế",
        "SYT",
        DRAFTED,
        "olive",
        Seat("Số 21 đường Rặng Phi Lao, Khánh Hòa", 88, HEALTH),
    ),
    department("so-cong-thuong", "Công Thương", "SCT", STAFFED, "graphite"),
    ward("dong-vinh", "Đông Vĩnh", ISSUED, "sea", street="Số 5 đường Bến Cá", staff=49),
    ward("cam-binh", "Cam Bình", SENT, "forest", street="Số 27 đường Vườn Xoài", staff=44),
    ward("suoi-lam", "Suối Lam", DRAFTED, "olive", "xã", "Số 1 đường Suối Đá", 38),
    ward("ninh-trung", "Ninh Trung", STAFFED, "bronze", "xã"),
    ward("dien-hoa-tay", "Diên Hòa Tây", OPENED, "graphite", "xã", reports=False),
    ward("khanh-son-ha", "Khánh Sơn Hạ", DRAFTED, "plum", "xã", "Số 9 đường Sầu Riêng", 36),
    ward("dao-yen", "Đảo Yến", OPENED, "teal", "đặc khu", reports=False),
    ward("vinh-loc", "Vĩnh Lộc", ISSUED, "indigo", street="Số 18 đường Đồng Muối", staff=57),
)


def many(count: int) -> list[Body]:
    """Any number of further wards, for benchmarks."""
    return [ward(f"phuong-{n:04}", f"số {n:04}", STAFFED, "teal") for n in range(1, count + 1)]
