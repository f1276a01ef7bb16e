"""The documents of a draft: their heads, their order, whole files in, left out and put back."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kernel import clock
from kernel.content.canonical import sha256
from kernel.content.nodes import Node, as_json
from kernel.permissions import Actor
from kernel.refusals import BadInput, Conflict
from kernel.trail import record
from library import permissions as may
from library import reading
from library.drafting.blocks import frozen, unreadable
from library.drafting.opening import STEP, document_of, writable
from library.models import DraftDocument, PackageDraft

LARGEST: Final = 2 * 1024 * 1024  # bytes; the longest manual we ship has a tenth of it
RECORDS: Final = ("records.yaml", "records.yml")
HEAD: Final = (
    "code",
    "title",
    "document_kind",
    "level",
    "layout",
    "kind_name",
    "parent",
    "clauses",
    "distribution",
    "grounds",
    "authority",
)


@transaction.atomic
def set_head(
    document: DraftDocument, facts: Mapping[str, Any], *, revision: int, by: Actor
) -> DraftDocument:
    """Code, title and what else stands around the text; `facts` are fields of HEAD.

    Raises Conflict when somebody else changed the document meanwhile.
    """
    writable(document.draft, by)
    document = DraftDocument.objects.select_for_update().get(pk=document.pk)
    changed = {name: facts[name] for name in HEAD if getattr(document, name) != facts[name]}
    if not changed:
        return document
    if document.revision != revision:
        raise Conflict(
            _("%(name)s changed this document meanwhile. What you typed is kept; compare the two.")
            % {"name": document.edited_by_name}
        )
    for name, value in changed.items():
        setattr(document, name, value)
    record("library.draft_head", document.draft, by=by, document=document.key, changed=changed)
    return _saved(document, by)


@transaction.atomic
def take_files(draft: PackageDraft, texts: Mapping[str, str], *, by: Actor) -> None:
    """Several files by their names, all or none; `records.yaml` holds the record types."""
    for name, text in texts.items():
        if name.lower() in RECORDS:
            take_records(draft, text, by=by)
        else:
            take_file(draft, text, name, by=by)


@transaction.atomic
def take_file(draft: PackageDraft, text: str, name: str, *, by: Actor) -> DraftDocument:
    """One document from its Markdown file; its key is the name of the file without its ending.

    The document of that key is replaced; where there is none, it is added at the end. Raises
    BadInput naming line and reason: nothing is taken over then.
    """
    draft, path = writable(draft, by), Path(Path(name.replace("\\", "/")).name)
    if len(text.encode()) > LARGEST:
        raise BadInput(
            _("The file is larger than 2 MB: split the document, or leave out pictures.")
        )
    text = text.lstrip("\ufeff").replace("\r\n", "\n")
    try:
        read = reading.read_document_text(text, path, reading.read_placeholders())
    except reading.ReadingError as error:
        raise unreadable(error, text) from error
    return put_document(draft, read.meta, list(read.nodes), by=by, note=path.name)


@transaction.atomic
def put_document(
    draft: PackageDraft, meta: Mapping[str, Any], nodes: list[Node], *, by: Actor, note: str = ""
) -> DraftDocument:
    """This text under this key, in the place of what is there or at the end."""
    grant = may_write(draft, by)
    found = draft.documents.select_for_update().filter(key=meta["key"]).first()
    row = document_of(draft, meta, nodes, by, position=found.position if found else _end_of(draft))
    if found is not None:
        row.pk, row.revision, row.taken_out = found.pk, found.revision, found.taken_out
        row._state.adding = False
        row.taken_out = [*_gone(found, nodes), *found.taken_out]
    action = "library.draft_replace" if found else "library.draft_add"
    record(action, draft, by=by, grant=grant, note=note, document=meta["key"])
    return _saved(row, by)


@transaction.atomic
def leave_out(document: DraftDocument, *, by: Actor) -> DraftDocument:
    """The next version will not have it; it stays below the others and can be put back."""
    writable(document.draft, by)
    document.removed = True
    document.save(update_fields=["removed"])
    record("library.draft_leave_out", document.draft, by=by, document=document.key)
    return document


@transaction.atomic
def put_back(document: DraftDocument, *, by: Actor) -> DraftDocument:
    """The next version has it again."""
    writable(document.draft, by)
    document.removed = False
    document.save(update_fields=["removed"])
    record("library.draft_put_back", document.draft, by=by, document=document.key)
    return document


@transaction.atomic
def move_document(document: DraftDocument, *, up: bool, by: Actor) -> None:
    """Swap it with its neighbour in the order of the package."""
    draft = writable(document.draft, by)
    rows = list(draft.documents.filter(removed=False).defer("content", "taken_out"))
    at = next((n for n, row in enumerate(rows) if row.pk == document.pk), None)
    to = -1 if at is None else at - 1 if up else at + 1
    if at is None or not 0 <= to < len(rows):
        return
    rows[at], rows[to] = rows[to], rows[at]
    for position, row in enumerate(rows, start=1):
        row.position = position * STEP
    DraftDocument.objects.bulk_update(rows, ["position"])
    record("library.draft_move", draft, by=by, document=document.key, up=up)


@transaction.atomic
def take_records(draft: PackageDraft, text: str, *, by: Actor) -> PackageDraft:
    """The record types of the package from their YAML file, all of them anew."""
    draft = writable(draft, by)
    text = text.lstrip("\ufeff").replace("\r\n", "\n")
    try:
        read = reading.read_record_types(text, Path("records.yaml"))
    except reading.ReadingError as error:
        raise unreadable(error, text) from error
    draft.records = [each.facts for each in read]
    draft.save(update_fields=["records"])
    record("library.draft_records", draft, by=by, count=len(read))
    return draft


@transaction.atomic
def say_what_is_new(draft: PackageDraft, note: str, *, by: Actor) -> PackageDraft:
    """The note of the next version, which agencies read before they look at it."""
    draft = writable(draft, by)
    draft.note = note.strip()
    draft.save(update_fields=["note"])
    return draft


def may_write(draft: PackageDraft, by: Actor) -> Any:
    """The grant to write in a draft that is open; see `writable`."""
    writable(draft, by)
    return may.WRITE.require(by)


def _saved(document: DraftDocument, by: Actor) -> DraftDocument:
    document.sha256 = sha256(frozen(document))
    document.revision += 1
    document.edited_at, document.edited_by = clock.now(), by.pk
    document.edited_by_name = by.full_name
    document.save()
    return document


def _gone(found: DraftDocument, nodes: list[Node]) -> list[dict[str, Any]]:
    """Blocks that a file replaced without having them, to be put back one by one."""
    there = {node.id for node in nodes}
    before, gone = "", []
    for node in found.nodes:
        if node.id not in there:
            gone.append({"node": as_json(node), "behind": ("", before)})
        before = node.id
    return gone


def _end_of(draft: PackageDraft) -> int:
    last = draft.documents.order_by("-position").values_list("position", flat=True).first()
    return (last or 0) + STEP
