"""What is measured: agencies with people and documents, made through the product's services."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace

from accounts.models import User
from apps.documents import services as documents
from apps.documents.models import Kind, Version
from apps.organization import services as organization
from config.demo.bodies import Body, many
from kernel import clock, confirmation
from kernel.content.markup import to_inline
from kernel.content.nodes import Node
from kernel.permissions import SYSTEM, Role
from library.selectors import clauses
from tenants.models import Agency
from tenants.services import FirstAdmin, open_agency

PASSWORD = "phep-do-cua-mot-tinh"
SECRETARY = "thuky.iso"
ROWS = 20  # of a list: one page
NODES = 60  # of a manual
TEAM = (
    (Role.SECRETARY, SECRETARY, "Thư ký ISO"),
    (Role.QUALITY_MANAGER, "daidien.ldao", "Đại diện lãnh đạo"),
    (Role.TOP_MANAGEMENT, "chutich.ubnd", "Chủ tịch"),
    (Role.CLERK, "van.thu", "Văn thư"),
)
TEXT = (
    Node("muc-dich", "heading", {"level": 1, "text": to_inline("I. MỤC ĐÍCH")}),
    Node("noi-dung", "paragraph", {"text": to_inline("Quy định cách làm tại {{agency_name}}.")}),
)


@dataclass(frozen=True, slots=True)
class Team:
    """The four who bring a document into force."""

    secretary: User
    checker: User
    head: User
    clerk: User


def opened(body: Body) -> Agency:
    """An agency with its first administrator, who has no password yet."""
    admin = FirstAdmin("quantri", "Quản trị viên")
    return open_agency(slug=body.slug, admin=admin, **body.facts())


def bodies(count: int) -> list[Body]:
    """The first so many wards of the measured province."""
    return many(count)


def ward(slug: str) -> Body:
    """A further ward."""
    return replace(many(1)[0], slug=slug)


def staffed() -> Team:
    """A unit and four people in the present agency; the secretary can log in."""
    unit = organization.add_unit("Văn phòng", by=SYSTEM)
    people = []
    for role, username, post in TEAM:
        person = organization.add_person(
            username=username,
            full_name=post,
            password=PASSWORD if username == SECRETARY else None,
            post=post,
            unit=unit,
            by=SYSTEM,
        )
        organization.assign_role(person, role, by=SYSTEM)
        people.append(person)
    return Team(*people)


def drafted(
    team: Team,
    code: str,
    kind: Kind = Kind.PROCEDURE,
    nodes: Sequence[Node] = TEXT,
    clauses: Sequence[str] = ("7.5",),
) -> Version:
    """A draft with its signers named."""
    version = documents.draft_document(
        code=code,
        title=f"Tài liệu {code}",
        kind=kind,
        nodes=nodes,
        by=team.secretary,
        clauses=list(clauses),
    )
    return documents.name_signers(
        version, checker=team.checker, approver=team.head, by=team.secretary
    )


def approved(team: Team, version: Version) -> Version:
    """Sent, checked, approved by somebody who has just confirmed that it is him."""
    version = documents.send_version(version, by=team.secretary)
    version = documents.check_version(version, by=team.checker, sha256=version.content_id or "")
    with confirmed():
        return documents.approve_version(version, by=team.head, sha256=version.content_id or "")


def confirmed() -> AbstractContextManager[None]:
    """As after typing the password again."""
    return confirmation.given(confirmation.Confirmation(clock.now(), confirmation.How.PASSWORD))


def issued(team: Team, version: Version, number: int) -> Version:
    """Approved and put in force by a decision of its own."""
    version = approved(team, version)
    decision = documents.draft_decision(
        [version], by=team.secretary, checker=team.checker, approver=team.head
    )
    decision = approved(team, decision)
    with confirmed():
        documents.issue_decision(
            decision, number=number, symbol="QĐ-UBND", signed_on=clock.today(), by=team.clerk
        )
    return Version.objects.get(pk=version.pk)


def manual_nodes(count: int) -> list[Node]:
    """A manual of so many clause blocks, each answered with placeholders and links."""
    leaves = [clause for clause in clauses() if clause.leaf]
    return [
        _clause_block(n, leaves[n % len(leaves)].number, leaves[n % len(leaves)].title)
        for n in range(count)
    ]


def _clause_block(n: int, number: str, title: str) -> Node:
    text = to_inline("{{agency_name}} thực hiện theo [[QT.001]], xem thêm [[7.5]].")
    items = [{"id": f"y-{n}-{k}", "text": to_inline(f"nội dung thứ {k}")} for k in range(3)]
    return Node(
        f"dk-{n}",
        "clause",
        {"clauses": [number], "title": f"{number}. {title}", "applicable": True},
        (
            Node(f"dk-{n}-loi", "paragraph", {"text": text}),
            Node(f"dk-{n}-y", "list", {"marker": "-", "items": items}),
        ),
    )
