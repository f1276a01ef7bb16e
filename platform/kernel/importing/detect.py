"""What a file is, by its first bytes; its name is never believed."""

import re
from enum import StrEnum
from typing import Final

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from kernel.importing.archive import Archive, damaged
from kernel.importing.refusals import ImportRefused

MAX_BYTES: Final = 20 * 2**20
MAX_CHARACTERS: Final = 2_000_000


class Kind(StrEnum):
    """The kinds of file that can be imported."""

    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"
    DOCX = "docx"
    PDF = "pdf"


_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES: Final = (
    b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*", b"BM", b"RIFF",
)  # fmt: skip
_HTML: Final = re.compile(
    r"\s*(?:<\?xml[^<>]{0,200}>\s*)?(?:<!--(?:(?!-->).){0,2000}-->\s*)*"
    r"<(?:(?P<page>!doctype\s+html|html|head|body|meta|title|style)"
    r"|div|table|section|article|main|h[1-6]|p|ul|ol)[\s>/]",
    re.I | re.S,
)
_PARTS: Final = (
    ("word/", "docx"), ("xl/", "sheet"), ("ppt/", "slides"), ("content.xml", "odt"),
)  # fmt: skip
_WORD_FIRST: Final = _("Open it in Word, save it as DOCX and upload that.")


def refuse_others(data: bytes) -> None:
    """Refuse, each with its own sentence, what people upload by mistake."""
    if not data:
        raise ImportRefused(_("The file is empty."), code="empty")
    if len(data) > MAX_BYTES:
        raise ImportRefused(
            format_lazy(
                _("The file has {size} MB; at most {limit} MB can be imported."),
                size=-(-len(data) // 2**20),
                limit=MAX_BYTES // 2**20,
            ),
            code="too-large",
        )
    if data.startswith(_OLE):
        raise _ole(data)
    if data[:1024].lstrip().startswith(b"{\\rtf"):
        raise _then_word(_("This is an RTF file."), "rtf")
    if data.startswith(_PICTURES) and (not data.startswith(b"BM") or b"\0" in data[:64]):
        raise ImportRefused(
            _("This is a picture. A scanned paper has to be typed or read as text first."),
            code="picture",
        )


def is_pdf(data: bytes) -> bool:
    """Whether the bytes begin like a PDF; some programs write a line before it."""
    return data[:1024].lstrip().startswith(b"%PDF-") or b"\n%PDF-" in data[:1024]


def is_zip(data: bytes) -> bool:
    """Whether the bytes begin like a zip file, also an empty or a divided one."""
    return data[:4] in (b"PK\3\4", b"PK\5\6", b"PK\7\x08")


def open_docx(data: bytes) -> Archive:
    """The parts of a Word file; raises ImportRefused when the zip file is something else."""
    archive = Archive(data)
    kind = next(
        (kind for part, kind in _PARTS if any(name.startswith(part) for name in archive.names)), ""
    )
    if kind == "docx" and "[Content_Types].xml" in archive.names:
        return archive
    if kind == "docx":
        raise damaged()
    if kind == "odt":
        raise _then_word(_("This is an OpenDocument file."), "odt")
    raise ImportRefused(
        _("This is not a Word document but another packed file. Upload DOCX, HTML or text."),
        code="not-docx",
    )


def is_html(text: str) -> bool:
    """Whether a text begins as a page does, or begins and ends with tags."""
    found = _HTML.match(text)
    return found is not None and bool(found["page"] or text.rstrip().endswith(">"))


def _ole(data: bytes) -> ImportRefused:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return ImportRefused(
            _("The file is protected by a password. Save it without one and upload it again."),
            code="encrypted",
        )
    return _then_word(_("This is a file of Word 97–2003 or of an even older program."), "old-word")


def _then_word(sentence: str | Promise, code: str) -> ImportRefused:
    return ImportRefused(format_lazy("{} {}", sentence, _WORD_FIRST), code=code)
