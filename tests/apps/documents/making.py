"""Documents at any point of their life, made through the services."""

from apps.documents import services
from apps.documents.models import Version
from kernel import clock
from kernel.content.markup import to_inline
from kernel.content.nodes import Node

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
