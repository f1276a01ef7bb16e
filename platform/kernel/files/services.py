"""Storing and reading files; a byte is written once and proven when it is read."""

import hashlib
import io
import os
import shutil
import tempfile
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from kernel import clock, outbox
from kernel.files.models import StoredFile
from kernel.files.types import media_type
from kernel.permissions import Actor
from kernel.refusals import BadInput


@transaction.atomic
def store_file(
    data: bytes,
    name: str,
    *,
    by: Actor,
    accept: frozenset[str] | None = None,
    made_here: bool = False,
) -> StoredFile:
    """Keep a file of this agency. Refuses what is too large (bytes) or of a kind not accepted.

    What the product made of files it holds is as large as they are together.
    """
    if len(data) > settings.CHUAN_UPLOAD_LIMIT and not made_here:
        limit = settings.CHUAN_UPLOAD_LIMIT // 1024 // 1024
        raise BadInput(_("The file is larger than %(limit)s MB.") % {"limit": limit})
    kind = media_type(data)
    if accept is not None and kind not in accept:
        raise BadInput(
            _("The content of “%(name)s” is not of a kind accepted here.") % {"name": name}
        )
    sha = hashlib.sha256(data).hexdigest()
    _with_others(sha)
    _write(_path(sha), data)
    return StoredFile.objects.create(
        sha256=sha,
        name=_last_part(name),
        media_type=kind,
        size=len(data),
        stored_at=clock.now(),
        stored_by=by.pk,
    )


def read_file(stored: StoredFile) -> bytes:
    """The bytes, or an error when they are not the ones that were stored."""
    data = _path(stored.sha256).read_bytes()
    if hashlib.sha256(data).hexdigest() != stored.sha256:
        raise OSError(f"stored file {stored.sha256} was changed on disk")
    return data


@transaction.atomic
def store_made(made: BinaryIO, name: str, media: str, *, by: Actor) -> StoredFile:
    """Keep a file that the product made itself, however large; read once, never held in memory."""
    sha, size = _digest_of(made)
    _with_others(sha)
    made.seek(0)
    _copy(made, _path(sha))
    return StoredFile.objects.create(
        sha256=sha,
        name=_last_part(name),
        media_type=media,
        size=size,
        stored_at=clock.now(),
        stored_by=by.pk,
    )


def open_file(stored: StoredFile) -> BinaryIO:
    """The bytes to be read piece by piece; they are not proven first, for they may be many."""
    return _path(stored.sha256).open("rb")


@transaction.atomic
def destroy_file(stored: StoredFile) -> None:
    """Take a file away that nothing refers to any more; its bytes follow by the outbox.

    Refused by the database where something does refer to it.
    """
    stored.delete()
    outbox.send("files.erase", {"sha256": stored.sha256}, key=stored.sha256)


def erase_bytes(sha: str) -> bool:
    """Take bytes away that no file has any more; False where another one does.

    Whoever is just storing the same bytes is waited for.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_lock_of(sha)])
    if StoredFile.objects.filter(sha256=sha).exists():
        return False
    _path(sha).unlink(missing_ok=True)
    return True


def _with_others(sha: str) -> None:
    """Many may store the same bytes at once; nobody takes them away meanwhile."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock_shared(%s)", [_lock_of(sha)])


def _lock_of(sha: str) -> int:
    return int(sha[:15], 16)


def _digest_of(made: BinaryIO) -> tuple[str, int]:
    made.seek(0)
    sha, size = hashlib.sha256(), 0
    while piece := made.read(1024 * 1024):
        sha.update(piece)
        size += len(piece)
    return sha.hexdigest(), size


def forget_bytes(stored: StoredFile) -> None:
    """Take the bytes of a file away that must never have come in; that it was here stays known.

    Where the same bytes were stored by another name they go, too. Files are not part of the
    transaction: call it last.
    """
    _path(stored.sha256).unlink(missing_ok=True)


def _path(sha: str) -> Path:
    return Path(settings.CHUAN_FILES_DIR) / str(connection.schema_name) / sha[:2] / sha  # type: ignore[attr-defined]


def _last_part(name: str) -> str:
    """Some browsers send the whole path, in the manner of their own system."""
    return Path(name.replace("\\", "/")).name[:200]


def _write(path: Path, data: bytes) -> None:
    """Whole or not at all, whoever is killed in between; a damaged one is made whole again."""
    if path.exists() and path.read_bytes() == data:
        return
    _copy(io.BytesIO(data), path)


def _copy(source: BinaryIO, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as half:
        try:
            shutil.copyfileobj(source, half)
            half.flush()
            os.fsync(half.fileno())
            os.replace(half.name, path)
        except BaseException:
            Path(half.name).unlink(missing_ok=True)
            raise
