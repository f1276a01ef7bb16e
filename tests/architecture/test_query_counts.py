"""A page costs the same with 5 rows and with 20, and at most 12 statements; paper at most 20.

Counted is what PostgreSQL is told, as the bench counts: choosing the schema, session, person and
authority included; not the savepoints that stand for the transactions of a real request.
"""

from contextlib import contextmanager
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_tenants.utils import tenant_context

from accounts.models import User
from apps.compliance.models import ClauseStatus, Exclusion
from apps.compliance.services import recompute
from apps.documents import services as documents
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
from kernel.content.nodes import Node
from kernel.files.models import StoredFile
from kernel.ids import new_id
from kernel.notices.models import Notice
from kernel.permissions import SYSTEM
from kernel.trail import record
from library.selectors import clauses
from oversight.models import LookLog
from tenants.models import Agency
from tests.factories import make_person
from tests.oversight.province import make_agencies, publish

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
        agency=Agency.objects.get(slug="alpha").pk,
        person_id=new_id(),
        person_name=f"Người {fill.next()}",
        at=clock.now(),
    )


AGENCY_PAGES = {
    "documents": (a_document_of_any_kind, "/documents/"),
    "documents sorted and searched": (a_document_of_any_kind, "/documents/?q=tai+lieu&sort=-force"),
    "documents in force": (a_document_of_any_kind, "/documents/?view=force&state=in_force"),
    "documents of a unit": (a_document_of_any_kind, "/documents/?clause=7.5&kind=procedure"),
    "documents as a file": (a_document_of_any_kind, "/documents/export/"),
    "my drafts": (a_draft_of_mine, "/documents/?view=drafts"),
    "what waits for me": (a_turn_of_mine, "/documents/?view=mine"),
    "sending many": (a_draft_of_mine, "/documents/send/"),
    "checking many": (a_turn_of_mine, "/documents/check/"),
    "approving many": (a_turn_of_mine, "/documents/approve/"),
    "decisions": (a_decision, "/documents/decisions/"),
    "the items of a decision": (an_item_to_choose, "/documents/versions/{deciding}/items/"),
    "a decision to issue": (an_item_of_a_decision, "/documents/versions/{decision}/issue/"),
    "a decision": (an_item_of_a_decision, "/documents/versions/{decision}/"),
    "a version": (a_comment, "/documents/versions/{draft}/"),
    "a version's blocks": (a_block, "/documents/versions/{draft}/?tab=content"),
    "a version's links": (a_version_and_a_form, "/documents/versions/{issued}/?tab=links"),
    "a decision's links": (a_version_and_a_form, "/documents/versions/{signed}/?tab=links"),
    "a version's history": (an_act, "/documents/versions/{draft}/?tab=history"),
    "writing": (a_block, "/documents/versions/{draft}/write/"),
    "writing with comments": (a_comment, "/documents/versions/{draft}/write/"),
    "a block": (a_block, "/documents/versions/{draft}/nodes/p1/"),
    "a block's form": (a_block, "/documents/versions/{draft}/nodes/p1/edit/"),
    "commenting": (a_comment, "/documents/versions/{draft}/comments/?node=p1"),
    "sending": (a_comment, "/documents/versions/{draft}/send/"),
    "sending among many people": (a_person, "/documents/versions/{draft}/send/"),
    "the tray": (a_piece_in_the_tray, "/documents/versions/{draft}/tray/"),
    "imports": (an_import, "/documents/import/"),
    "an import": (a_piece_in_the_tray, "/documents/import/{job}/"),
    "a new document": (a_person, "/documents/new/"),
    "the palette": (a_document_of_any_kind, "/find/?q=tl"),
    "people by the palette": (a_person, "/find/?q=nguoi"),
    "the library": (a_document_of_any_kind, "/library/so/"),
    "a template": (a_document_of_any_kind, "/library/so/policy/"),
    "evidence": (a_course, "/evidence/"),
    "evidence that the province looked at": (a_look_of_the_province, "/evidence/"),
    "evidence as a file": (a_course, "/evidence/export/"),
    "a clause": (a_course, "/evidence/7.5/"),
    "the organisation": (a_person, "/organization/"),
    "a person": (a_role_of_one_person, "/organization/people/{person}/"),
    "a new person": (a_person, "/organization/people/new/"),
    "facts": (a_person, "/organization/facts/"),
    "notices": (a_notice, "/notices/"),
}
# One person of a ward holds all clerical roles; leaders hold theirs, and sign.
CLERICAL = ("secretary", "quality_manager", "clerk", "admin", "unit_head", "auditor", "staff")
LEADING = ("top_management", "iso_head", "unit_head")
PUBLIC_PAGES = {
    "what is published": (a_published_document, "/cong-bo/"),
    "a published document": (a_published_document, "/cong-bo/{issued}/"),
    "login": (a_person, "/login/"),
}


def grows_not(browser, fill, row, path):
    """The same number of statements with few rows and with many; returns the many."""
    with inside(fill.house.host.split(".")[0]):
        for _row in range(FEW):
            row(fill)
    few = statements(browser, path)
    with inside(fill.house.host.split(".")[0]):
        for _row in range(MANY - FEW):
            row(fill)
    many = statements(browser, path)
    assert len(many) == len(few), "\n".join(many)
    return many


@pytest.mark.parametrize("name", AGENCY_PAGES)
def test_a_page_of_an_agency(province, name):
    row, path = AGENCY_PAGES[name]
    beta = province.beta
    browser = beta.browser("all")
    told = grows_not(browser, Filling(beta), row, path.format(**beta.ids))
    assert len(told) <= PAGE, "\n".join(told)


@pytest.mark.parametrize("roles", [CLERICAL, LEADING], ids=["clerical", "leading"])
def test_my_work(province, roles):
    with inside("beta"):
        person = make_person(*roles, username="nhieu.vai")
        province.beta.admit("busy", person)
    row = a_task_of(person)
    told = grows_not(province.beta.browser("busy"), Filling(province.beta), row, "/")
    assert len(told) <= PAGE, "\n".join(told)


@pytest.mark.parametrize("name", PUBLIC_PAGES)
def test_a_page_for_everyone(province, name):
    row, path = PUBLIC_PAGES[name]
    beta = province.beta
    told = grows_not(beta.browser(), Filling(beta), row, path.format(**beta.ids))
    assert len(told) <= PAGE, "\n".join(told)


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/?view=table",
        "/?q=xa&state=gap",
        "/overview.xlsx",
        "/agencies/beta/",
        "/agencies/beta/clauses/9.2/",
        "/library/",
        "/library/phuong-xa/",
        "/library/phuong-xa/manual/",
    ],
)
def test_a_page_of_the_portal(province, path):
    browser = province.portal.browser("overseer")
    look(FEW)
    few = statements(browser, path)
    look(MANY - FEW, start=FEW)
    many = statements(browser, path)
    assert len(many) == len(few), "\n".join(many)
    assert len(many) <= PAGE, "\n".join(many)


def look(count, start=0):
    """So many more agencies that report, and looks at beta."""
    made = make_agencies(start + count)[start:] if not start else more_agencies(start, count)
    for agency in made:
        publish(agency, c9_2="gap", c7_5="ok")
    beta = Agency.objects.get(slug="beta")
    LookLog.objects.bulk_create(
        LookLog(agency=beta.pk, person_id=new_id(), person_name=f"Người {n}", at=clock.now())
        for n in range(count)
    )


def more_agencies(start, count):
    from tests.oversight import province as made

    return [made._agency(number, {}) for number in range(start, start + count)]


# -- the manual ----------------------------------------------------------------------------------
@pytest.fixture
def manual(province):
    """A manual of sixty blocks at beta: headings, clause rows with answers, tables, a register."""
    with inside("beta"):
        people = province.beta.people
        version = documents.draft_document(
            code="STCL.60", title="Sổ tay", kind="manual", nodes=sixty(), by=people["secretary"]
        )
        documents.name_signers(
            version,
            checker=people["quality_manager"],
            approver=people["top_management"],
            by=people["secretary"],
        )
        sent = documents.draft_document(
            code="STCL.61", title="Sổ tay", kind="manual", nodes=sixty(), by=people["secretary"]
        )
        documents.name_signers(
            sent,
            checker=people["quality_manager"],
            approver=people["top_management"],
            by=people["secretary"],
        )
        sent = documents.send_version(sent, by=people["secretary"])
        recompute()
    return {"drafting": version, "checking": sent}


def sixty():
    nodes = [Node("h0", "heading", {"level": 1, "text": to_inline("I. SỔ TAY")})]
    for n in range(14):
        answer = (
            Node(f"a{n}", "paragraph", {"text": to_inline("{{agency_name}} thực hiện [[9.2]].")}),
            Node(
                f"l{n}", "list", {"marker": "-", "items": [{"id": "i", "text": to_inline("một")}]}
            ),
        )
        clause = {"clauses": [f"{4 + n % 7}.1"], "title": f"{4 + n % 7}.1 Điểm", "applicable": True}
        nodes.append(Node(f"c{n}", "clause", clause, answer))
        nodes.append(Node(f"p{n}", "paragraph", {"text": to_inline("Xem [[QT.HT.04]].")}))
    nodes.append(Node("r1", "register", {"source": "documents"}))
    nodes.append(Node("r2", "register", {"source": "units"}))
    nodes.append(Node("end", "paragraph", {"text": to_inline("Hết.")}))
    assert sum(1 + len(node.children) for node in nodes) == 60
    return nodes


@pytest.mark.parametrize("state", ["drafting", "checking"])
@pytest.mark.parametrize("tail", ["?tab=content", "?tab=history", "?tab=links"])
def test_a_manual_of_sixty_blocks_as_a_page(province, manual, state, tail):
    told = statements(
        province.beta.browser("all"), f"/documents/versions/{manual[state].pk}/{tail}"
    )
    assert len(told) <= PAGE, "\n".join(told)


def test_a_manual_of_sixty_blocks_being_written(province, manual):
    told = statements(
        province.beta.browser("all"), f"/documents/versions/{manual['drafting'].pk}/write/"
    )
    assert len(told) <= PAGE, "\n".join(told)


@pytest.mark.parametrize("state", ["drafting", "checking"])
@pytest.mark.parametrize("kind", ["docx", "pdf"])
def test_a_manual_of_sixty_blocks_on_paper(province, manual, state, kind):
    path = f"/documents/versions/{manual[state].pk}/{kind}/"
    told = statements(province.beta.browser("all"), path)
    assert len(told) <= PAPER, "\n".join(told)


def test_the_authority_of_a_person_is_one_statement(province):
    with inside("beta"):
        person = User.objects.get(pk=province.beta.people["all"].pk)
        with CaptureQueriesContext(connection) as captured:
            assert person.authority.grants
            assert person.authority.roles
    assert len(captured) == 1


def test_the_agency_of_a_host_is_looked_up_once_a_minute(province):
    told = statements(province.beta.browser("all"), "/notices/")
    assert not [sql for sql in told if "tenants_domain" in sql]
    assert len([sql for sql in told if "search_path" in sql]) == 1
