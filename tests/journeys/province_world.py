"""A province in which every page but those of documents has something to show."""

from datetime import timedelta
from types import SimpleNamespace

from accounts.models import LinkRequest
from apps.compliance.services import exclude_clause
from apps.documents import services
from apps.organization.services import answer, connect_system
from kernel import clock
from kernel.content.markup import to_inline
from kernel.notices.services import notify
from kernel.permissions import SYSTEM, Role
from library import drafting, simulating
from library.exchange import UpdateState
from library.models import Offer, Package, PackageDraft, Standing
from oversight.services import create_platform_person
from tenants.models import Agency, Domain
from tenants.services import address_of
from tests.factories import make_person, make_unit
from tests.journeys.conftest import PASSWORD
from tests.journeys.documents_world import POLICY, Maker
from tests.library import drafts
from tests.oversight.province import leaf, make_agencies, publish

SUSPENDED, UPDATED, SILENT, PARTLY = "tam-dung", "nang-cap", "co-quan-3", "co-quan-1"
MISSING = leaf(
    "gap",
    since="2026-01-05",
    reasons=["Chưa có báo cáo đánh giá nội bộ được phê duyệt trong 12 tháng gần nhất."],
    green_when=[("Chương trình đánh giá đã duyệt", True), ("Báo cáo được phê duyệt", False)],
)
SOON = leaf("soon", reasons=["Hết hạn trong 30 ngày."], until="2026-12-20")
PUBLISHED = {f"c{number}": "ok" for number in ("4_1", "4_2", "4_3", "5_2_1", "6_1", "10_3")} | {
    "c5_2_2": MISSING,
    "c9_2": MISSING,
    "c9_3": "wait",
    "c8_3": "na",
    "c6_2": SOON,
    "c7_4": "unassessed",
}


def furnish_province(house) -> SimpleNamespace:  # type: ignore[no-untyped-def]
    """An agency in the middle of its year, neighbours in every state, and people who look."""
    team = house.team()
    begun = clock.now() - timedelta(days=50)
    with house.inside("alpha"), clock.at(begun):
        people = _people()
        for person in people:
            house.let_in(person)
        _documents(team, people[1])
    with clock.at(begun + timedelta(days=1)):
        house.deliver()
    with house.inside("alpha"):
        _work(team)
        for n in range(24):
            notify(team[0], f"QT.HT.{n:02} Quy trình số {n} đã được phê duyệt.", url="/documents/")
        connected, _token = connect_system(
            name="Phần mềm một cửa",
            role=Role.STAFF,
            scopes=["documents:read"],
            expires_on=clock.today() + timedelta(days=90),
            by=people[0],
        )
        _at_the_door(people[1], subject="cu")
        _at_the_door(people[2])
    house.deliver()
    with house.inside(""):
        overseer = _of_province("giamsat", "Nguyễn Hữu Phước", Role.OVERSEER)
        librarian = _of_province("thuvien", "Bùi Thu Khải", Role.LIBRARIAN)
        operator = _of_province("vanhanh", "Trịnh Quốc Hành", Role.OPERATOR)
        _at_the_door(overseer)
        draft, offer = _library(librarian)
    house.deliver()  # before there are neighbours that are only rows
    with house.inside(""):
        _neighbours()
    return SimpleNamespace(
        package_draft=draft,
        offer=offer,
        team=team,
        admin=people[0],
        connection=connected,
        locked=people[1],
        new=people[2],
        overseer=overseer,
        librarian=librarian,
        operator=operator,
    )


def _at_the_door(here, subject=None) -> None:  # type: ignore[no-untyped-def]
    """Somebody of the same name, of whom nobody has said yet who it is."""
    type(here).objects.filter(pk=here.pk).update(subject=subject)
    LinkRequest.objects.create(
        subject=f"moi-{here.pk}",
        full_name=here.full_name,
        email="ngo.thi.kim.mai.chuyen-vien-van-phong@tanhai.khanhhoa.gov.vn",
        person=here,
        asked_at=clock.now(),
    )


def _people():  # type: ignore[no-untyped-def]
    office = make_unit("Văn phòng HĐND và UBND")
    make_unit("Phòng Kinh tế, Hạ tầng và Đô thị")
    make_unit("Tổ Địa chính - Xây dựng và Môi trường", parent=office)
    return [
        make_person(Role.ADMIN, name="Ngô Thị Kim Mai", post="Chuyên viên"),
        make_person(Role.UNIT_HEAD, name="Lý Văn Yến", post="Chánh Văn phòng", unit=office),
        make_person(name="Huỳnh Hoàng Trâm"),
    ]


def _documents(team, author) -> None:  # type: ignore[no-untyped-def]
    """Long ago: what has been in force since, and a clause that does not apply."""
    Maker(team, None).make(
        "issue", "CSCL", "Chính sách chất lượng", POLICY, kind="policy", clauses=["5.2"]
    )
    exclude_clause("8.3.1", justification="Phường không thiết kế sản phẩm.", by=team[0])
    answer({"one_stop": "Trung tâm Phục vụ hành chính công", "staff_count": "53"}, by=team[0])


def _work(team) -> None:  # type: ignore[no-untyped-def]
    """Something that waits for each of the four: late, today, soon, and without a day."""
    make = Maker(team, None).make
    with clock.at(clock.now() - timedelta(days=20)):
        make("send", "QT.HT.04", "Quy trình Xử lý sự không phù hợp và hành động khắc phục")
        late = make("send", "QT.HT.06", "Quy trình Họp xem xét của lãnh đạo")
        services.return_version(late, by=team[1], reason="Mục 3 chưa nói ai gửi thông báo.")
        make("check", "QT.HT.02", "Quy trình Quản lý rủi ro")
    make("draft", "QT.HT.05", "Quy trình Khảo sát sự thỏa mãn của tổ chức, cá nhân")
    make("check", "QT.HT.07", "Quy trình Đo lường sự thỏa mãn của người dân, doanh nghiệp")
    Maker(team, None).decide(make("approve", "QT.HT.01", "Quy trình Kiểm soát tài liệu"))


def _of_province(username, name, role):  # type: ignore[no-untyped-def]
    return create_platform_person(
        username=username,
        full_name=name,
        password=PASSWORD,
        roles=[role],
        post="Sở Khoa học và Công nghệ",
        by=SYSTEM,
    )


def _neighbours() -> None:
    """Two pages of agencies of which some are silent, and two whose doors are closed."""
    for n, agency in enumerate(make_agencies(22)):
        if n % 7 != 3:
            publish(agency, **PUBLISHED)
    closed = {"suspended_on": clock.today(), "suspended_why": "đang chờ sáp nhập."}
    for slug, facts in ((SUSPENDED, closed), (UPDATED, {})):
        [made] = make_agencies(1, slug=slug, **facts)
        agency = Agency.objects.get(pk=made.pk)
        Domain.objects.create(domain=address_of(slug), tenant=agency)


def _library(librarian) -> tuple[PackageDraft, Offer]:  # type: ignore[no-untyped-def]
    """A draft with a change and a removed block, tried out; an offer; a refusal on the board."""
    draft = drafting.open_draft(Package.objects.get(key="phuong-xa"), by=librarian)
    policy = draft.documents.get(key="policy")
    first, second = [node for node in policy.nodes if node.kind == "paragraph"][:2]
    drafting.save_block(
        policy,
        first.id,
        {"text": to_inline("Câu này được viết lại cho rõ.")},
        seen=drafting.mark_of(first),
        by=librarian,
    )
    offered = drafts.offered("alpha", draft)
    drafting.remove_block(policy, second.id, by=librarian)
    simulating.simulate(draft, by=librarian)
    Standing.objects.create(
        agency=Agency.objects.get(slug="alpha").pk,
        package="phuong-xa",
        template="manual",
        version=1,
        changed=True,
        state=UpdateState.REFUSED,
        to=2,
        on=clock.today(),
        reason="Sổ tay vừa ban hành tháng trước.",
    )
    return draft, offered
