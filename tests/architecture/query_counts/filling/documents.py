"""What fills each list of documents by one row."""

from datetime import date

from apps.documents.models import (
    Citation,
    Comment,
    DecisionItem,
    Document,
    DraftNode,
    ExternalDocument,
    FormerCode,
    Impact,
    ImportJob,
    Opinion,
    OpinionRequest,
    Review,
    SigningAuthority,
    Submission,
    SubmissionItem,
    TrayItem,
    Version,
)
from kernel import clock
from kernel.content.markup import to_inline
from kernel.files.models import StoredFile
from kernel.permissions import SYSTEM
from kernel.trail import record


def a_document_of_any_kind(fill):
    fill.in_force()
    fill.version(state="checking")


def an_external_document(fill):
    """With a keeper, a successor, and a text in force that cites it."""
    n, person = fill.next(), fill.person()
    facts = {"created_by": person, "created_at": clock.now(), "unit": fill.unit()}
    newer = ExternalDocument.objects.create(code=f"{n}/2026/NĐ-CP", title="Mới", **facts)
    older = ExternalDocument.objects.create(
        code=f"{n}/2020/NĐ-CP",
        title="Cũ",
        successor=newer,
        in_force_until=clock.today(),
        **facts,
    )
    for external in (older, ExternalDocument.objects.get(pk=fill.house.ids["external"])):
        Citation.objects.create(
            version=fill.in_force(), node_id="p1", code=external.code, external=external
        )


def a_review(fill):
    """Of the version that is looked at, by somebody else each time."""
    Review.objects.create(
        version_id=fill.house.ids["issued"],
        on=clock.today(),
        outcome="keep",
        reviewed_by=fill.person(),
        reviewed_at=clock.now(),
    )


def an_affected_document(fill):
    """What the change affects, settled by somebody, and what affects it."""
    settled = {"settled_by": fill.person(), "settled_at": clock.now(), "how": "Đã sửa"}
    draft = Version.objects.get(pk=fill.house.ids["uploaded"])
    Impact.objects.create(version=draft, document=fill.in_force().document, **settled)
    Impact.objects.create(version=fill.in_force(), document=draft.document)


def a_former_code(fill):
    FormerCode.objects.create(
        document=fill.in_force().document,
        code=f"CŨ.{fill.next()}",
        why="Xếp lại",
        changed_by=fill.person(),
        changed_at=clock.now(),
    )


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


def a_submission(fill):
    made = Submission.objects.create(
        title=f"Phiếu {fill.next()}",
        approver=fill.person(),
        asked_by=fill.person(),
        asked_at=clock.now(),
    )
    _lay(fill, made)


def an_item_of_the_set(fill):
    _lay(fill, Submission.objects.get(pk=fill.house.ids["submission"]))


def _lay(fill, submission):
    """A further document in a set: with a base, a comment, and how it is signed."""
    paper = {"authority": ["KT. CHỦ TỊCH"], "signs": {"row": "x", "capacity": "KT."}}
    version = fill.version(state="approving", paper=paper, base=fill.the("issued"))
    Comment.objects.create(version=version, text="Vì sao?", author=fill.person(), at=clock.now())
    SubmissionItem.objects.create(
        submission=submission, version=version, position=fill.next(), sha256="0" * 64
    )


def a_remark(fill):
    asked = OpinionRequest.objects.create(
        round_id=fill.house.ids["round"], person=fill.person(), agrees=False
    )
    OpinionRequest.objects.filter(pk=asked.pk).update(
        answered_by=fill.person(), answered_at=clock.now()
    )
    settled = {"outcome": "taken", "answer": "Rồi.", "answered_at": clock.now()}
    Opinion.objects.create(
        request=asked, text="Nên rõ.", at=clock.now(), answered_by=fill.person(), **settled
    )


def an_authority(fill):
    SigningAuthority.objects.create(
        capacity="KT.",
        post="Phó Chủ tịch",
        person=fill.person(),
        starts_on=clock.today(),
        created_by=fill.person(),
        created_at=clock.now(),
    )
