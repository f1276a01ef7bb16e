"""A house with something of every kind in it, and a person of every role who is logged in.

All that alpha says carries the word MARK, which is found nowhere else: where it shows, alpha shows.
"""

from dataclasses import dataclass, field

import pyotp
from django.conf import settings

from accounts.local.attempts import attempt_login
from accounts.models import Answer, Connection, LinkRequest, RecoveryCode, SecondFactor, User
from accounts.sealing import sealed
from apps.compliance.services import exclude_clause
from apps.documents import services as documents
from apps.documents.models import TrayItem, Version
from apps.documents.selectors import to_print
from apps.documents.services.rendering import keep_rendition
from apps.organization import services as organization
from apps.organization.models import Unit
from apps.organization.services.arrivals import invite_person
from kernel import clock
from kernel.content.markup import to_inline
from kernel.content.nodes import Node
from kernel.files.services import store_file
from kernel.notices.services import notices_of
from kernel.permissions import SYSTEM, Role
from kernel.trail.services import seal
from tests.conftest import HouseClient
from tests.factories import make_person, make_unit

MARK = "bimatalpha"
PASSWORD = "mat-khau-dai-14-ky-tu"
PROVINCE = {Role.OVERSEER, Role.INSPECTOR, Role.LIBRARIAN, Role.OPERATOR}
AGENCY_ROLES = [role for role in Role if role not in PROVINCE]


@dataclass
class House:
    """An address, the people by role with their cookies, and the ids of what is inside."""

    host: str
    people: dict[str, User] = field(default_factory=dict)
    cookies: dict[str, str] = field(default_factory=dict)
    ids: dict[str, str] = field(default_factory=dict)

    def admit(self, who: str, person: User) -> None:
        """Log a person in, and keep the cookie."""
        self.people[who] = person
        entered = HouseClient(self.host).enter(person, PASSWORD)
        self.cookies[who] = entered.cookies[settings.SESSION_COOKIE_NAME].value

    def browser(self, who: str = "", host: str = "", **defaults: str) -> HouseClient:
        """A browser with the cookie of somebody of this house, at this or at another address."""
        made = HouseClient(host or self.host, **defaults)
        if who:
            made.cookies[settings.SESSION_COOKIE_NAME] = self.cookies[who]
        return made


def furnish(host: str, word: str = "") -> House:
    """Fill the agency that is entered. Called with the agency's schema set."""
    house = House(host)
    office = make_unit(f"Văn phòng {word}")
    desk = make_unit(f"Tổ một cửa {word}", parent=office)
    for role in AGENCY_ROLES:
        person = make_person(
            role, name=f"Lê Văn {role} {word}", username=f"{role}.{word}x", post=f"Chức vụ {word}"
        )
        house.admit(role.value, person)
    everyone = make_person(
        *AGENCY_ROLES, name=f"Người Kiêm Nhiệm {word}", username=f"tat.ca.{word}x"
    )
    house.admit("all", everyone)
    house.admit("nobody", make_person(name=f"Đã Nghỉ Việc {word}", username=f"khong.{word}x"))
    organization.answer({"address": f"Số 1 phố {word}"}, by=house.people["secretary"])
    staff = house.people["staff"]
    house.ids |= {
        "office": str(office.pk),
        "desk": str(desk.pk),
        "person": str(staff.pk),
        "assignment": str(staff.assignments.get().pk),
        "holding": str(staff.holdings.get().pk),
        "checker": str(house.people["quality_manager"].pk),
        "approver": str(house.people["top_management"].pk),
    }
    _Papers(house, word, office).lay_out()
    told = notices_of(house.people["quality_manager"]).first()
    assert told is not None, "who checks is told of what waits"
    house.ids["told"] = str(told.pk)
    attempt_login(f"nguoi.la.{word}", "mat-khau-sai")
    asking = LinkRequest.objects.create(
        subject=f"la.{word}", full_name=f"Người Mới {word}", person=staff, asked_at=clock.now()
    )
    invited = invite_person(full_name=f"Được Mời {word}", email=f"{word}x@moi.vn", by=SYSTEM)
    house.ids |= {"asking": str(asking.pk), "invited": str(invited.pk)}
    _let_in_otherwise(house, word)
    exclude_clause("8.3.6", justification=f"Không thiết kế {word}", by=house.people["secretary"])
    seal()
    return house


def _let_in_otherwise(house: House, word: str) -> None:
    """What a person shows beside the password, and another system instead of one."""
    person, admin = house.people["staff"], house.people["admin"]
    SecondFactor.objects.create(person=admin, secret=sealed(pyotp.random_base32()))
    RecoveryCode.objects.create(person=person, digest=f"{word}-ma-khoi-phuc")
    Answer.objects.create(person=person, key=f"khoa-{word}", request=word, at=clock.now())
    connected = Connection.objects.create(
        name=f"Phần mềm một cửa {word}",
        person=person,
        scopes=["documents:read"],
        digest=f"{word}-mã-kết-nối",
        made_by=admin,
        made_at=clock.now(),
        expires_on=clock.today(),
    )
    house.ids["connection"] = str(connected.pk)


class _Papers:
    """Documents at every stage of their life."""

    def __init__(self, house: House, word: str, office: Unit) -> None:
        self.house, self.word, self.office, self.by = house, word, office, house.people
        self.author = self.by["secretary"]

    def lay_out(self) -> None:
        draft = self.draft("QT.01")
        self.note("draft", draft)
        self.house.ids["node"], self.house.ids["document"] = "p1", str(draft.document_id)
        self.house.ids["code"] = draft.document.code
        comment = documents.comment(draft, f"Nhận xét {self.word}", by=self.author)
        tray = TrayItem.objects.create(version=draft, position=0, text=f"Mẩu rời {self.word}")
        self.note("comment", comment)
        self.note("tray", tray)
        self.note("spare", self.draft("QT.02"))
        self.note("checking", self.sent(self.draft("QT.03")))
        issued = self.approved(self.draft("CS.01", "policy"))
        decision = self.decide(issued)
        self.issue(decision, number=5)
        self.note("issued", issued)
        keep_rendition(to_print(str(issued.pk)))
        self.note("signed", decision)
        self.note("decision", self.decide(self.approved(self.draft("QT.04"))))
        listed = self.approved(self.draft("QT.06"))
        self.note("deciding", documents.draft_decision([listed], by=self.author))
        self.note("approved", self.approved(self.draft("QT.05", unit=self.office)))
        text = f"1. Mục đích\n\nSổ tay cũ {self.word}.\n".encode()
        job = documents.ask_import(text, f"so tay {self.word}.txt", by=self.author)
        self.note("job", documents.run_import(str(job.pk)))

    def note(self, name: str, made: object) -> None:
        self.house.ids[name] = str(made.pk)

    def draft(self, code: str, kind: str = "procedure", unit: Unit | None = None) -> Version:
        nodes = (
            Node("h1", "heading", {"level": 1, "text": to_inline("1. Mục đích")}),
            Node("p1", "paragraph", {"text": to_inline(f"Quy định {self.word} của cơ quan.")}),
            Node("p2", "paragraph", {"text": to_inline("Phạm vi áp dụng.")}),
        )
        title = f"Quy trình {self.word}"
        version = documents.draft_document(
            code=f"{code}{self.word}",
            title=title,
            kind=kind,
            unit=unit,
            nodes=nodes,
            by=self.author,
        )
        checker, approver = self.by["quality_manager"], self.by["top_management"]
        return documents.name_signers(version, checker=checker, approver=approver, by=self.author)

    def sent(self, version: Version) -> Version:
        return documents.send_version(version, by=self.author)

    def approved(self, version: Version) -> Version:
        version = self.sent(version)
        manager, head = self.by["quality_manager"], self.by["top_management"]
        version = documents.check_version(version, by=manager, sha256=version.content_id)
        return documents.approve_version(version, by=head, sha256=version.content_id)

    def decide(self, version: Version) -> Version:
        decision = documents.draft_decision(
            [version],
            by=self.author,
            title=f"Về việc ban hành {self.word}",
            checker=self.by["quality_manager"],
            approver=self.by["top_management"],
        )
        return self.approved(decision)

    def issue(self, decision: Version, *, number: int) -> None:
        clerk = self.by["clerk"]
        documents.issue_decision(
            decision,
            number=number,
            symbol="QĐ",
            signed_on=clock.today(),
            signed_copy=store_file(f"%PDF-1.7 {self.word}".encode(), "ký.pdf", by=clerk),
            by=clerk,
        )


def furnish_portal(host: str) -> House:
    """The people of the province. Called in public."""
    from oversight.services import create_platform_person

    house = House(host)
    for role in (Role.OVERSEER, Role.INSPECTOR, Role.LIBRARIAN, Role.OPERATOR):
        person = create_platform_person(
            username=f"{role}.tinh",
            full_name=f"Nguyễn Văn {role}",
            password=PASSWORD,
            roles=[role],
            by=SYSTEM,
        )
        house.admit(role.value, person)
    nobody = create_platform_person(
        username="khong.tinh", full_name="Đã Nghỉ Việc", password=PASSWORD, roles=[], by=SYSTEM
    )
    house.admit("nobody", nobody)
    asking = LinkRequest.objects.create(
        subject="tinh", full_name="Người Mới", person=nobody, asked_at=clock.now()
    )
    house.ids["asking"] = str(asking.pk)
    return house
