"""The one door of the importer: bytes in, a draft with its report out."""

from collections.abc import Sequence
from typing import Final

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from kernel.importing import report
from kernel.importing.detect import (
    MAX_CHARACTERS,
    Kind,
    is_html,
    is_pdf,
    is_zip,
    open_docx,
    refuse_others,
)
from kernel.importing.encoding import decode
from kernel.importing.pieces import Reading
from kernel.importing.readers.hypertext import read_html
from kernel.importing.readers.pdf import Progress, nobody, read_pdf
from kernel.importing.readers.plaintext import is_markdown, read_text
from kernel.importing.readers.word import read_word
from kernel.importing.refusals import ImportRefused
from kernel.importing.result import ClauseTitle, Imported
from kernel.importing.structure.arrange import arrange

_EXTENSIONS: Final = {
    Kind.DOCX: ("docx", "docm", "dotx"),
    Kind.PDF: ("pdf",),
    Kind.HTML: ("html", "htm", "xhtml"),
    Kind.TEXT: ("txt", "text", "md", "markdown", "tsv"),
    Kind.MARKDOWN: ("txt", "text", "md", "markdown", "tsv"),
}


def read_manual(
    data: bytes,
    filename: str,
    clauses: Sequence[ClauseTitle],
    *,
    progress: Progress = nobody,
) -> Imported:
    """Read a manual or a procedure; `filename` is only compared with what the content says.

    `progress` is told how many pages of how many were read, where the file has pages.
    Raises ImportRefused with a sentence when the file cannot be read (domain: product 2.5).
    """
    refuse_others(data)
    reading, kind, encoding = _read(data, progress)
    _refuse_length(reading)
    arranged = arrange(reading, clauses)
    return Imported(
        source=reading.source,
        spans=arranged.spans,
        nodes=arranged.nodes,
        tray=arranged.tray,
        cover=arranged.cover,
        clause_rows=arranged.clause_rows,
        report=report.write(reading, arranged, clauses, kind, encoding),
        warnings=report.warnings(reading, arranged, _is_misnamed(filename, kind)),
        pictures=arranged.pictures,
    )


def _read(data: bytes, progress: Progress) -> tuple[Reading, Kind, str]:
    if is_pdf(data):
        return read_pdf(data, progress), Kind.PDF, "PDF"
    if is_zip(data):
        return read_word(open_docx(data)), Kind.DOCX, "DOCX"
    decoded = decode(data)
    _refuse_length(Reading(decoded.text, []))
    if is_html(decoded.text):
        reading, kind = read_html(decoded.text), Kind.HTML
    else:
        kind = Kind.MARKDOWN if is_markdown(decoded.text) else Kind.TEXT
        reading = read_text(decoded.text)
    reading.legacy = decoded.legacy
    return reading, kind, decoded.encoding


def _refuse_length(reading: Reading) -> None:
    if len(reading.source) > MAX_CHARACTERS:
        raise ImportRefused(
            format_lazy(
                _("The text has {count} characters; at most {limit} can be imported at once."),
                count=len(reading.source),
                limit=MAX_CHARACTERS,
            ),
            code="too-long",
        )
    if reading.blocks == [] and not reading.source.strip():
        raise ImportRefused(_("There is no text in the file."), code="no-text")


def _is_misnamed(filename: str, kind: Kind) -> bool:
    """Whether the extension promises another kind of file."""
    extension = filename.rpartition(".")[2].lower() if "." in filename else ""
    return bool(extension) and extension not in _EXTENSIONS[kind]
