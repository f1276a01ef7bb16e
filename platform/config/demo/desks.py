"""What lies on the desks this week in an agency whose system is in force: a task for each role."""

from collections.abc import Mapping
from datetime import timedelta

from accounts.models import User
from apps.documents import services as documents
from apps.documents.models import Document, Kind, Version
from apps.documents.selectors.codes import next_document_code
from apps.organization.models import Unit
from config.demo.bodies import TAN_HAI, XAY_DUNG, Body
from kernel import clock
from kernel.content.markup import to_inline
from kernel.content.nodes import Node
from kernel.permissions import Role

People = Mapping[Role, User]
RETURNED, CHECKING, APPROVING = "returned", "checking", "approving"
CHANGES = {
    TAN_HAI.slug: (("QT.HT.03", RETURNED), ("QT.HT.04", CHECKING), ("QT.HT.02", APPROVING)),
    XAY_DUNG.slug: (("STCL", CHECKING), ("CSCL", APPROVING)),
}
REASON = "Cập nhật theo tổ chức bộ máy mới và kết quả đánh giá nội bộ tháng 10."
ADDED = (
    " Nội dung này được rà soát lại sau mỗi lần thay đổi tổ chức bộ máy,"
    " chậm nhất 15 ngày kể từ ngày thay đổi."
)
OBJECTION = "Ghi rõ ai rà soát và lưu kết quả rà soát ở đâu, rồi gửi lại."
CITIZENS = (
    "Quy trình tiếp công dân",
    (
        ("1. Mục đích", "Thống nhất việc tiếp công dân, bảo đảm đúng lịch, đúng thẩm quyền."),
        ("2. Phạm vi áp dụng", "Áp dụng với lãnh đạo và các đơn vị của {{agency_name}}."),
        ("3. Nội dung", "Lịch tiếp công dân được niêm yết và đăng trên {{website}}."),
    ),
)
HOTLINE = (
    "Hướng dẫn xử lý phản ánh qua đường dây nóng",
    (
        ("1. Tiếp nhận", "Người trực ghi nội dung phản ánh trong ngày làm việc."),
        ("2. Phân công", "Trưởng đơn vị phân công người xử lý trong 04 giờ làm việc."),
        ("3. Trả lời", "Kết quả được trả lời người phản ánh trong 05 ngày làm việc."),
    ),
)
EQUIPMENT = (
    "Quy trình quản lý trang thiết bị làm việc",
    (("1. Mục đích", "Trang thiết bị đáp ứng yêu cầu công việc và được bảo dưỡng đúng hạn."),),
)


def lay(body: Body, people: People) -> None:
    """Work of the last ten days, none of it finished; nothing for an agency without changes."""
    if body.slug not in CHANGES:
        return
    with _days_ago(10):
        to_issue = _written(people, Kind.PROCEDURE, *CITIZENS)
        _decision(people, _approved(people, to_issue))
    for days, (code, until) in enumerate(CHANGES[body.slug], start=4):
        with _days_ago(days):
            _change(people, code, until)
    with _days_ago(2):
        unit = Unit.objects.filter(closed_on=None).order_by("position")[1]
        hotline = _written(people, Kind.INSTRUCTION, *HOTLINE, unit=unit)
        _send(people, hotline, checker=people[Role.UNIT_HEAD])
    with _days_ago(1):
        _written(people, Kind.PROCEDURE, *EQUIPMENT)


def _days_ago(days: int):  # type: ignore[no-untyped-def]
    return clock.at(clock.today() - timedelta(days=days))


def _written(
    people: People,
    kind: str,
    title: str,
    parts: tuple[tuple[str, str], ...],
    unit: Unit | None = None,
) -> Version:
    nodes = []
    for n, (heading, text) in enumerate(parts, start=1):
        nodes.append(Node(f"h{n}", "heading", {"level": 1, "text": to_inline(heading)}))
        nodes.append(Node(f"p{n}", "paragraph", {"text": to_inline(text)}))
    code = next_document_code(kind)
    by = people[Role.SECRETARY]
    return documents.draft_document(
        code=code, title=title, kind=kind, nodes=nodes, unit=unit, by=by
    )


def _send(people: People, version: Version, checker: User | None = None) -> Version:
    by = people[Role.SECRETARY]
    documents.name_signers(
        version,
        checker=checker or people[Role.QUALITY_MANAGER],
        approver=people[Role.TOP_MANAGEMENT],
        by=by,
    )
    return documents.send_version(version, by=by)


def _approved(people: People, version: Version) -> Version:
    version = _send(people, version)
    sha256 = version.content_id or ""
    version = documents.check_version(version, by=people[Role.QUALITY_MANAGER], sha256=sha256)
    return documents.approve_version(version, by=people[Role.TOP_MANAGEMENT], sha256=sha256)


def _decision(people: People, version: Version) -> None:
    """It waits for its number."""
    drafted = documents.draft_decision(
        [version],
        by=people[Role.SECRETARY],
        checker=people[Role.QUALITY_MANAGER],
        approver=people[Role.TOP_MANAGEMENT],
    )
    _approved(people, drafted)


def _change(people: People, code: str, until: str) -> None:
    by = people[Role.SECRETARY]
    version = documents.draft_next_version(Document.objects.get(code=code), by=by, reason=REASON)
    row = version.nodes.filter(kind="paragraph").order_by("position")[1]
    text = [*row.body["text"], *to_inline(ADDED)]
    documents.save_node(
        version, row.node_id, row.body | {"text": text}, revision=row.revision, by=by
    )
    version = _send(people, version)
    if until == RETURNED:
        checker = people[Role.QUALITY_MANAGER]
        documents.return_version(version, by=checker, reason=OBJECTION)
    elif until == APPROVING:
        checker, sha256 = people[Role.QUALITY_MANAGER], version.content_id or ""
        documents.check_version(version, by=checker, sha256=sha256)
