"""Long prints: a worker makes them, tells how far it is, and keeps the file for who asked."""

import logging
import zipfile
from collections.abc import Callable, Iterator, Sequence
from io import BytesIO
from uuid import UUID

from django.conf import settings
from django.db import InterfaceError, OperationalError, transaction
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from apps.documents.models import PrintJob, Version
from apps.documents.selectors import to_print, tree_of
from apps.documents.services.presence import print_progress
from apps.documents.services.rendering import docx_of, kept_pdf, pdf_of
from kernel import clock, links, outbox
from kernel.files.services import store_file
from kernel.notices.services import notify
from kernel.printing.progress import pages_expected, told
from kernel.refusals import BadInput, Refused, WrongState
from kernel.trail import record

WAITS = (PrintJob.State.WAITING, PrintJob.State.PRINTING)
KINDS = ("pdf", "docx", "zip")
MOST = 100  # documents in one archive
EARLIEST = (1980, 1, 1, 0, 0, 0)  # what an archive can date

log = logging.getLogger(__name__)


def is_long(version: Version, what: str) -> bool:
    """Whether the print of this version is a matter for a worker, not for a click."""
    if version.file_id or (what == "pdf" and kept_pdf(version) is not None):
        return False
    return pages_expected(tree_of(version)) > settings.CHUAN_PRINT_AT_ONCE


@transaction.atomic
def ask_print(versions: Sequence[Version], what: str, *, by: User) -> PrintJob:
    """Ask a worker to print; several documents become one archive of their PDFs.

    The same once more while it waits is the job that is there: a double click prints once.
    """
    if not versions or len(versions) > MOST or what not in KINDS:
        raise BadInput(_("Choose between 1 and %(most)s documents to print.") % {"most": MOST})
    if len(versions) > 1:
        what = "zip"
    User.objects.select_for_update().get(pk=by.pk)  # the second click waits here, and then sees
    wanted = {version.pk for version in versions}
    for known in PrintJob.objects.filter(asked_by=by, what=what, state__in=WAITS):
        if {version.pk for version in known.versions.all()} == wanted:
            return known
    job = PrintJob.objects.create(what=what, asked_by=by, asked_at=clock.now())
    job.versions.set(versions)
    record("documents.print", job, by=by, versions=sorted(map(str, wanted)), what=what)
    _send(job)
    return job


@transaction.atomic
def print_again(job: PrintJob, *, by: User) -> PrintJob:
    """Ask once more, after a failure or where it waits for too long."""
    job = PrintJob.objects.select_for_update().get(pk=job.pk, asked_by=by)
    if job.state not in (*WAITS, PrintJob.State.FAILED):
        raise WrongState(_("This was printed already."))
    job.state, job.sentence = PrintJob.State.WAITING, ""
    job.save(update_fields=["state", "sentence"])
    record("documents.print", job, by=by, what=job.what)
    _send(job)
    return job


def _send(job: PrintJob) -> None:
    outbox.send("documents.print", {"job": str(job.pk)}, key=str(job.pk))


@transaction.atomic
def run_print(job_id: str) -> PrintJob:
    """Print what a job asks for; one that is done is left alone.

    Each document is printed as it stands at that moment, with the watermark of that moment. A
    killed worker leaves nothing behind: the message is delivered again.
    """
    job = (
        PrintJob.objects.select_for_update(of=("self",))
        .select_related("asked_by")
        .get(pk=UUID(job_id))
    )
    if job.state not in WAITS:
        return job
    with translation.override(job.asked_by.language):
        try:
            return _print(job)
        except Refused as refusal:
            return _failed(job, str(refusal))
        except (OperationalError, InterfaceError):
            raise  # the database, not the paper: the message is delivered again
        except Exception:
            log.exception("print %s failed", job.pk)
            return _failed(job, str(_("It could not be printed because of a fault. Try again.")))


@transaction.atomic
def _print(job: PrintJob) -> PrintJob:
    ids = job.versions.order_by("document__code").values_list("pk", flat=True)
    versions = [to_print(str(pk)) for pk in ids]
    lengths = [pages_expected(tree_of(version)) for version in versions]
    files = list(_files(job, versions, lengths))
    name, data = files[0] if job.what != "zip" else (_archive_name(job), _archive(files))
    job.file = store_file(data, name, by=job.asked_by)
    job.state, job.done, job.total = PrintJob.State.DONE, sum(lengths), sum(lengths)
    job.save(update_fields=["file", "state", "done", "total"])
    url = links.url_of("documents.printjob", job.pk)
    notify(job.asked_by, _("%(name)s is printed."), url, name=name)
    return job


def _files(
    job: PrintJob, versions: Sequence[Version], lengths: Sequence[int]
) -> Iterator[tuple[str, bytes]]:
    ending = "docx" if job.what == "docx" else "pdf"
    for at, version in enumerate(versions):
        before, length = sum(lengths[:at]), lengths[at]
        with told(_teller(job, before, length, sum(lengths))):
            data = docx_of(version) if ending == "docx" else pdf_of(version)
        name = f"{version.document.code} lần {version.number}.{ending}"
        yield name.replace("/", "-"), data


def _teller(job: PrintJob, before: int, length: int, total: int) -> Callable[[int], None]:
    """Pages of earlier documents, and of this one as many as were expected at most."""
    return lambda page: print_progress(job.pk, before + min(page, length), total)


def _archive_name(job: PrintJob) -> str:
    return f"Tài liệu {clock.now().astimezone(clock.HANOI):%d-%m-%Y %Hh%M}.zip"


def _archive(files: Sequence[tuple[str, bytes]]) -> bytes:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for at, (name, data) in enumerate(files):
            twice = name in archive.namelist()
            archive.writestr(zipfile.ZipInfo(f"{at + 1} {name}" if twice else name, EARLIEST), data)
    return packed.getvalue()


def _failed(job: PrintJob, sentence: str) -> PrintJob:
    job.state, job.sentence = PrintJob.State.FAILED, sentence
    job.save(update_fields=["state", "sentence"])
    url = links.url_of("documents.printjob", job.pk)
    notify(job.asked_by, _("A print you asked for was not made."), url)
    return job
