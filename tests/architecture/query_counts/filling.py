"""What fills each list of an agency by one row, and what a request told the server."""

from contextlib import contextmanager
from datetime import date, timedelta

from django.db import connection
from django_tenants.utils import tenant_context

from accounts.models import User
from apps.compliance.models import ClauseStatus, Exclusion
from apps.documents.models import (
    Comment,
    DecisionItem,
    Document,
    DraftNode,
    ImportJob,
    IssueSheet,
    TrayItem,
    Version,
)
from apps.organization.models import Holding, Post, RoleAssignment, Unit
from infra.bench.counting import statements_sent
from kernel import clock
from kernel.content.markup import to_inline
from kernel.files.models import StoredFile
from kernel.ids import new_id
from kernel.notices.models import Notice
from kernel.permissions import SYSTEM
from kernel.trail import record
from library.selectors import clauses
from oversight.models import LookLog
from tenants.models import Agency

PAGE, PAPER = 12, 20
TRANSACTION = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")
FEW, MANY = 5, 20


def statements(browser, path):
    """What a request told the server; the first one warms what a process keeps."""
    browser.get(path)
    with statements_sent() as sent:
        answer = browser.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return [sql for sql in sent if not sql.startswith(TRANSACTION)]


@contextmanager
def inside(slug="alpha"):
    connection.set_schema_to_public()
    with tenant_context(Agency.objects.get(slug=slug)):
        yield


class Filling:
    """Makes rows of every kind, each with its own people and units: none shares a look-up."""

    def __init__(self, house):
        self.house, self.made = house, 0
        self.secretary = house.people["secretary"]

    def next(self):
        self.made += 1
        return self.made

    def person(self):
        n = self.next()
        return User.objects.create(username=f"them.{n}", full_name=f"Người Thêm {n}", password="!")

    def unit(self):
        key, n = new_id(), self.next()
        return Unit.objects.create(id=key, name=f"Phòng {n}", path=[key])

    def version(self, kind="procedure", state="drafting", **facts):
        n = self.next()
        document = Document.objects.create(
            code=f"TL.{n:03}",
            title=f"Tài liệu {n}",
            kind=kind,
            unit=self.unit(),
            clauses=["7.5"],
            created_by=self.secretary,
            created_at=clock.now(),
        )
        content = facts.pop("content", self.content if state != "drafting" else None)
        return Version.objects.create(
            document=document,
            issue=1,
            state=state,
            author=self.person(),
            checker=facts.pop("checker", None) or self.person(),
            approver=facts.pop("approver", None) or self.person(),
            drafted_at=clock.now(),
            sent_at=clock.now(),
            checked_at=clock.now(),
            approved_at=clock.now(),
            content=content,
            **facts,
        )

    @property
    def content(self):
        return Version.objects.get(pk=self.house.ids["issued"]).content

    def in_force(self, kind="procedure"):
        decision = self.decision()
        today = clock.today()
        return self.version(kind, "issued", in_force_from=today, decision=decision)

    def decision(self, state="issued"):
        today = clock.today()
        made = self.version("decision", state, in_force_from=today if state == "issued" else None)
        IssueSheet.objects.create(
            decision=made,
            number=self.next() + 100,
            symbol="QĐ",
            year=today.year,
            signed_on=today,
            in_force_from=today,
            recorded_by=self.secretary,
            recorded_at=clock.now(),
            sha256="0" * 64,
        )
        return made

    def the(self, thing):
        return Version.objects.get(pk=self.house.ids[thing])


# -- what fills a list by one row ----------------------------------------------------------------
def a_document_of_any_kind(fill):
    fill.in_force()
    fill.version(state="checking")


def a_draft_of_mine(fill):
    """A draft with a text, a remark and a piece in the tray: what every rule reads."""
    mine = fill.version(state="drafting")
    Version.objects.filter(pk=mine.pk).update(author=fill.house.people["all"])
    DraftNode.objects.create(
        version=mine,
        node_id="p1",
        position=1,
        kind="paragraph",
        body={"text": to_inline("{{agency_name}}")},
        edited_by=SYSTEM.pk,
        edited_at=clock.now(),
    )
    Comment.objects.create(version=mine, text="Vì sao?", author=fill.person(), at=clock.now())
    TrayItem.objects.create(version=mine, position=1, text="Mẩu rời")


def a_turn_of_mine(fill):
    me = fill.house.people["all"]
    for state, names in (("checking", {"checker": me}), ("approving", {"approver": me})):
        version = fill.version(state=state, **names)
        Comment.objects.create(
            version=version, text="Vì sao?", author=fill.person(), at=clock.now()
        )


def a_decision(fill):
    fill.decision()
    fill.version(state="approved")


def a_task_of(person):
    def row(fill):
        fill.version(state="checking", checker=person)
        fill.version(state="approving", approver=person)
        mine = fill.version(checker=fill.person())
        Version.objects.filter(pk=mine.pk).update(author=person)
        record("documents.return_unchecked", mine, by=fill.person(), note="Chưa rõ")
        fill.decision("approved")
        overdue = fill.in_force()
        Version.objects.filter(pk=overdue.pk).update(in_force_from=date(2020, 1, 1))

    return row


def a_person(fill):
    person, unit = fill.person(), fill.unit()
    post = Post.objects.create(title=f"Chuyên viên {fill.next()}", unit=unit)
    Holding.objects.create(post=post, person=person, start=clock.today())
    RoleAssignment.objects.create(person=person, role="staff", unit=unit, start=clock.today())


def a_role_of_one_person(fill):
    person = fill.house.people["staff"]
    post = Post.objects.create(title=f"Chức vụ {fill.next()}", unit=fill.unit())
    Holding.objects.create(post=post, person=person, start=clock.today())
    RoleAssignment.objects.create(
        person=person, role="auditor", unit=fill.unit(), start=clock.today()
    )


def a_notice(fill):
    Notice.objects.create(
        person_id=fill.house.people["all"].pk, text=f"Tin {fill.next()}", url="/", at=clock.now()
    )


def an_import(fill):
    file = StoredFile.objects.create(
        sha256=f"{fill.next():064}",
        name=f"tep {fill.next()}.txt",
        media_type="text/plain",
        size=1,
        stored_at=clock.now(),
        stored_by=fill.house.people["all"].pk,
    )
    asker = fill.house.people["all"]
    ImportJob.objects.create(
        file=file, asked_by=asker, asked_at=clock.now(), state="done", version=fill.version()
    )


def a_piece_in_the_tray(fill):
    TrayItem.objects.create(version=fill.the("draft"), position=fill.next(), text="Mẩu rời")


def a_comment(fill):
    settled = {"resolved_by": fill.person(), "resolved_at": clock.now()} if fill.next() % 2 else {}
    draft, now = fill.the("draft"), clock.now()
    asked = Comment.objects.create(
        version=draft, text="Vì sao?", author=fill.person(), at=now, node_id="p1", **settled
    )
    Comment.objects.create(
        version=draft, text="Vì thế.", author=fill.person(), at=now, parent=asked
    )


def a_version_and_a_form(fill):
    issued = fill.the("issued")
    Version.objects.create(
        document_id=issued.document_id,
        issue=fill.next() + 10,
        state="superseded",
        author=fill.person(),
        drafted_at=clock.now(),
        content=issued.content,
        in_force_from=date(2020, 1, 1),
        superseded_from=date(2021, 1, 1),
        base=issued,
    )
    form = fill.in_force("form")
    Document.objects.filter(pk=form.document_id).update(parent=issued.document_id)
    DecisionItem.objects.create(decision=fill.the("signed"), version=form, position=fill.next())


def an_item_of_a_decision(fill):
    version = fill.version(state="approved")
    DecisionItem.objects.create(
        decision=fill.the("decision"), version=version, position=fill.next()
    )


def an_item_to_choose(fill):
    fill.version(state="approved")
    listed = fill.version(state="approved")
    DecisionItem.objects.create(decision=fill.the("deciding"), version=listed, position=fill.next())


def an_act(fill):
    record("documents.comment", fill.the("draft"), by=fill.person(), note="Ghi chú")


def a_block(fill):
    DraftNode.objects.create(
        version=fill.the("draft"),
        node_id=f"them{fill.next()}",
        position=fill.next() * 1000,
        kind="paragraph",
        body={"text": to_inline("Một câu có {{agency_name}}, xem [[7.5]] và [[QT.HT.04]].")},
        edited_by=SYSTEM.pk,
        edited_at=clock.now(),
    )


def a_published_document(fill):
    fill.in_force("policy")


def a_course(fill):
    leaf = [c.number for c in clauses() if c.leaf and c.number.startswith("7.5")]
    start = date(2020, 1, 1) + timedelta(days=fill.next())
    for number in leaf:
        ClauseStatus.objects.create(
            clause=number, state="gap", start=start, end=start, reasons=["Thiếu"]
        )
    free = [c.number for c in clauses() if c.leaf][fill.next() % 40]
    Exclusion.objects.get_or_create(
        clause=free,
        end=None,
        defaults={
            "justification": "x",
            "start": start,
            "declared_by": fill.person(),
            "declared_at": clock.now(),
        },
    )


def a_look_of_the_province(fill):
    LookLog.objects.create(
        agency=Agency.objects.get(slug=fill.house.host.partition(".")[0]).pk,
        person_id=new_id(),
        person_name=f"Người {fill.next()}",
        at=clock.now(),
    )
