"""An agency with so many of everything that a page may list."""

from accounts.models import User
from apps.adoption.selectors import offered_versions, offers_of
from apps.documents import services as documents
from apps.documents.models import Kind, Version
from apps.documents.workflow import State
from apps.organization import services as organization
from infra.bench import filling
from infra.bench.filling import Team
from kernel.notices.services import notify
from kernel.permissions import SYSTEM, Role


def fill(team: Team, count: int) -> None:
    """Documents in every state with their decisions, people, units, comments, notices."""
    filling.drafted(team, "ST.01", Kind.MANUAL, filling.manual_nodes(filling.NODES))
    for n in range(1, count + 1):
        _people(n)
        draft = filling.drafted(team, f"QT.{n:03}")
        filling.approved(team, filling.drafted(team, f"HD.{n:03}"))
        filling.issued(team, filling.drafted(team, f"CS.{n:03}", Kind.POLICY), n)
        notify(team.secretary, f"Thông báo số {n}", f"/documents/{draft.document_id}/")
    _comments(team, count)


def _people(n: int) -> None:
    unit = organization.add_unit(f"Phòng số {n}", by=SYSTEM)
    person = organization.add_person(
        username=f"nguoi.{n:02}",
        full_name=f"Người Thứ {n}",
        password=None,
        post=f"Chuyên viên {n}",
        unit=unit,
        by=SYSTEM,
    )
    organization.assign_role(person, Role.STAFF, unit=unit, by=SYSTEM)


def _comments(team: Team, count: int) -> None:
    version = Version.objects.get(document__code="QT.001")
    for n in range(count):
        asked = documents.comment(version, f"Ý kiến số {n}", by=team.checker, node_id="noi-dung")
        documents.answer_comment(asked, f"Trả lời số {n}", by=team.secretary)


def lists() -> list[str]:
    """The pages that list something."""
    return [
        "/",
        "/documents/",
        "/documents/decisions/",
        "/evidence/",
        "/organization/",
        "/notices/",
        f"/library/{_package()}/",
        "/cong-bo/",
    ]


def details() -> list[str]:
    """One of each thing, in the present agency; issued documents in every tab."""
    draft, issued, decision, manual = map(_address, ("QT.001", "CS.001", "QĐ", "ST.01"))
    person = User.objects.get(username="nguoi.01")
    public = Version.objects.get(document__code="CS.001", state=State.ISSUED)
    return [
        draft,
        f"{draft}write/",
        f"{draft}send/",
        f"{manual}",
        f"{manual}write/",
        *(f"{issued}?tab={tab}" for tab in ("content", "links", "history")),
        f"{decision}?tab=links",
        f"/organization/people/{person.pk}/",
        "/evidence/7.5.2/",
        f"/library/{_package()}/{offers_of(offered_versions()[0])[0].template.key}/",
        f"/cong-bo/{public.pk}/",
    ]


def _package() -> str:
    return offered_versions()[0].package.key


def _address(code: str) -> str:
    version = Version.objects.filter(document__code__startswith=code).order_by("pk").first()
    assert version is not None
    return f"/documents/versions/{version.pk}/"
