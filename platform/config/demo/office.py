"""What a year of office leaves around documents: outside law, readers, copies, opinions, sets."""

from collections.abc import Mapping
from datetime import date, timedelta
from uuid import UUID

from accounts.models import User
from apps.documents.models import Document, ExternalDocument, Kind, Version
from apps.documents.selectors import in_force
from apps.documents.selectors.reading import readers_of
from apps.documents.services.copies import Holder, hand_out
from apps.documents.services.external import add_external, replace_external
from apps.documents.services.meetings import record_meeting
from apps.documents.services.opinions import ask_opinions, remark
from apps.documents.services.reading import acknowledge
from apps.documents.services.submissions import submit_versions
from apps.documents.workflow import State
from apps.organization.models import Unit
from config.demo.bodies import A_YEAR, XAY_DUNG, Body
from kernel import clock
from kernel.permissions import Role

People = Mapping[Role, User]
OUTSIDE = (
    (
        "19/2014/QĐ-TTg",
        "Về việc áp dụng Hệ thống quản lý chất lượng theo TCVN ISO 9001 vào hoạt động của các cơ "
        "quan, tổ chức thuộc hệ thống hành chính nhà nước",
        "Quyết định",
        "Thủ tướng Chính phủ",
        date(2014, 3, 5),
        date(2014, 5, 18),
    ),
    (
        "30/2020/NĐ-CP",
        "Về công tác văn thư",
        "Nghị định",
        "Chính phủ",
        date(2020, 3, 5),
        date(2020, 3, 5),
    ),
    (
        "33/2024/QH15",
        "Luật Lưu trữ",
        "Luật",
        "Quốc hội",
        date(2024, 6, 21),
        date(2025, 7, 1),
    ),
    (
        "10/2022/TT-BNV",
        "Quy định thời hạn bảo quản tài liệu",
        "Thông tư",
        "Bộ Nội vụ",
        None,
        date(2023, 2, 15),
    ),
    (
        "09/2011/TT-BNV",
        "Quy định về thời hạn bảo quản hồ sơ, tài liệu hình thành phổ biến trong hoạt động của các "
        "cơ quan, tổ chức",
        "Thông tư",
        "Bộ Nội vụ",
        None,
        None,
    ),
    (
        "TCVN ISO 9001:2015",
        "Hệ thống quản lý chất lượng - Các yêu cầu",
        "Tiêu chuẩn quốc gia",
        "Bộ Khoa học và Công nghệ",
        None,
        None,
    ),
)
REMARK = "Bổ sung thời hạn trả lời công dân khi vụ việc phải chuyển sang đơn vị khác."


def furnish(body: Body, people: People) -> None:
    """What is around the documents in the agencies that show a whole year; nothing elsewhere."""
    if body not in A_YEAR:
        return
    with _days_ago(30):
        _outside(people)
    _read(people)
    with _days_ago(3):
        _ask(people)
        _submit(people)
    if body is XAY_DUNG:
        with _days_ago(15):
            _hand_out(people)


def _days_ago(days: int):  # type: ignore[no-untyped-def]
    return clock.at(clock.today() - timedelta(days=days))


def _outside(people: People) -> None:
    by = people[Role.SECRETARY]
    for code, title, kind_name, issuer, issued_on, in_force_from in OUTSIDE:
        add_external(
            code=code,
            title=title,
            kind_name=kind_name,
            issuer=issuer,
            issued_on=issued_on,
            in_force_from=in_force_from,
            by=by,
        )
    old, new = (ExternalDocument.objects.get(code=c) for c in ("09/2011/TT-BNV", "10/2022/TT-BNV"))
    replace_external(old, new, by=by)


def _read(people: People) -> None:
    """Some read by themselves, the others heard it at a meeting; one was away on that day."""
    versions = list(in_force().exclude(document__kind=Kind.DECISION))
    day = max(v.in_force_from for v in versions if v.in_force_from) + timedelta(days=8)
    with clock.at(day):
        for version in versions:
            if version.document.kind in (Kind.POLICY, Kind.MANUAL):
                for role in (Role.QUALITY_MANAGER, Role.SECRETARY):
                    acknowledge(version, by=people[role], sha256=str(version.content_id))
        everybody = {reader.person_id: None for reader in readers_of(versions)}
        absent = next(pk for pk in reversed(everybody) if pk not in _logins(people))
        record_meeting(
            title="Họp giao ban tháng",
            held_on=day,
            place="Phòng họp số 1",
            versions=versions,
            people=[pk for pk in everybody if pk != absent],
            by=people[Role.SECRETARY],
        )


def _logins(people: People) -> set[UUID]:
    return {person.pk for person in people.values()}


def _ask(people: People) -> None:
    draft = Version.objects.filter(
        state=State.DRAFTING, author=people[Role.SECRETARY], document__kind=Kind.PROCEDURE
    ).first()
    if draft is None:
        return
    asked = [people[Role.UNIT_HEAD], people[Role.QUALITY_MANAGER]]
    made = ask_opinions(
        draft,
        people=asked,
        due=clock.today() + timedelta(days=7),
        note="Đề nghị cho ý kiến về trình tự và thời hạn.",
        by=people[Role.SECRETARY],
    )
    remark(made.requests.get(person=asked[0]), REMARK, by=asked[0])


def _submit(people: People) -> None:
    waiting = list(Version.objects.filter(state=State.APPROVING).select_related("document"))
    if waiting:
        submit_versions(
            waiting, title="Trình phê duyệt tài liệu sửa đổi", by=people[Role.SECRETARY]
        )


def _hand_out(people: People) -> None:
    manual = Document.objects.get(code="STCL")
    version = in_force().get(document=manual)
    units = Unit.objects.filter(closed_on=None).order_by("position")[:3]
    holders = [Holder(unit.name, unit) for unit in units]
    hand_out(version, holders=holders, on=clock.today(), by=people[Role.CLERK])
