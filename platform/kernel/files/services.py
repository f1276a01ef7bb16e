"""Storing and reading files; a byte is written once and proven when it is read."""

import hashlib
import os
import tempfile
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext_lazy as _

from kernel import clock
from kernel.files.models import StoredFile
from kernel.files.types import media_type
from kernel.permissions import Actor
from kernel.refusals import BadInput


def store_file(
    data: bytes, name: str, *, by: Actor, accept: frozenset[str] | None = None
) -> StoredFile:
    """Keep a file of this agency. Refuses what is too large (bytes) or of a kind not accepted."""
    if len(data) > settings.CHUAN_UPLOAD_LIMIT:
        limit = settings.CHUAN_UPLOAD_LIMIT // 1024 // 1024
        raise BadInput(_("The file is larger than %(limit)s MB.") % {"limit": limit})
    kind = media_type(data)
    if accept is not None and kind not in accept:
        raise BadInput(
            _("The content of “%(name)s” is not of a kind accepted here.") % {"name": name}
        )
    sha = hashlib.sha256(data).hexdigest()
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


def _path(sha: str) -> Path:
    return Path(settings.CHUAN_FILES_DIR) / str(connection.schema_name) / sha[:2] / sha  # type: ignore[attr-defined]


def _last_part(name: str) -> str:
    """Some browsers send the whole path, in the manner of their own system."""
    return Path(name.replace("\\", "/")).name[:200]


def _write(path: Path, data: bytes) -> None:
    """Whole or not at all, whoever is killed in between; a damaged one is made whole again."""
    if path.exists() and path.read_bytes() == data:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as half:
        try:
            half.write(data)
            half.flush()
            os.fsync(half.fileno())
            os.replace(half.name, path)
        except BaseException:
            Path(half.name).unlink(missing_ok=True)
            raise
