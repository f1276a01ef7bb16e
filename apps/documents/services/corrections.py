"""Errors of form in an issued version are corrected by a letter; errors of content are not."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from apps.documents import permissions as may
from apps.documents.models import Correction, IssueSheet, Kind, Level, Version
from apps.documents.selectors import tree_of
from apps.documents.selectors.codes import next_document_code
from apps.documents.selectors.corrections import open_letter
from apps.documents.services.corrections_text import letter_nodes, named
from apps.documents.services.drafting import draft_document, locked
from apps.documents.workflow import State
from kernel.content.nodes import Node, text_of, walk
from kernel.refusals import BadInput, Conflict, WrongState
from kernel.trail import record

TRIES = 5
MOST = 50  # rows of one letter
LONGEST = 2000


@dataclass(frozen=True)
class Mistake:
    """What is printed, and as what it is to be read."""

    wrong: str
    right: str


@transaction.atomic
def draft_correction(version: Version, mistakes: Sequence[Mistake], *, by: User) -> Version:
    """Draft the letter that corrects these; it is checked, approved and numbered like any.

    The corrected version stays as it is: its page and its prints name the letter once it has a
    number (NĐ 30/2020, art. 18).
    """
    may.DRAFT.require(by, over=version)
    version = locked(version)
    if version.state != State.ISSUED:
        raise WrongState(_("Only what is issued is corrected by a letter."))
    if version.document.kind == Kind.LETTER:
        raise WrongState(_("A letter that corrects is not corrected; write a new one."))
    if (under_way := open_letter(version)) is not None:
        raise WrongState(
            _("The letter %(code)s shall correct it already; go on with that one.")
            % {"code": under_way.document.code}
        )
    found = _checked(mistakes)
    nodes = list(walk(tree_of(version)))
    placed = [(_place_of(nodes, each.wrong), each) for each in found]
    sheet = IssueSheet.objects.filter(decision=version).first()
    what = named(version, sheet)
    letter = _under_next_code(
        title=f"Đính chính {what}"[:300],
        kind=Kind.LETTER,
        level=Level.IV,
        unit=version.document.unit,
        by=by,
        nodes=letter_nodes(
            what, [(Truncator(text).chars(80), m.wrong, m.right) for (_id, text), m in placed]
        ),
        distribution=["Như trên", "Lưu: VT"],
        paper={
            "layout": "administrative",
            "kind_name": "Công văn",
            "addressees": version.distribution or ["Các đơn vị, cá nhân liên quan"],
        },
    )
    Correction.objects.bulk_create(
        Correction(version=version, letter=letter, node_id=key, wrong=m.wrong, right=m.right)
        for (key, _text), m in placed
    )
    letter.checker, letter.approver = _signers(version, by)
    letter.save(update_fields=["checker", "approver"])
    record("documents.correct", version, by=by, letter=letter.document.code)
    return letter


def _signers(version: Version, by: User) -> tuple[User | None, User | None]:
    """Who signed what is corrected, as far as they are others than the drafter."""
    people = (version.checker, version.approver)
    checker, approver = (person if person and person.pk != by.pk else None for person in people)
    return checker, approver


def _checked(mistakes: Sequence[Mistake]) -> list[Mistake]:
    found = [
        Mistake(each.wrong.strip(), each.right.strip())
        for each in mistakes
        if each.wrong.strip() or each.right.strip()
    ]
    if not found:
        raise BadInput(_("Write at least one mistake: what is printed, and what is right."))
    if len(found) > MOST:
        raise BadInput(_("So many mistakes are corrected by a new version."))
    for each in found:
        if not each.wrong or not each.right:
            raise BadInput(_("Each row says what is printed and what is right."))
        if each.wrong == each.right:
            raise BadInput(_("“%(text)s”: printed and right are the same.") % {"text": each.wrong})
        if max(len(each.wrong), len(each.right)) > LONGEST:
            raise BadInput(_("A row has at most %(n)s characters.") % {"n": LONGEST})
    return found


def _place_of(nodes: Sequence[Node], wrong: str) -> tuple[str, str]:
    """The first block that says so, and its words; nothing where it is not in the text."""
    for node in nodes:
        if wrong.casefold() in text_of(node).casefold():
            return node.id, text_of(node)
    return "", ""


def _under_next_code(**facts: object) -> Version:
    """A draft under the next free code; whoever takes that code meanwhile lets us have the next."""
    for _try in range(TRIES):
        try:
            return draft_document(code=next_document_code(Kind.LETTER), **facts)  # type: ignore[arg-type]
        except Conflict as refusal:
            taken = refusal
    raise taken


def may_be_corrected(version: Version) -> bool:
    """Whether its page offers to correct it."""
    return version.state == State.ISSUED and version.document.kind != Kind.LETTER
