"""Questions about imports: whose they are, and whether one waits for too long."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.core.cache import cache
from django.db.models import Q, QuerySet

from apps.documents.models import Document, ImportBatch, ImportJob, Version
from apps.documents.selectors import visible_documents, visible_versions
from apps.documents.workflow import OPEN, State
from kernel import clock
from kernel.permissions import Actor

WAITING = (ImportJob.State.WAITING, ImportJob.State.READING)
PATIENCE = timedelta(minutes=5)  # a worker that was killed comes back within one


def imports_of(reader: Actor) -> QuerySet[ImportJob]:
    """What this person asked for, and what became a version that this person may see."""
    seen = Q(asked_by=reader.pk) | Q(version__in=visible_versions(reader))
    return ImportJob.objects.filter(seen).select_related(
        "file", "asked_by", "version__document", "batch"
    )


def is_late(job: ImportJob) -> bool:
    """Whether a file has waited so long that its owner should be told."""
    waits = job.state in (ImportJob.State.WAITING, ImportJob.State.READING)
    return waits and clock.now() - job.asked_at > PATIENCE


def note_progress(job: ImportJob, done: int, total: int) -> None:
    """Tell the page how far a reading is; its transaction ends only with the draft."""
    with suppress(Exception):  # nobody's import fails because the cache is away
        cache.set(_key(job), (done, total), 3600)


def show_progress(jobs: Iterable[ImportJob]) -> None:
    """Fill in how far the readings are that still go on."""
    for job in jobs:
        if job.state in (ImportJob.State.WAITING, ImportJob.State.READING):
            with suppress(Exception):
                job.done, job.total = cache.get(_key(job)) or (0, 0)


def _key(job: ImportJob) -> str:
    return f"documents.import.{job.pk}"


def batches_of(reader: Actor) -> QuerySet[ImportBatch]:
    """Your own batches: what is not made yet is nobody else's."""
    return ImportBatch.objects.filter(asked_by=reader.pk).select_related("asked_by")


@dataclass(frozen=True)
class Reviewed:
    """One file of a batch with what is known about it elsewhere."""

    job: ImportJob
    document: Document | None = None  # the one that has its code
    draft: Version | None = None  # which is open there
    before: ImportJob | None = None  # the same file, imported earlier
    title: str = ""  # of the document's next version, unless somebody types another


def review(batch: ImportBatch, reader: Actor) -> list[Reviewed]:
    """The files of a batch, each with the document of its code and its earlier import."""
    jobs = list(batch.jobs.select_related("file", "version__document").order_by("file__name", "pk"))
    show_progress(jobs)
    codes = {_code(job) for job in jobs} - {""}
    documents = {d.code.upper(): d for d in visible_documents(reader).filter(code__in=codes)}
    newest = _open_or_coming(documents.values())
    earlier = ImportJob.objects.filter(
        file__sha256__in=[job.file.sha256 for job in jobs],
        state=ImportJob.State.DONE,
        version__in=visible_versions(reader),
    ).exclude(batch=batch)
    known = {job.file.sha256: job for job in earlier.select_related("file", "version__document")}
    found = []
    for job in jobs:
        document = documents.get(_code(job))
        version = newest.get(document.pk) if document else None
        draft = version if version is not None and version.is_open else None
        title = version.title if version else document.title if document else ""
        found.append(Reviewed(job, document, draft, known.get(job.file.sha256), title))
    return found


def _open_or_coming(documents: Iterable[Document]) -> dict[UUID, Version]:
    """Of each its open version, else the one that is issued and not in force yet."""
    coming = Q(state=State.ISSUED, in_force_from__gt=clock.today())
    rows = Version.objects.filter(Q(state__in=OPEN) | coming, document__in=documents)
    ordered = rows.select_related("document").order_by("issue", "amendment")
    return {version.document_id: version for version in ordered}


def _code(job: ImportJob) -> str:
    guessed = job.report.get("guess", {}).get("code", "")
    return str(job.choice.get("code", guessed)).strip().upper()
