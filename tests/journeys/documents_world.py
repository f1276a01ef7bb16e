"""An agency with documents at every point of their life: each page has something to show."""

from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace

from apps.documents import services
from apps.documents.models import TrayItem, Version
from config.demo.old_manual import old_manual
from kernel import clock
from kernel.content.markup import to_inline
from kernel.content.nodes import Node
from tests.factories import make_unit


def _steps() -> Node:
    rows = (
        ("Thư ký ISO", "Lập chương trình đánh giá năm", "start", "Trước ngày 31/3.", "BM.HT.03.01"),
        ("Đại diện lãnh đạo", "Chỉ định đoàn đánh giá", "task", "Chọn người độc lập.", ""),
        ("Chủ tịch", "Phê duyệt?", "decision", "Không đồng ý: quay lại bước 1.", ""),
        ("Đoàn đánh giá", "Đánh giá tại chỗ", "task", "Ít nhất 05 hồ sơ.", "BM.HT.03.02"),
        ("Trưởng đoàn", "Báo cáo, lưu hồ sơ", "end", "Trong 05 ngày làm việc.", "BM.HT.03.04"),
    )
    steps = [
        {
            "id": f"s{n}",
            "actor": to_inline(actor),
            "title": to_inline(title),
            "shape": shape,
            "detail": to_inline(detail),
            "forms": [form] if form else [],
        }
        for n, (actor, title, shape, detail, form) in enumerate(rows)
    ]
    return Node("b7", "steps", {"steps": steps})


def _table() -> Node:
    rows = (
        ("Tên hồ sơ", "Nơi giữ", "Thời hạn"),
        ("Chương trình đánh giá năm", "Thư ký ISO", "05 năm"),
        ("Báo cáo đánh giá nội bộ", "Văn phòng HĐND và UBND", "05 năm"),
    )
    body = [
        {"id": f"r{n}", "cells": [{"text": to_inline(cell)} for cell in row]}
        for n, row in enumerate(rows)
    ]
    return Node("b9", "table", {"header": 1, "rows": body})


def _item(n: int, text: str) -> dict[str, object]:
    return {"id": f"i{n}", "text": to_inline(text)}


RICH = (
    Node("b1", "heading", {"level": 1, "text": to_inline("1. Mục đích")}),
    Node(
        "b2",
        "paragraph",
        {
            "text": to_inline(
                "Quy định cách lập chương trình, chuẩn bị, tiến hành và theo dõi sau đánh giá "
                "nội bộ tại {{agency_name}}, đáp ứng điều [[9.2]] của TCVN ISO 9001:2015."
            )
        },
    ),
    Node("b3", "heading", {"level": 1, "text": to_inline("2. Phạm vi áp dụng")}),
    Node(
        "b4",
        "list",
        {
            "marker": "-",
            "items": [
                _item(1, "Các đơn vị: {{units}};"),
                _item(2, "Lãnh đạo {{agency_short}} và **Thư ký ISO**."),
            ],
        },
    ),
    Node("b5", "heading", {"level": 1, "text": to_inline("3. Nội dung quy trình")}),
    Node(
        "b6",
        "paragraph",
        {"text": to_inline("Thông báo đánh giá được gửi trước ít nhất 03 ngày làm việc.")},
    ),
    _steps(),
    Node("b8", "heading", {"level": 1, "text": to_inline("4. Lưu hồ sơ")}),
    _table(),
    Node("b10", "field", {"label": to_inline("Thời gian:"), "value": to_inline("……")}),
    Node("b11", "heading", {"level": 2, "text": to_inline("4.1 Danh mục tài liệu")}),
    Node("b12", "register", {"source": "documents"}),
)
CHANGED = tuple(
    replace(
        node,
        body=node.body
        | {
            "text": to_inline(
                "Thông báo đánh giá được gửi trước ít nhất 05 ngày làm việc, kèm danh sách đoàn."
            )
        },
    )
    if node.id == "b6"
    else node
    for node in RICH
    if node.id != "b10"
)
POLICY = (
    Node("c1", "heading", {"level": 1, "text": to_inline("Chính sách chất lượng")}),
    Node("c2", "paragraph", {"text": to_inline("{{agency_name}} phục vụ đúng hẹn, đúng luật.")}),
)


MANUAL = (
    Node("d1", "heading", {"level": 1, "text": to_inline("PHẦN VI. KHÁI QUÁT HỆ THỐNG")}),
    Node(
        "d2",
        "clause",
        {"clauses": ["9.2"], "title": "9.2. Đánh giá nội bộ", "applicable": True},
        (
            Node("d3", "paragraph", {"text": to_inline("Mỗi năm ít nhất một lần.")}),
            Node("d4", "list", {"marker": "-", "items": [_item(1, "Theo [[QT.HT.03]].")]}),
        ),
    ),
    Node(
        "d5",
        "clause",
        {
            "clauses": ["8.3"],
            "title": "8.3. Thiết kế và phát triển",
            "applicable": False,
            "justification": to_inline("Cơ quan không thiết kế sản phẩm."),
        },
    ),
)
STEPS = ("draft", "send", "check", "approve", "issue")


class Maker:
    """Takes documents as far as asked, through the services."""

    def __init__(self, team, unit) -> None:  # type: ignore[no-untyped-def]
        self.team, self.unit, self.number = team, unit, 4

    def make(self, until: str, code: str, title: str, nodes=RICH, **facts) -> Version:  # type: ignore[no-untyped-def]
        secretary, checker, head, _clerk = self.team
        facts = {"kind": "procedure", "clauses": ["9.2", "10.2"], "unit": self.unit} | facts
        made = services.draft_document(code=code, title=title, nodes=nodes, by=secretary, **facts)
        made = services.name_signers(made, checker=checker, approver=head, by=secretary)
        wanted = STEPS[: STEPS.index(until) + 1]
        made = self._sign(made, wanted)
        return self._issue(made) if "issue" in wanted else made

    def _sign(self, made: Version, wanted: tuple[str, ...]) -> Version:
        secretary, checker, head, _clerk = self.team
        if "send" in wanted:
            made = services.send_version(made, by=secretary)
        if "check" in wanted:
            made = services.check_version(made, by=checker, sha256=made.content_id)
        if "approve" in wanted:
            made = services.approve_version(made, by=head, sha256=made.content_id)
        return made

    def decide(self, *versions: Version) -> Version:
        """An approved decision over these, waiting for its number."""
        secretary, checker, head, _clerk = self.team
        made = services.draft_decision(versions, by=secretary, checker=checker, approver=head)
        return self._sign(made, STEPS[:4])

    def _issue(self, made: Version) -> Version:
        self.number += 1
        services.issue_decision(
            self.decide(made),
            number=self.number,
            symbol="QĐ-UBND",
            signed_on=clock.today(),
            by=self.team[3],
        )
        return Version.objects.get(pk=made.pk)


def furnish(team, unit=None) -> SimpleNamespace:  # type: ignore[no-untyped-def]
    """Within the agency: documents of every kind and state; the names tell which is which."""
    secretary, checker, head, _clerk = team
    unit = unit or make_unit("Văn phòng HĐND và UBND")
    make = Maker(team, unit).make
    world = SimpleNamespace(team=team, unit=unit)
    with clock.at(clock.today() - timedelta(days=40)):
        world.first = make("issue", "QT.HT.03", "Quy trình Đánh giá nội bộ")
        world.policy = make(
            "issue", "CSCL", "Chính sách chất lượng", POLICY, kind="policy", clauses=["5.2"]
        )
        old = make("issue", "QT.HT.09", "Quy trình Tiếp nhận và trả kết quả hồ sơ tại một cửa")
        world.manual = make(
            "issue", "STCL", "Sổ tay chất lượng", MANUAL, kind="manual", clauses=["4.3", "4.4"]
        )
    world.withdrawn = services.withdraw_version(old, why="Thủ tục đã được thay thế.", by=head)
    world.draft = make("draft", "QT.HT.05", "Quy trình Khảo sát sự thỏa mãn của tổ chức, cá nhân")
    world.checking = make(
        "send", "QT.HT.04", "Quy trình Xử lý sự không phù hợp và hành động khắc phục"
    )
    world.approving = make("check", "QT.HT.02", "Quy trình Quản lý rủi ro")
    world.approved = make("approve", "QT.HT.01", "Quy trình Kiểm soát thông tin dạng văn bản")
    world.waiting = make("approve", "QT.HT.08", "Quy trình Quản lý văn bản đi, văn bản đến")
    world.decision = Maker(team, unit).decide(world.approved)
    world.next = _next(world.first, team)
    world.returned = services.return_version(
        make("send", "QT.HT.06", "Quy trình Họp xem xét của lãnh đạo"),
        by=checker,
        reason="Mục 3 chưa nói ai gửi thông báo.",
    )
    asked = services.comment(
        world.checking, "03 ngày có kịp với đánh giá đột xuất không?", by=checker, node_id="b6"
    )
    services.answer_comment(asked, "Sẽ thêm: đột xuất báo trước 01 ngày.", by=secretary)
    world.done = services.ask_import(old_manual(), "So tay chat luong (cu).docx", by=secretary)
    world.batch = services.ask_batch(
        [(b"Qu\xc6\xa1", "QT.HT.77.txt"), (b"1. M\xe1\xbb\xa5c", "HD.HT.78.txt")], by=secretary
    )
    world.refused = services.ask_import(b"%PDF-1.4 khong phai", "quet.pdf", by=secretary)
    return world


def fill_tray(version: Version) -> None:
    """Two pieces that found no place in an imported draft."""
    TrayItem.objects.bulk_create(
        TrayItem(version=version, position=n, text=text, hint="Nằm ngoài mọi mục.")
        for n, text in enumerate(("Lưu hành nội bộ.", "Điện thoại: 0258 000 000"), start=1)
    )


def _next(first: Version, team) -> Version:  # type: ignore[no-untyped-def]
    """A second issue of what is in force, sent with its changes and a settled comment."""
    secretary, checker, head, _clerk = team
    made = services.draft_next_version(
        first.document, by=secretary, reason="Khắc phục điểm không phù hợp nhẹ 03/2025."
    )
    row = made.nodes.get(node_id="b6")
    changed = next(node for node in CHANGED if node.id == "b6")
    services.save_node(made, "b6", changed.body, revision=row.revision, by=secretary)
    services.remove_node(made, "b10", by=secretary)
    services.name_signers(made, checker=checker, approver=head, by=secretary)
    services.describe_change(
        made,
        reason="Khắc phục điểm không phù hợp nhẹ 03/2025.",
        impact="BM.HT.03.02; không đổi quy trình TTHC nào.",
        distribution=["Lãnh đạo phường", "Các đơn vị", "Thư ký ISO"],
        by=secretary,
    )
    asked = services.comment(made, "Ai gửi thông báo?", by=checker, node_id="b6")
    services.answer_comment(asked, "Thư ký ISO, đã ghi ở bước 1.", by=secretary)
    services.resolve_comment(asked, by=secretary)
    return services.send_version(made, by=secretary)
