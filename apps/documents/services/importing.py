"""An existing manual becomes a draft; what found no place waits in the tray: nothing is lost."""

import logging
from functools import partial
from uuid import UUID

from django.db import IntegrityError, InterfaceError, OperationalError, transaction
from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from apps.documents import permissions as may
from apps.documents.models import ImportBatch, ImportJob, Version
from apps.documents.selectors.codes import is_taken
from apps.documents.selectors.importing import note_progress
from apps.documents.services.import_draft import draft_chosen, draft_from
from apps.documents.services.import_report import reading_of, report_of
from apps.documents.workflow import State
from kernel import clock, links, outbox
from kernel.content.canonical import sha256
from kernel.db import alone
from kernel.files.services import forget_bytes, read_file, store_file
from kernel.importing import (
    MAX_BYTES,
    ClauseTitle,
    Imported,
    ImportRefused,
    read_manual,
)
from kernel.notices.services import notify
from kernel.refusals import BadInput, Refused, WrongState
from kernel.secrecy import KeptOut, refuse_secrets
from kernel.trail import record
from library.selectors import clauses

WAITS = (ImportJob.State.WAITING, ImportJob.State.READING)

log = logging.getLogger(__name__)


@transaction.atomic
def ask_import(data: bytes, name: str, *, by: User) -> ImportJob:
    """Keep the file and ask a worker to read it; an unreadable one is told of on its page.

    The same file again, while it waits or its draft is being written, is the import that is there:
    a double click makes one draft.
    """
    may.DRAFT.require(by)
    refuse_size(len(data))
    User.objects.select_for_update().get(pk=by.pk)  # the second click waits here, and then sees
    if (known := _same_import(sha256(data), by)) is not None:
        return known
    job = ImportJob.objects.create(
        file=store_file(data, name or "?", by=by), asked_by=by, asked_at=clock.now()
    )
    send_job(job)
    return job


def refuse_size(size: int) -> None:
    """Say what is wrong with a size in bytes, before a single byte is read."""
    if not size:
        raise BadInput(_("The file is empty."))
    if size > MAX_BYTES:
        raise BadInput(
            _(
                "The file has %(size)s MB; at most %(limit)s MB can be imported."
                " Pictures make a file large: compress them in Word (Picture Format, Compress"
                " Pictures) or cut the file in two."
            )
            % {"size": -(-size // 2**20), "limit": MAX_BYTES // 2**20}
        )


def _same_import(sha: str, by: User) -> ImportJob | None:
    waits = Q(state__in=WAITS)
    written = Q(state=ImportJob.State.DONE, version__state=State.DRAFTING)
    return ImportJob.objects.filter(waits | written, file__sha256=sha, asked_by=by).first()


@transaction.atomic
def ask_again(job: ImportJob, *, by: User) -> ImportJob:
    """Have the kept file read once more, after a failure or where it waits for too long."""
    may.DRAFT.require(by)
    job = ImportJob.objects.select_for_update(of=("self",)).get(pk=job.pk)
    if job.state not in (*WAITS, ImportJob.State.FAILED):
        raise WrongState(_("This file was read already."))
    job.state, job.sentence = ImportJob.State.WAITING, ""
    job.save(update_fields=["state", "sentence"])
    send_job(job)
    return job


def send_job(job: ImportJob) -> None:
    """Promise that a worker takes the job up."""
    outbox.send("documents.import", {"job": str(job.pk)}, key=str(job.pk))


@transaction.atomic
def run_import(job_id: str, *, language: str = "", at_once: bool = False) -> ImportJob:
    """Read the file of a job into a draft; a job that was done is left alone.

    A file of a batch is only read until somebody looked it over, and so is one whose code another
    document has; with `at_once` that one becomes a draft under the next free code.

    Sentences are in `language`, by default that of the person who asked. A killed worker leaves
    nothing behind: the job waits, and is read when its message is delivered again.
    """
    job = (
        ImportJob.objects.select_for_update(of=("self",))
        .select_related("file", "asked_by", "batch", "document")
        .get(pk=UUID(job_id))
    )
    if job.state not in WAITS:
        return job
    with translation.override(language or job.asked_by.language):
        try:
            return _read(job, at_once=at_once)
        except KeptOut as refusal:
            return _kept_out(job, refusal)
        except Refused as refusal:
            return _back_to_review(job, refusal)
        except ImportRefused as refusal:
            return _ended(job, ImportJob.State.REFUSED, str(refusal))
        except (OperationalError, InterfaceError, IntegrityError):
            raise  # the database, not the file: the message is delivered again
        except Exception:
            log.exception("import %s failed", job.pk)
            sentence = _(
                "The file could not be read because of a fault of the software. The file is kept: "
                "try again, or tell the administrator the time of this attempt."
            )
            return _ended(job, ImportJob.State.FAILED, str(sentence))


@transaction.atomic
def _read(job: ImportJob, *, at_once: bool) -> ImportJob:
    """All of it or nothing: a draft from which a character is missing is not kept."""
    found = read_manual(
        read_file(job.file), job.file.name, clause_titles(), progress=partial(note_progress, job)
    )
    found.check_complete()
    refuse_secrets(found.source.split("\n"), name=job.file.name)
    alone("documents.import")  # two at once would choose the same free code
    forms: list[Version] = []
    if job.choice.get("make"):
        version, forms = draft_chosen(found, job.file.name, job.choice, job.document, job.asked_by)
    elif job.batch is not None or (not at_once and is_taken(found.cover.code or "?")):
        return _waits_for_review(job, found)
    else:
        version = draft_from(found, job.file.name, job.asked_by)
    job.version, job.report = version, report_of(found, version) | {
        "forms": [{"code": f.document.code, "title": f.document.title, "version": str(f.pk)}
                  for f in forms],
    }  # fmt: skip
    job.done = job.total = found.report.characters
    job.state = ImportJob.State.DONE
    job.save(update_fields=["version", "state", "done", "total", "report"])
    sentence = _("%(name)s was read; the draft is ready.")
    url = links.url_of("documents.version", version.pk)
    notify(job.asked_by, sentence, url, name=job.file.name)
    return job


def _waits_for_review(job: ImportJob, found: Imported) -> ImportJob:
    """What was recognised is shown first; nothing is made of it before somebody says so."""
    if job.batch is None:
        job.batch = ImportBatch.objects.create(
            name=job.file.name[:200], asked_by=job.asked_by, asked_at=job.asked_at
        )
    job.report, job.state = reading_of(found, job.file.name), ImportJob.State.READ
    job.done = job.total = found.report.characters
    job.save(update_fields=["state", "done", "total", "report", "batch"])
    if not job.batch.jobs.filter(state__in=WAITS).exists():
        url = links.url_of("documents.importbatch", job.batch.pk)
        notify(job.asked_by, _("%(name)s was read; look it over."), url, name=job.batch.name)
    return job


def _kept_out(job: ImportJob, refusal: KeptOut) -> ImportJob:
    """A secret that was uploaded by mistake does not stay on the disk of this system."""
    record("documents.kept_out", job, by=job.asked_by, note=refusal.clause)
    ended = _ended(job, ImportJob.State.REFUSED, str(refusal))
    forget_bytes(job.file)
    return ended


def _back_to_review(job: ImportJob, refusal: Refused) -> ImportJob:
    """A draft that could not be made as it was chosen can be chosen otherwise."""
    if not job.choice.get("make") or job.batch is None:
        return _ended(job, ImportJob.State.REFUSED, str(refusal))
    report = ImportJob.objects.values_list("report", flat=True).get(pk=job.pk)
    job.choice = job.choice | {"make": False}
    job.version, job.state, job.sentence, job.report = (
        None,
        ImportJob.State.READ,
        str(refusal),
        report,
    )
    job.save(update_fields=["state", "sentence", "choice"])
    url = links.url_of("documents.importbatch", job.batch.pk)
    notify(job.asked_by, _("%(name)s was not imported."), url, name=job.file.name)
    return job


def _ended(job: ImportJob, state: ImportJob.State, sentence: str) -> ImportJob:
    job.version, job.report, job.done, job.total = None, {}, 0, 0
    job.state, job.sentence = state, sentence
    job.save(update_fields=["state", "sentence"])
    url = links.url_of("documents.importjob", job.pk)
    notify(job.asked_by, _("%(name)s was not imported."), url, name=job.file.name)
    return job


def clause_titles() -> list[ClauseTitle]:
    """The clause tree as the importer asks for it."""
    return [ClauseTitle(c.number, c.title_vi, c.title_en, c.parent) for c in clauses()]
