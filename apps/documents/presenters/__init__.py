"""How documents are shown: the state in words, the signatures, the history as sentences."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from apps.documents.models import DraftNode, ImportJob, PrintJob, Version
from apps.documents.selectors import review_due
from apps.documents.selectors.importing import Reviewed
from apps.documents.workflow import VERSION, State
from kernel import clock
from kernel.confirmation import How
from kernel.content.nodes import Node
from kernel.permissions import Actor
from kernel.trail.models import Event
from kernel.ui.formats import date_text, time_text
from kernel.ui.parts import Entry, Sign
from kernel.workflow import Transition

SENTENCES = {
    "documents.draft": gettext_lazy("drafted the document"),
    "documents.draft_next": gettext_lazy("began a new version"),
    "documents.send": gettext_lazy("sent it for checking; the text is closed"),
    "documents.recall": gettext_lazy("took it back"),
    "documents.return_unchecked": gettext_lazy("returned it"),
    "documents.return_unapproved": gettext_lazy("returned it"),
    "documents.check": gettext_lazy("checked it"),
    "documents.approve": gettext_lazy("approved it"),
    "documents.issue": gettext_lazy("issued it"),
    "documents.supersede": gettext_lazy("recorded that a newer version replaces it"),
    "documents.withdraw": gettext_lazy("withdrew it"),
    "documents.give_out": gettext_lazy("took the PDF to be signed"),
    "documents.hand_in": gettext_lazy("handed the signed PDF in"),
    "documents.hand_in_refused": gettext_lazy("handed a PDF in that was not accepted"),
    "documents.check_again": gettext_lazy("had the signatures checked again"),
    "documents.seal": gettext_lazy("put the seal of the agency on it"),
    "documents.abandon": gettext_lazy("abandoned the draft"),
    "documents.resume": gettext_lazy("took the draft up again"),
    "documents.recall_checked": gettext_lazy("took it back"),
    "documents.reopen": gettext_lazy("took the approval back"),
    "documents.comment": gettext_lazy("commented"),
    "documents.comment_resolve": gettext_lazy("settled a comment"),
    "documents.node_remove": gettext_lazy("removed a block"),
    "documents.node_restore": gettext_lazy("put a block back"),
    "documents.entries_turn": gettext_lazy("turned lines of the form into fields"),
    "documents.entries_undo": gettext_lazy("turned fields back into lines of the form"),
    "documents.items": gettext_lazy("changed which documents it issues"),
    "documents.import": gettext_lazy("imported the text from a file"),
    "documents.print": gettext_lazy("had documents printed in the background"),
    "documents.upload": gettext_lazy("uploaded a file as this version"),
    "documents.review": gettext_lazy("reviewed it"),
    "documents.review_months": gettext_lazy("changed the time between reviews"),
    "documents.keeper": gettext_lazy("gave it to another keeper"),
    "documents.recode": gettext_lazy("changed its code"),
    "documents.name": gettext_lazy("gave it another title, or other clauses"),
    "documents.rename": gettext_lazy("its new title and clauses are in force"),
    "documents.impacts": gettext_lazy("said which documents the change affects"),
    "documents.impact_settle": gettext_lazy("settled what the change affects elsewhere"),
    "documents.external_add": gettext_lazy("entered the external document"),
    "documents.external_change": gettext_lazy("corrected what is written of it"),
    "documents.external_replace": gettext_lazy("entered what replaces it"),
    "documents.external_check": gettext_lazy("looked for a newer edition; there is none"),
    "documents.opinions_ask": gettext_lazy("asked for opinions"),
    "documents.opinion": gettext_lazy("gave an opinion"),
    "documents.opinion_answer": gettext_lazy("answered an opinion"),
    "documents.opinions_close": gettext_lazy("closed the round of opinions"),
    "documents.correct": gettext_lazy("drafted a letter that corrects it"),
    "documents.acknowledge": gettext_lazy("confirmed having read it"),
    "documents.readers_add": gettext_lazy("added readers"),
    "documents.remind_readers": gettext_lazy("reminded those who have not read it"),
    "documents.read_at_meeting": gettext_lazy("entered who heard of it at a meeting"),
    "documents.copies_hand_out": gettext_lazy("handed out controlled copies"),
    "documents.copies_recall": gettext_lazy("recalled controlled copies"),
    "documents.copy_end": gettext_lazy("accounted for a controlled copy"),
    "adoption.clone": gettext_lazy("cloned it from the library"),
}
MARKS = {
    "documents.return_unchecked": "returned",
    "documents.return_unapproved": "returned",
    "documents.hand_in_refused": "returned",
    "documents.withdraw": "past",
    "documents.supersede": "past",
    "documents.comment": "draft",
    "documents.draft": "draft",
}


@dataclass(frozen=True)
class Standing:
    """How a version stands, for a badge: the mark, the words, a day where one matters."""

    mark: str
    words: str


def standing(version: Version) -> Standing:
    """The state as people ask for it: in force, from a day on, waiting for whom, ended."""
    if version.state == State.ISSUED:
        return _issued(version)
    if version.state == State.SUPERSEDED and version.is_in_force():
        return Standing(
            "soon", _("In force until %(day)s") % {"day": f"{version.superseded_from:%d/%m/%Y}"}
        )
    marks = {
        State.DRAFTING: "draft",
        State.CHECKING: "turn",
        State.APPROVING: "turn",
        State.APPROVED: "turn",
        State.SUPERSEDED: "past",
        State.WITHDRAWN: "past",
        State.ABANDONED: "past",
    }
    return Standing(marks[State(version.state)], str(version.get_state_display()))


def _issued(version: Version) -> Standing:
    today, due = clock.today(), review_due(version)
    if version.in_force_from and version.in_force_from > today:
        return Standing(
            "wait", _("In force from %(day)s") % {"day": f"{version.in_force_from:%d/%m/%Y}"}
        )
    if getattr(version, "cites_ended", False):
        return Standing("soon", _("Cites law no longer in force"))
    if due and due < today:
        return Standing("gap", _("Review overdue since %(day)s") % {"day": f"{due:%d/%m/%Y}"})
    if due and (due - today).days <= 30:
        return Standing("soon", _("Review due by %(day)s") % {"day": f"{due:%d/%m/%Y}"})
    return Standing("ok", _("In force"))


def signs(version: Version, posts: dict[Any, str], returned: Event | None = None) -> list[Sign]:
    """Biên soạn, Kiểm tra, Phê duyệt: who, when, whose turn it is, and who gave it back."""
    turn = {State.DRAFTING: 0, State.CHECKING: 1, State.APPROVING: 2}.get(State(version.state), 3)
    rows = (
        (_("Drafted"), version.author, version.sent_at),
        (_("Checked"), version.checker, version.checked_at),
        (_("Approved"), version.approver, version.approved_at),
    )
    notes = ("", "", proof_text(version.approval_proof_at, version.approval_proof_how))
    return [
        Sign(
            label=label,
            name=person.full_name if person else _("not named yet"),
            post=posts.get(person.pk, "") if person else "",
            **{"note": notes[n]} | _turn_of(n - turn, person, at, returned),
        )
        for n, (label, person, at) in enumerate(rows)
    ]


def proof_text(at: datetime | None, how: str | None) -> str:
    """When and how who signed had proved who it was; nothing for what was signed without."""
    if at is None or how is None:
        return ""
    said = {"moment": f"{time_text(at)} {date_text(at)}", "how": How(how).label}
    return _("proved who it was at %(moment)s %(how)s") % said


def _turn_of(
    ahead: int, person: User | None, at: datetime | None, returned: Event | None
) -> dict[str, Any]:
    """Signed (behind the turn), having the turn, still ahead of it, or having given it back."""
    if ahead < 0:
        return {"state": "done", "at": at}
    if ahead == 0:
        return {"state": "now", "note": _("their turn")}
    if person and returned and returned.actor_id == person.pk:
        return {"state": "returned", "at": returned.at, "note": _("gave it back")}
    return {"state": "todo"}


def history(events: Iterable[Event]) -> list[Entry]:
    """The trail as people read it; never a technical name."""
    return [
        Entry(
            mark=MARKS.get(event.action, "ok"),
            title=str(SENTENCES.get(event.action, _("changed it"))),
            note=" · ".join(
                filter(None, (event.actor_post, event.body.get("note", ""), _proof(event)))
            ),
            actor=event.actor_name,
            at=event.at,
        )
        for event in events
    ]


def _proof(event: Event) -> str:
    at, how = event.body.get("confirmed_at"), event.body.get("confirmed_how")
    return proof_text(datetime.fromisoformat(at), how) if at else ""


def steps_for(version: Version, person: Actor) -> list[Transition]:
    """The buttons: the steps of the workflow that this person, by name, may take now."""
    named = {
        "check": version.checker_id,
        "return_unchecked": version.checker_id,
        "approve": version.approver_id,
        "return_unapproved": version.approver_id,
        "recall": version.author_id,
    }
    hidden = {"issue", "supersede"}
    return [
        step
        for step in VERSION.open_to(person, version)
        if step.name not in hidden and named.get(step.name, person.pk) == person.pk
    ]


def print_mark(job: PrintJob) -> str:
    """The shape that stands for how a print stands."""
    return {"done": "ok", "failed": "gap"}.get(job.state, "turn")


def import_mark(job: ImportJob) -> str:
    """The shape that stands for how an import stands."""
    marks = {"done": "ok", "refused": "gap", "failed": "gap", "reading": "turn"}
    return marks.get(job.state, "wait")


SURE, RATHER = 80, 60  # percent: from here on a reading is called sure, or fairly sure


@dataclass(frozen=True)
class ImportedFile:
    """A file of a batch as it is looked over."""

    file: Reviewed
    chosen: bool
    kind: str
    code: str
    title: str
    recognised: str  # the title in the file, where it is another
    unit: str
    way: str
    forms: bool
    sure: str  # in words
    mark: str

    @property
    def job(self) -> ImportJob:
        return self.file.job

    @property
    def is_going(self) -> bool:
        return self.job.state in (ImportJob.State.WAITING, ImportJob.State.READING)

    @property
    def state_mark(self) -> str:
        """The shape for how far the reading is."""
        return "turn" if self.is_going else "gap" if self.job.sentence else "ok"


def imported_file(file: Reviewed) -> ImportedFile:
    """What was recognised, or what a person made of it meanwhile."""
    job, guess = file.job, file.job.report.get("guess", {})
    said = {**guess, **{name: value for name, value in job.choice.items() if value}}
    percent = int(job.report.get("confidence", 0))
    sure = _("sure") if percent >= SURE else _("fairly sure") if percent >= RATHER else _("unsure")
    usual = "new" if file.document is None else "next"
    code, read = str(said.get("code", "")), guess.get("title", "")
    title = job.choice.get("title") or file.title or read
    return ImportedFile(
        file=file,
        chosen=bool(code) and file.before is None and file.draft is None,
        kind=said.get("kind", ""),
        code=code,
        title=title,
        recognised=read if read.casefold() != title.casefold() else "",
        unit=said.get("unit", ""),
        way=job.choice.get("way", usual),
        forms=bool(job.choice.get("forms", True)),
        sure=sure,
        mark="ok" if percent >= SURE else "soon" if percent >= RATHER else "gap",
    )


def row_of(node: Node) -> DraftNode:
    """A block as the forms of blocks want it; it is never written."""
    return DraftNode(node_id=node.id, kind=node.kind, body=node.body)
