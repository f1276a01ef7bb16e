"""Documents at any point of their life, made through the services."""

from apps.documents import services
from apps.documents.models import Version
from kernel import clock
from kernel.content.markup import to_inline
from kernel.content.nodes import Node
from kernel.permissions import Role
from tests.factories import make_person, make_unit

TEXT = (
    Node("h1", "heading", {"level": 1, "text": to_inline("1. Mục đích")}),
    Node(
        "p1", "paragraph", {"text": to_inline("Quy định cách tiếp công dân tại {{agency_name}}.")}
    ),
)


def draft(team, code="QT.HT.03", kind="procedure", nodes=TEXT, **facts):
    secretary, checker, head, _clerk = team
    version = services.draft_document(
        code=code, title="Quy trình Đánh giá nội bộ", kind=kind, nodes=nodes, by=secretary, **facts
    )
    return services.name_signers(version, checker=checker, approver=head, by=secretary)


def sent(team, **facts):
    return services.send_version(draft(team, **facts), by=team[0])


def checked(team, **facts):
    version = sent(team, **facts)
    return services.check_version(version, by=team[1], sha256=version.content_id)


def approved(team, **facts):
    version = checked(team, **facts)
    return services.approve_version(version, by=team[2], sha256=version.content_id)


def decided(team, *versions):
    """An approved decision over these versions, waiting for its number."""
    secretary, checker, head, _clerk = team
    decision = services.draft_decision(versions, by=secretary, checker=checker, approver=head)
    decision = services.send_version(decision, by=secretary)
    decision = services.check_version(decision, by=checker, sha256=decision.content_id)
    return services.approve_version(decision, by=head, sha256=decision.content_id)


def issued(team, number=5, **facts):
    version = approved(team, **facts)
    decision = decided(team, version)
    services.issue_decision(
        decision, number=number, symbol="QĐ-UBND", signed_on=clock.today(), by=team[3]
    )
    return Version.objects.get(pk=version.pk)


def next_issue(team, first, number=6, text="Việc đánh giá làm mỗi năm một lần."):
    """The second version of a document, issued; one paragraph of it is other."""
    version = services.draft_next_version(first.document, by=team[0], reason="Theo góp ý")
    row = version.nodes.get(node_id="p1")
    services.save_node(version, "p1", {"text": [{"text": text}]}, revision=row.revision, by=team[0])
    services.name_signers(version, checker=team[1], approver=team[2], by=team[0])
    version = services.send_version(version, by=team[0])
    services.check_version(version, by=team[1], sha256=version.content_id)
    version = services.approve_version(version, by=team[2], sha256=version.content_id)
    decision = decided(team, version)
    today = clock.today()
    services.issue_decision(decision, number=number, symbol="QĐ", signed_on=today, by=team[3])
    return Version.objects.get(pk=version.pk)


def staff():
    """Two of an office who read what they are given."""
    office = make_unit("Văn phòng")
    return [
        make_person(Role.STAFF, name=name, post="Chuyên viên", unit=office)
        for name in ("Đỗ Hoàng Nam", "Vũ Thị Hoa")
    ]
