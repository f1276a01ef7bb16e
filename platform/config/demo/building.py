"""Taking an agency to its stage, by the services, on the days things would have happened."""

from collections.abc import Callable
from datetime import date, timedelta

from django.db import connection
from django_tenants.utils import tenant_context

from accounts.models import User
from apps.adoption.selectors import offered_versions, offers_of
from apps.adoption.services import clone
from apps.documents import services as documents
from apps.documents.models import Version
from apps.documents.workflow import State
from apps.organization import services as organization
from apps.organization.models import Unit
from config.demo import desks, office, records
from config.demo.bodies import A_YEAR, APPROVED, DRAFTED, ISSUED, SENT, STAFFED, TAN_HAI, Body
from config.demo.old_manual import old_manual
from config.demo.people import Names, username_of
from kernel import clock, confirmation
from kernel.notices.services import Bundle, mark_read
from kernel.outbox.services import run_all
from kernel.permissions import SYSTEM, Actor, Role
from tenants.models import Agency
from tenants.services import FirstAdmin, open_agency

# A PDF takes the worker a second; the province is there before its papers are printed.
RENDER = "documents.render"
Remember = Callable[[str, User, Role], None]
LEADERS = {  # by the beginning of the unit's name
    "Văn phòng": "Chánh Văn phòng",
    "Phòng": "Trưởng phòng",
    "Thanh tra": "Chánh Thanh tra",
    "Trung tâm": "Giám đốc Trung tâm",
}
TEAM = (
    (Role.SECRETARY, "Thư ký ISO", 0),
    (Role.QUALITY_MANAGER, "Đại diện lãnh đạo", 0),
    (Role.TOP_MANAGEMENT, "", 0),
    (Role.CLERK, "Văn thư", 0),
    (Role.UNIT_HEAD, "Trưởng phòng", 1),
    (Role.STAFF, "Chuyên viên", 2),
)


def signs_by_password(_by: Actor) -> confirmation.Confirmation:
    """Whoever signs in these stories has just confirmed that it is him."""
    return confirmation.Confirmation(clock.now(), confirmation.How.PASSWORD)


def schema_here() -> str:
    """Another process may build an agency on another day: only our messages are ours."""
    return str(connection.schema_name)  # type: ignore[attr-defined]


class Builder:
    """One agency, from its opening to its stage. `remember` is told every login."""

    def __init__(self, body: Body, number: int, password: str, remember: Remember) -> None:
        self.body, self.password, self.remember = body, password, remember
        self.names, self.taken = Names(number), set[str]()
        self.opened = date(2026, 1, 12) + timedelta(days=number * 3)
        self.people: dict[Role, User] = {}

    def build(self) -> Agency:
        """Everything of this agency; each day's work happens on that day."""
        with clock.at(self.opened):
            agency = self._open()
        with tenant_context(agency), confirmation.given(signs_by_password):
            for stage, days, work in (
                (STAFFED, 2, self._staff),
                (DRAFTED, 20, self._draft),
                (SENT, 60, self._send),
                (APPROVED, 75, self._approve),
                (ISSUED, 80, self._issue),
            ):
                if self.body.stage >= stage:
                    with clock.at(self.opened + timedelta(days=days)):
                        work()
                        self._deliver()
            if self.body.stage >= ISSUED:
                self._read()
                desks.lay(self.body, self.people)
                office.furnish(self.body, self.people)
                records.keep(self.body, self.people)
                self._deliver()
        connection.set_schema_to_public()  # type: ignore[attr-defined]
        return agency

    def _deliver(self) -> None:
        """What followed on that day, so that the clauses have their course; some never report."""
        if self.body.reports:
            run_all(leaving=[RENDER], schema=schema_here())

    def _read(self) -> None:
        """What the year told them is no news any more; what lies on their desks will be."""
        for person in self.people.values():
            mark_read(person)

    def _open(self) -> Agency:
        name = self.names.next()
        admin = FirstAdmin(username_of(name, self.taken), name, self.password)
        agency = open_agency(slug=self.body.slug, admin=admin, **self.body.facts())
        with tenant_context(agency):
            self.remember(self.body.slug, User.objects.get(username=admin.username), Role.ADMIN)
        return agency

    def _staff(self) -> None:
        units = [
            organization.add_unit(n, by=SYSTEM, position=i) for i, n in enumerate(self.body.units)
        ]
        for role, post, at in TEAM:
            self._person(role, post or self.body.head, units[min(at, len(units) - 1)])
        for unit in units:
            if unit is not units[1]:
                self._leader(unit)
        if self.body.answers:
            organization.answer(self.body.answers, by=SYSTEM)

    def _person(self, role: Role, post: str, unit: Unit) -> None:
        name = self.names.next()
        person = organization.add_person(
            username=username_of(name, self.taken),
            full_name=name,
            password=self.password,
            post=post,
            unit=unit if role != Role.TOP_MANAGEMENT else None,
            leads=role == Role.UNIT_HEAD,
            by=SYSTEM,
        )
        organization.assign_role(
            person, role, unit=unit if role == Role.UNIT_HEAD else None, by=SYSTEM
        )
        self.people[role] = person
        self.remember(self.body.slug, person, role)

    def _leader(self, unit: Unit) -> None:
        name = self.names.next()
        kind = next((kind for kind in LEADERS if unit.name.startswith(kind)), "")
        leader = organization.add_person(
            username=username_of(name, self.taken),
            full_name=name,
            password=None,
            post=LEADERS.get(kind, "Trưởng đơn vị"),
            unit=unit,
            leads=True,
            by=SYSTEM,
        )
        organization.assign_role(leader, Role.UNIT_HEAD, unit=unit, by=SYSTEM)

    def _draft(self) -> None:
        secretary = self.people[Role.SECRETARY]
        if self.body is TAN_HAI:
            documents.ask_import(
                old_manual(), "So tay chat luong phuong Tan Hai (cu).docx", by=secretary
            )
            run_all(leaving=[RENDER], schema=schema_here())
        version = offered_versions()[0]
        free = [offer.template for offer in offers_of(version) if offer.free]
        left = {"decision"} if self.body in A_YEAR else {"decision", "form"}
        keys = [t.key for t in free if t.document_kind not in left]
        clone(version, keys, by=secretary)

    def _send(self) -> None:
        secretary, told = self.people[Role.SECRETARY], Bundle()
        for version in self._drafts():
            documents.name_signers(
                version,
                checker=self.people[Role.QUALITY_MANAGER],
                approver=self.people[Role.TOP_MANAGEMENT],
                by=secretary,
            )
            if self._sendable(version):
                documents.send_version(version, by=secretary, told=told)

    def _sendable(self, version: Version) -> bool:
        """An imported manual waits for its tray and its faults; half-done agencies send half."""
        if version.tray.exists():
            return False
        return self.body.stage >= APPROVED or version.document.kind in ("policy", "procedure")

    def _approve(self) -> None:
        manager, head = self.people[Role.QUALITY_MANAGER], self.people[Role.TOP_MANAGEMENT]
        told = Bundle()
        for version in Version.objects.filter(state=State.CHECKING):
            sha256 = version.content_id or ""
            documents.check_version(version, by=manager, sha256=sha256, told=told)
            documents.approve_version(version, by=head, sha256=sha256, told=told)

    def _issue(self) -> None:
        approved = list(Version.objects.filter(state=State.APPROVED))
        decision = documents.draft_decision(
            approved,
            by=self.people[Role.SECRETARY],
            checker=self.people[Role.QUALITY_MANAGER],
            approver=self.people[Role.TOP_MANAGEMENT],
        )
        decision = documents.send_version(decision, by=self.people[Role.SECRETARY])
        self._approve()
        documents.issue_decision(
            decision,
            number=12 + len(self.body.slug),
            symbol=f"QĐ-{self.body.symbol}",
            signed_on=clock.today(),
            by=self.people[Role.CLERK],
        )

    def _drafts(self) -> list[Version]:
        return list(Version.objects.filter(state=State.DRAFTING).select_related("document"))
