"""Beginning a document or its next version, and saying what the draft is for."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from apps.documents import permissions as may
from apps.documents.models import Document, DraftNode, Version
from apps.documents.selectors import open_version, tree_of
from apps.documents.selectors.codes import is_taken
from apps.documents.services.paper import paper_of_next
from apps.documents.services.readers_kept import copy_readers
from apps.documents.services.searching import known_by_name, text_changed
from apps.documents.workflow import VERSION, State
from kernel import clock
from kernel.content import placeholders
from kernel.content.nodes import Node, normal_form, validate, walk
from kernel.permissions import Actor
from kernel.refusals import BadInput, Conflict, WrongState
from kernel.trail import record


@transaction.atomic
def draft_document(
    *,
    code: str,
    title: str,
    kind: str,
    by: User,
    nodes: Sequence[Node] = (),
    issue: int = 1,
    **facts: Any,
) -> Version:
    """A new document with its first draft; the code is unique within the agency.

    `facts` are further fields of `Document` (level, unit, clauses, parent, origin), and
    `amendment`, `distribution` and `paper` of the version.
    """
    own = {
        name: facts.pop(name) for name in ("amendment", "distribution", "paper") if name in facts
    }
    document = Document(
        code=code.strip(),
        title=title.strip(),
        kind=kind,
        created_by=by,
        created_at=clock.now(),
        **facts,
    )
    may.DRAFT.require(by, over=document)
    if not document.code or not document.title:
        raise BadInput(_("A document needs a code and a title."), clause="7.5.2 a)")
    _keep_under_its_code(document)
    version = _new_version(document, by, issue=issue, origin=document.origin, **own)
    write_nodes(version, nodes, by=by)
    record("documents.draft", version, by=by)
    return version


def _keep_under_its_code(document: Document) -> None:
    """Refuse a code that is used, in whatever case and spaces, or was given at the same moment."""
    sentence = _("The code “%(code)s” is already used; choose another one.")
    used = Conflict(sentence % {"code": document.code}, clause="7.5.2 a)")
    if is_taken(document.code):
        raise used
    try:
        with transaction.atomic():
            document.save(force_insert=True)
    except IntegrityError as error:
        raise used from error


def _new_version(document: Document, by: User, **facts: Any) -> Version:
    version = Version(document=document, author=by, drafted_at=clock.now(), **facts)
    version.save(force_insert=True)
    known_by_name(version)
    return version


@transaction.atomic
def draft_next_version(
    document: Document,
    *,
    by: User,
    amend: bool = False,
    reason: str = "",
    nodes: Sequence[Node] | None = None,
) -> Version:
    """A draft that starts from what was issued last: a new issue, or an amendment of it.

    `nodes` are its text where that comes from elsewhere, such as a newer file.
    """
    may.DRAFT.require(by, over=document)
    Document.objects.select_for_update().get(pk=document.pk)
    if (draft := open_version(document)) is not None:
        raise WrongState(
            _("“%(code)s” already has an open version (%(number)s); finish that one first.")
            % {"code": document.code, "number": draft.number}
        )
    last = (
        document.versions.exclude(in_force_from=None)
        .select_related("content")
        .order_by("-issue", "-amendment")
        .first()
    )
    if last is None:
        raise WrongState(_("Nothing was issued yet that could be changed."))
    version = _new_version(
        document,
        by,
        issue=last.issue if amend else last.issue + 1,
        amendment=last.amendment + 1 if amend else 0,
        base=last,
        origin=last.origin,
        reason=reason,
        distribution=last.distribution,
        paper=paper_of_next(last),
        checker=last.checker if last.checker_id != by.pk else None,
        approver=last.approver if last.approver_id != by.pk else None,
    )
    copy_readers(last, version)
    write_nodes(version, placeholders.thaw(tree_of(last)) if nodes is None else nodes, by=by)
    record("documents.draft_next", version, by=by, note=reason)
    return version


def draft_first_again(document: Document, given_up: Version | None, *, by: User) -> Version:
    """A new first draft of a document of which nothing was issued, in place of one given up."""
    may.DRAFT.require(by, over=document)
    before = given_up or document.versions.order_by("-issue", "-amendment").first()
    version = _new_version(
        document,
        by,
        issue=before.issue if before else 1,
        amendment=before.amendment if before else 0,
        distribution=before.distribution if before else [],
        paper=before.paper if before else {},
    )
    record("documents.draft", version, by=by)
    return version


def write_nodes(version: Version, nodes: Iterable[Node], *, by: Actor) -> None:
    """Put a whole tree into an empty draft, one row per block, in one statement."""
    tree = normal_form(nodes)
    validate(tree)
    parents = {child.id: node.id for node in tree for child in node.children}
    DraftNode.objects.bulk_create(
        DraftNode(
            version=version,
            node_id=node.id,
            parent_id=parents.get(node.id, ""),
            position=position * 1000,
            kind=node.kind,
            body=node.body,
            edited_by=by.pk,
            edited_at=clock.now(),
        )
        for position, node in enumerate(walk(tree), start=1)
    )


@transaction.atomic
def name_signers(
    version: Version, *, checker: User | None, approver: User | None, by: Actor
) -> Version:
    """Say who is asked to check and to approve; they must be able to."""
    version = editable(version, by)
    if checker is not None and not may.CHECK.held_by(checker, over=version):
        raise BadInput(_("%(name)s may not check documents.") % {"name": checker.full_name})
    if approver is not None and not may.APPROVE.held_by(approver, over=version):
        raise BadInput(_("%(name)s may not approve documents.") % {"name": approver.full_name})
    version.checker, version.approver = checker, approver
    version.save(update_fields=["checker", "approver"])
    return version


@transaction.atomic
def describe_change(
    version: Version, *, reason: str, impact: str, distribution: Sequence[str], by: Actor
) -> Version:
    """Why it is changed, what that affects, and who receives it: part of what is approved."""
    version = editable(version, by)
    version.reason, version.impact = reason.strip(), impact.strip()
    version.distribution = [line.strip() for line in distribution if line.strip()]
    version.save(update_fields=["reason", "impact", "distribution"])
    return version


@transaction.atomic
def abandon_draft(version: Version, *, why: str, by: User) -> Version:
    """Give a draft up; its blocks stay readable, it can be taken up again."""
    version = locked(version)
    VERSION.move(version, "abandon", by=by, note=why)
    version.withdrawn_by, version.withdrawn_at, version.withdrawn_why = by, clock.now(), why
    version.save(update_fields=["state", "withdrawn_by", "withdrawn_at", "withdrawn_why"])
    return version


@transaction.atomic
def resume_draft(version: Version, *, by: User) -> Version:
    """Go on with a draft that was given up."""
    version = locked(version)
    VERSION.move(version, "resume", by=by, note=version.withdrawn_why)
    version.withdrawn_by, version.withdrawn_at, version.withdrawn_why = None, None, ""
    version.save(update_fields=["state", "withdrawn_by", "withdrawn_at", "withdrawn_why"])
    return version


def locked_document(document: Document) -> Document:
    """The row as it is now, ours until the transaction ends."""
    return Document.objects.select_for_update().get(pk=document.pk)


def locked(version: Version) -> Version:
    """The row as it is now, ours until the transaction ends: a double click waits and then sees."""
    return (
        Version.objects.select_for_update(of=("self",))
        .select_related("document", "author", "checker", "approver", "content")
        .get(pk=version.pk)
    )


def editable(version: Version, by: Actor) -> Version:
    """The locked row of a draft that this person may write in."""
    version = locked(version)
    may.DRAFT.require(by, over=version)
    if version.state != State.DRAFTING:
        raise WrongState(
            _("The text is closed: the state is “%(state)s”. Reload the page.")
            % {"state": version.get_state_display()}
        )
    text_changed(version)
    return version
