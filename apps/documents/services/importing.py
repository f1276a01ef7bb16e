"""An existing manual becomes a draft; what found no place waits in the tray: nothing is lost."""

import logging
from uuid import UUID

from django.db import IntegrityError, InterfaceError, OperationalError, connection, transaction
from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from apps.documents import permissions as may
from apps.documents.models import ImportJob
from apps.documents.services.import_draft import draft_from
from apps.documents.services.import_report import report_of
from apps.documents.workflow import State
from kernel import clock, links, outbox
from kernel.content.canonical import sha256
from kernel.files.services import read_file, store_file
from kernel.importing import (
    MAX_BYTES,
    ClauseTitle,
    ImportRefused,
    read_manual,
)
from kernel.notices.services import notify
from kernel.refusals import BadInput, Refused, WrongState
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
    _send(job)
    return job


def refuse_size(size: int) -> None:
    """Say what is wrong with a size in bytes, before a single byte is read."""
    if not size:
        raise BadInput(_("The file is empty."))
    if size > MAX_BYTES:
        raise BadInput(
            _("The file has %(size)s MB; at most %(limit)s MB can be imported.")
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
    _send(job)
    return job


def _send(job: ImportJob) -> None:
    outbox.send("documents.import", {"job": str(job.pk)}, key=str(job.pk))


@transaction.atomic
def run_import(job_id: str, *, language: str = "") -> ImportJob:
    """Read the file of a job into a draft; a job that was done is left alone.

    Sentences are in `language`, by default that of the person who asked. A killed worker leaves
    nothing behind: the job waits, and is read when its message is delivered again.
    """
    job = (
        ImportJob.objects.select_for_update(of=("self",))
        .select_related("file", "asked_by")
        .get(pk=UUID(job_id))
    )
    if job.state not in WAITS:
        return job
    with translation.override(language or job.asked_by.language):
        try:
            return _read(job)
        except (ImportRefused, Refused) as refusal:
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
def _read(job: ImportJob) -> ImportJob:
    """All of it or nothing: a draft from which a character is missing is not kept."""
    found = read_manual(read_file(job.file), job.file.name, clause_titles())
    found.check_complete()
    _one_at_a_time()
    version = draft_from(found, job.file.name, job.asked_by)
    job.version, job.report = version, report_of(found, version)
    job.done = job.total = found.report.characters
    job.state = ImportJob.State.DONE
    job.save(update_fields=["version", "state", "done", "total", "report"])
    sentence = _("%(name)s was read; the draft is ready.")
    url = links.url_of("documents.version", version.pk)
    notify(job.asked_by, sentence, url, name=job.file.name)
    return job


def _one_at_a_time() -> None:
    """Two imports of one agency would choose the same free code."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtext('documents.import'), hashtext(current_schema()))"
        )


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
