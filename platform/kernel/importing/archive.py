"""A DOCX is a zip file: opened only after its sizes were measured, declared and actual."""

import io
import zipfile
import zlib
from typing import Final

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from kernel.importing.refusals import ImportRefused

MAX_ENTRIES: Final = 3_000
MAX_INFLATED: Final = 200 * 2**20  # bytes, all entries together, as declared
MAX_READ: Final = 48 * 2**20  # bytes, actually inflated by us: text, never pictures
MAX_RATIO: Final = 200  # inflated ÷ stored, for entries over a megabyte
MAX_PICTURE: Final = 12 * 2**20  # bytes
_LOCAL_HEADER: Final = 30
_CHUNK: Final = 2**16
_DAMAGED: Final = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    NotImplementedError,
    UnicodeError,
    ValueError,
)


class Archive:
    """The parts of a zip file, read within a budget."""

    def __init__(self, data: bytes) -> None:
        self._left = MAX_READ
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _DAMAGED as error:
            raise damaged() from error
        entries = self._zip.infolist()
        _check_sizes(entries)
        _check_overlaps(entries)
        if any(entry.flag_bits & 1 for entry in entries):
            raise ImportRefused(
                _("The file is protected by a password. Save it without one and upload it again."),
                code="encrypted",
            )
        self.names = frozenset(entry.filename for entry in entries)

    def read(self, name: str) -> bytes:
        """One part; refused when it inflates beyond what the whole file may."""
        data = self._inflated(name, self._left)
        if len(data) > self._left:
            raise bomb()
        self._left -= len(data)
        return data

    def read_picture(self, name: str) -> bytes:
        """A picture, of which a file may hold many; nothing when it is larger than any."""
        data = self._inflated(name, MAX_PICTURE)
        return data if len(data) <= MAX_PICTURE else b""

    def _inflated(self, name: str, limit: int) -> bytes:
        """The bytes of a part, and at least one more than the limit where there are more."""
        chunks: list[bytes] = []
        try:
            with self._zip.open(name) as part:
                while limit >= 0 and (chunk := part.read(_CHUNK)):
                    limit -= len(chunk)
                    chunks.append(chunk)
        except (*_DAMAGED, KeyError, RuntimeError) as error:
            raise damaged() from error
        return b"".join(chunks)


def damaged() -> ImportRefused:
    """The refusal of a file that its own program could not open either."""
    return ImportRefused(
        _("The Word file is damaged. Open it in Word, save it again as DOCX and upload that."),
        code="damaged",
    )


def bomb() -> ImportRefused:
    return ImportRefused(
        _("Unpacked, the file would be far larger than any document; it is not opened."),
        code="bomb",
    )


def _check_sizes(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MAX_ENTRIES:
        raise ImportRefused(
            format_lazy(
                _("The file holds {count} parts; a document has at most {limit}."),
                count=len(entries),
                limit=MAX_ENTRIES,
            ),
            code="bomb",
        )
    if sum(entry.file_size for entry in entries) > MAX_INFLATED or any(map(_is_blown_up, entries)):
        raise bomb()


def _is_blown_up(entry: zipfile.ZipInfo) -> bool:
    return entry.file_size > 2**20 and entry.file_size > MAX_RATIO * max(1, entry.compress_size)


def _check_overlaps(entries: list[zipfile.ZipInfo]) -> None:
    """Entries that share their bytes are how small files pretend to be many large ones."""
    end = 0
    for entry in sorted(entries, key=lambda entry: entry.header_offset):
        if entry.header_offset < end:
            raise bomb()
        end = entry.header_offset + _LOCAL_HEADER + entry.compress_size
