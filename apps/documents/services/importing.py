"""An existing manual becomes a draft; what found no place waits in the tray: nothing is lost."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from apps.documents import permissions as may
from apps.documents.models import Document, ImportJob, Kind, TrayItem, Version
from apps.documents.selectors.checking import findings_of
from apps.documents.services.drafting import draft_document, editable
from apps.documents.services.editing import add_node
from apps.organization.selectors import placeholder_values
from kernel import clock, links, outbox
from kernel.content.markup import to_inline
from kernel.files.services import read_file, store_file
from kernel.importing import ClauseTitle, Imported, ImportRefused, read_manual
from kernel.notices.services import notify
from kernel.refusals import BadInput
from kernel.trail import record
from library.selectors import clauses

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


@transaction.atomic
def ask_import(data: bytes, name: str, *, by: User) -> ImportJob:
    """Keep the file and ask a worker to read it; an unreadable one is told of on its page."""
    may.DRAFT.require(by)
    if not data:
        raise BadInput(_("The file is empty."))
    job = ImportJob.objects.create(
        file=store_file(data, name, by=by), asked_by=by, asked_at=clock.now()
    )
    outbox.send("documents.import", {"job": str(job.pk)})
    return job


@transaction.atomic
def run_import(job_id: str) -> ImportJob:
    """Read the file of a job into a draft; a job that was done is left alone."""
    job = (
        ImportJob.objects.select_for_update(of=("self",))
        .select_related("file", "asked_by")
        .get(pk=UUID(job_id))
    )
    if job.state in (ImportJob.State.DONE, ImportJob.State.REFUSED):
        return job
    with translation.override(job.asked_by.language):
        try:
            found = read_manual(read_file(job.file), job.file.name, clause_titles())
        except ImportRefused as refusal:
            return _refused(job, str(refusal))
        version = _draft_from(found, job.file.name, job.asked_by)
        job.report = report_of(found, version)
    job.version, job.state = version, ImportJob.State.DONE
    job.done = job.total = found.report.characters
    job.save(update_fields=["version", "state", "done", "total", "report"])
    sentence = _("%(name)s was read; the draft is ready.")
    url = links.url_of("documents.version", version.pk)
    notify(job.asked_by, sentence, url, name=job.file.name)
    return job


def _refused(job: ImportJob, sentence: str) -> ImportJob:
    job.state, job.sentence = ImportJob.State.REFUSED, sentence
    job.save(update_fields=["state", "sentence"])
    return job


def clause_titles() -> list[ClauseTitle]:
    """The clause tree as the importer asks for it."""
    return [ClauseTitle(c.number, c.title_vi, c.title_en, c.parent) for c in clauses()]


def _draft_from(found: Imported, name: str, by: User) -> Version:
    cover = found.cover
    kind = KINDS.get(cover.kind, Kind.MANUAL if found.clause_rows else Kind.OTHER)
    code = _free_code(cover.code or ("STCL" if kind == Kind.MANUAL else "TL"))
    version = draft_document(
        code=code,
        title=(cover.title or name)[:300].capitalize()
        if cover.title.isupper()
        else (cover.title or name)[:300],
        kind=kind,
        level=LEVELS.get(kind, 2),
        issue=cover.issue or 1,
        distribution=[recipient.name[:200] for recipient in cover.distribution],
        nodes=found.nodes,
        by=by,
    )
    TrayItem.objects.bulk_create(
        TrayItem(version=version, position=item.start, text=item.text, hint=str(item.reason)[:200])
        for item in found.tray
    )
    record("documents.import", version, by=by, note=name)
    return version


def _free_code(wanted: str) -> str:
    """The code as printed, or the next free one beside it: two imports never fight over it."""
    wanted = wanted.strip()[:40]
    taken = set(Document.objects.filter(code__startswith=wanted).values_list("code", flat=True))
    if wanted not in taken:
        return wanted
    return next(code for n in range(2, 1000) if (code := f"{wanted} ({n})") not in taken)


def report_of(found: Imported, version: Version) -> dict[str, Any]:
    """What was found and what a first look complains about, as plain data for page and command."""
    report, cover = found.report, found.cover
    lint = findings_of(version, found.nodes, placeholder_values())
    return {
        "characters": report.characters,
        "placed": report.placed,
        "syntax": report.syntax,
        "in_tray": report.in_tray,
        "encoding": report.encoding,
        "counts": report.counts,
        "cover": {
            "agency": cover.agency,
            "title": cover.title,
            "code": cover.code,
            "issue": cover.issue,
            "issued_on": cover.issued_on.strftime("%d/%m/%Y") if cover.issued_on else "",
            "signers": [[s.label, s.name, s.post] for s in cover.signers],
        },
        "doubtful": [
            {"row": r.row, "printed": r.printed, "clause": r.clause, "title": r.title}
            for r in report.doubtful
        ],
        "findings": [str(f.sentence) for f in (*report.findings, *found.warnings)],
        "lint": [{"severity": f.severity, "sentence": f.sentence, "node": f.node_id} for f in lint],
    }


@transaction.atomic
def place_item(item: TrayItem, *, after: str, by: User) -> TrayItem:
    """Put a piece of the tray into the text, behind a block."""
    version = editable(item.version, by)
    item = TrayItem.objects.select_for_update().get(pk=item.pk)
    if item.placed_at is None:
        text = to_inline(item.text.replace("\\", "\\\\"))
        node = add_node(version, "paragraph", {"text": text}, after=after, by=by)
        item.placed_at, item.placed_by, item.node_id = clock.now(), by.pk, node.node_id
        item.save(update_fields=["placed_at", "placed_by", "node_id"])
    return item


@transaction.atomic
def set_aside(item: TrayItem, *, why: str, by: User) -> TrayItem:
    """Leave a piece out, with a reason; its text stays readable in the tray."""
    editable(item.version, by)
    if not why.strip():
        raise BadInput(_("Say why this piece is left out."))
    item.placed_at, item.placed_by, item.why = clock.now(), by.pk, why.strip()[:300]
    item.save(update_fields=["placed_at", "placed_by", "why"])
    record("documents.set_aside", item.version, by=by, note=why)
    return item
