"""What was read from a file becomes a draft with its tray, as the cover or a person says."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any, Final

from accounts.models import User
from apps.documents.models import KIND_NAMES, Document, Kind, TrayItem, Version
from apps.documents.selectors import codes_taken
from apps.documents.selectors.codes import is_taken
from apps.documents.services.drafting import draft_document
from apps.documents.services.import_again import version_again
from apps.documents.services.paper import LABELS
from kernel.content.nodes import Node, images
from kernel.files.services import store_file
from kernel.ids import new_id
from kernel.importing import Cover, FoundForm, Imported, found_forms, in_small_letters
from kernel.trail import record

KINDS = {
    "manual": Kind.MANUAL,
    "procedure": Kind.PROCEDURE,
    "policy": Kind.POLICY,
    "objectives": Kind.OBJECTIVES_PLAN,
    "instruction": Kind.INSTRUCTION,
    "form": Kind.FORM,
}
LEVELS = {
    Kind.MANUAL: 1,
    Kind.POLICY: 1,
    Kind.OBJECTIVES_PLAN: 1,
    Kind.FORM: 3,
    Kind.INSTRUCTION: 3,
}
_CODE_IN_NAME: Final = re.compile(
    r"(?<![A-Z0-9])(?P<code>[A-ZĐ]{2,5}(?:[.\-][A-Z0-9Đ]{1,6}){1,4})(?![A-Z0-9])"
)


@dataclass(frozen=True, slots=True)
class Guess:
    """What a file seems to be, before anybody looked."""

    kind: str
    code: str
    title: str


def guess(found: Imported, name: str) -> Guess:
    """Kind, code and title as the cover says, else as the name of the file does."""
    cover, stem = found.cover, PurePath(name.replace("\\", "/")).stem
    named = _CODE_IN_NAME.search(stem.upper())
    kind = KINDS.get(cover.kind, Kind.MANUAL if found.clause_rows else Kind.OTHER)
    code = cover.code or (named["code"] if named else "")
    rest = stem.replace(stem[named.start() : named.end()], " ") if named else stem
    named_so = " ".join(rest.replace("_", " ").split()).strip(" -–.") or stem
    title = _title(cover.title or named_so, found)
    if kind == Kind.OTHER and code:
        kind = {"QT": Kind.PROCEDURE, "BM": Kind.FORM, "HD": Kind.INSTRUCTION}.get(code[:2], kind)
    return Guess(kind, code, title)


def draft_from(found: Imported, name: str, by: User) -> Version:
    """A draft under the code that is printed, with what found no place in its tray."""
    cover = found.cover
    kind = KINDS.get(cover.kind, Kind.MANUAL if found.clause_rows else Kind.OTHER)
    code = _free_code(cover.code or ("STCL" if kind == Kind.MANUAL else "TL"))
    version = _drafted(found, found.nodes, code, _title(cover.title or name, found), kind, by)
    _fill_tray(version, found, {}, by)
    record("documents.import", version, by=by, note=name)
    return version


def draft_chosen(
    found: Imported,
    name: str,
    choice: Mapping[str, Any],
    document: Document | None,
    by: User,
) -> tuple[Version, list[Version]]:
    """The draft a person chose, and those of the forms that stood behind it."""
    nodes, forms = found_forms(found.nodes) if choice["forms"] else (list(found.nodes), [])
    known = codes_taken()
    kept = [form for form in forms if is_taken(form.code, known)]
    for form in kept:  # what exists already is no second document: it stays where it stood
        nodes += [Node(new_id().hex, "pagebreak", {}), *form.whole]
    ids: dict[str, str] = {}
    if document is None:
        kind = str(choice["kind"])
        version = _drafted(
            found, nodes, str(choice["code"]), str(choice["title"]), kind, by, choice["unit"]
        )
    else:
        _keep_pictures(found, nodes, by)
        version, ids = version_again(
            document, nodes, by=by, replace=choice["way"] == "replace", note=name,
            paper=_paper(found.cover), title=str(choice["title"]),
        )  # fmt: skip
    _fill_tray(version, found, ids, by)
    record("documents.import", version, by=by, note=name)
    made = [_form(form, version, found, by) for form in forms if form not in kept]
    return version, made


def _drafted(
    found: Imported,
    nodes: Sequence[Node],
    code: str,
    title: str,
    kind: str,
    by: User,
    unit: str = "",
) -> Version:
    cover = found.cover
    _keep_pictures(found, nodes, by)
    return draft_document(
        code=code,
        title=title,
        kind=kind,
        level=LEVELS.get(Kind(kind), 2),
        unit_id=unit or None,
        issue=cover.issue or 1,
        amendment=cover.amendment or 0,
        distribution=[recipient.name[:200] for recipient in cover.distribution],
        paper=_paper(cover),
        nodes=nodes,
        by=by,
    )


def _form(form: FoundForm, of: Version, found: Imported, by: User) -> Version:
    _keep_pictures(found, form.nodes, by)
    version = draft_document(
        code=form.code[:50],
        title=form.title[:300],
        kind=Kind.FORM,
        level=LEVELS[Kind.FORM],
        unit_id=of.document.unit_id,
        parent=of.document,
        nodes=form.nodes,
        by=by,
    )
    record("documents.import", version, by=by, note=of.document.code)
    return version


def _keep_pictures(found: Imported, nodes: Sequence[Node], by: User) -> None:
    """Store the pictures that these blocks show; the same picture twice is one file on disk."""
    for sha in set(images(nodes)) & set(found.pictures):
        picture = found.pictures[sha]
        store_file(picture.data, f"{sha[:12]}.{picture.type.rpartition('/')[2]}", by=by)


def _fill_tray(version: Version, found: Imported, ids: Mapping[str, str], by: User) -> None:
    for item in found.tray:
        _keep_pictures(found, item.nodes, by)
    placed = {node.node_id for node in version.nodes.only("node_id")}
    TrayItem.objects.bulk_create(
        TrayItem(
            version=version,
            position=item.start,
            text=item.text,
            nodes=[{"kind": node.kind, "body": node.body} for node in item.nodes],
            hint=str(item.reason)[:200],
            node_id=_behind(ids.get(before := found.node_before(item.start), before), placed),
        )
        for item in found.tray
    )


def _behind(node_id: str, placed: set[str]) -> str:
    """The block a piece stood behind, "" where that went into a form."""
    return node_id if node_id in placed else ""


def _title(printed: str, found: Imported) -> str:
    """As we call it where it is a name of ours, else as its document writes these words."""
    known = {name.upper(): name for name in KIND_NAMES.values()}
    return (known.get(printed) or in_small_letters(printed, found.source.splitlines()))[:300]


def _paper(cover: Cover) -> dict[str, Any]:
    """The labels of the approval table and the revisions, which the paper goes on showing."""
    labels = {signer.role: signer.label for signer in cover.signers}
    found = [labels.get(role, "") for role in ("author", "checker", "approver")]
    revisions = [
        {"page": r.page, "item": r.item, "summary": r.summary, "caption": r.caption}
        for r in cover.revisions
    ]
    return {
        **({"labels": found} if all(found) and tuple(found) != LABELS else {}),
        **({"revisions": revisions} if revisions else {}),
    }


def _free_code(wanted: str) -> str:
    """The code as printed, or the next free one beside it: two imports never fight over it."""
    wanted, taken = wanted.strip()[:40], codes_taken()
    if not is_taken(wanted, taken):
        return wanted
    return next(code for n in range(2, 1000) if not is_taken(code := f"{wanted} ({n})", taken))
