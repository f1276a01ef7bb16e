"""A newer file of a document that is there: the next version on its chain, ids kept."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from apps.documents import permissions as may
from apps.documents.models import Document, Version
from apps.documents.selectors import open_version, tree_of
from apps.documents.services.drafting import (
    abandon_draft,
    draft_first_again,
    draft_next_version,
    locked_document,
    write_nodes,
)
from apps.documents.services.naming import good_title, rename_document
from apps.documents.workflow import State
from kernel.content.nodes import Node, normal_form, walk
from kernel.importing import keep_ids
from kernel.refusals import WrongState


def version_again(
    document: Document,
    nodes: Sequence[Node],
    *,
    by: User,
    replace: bool,
    note: str,
    paper: Mapping[str, Any],
    title: str = "",
) -> tuple[Version, dict[str, str]]:
    """A draft with this text on the document's chain, and which id each block has now.

    An open draft is in the way unless it is to be replaced: then it is given up, and stays
    readable with its text. What was sent already is finished or taken back first. With a `title`
    it is renamed as its author would do it; without, it is called as what it follows or replaces.
    """
    may.DRAFT.require(by, over=document)
    document = locked_document(document)
    draft = open_version(document)
    old = tree_of(draft) if draft is not None else []
    if draft is not None:
        _give_up(draft, replace=replace, by=by, note=note)
    last = document.versions.exclude(in_force_from=None).order_by("-issue", "-amendment").first()
    given = normal_form(nodes)
    kept = keep_ids(normal_form(tree_of(last) if last else old), given)
    if last is not None:
        version = draft_next_version(document, by=by, nodes=kept)
    else:
        version = draft_first_again(document, draft, by=by)
        write_nodes(version, kept, by=by)
    if paper:
        version.paper = {**version.paper, **paper}
        version.save(update_fields=["paper"])
    version = _called(version, title, draft, by)
    return version, {a.id: b.id for a, b in zip(walk(given), walk(kept), strict=True)}


def _called(version: Version, title: str, given_up: Version | None, by: User) -> Version:
    """Another title than it has counts by the rules of renaming; other spaces are none."""
    before = given_up or version
    wanted = good_title(title or before.title)
    renamed = wanted if wanted != good_title(version.title) else None
    return rename_document(version, title=renamed, clauses=before.clauses, by=by)


def _give_up(draft: Version, *, replace: bool, by: User, note: str) -> None:
    if draft.state != State.DRAFTING:
        raise WrongState(
            _("“%(code)s” is being checked or approved (%(number)s); finish or take it back first.")
            % {"code": draft.document.code, "number": draft.number}
        )
    if not replace:
        raise WrongState(
            _("“%(code)s” has an open draft (%(number)s); choose to replace it, or finish it.")
            % {"code": draft.document.code, "number": draft.number}
        )
    abandon_draft(draft, why=str(_("Replaced by the file “%(name)s”.") % {"name": note}), by=by)
