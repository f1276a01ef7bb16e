"""What was read from a file becomes a draft with its tray, as the cover says."""

from typing import Any

from accounts.models import User
from apps.documents.models import Kind, TrayItem, Version
from apps.documents.selectors import codes_taken
from apps.documents.selectors.codes import is_taken
from apps.documents.services.drafting import draft_document
from apps.documents.services.paper import KIND_NAMES, LABELS
from kernel.importing import Cover, Imported
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


def draft_from(found: Imported, name: str, by: User) -> Version:
    """A draft under the code that is printed, with what found no place in its tray."""
    cover = found.cover
    kind = KINDS.get(cover.kind, Kind.MANUAL if found.clause_rows else Kind.OTHER)
    version = draft_document(
        code=_free_code(cover.code or ("STCL" if kind == Kind.MANUAL else "TL")),
        title=_title(cover.title or name),
        kind=kind,
        level=LEVELS.get(kind, 2),
        issue=cover.issue or 1,
        amendment=cover.amendment or 0,
        distribution=[recipient.name[:200] for recipient in cover.distribution],
        paper=_paper(cover),
        nodes=found.nodes,
        by=by,
    )
    TrayItem.objects.bulk_create(
        TrayItem(
            version=version,
            position=item.start,
            text=item.text,
            nodes=[{"kind": node.kind, "body": node.body} for node in item.nodes],
            hint=str(item.reason)[:200],
            node_id=found.node_before(item.start),
        )
        for item in found.tray
    )
    record("documents.import", version, by=by, note=name)
    return version


def _title(printed: str) -> str:
    """As printed: only of names that we know ourselves it is sure how small letters write them."""
    known = {name.upper(): name for name in KIND_NAMES.values()}
    return known.get(printed, printed)[:300]


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
