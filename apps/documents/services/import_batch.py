"""Several files at once: kept, read by workers, looked over, and only then made into drafts."""

import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from apps.documents import permissions as may
from apps.documents.models import Document, ImportBatch, ImportJob, Kind
from apps.documents.selectors import visible_documents
from apps.documents.services.importing import refuse_size, send_job
from apps.organization.selectors import active_units
from kernel import clock
from kernel.content.canonical import sha256
from kernel.files.services import store_file
from kernel.files.types import media_type
from kernel.refusals import BadInput, WrongState

MAX_FILES: Final = 60
MAX_UNPACKED: Final = 60 * 2**20  # bytes, all files of a ZIP together
_JUNK: Final = ("__macosx", ".ds_store", "thumbs.db", "desktop.ini")
_DAMAGED: Final = (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, EOFError)
WAYS: Final = ("new", "next", "replace")  # a new document, a new version, instead of an open draft


@transaction.atomic
def ask_batch(files: Sequence[tuple[bytes, str]], *, by: User) -> ImportBatch:
    """Keep the files, also those of a ZIP, and have each read; nothing is made of them yet."""
    may.DRAFT.require(by)
    unpacked = [one for data, name in files for one in _unpacked(data, name)]
    if not unpacked:
        raise BadInput(_("Choose a file first."))
    if len(unpacked) > MAX_FILES:
        raise BadInput(
            _("At most %(limit)s files can be imported at once; these are %(count)s.")
            % {"limit": MAX_FILES, "count": len(unpacked)}
        )
    User.objects.select_for_update().get(pk=by.pk)  # the second click waits here, and then sees
    if (known := _same_batch(unpacked, by)) is not None:
        return known
    batch = ImportBatch.objects.create(
        name=_name_of(files)[:200], asked_by=by, asked_at=clock.now()
    )
    seen: set[str] = set()
    for data, name in unpacked:
        if (digest := sha256(data)) in seen:
            continue  # the same file under two names is one document
        seen.add(digest)
        job = ImportJob.objects.create(
            file=store_file(data, name or "?", by=by),
            batch=batch,
            asked_by=by,
            asked_at=batch.asked_at,
        )
        send_job(job)
    return batch


def _name_of(files: Sequence[tuple[bytes, str]]) -> str:
    names = [name for _data, name in files if name]
    return ", ".join(names) or "?"


def _same_batch(files: Sequence[tuple[bytes, str]], by: User) -> ImportBatch | None:
    """The batch that a second click would make again: the same files, not yet made into drafts."""
    last = ImportBatch.objects.filter(asked_by=by, made_at=None).first()
    if last is None:
        return None
    kept = set(last.jobs.values_list("file__sha256", flat=True))
    return last if kept == {sha256(data) for data, _name in files} else None


def _unpacked(data: bytes, name: str) -> Iterator[tuple[bytes, str]]:
    """The file itself, or those within a ZIP; a Word file is a ZIP, but one file."""
    refuse_size(len(data))
    if not is_package(data):
        yield data, name
        return
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = [entry for entry in archive.infolist() if not _is_junk(entry)]
            _refuse_archive(entries, name)
            for entry in entries:
                yield _read_entry(archive, entry), PurePosixPath(entry.filename).name
    except _DAMAGED as error:
        raise BadInput(_("“%(name)s” is damaged; pack it again.") % {"name": name}) from error


def is_package(data: bytes) -> bool:
    """Whether these bytes are files packed together, and not a document that is a ZIP itself."""
    return media_type(data) == "application/zip" and not _is_document(data)


def _is_document(data: bytes) -> bool:
    """Whether a ZIP is a document of some office program, which is told what to do later."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
    except _DAMAGED:
        return False
    return any(name in ("[Content_Types].xml", "content.xml", "mimetype") for name in names)


def _is_junk(entry: zipfile.ZipInfo) -> bool:
    name = entry.filename.lower()
    own = PurePosixPath(name).name
    return entry.is_dir() or own.startswith(("~$", ".")) or any(junk in name for junk in _JUNK)


def _refuse_archive(entries: Sequence[zipfile.ZipInfo], name: str) -> None:
    if len(entries) > MAX_FILES or sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        raise BadInput(
            _("“%(name)s” holds more than %(files)s files or %(size)s MB; pack fewer together.")
            % {"name": name, "files": MAX_FILES, "size": MAX_UNPACKED // 2**20}
        )
    if any(entry.flag_bits & 1 for entry in entries):
        raise BadInput(_("“%(name)s” is protected by a password.") % {"name": name})


def _read_entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """A file of the ZIP, never more of it than the directory says."""
    try:
        with archive.open(entry) as part:
            data = part.read(entry.file_size + 1)
    except RuntimeError as error:
        raise BadInput(
            _("“%(name)s” is damaged; pack it again.") % {"name": entry.filename}
        ) from error
    refuse_size(len(data))
    return data


@transaction.atomic
def make_drafts(
    batch: ImportBatch, choices: Mapping[str, Mapping[str, Any]], *, by: User
) -> list[ImportJob]:
    """Make drafts of the chosen files, as they were corrected; a worker writes them.

    `choices` holds for the id of a job: chosen, kind, code, title, unit, way (new, next, replace)
    and forms; `seen` is the title that stood there before anybody typed. A new version bears the
    title that was typed, else none of its own. Nothing is made where one of them cannot be; a
    second click makes nothing more.
    """
    may.DRAFT.require(by)
    jobs = list(
        batch.jobs.select_for_update(of=("self",)).select_related("file").order_by("file__name")
    )
    ready = [job for job in jobs if job.state == ImportJob.State.READ]
    chosen = [job for job in ready if choices.get(str(job.pk), {}).get("chosen")]
    if not chosen:
        if any(job.state in (ImportJob.State.DONE, ImportJob.State.WAITING) for job in jobs):
            return []
        raise WrongState(_("Tick at least one file that was read."))
    for job in chosen:
        job.choice = _checked(choices[str(job.pk)], job, by) | {"make": True}
    _refuse_twice(chosen)
    for job in chosen:
        job.state, job.sentence = ImportJob.State.WAITING, ""
        job.save(update_fields=["state", "sentence", "choice", "document"])
        send_job(job)
    batch.made_at = clock.now()
    batch.save(update_fields=["made_at"])
    return chosen


def _checked(choice: Mapping[str, Any], job: ImportJob, by: User) -> dict[str, Any]:
    """What a person chose for one file, refused with a sentence where it cannot be."""
    name = job.file.name
    code, title = str(choice.get("code", "")).strip(), str(choice.get("title", "")).strip()
    kind, way = str(choice.get("kind", "")), str(choice.get("way", "new"))
    if way != "new" and title == str(choice.get("seen", "")).strip():
        title = ""  # nobody typed it: what the document is called by then stays
    if not code or (way == "new" and not title):
        raise BadInput(_("“%(name)s” needs a code and a title.") % {"name": name})
    if len(code) > 50 or len(title) > 300:
        raise BadInput(_("The code or the title of “%(name)s” is too long.") % {"name": name})
    if kind not in Kind.values or way not in WAYS:
        raise BadInput(_("Choose the kind of “%(name)s” from the list.") % {"name": name})
    unit = str(choice.get("unit") or "")
    if unit and unit not in map(str, active_units().values_list("pk", flat=True)):
        raise BadInput(_("Choose the unit of “%(name)s” from the list.") % {"name": name})
    job.document = _document(code, by) if way != "new" else None
    if way != "new" and job.document is None:
        raise BadInput(_("There is no document “%(code)s” yet.") % {"code": code})
    if job.document is not None:
        may.DRAFT.require(by, over=job.document)
    return {
        "code": code, "title": title, "kind": kind, "unit": unit, "way": way,
        "forms": bool(choice.get("forms")),
    }  # fmt: skip


def _document(code: str, by: User) -> Document | None:
    return visible_documents(by).filter(code__iexact=code).first()


def _refuse_twice(jobs: Sequence[ImportJob]) -> None:
    codes = [job.choice["code"].casefold() for job in jobs]
    for job in jobs:
        if codes.count(job.choice["code"].casefold()) > 1:
            raise BadInput(
                _("Two files have the code “%(code)s”; correct one of them.")
                % {"code": job.choice["code"]}
            )
