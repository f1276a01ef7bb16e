"""Bytes of a text file → characters; never by guessing, a wrong letter is worse than a refusal."""

import codecs
from dataclasses import dataclass
from typing import Final

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from kernel.content.inline import nfc
from kernel.importing import legacy
from kernel.importing.refusals import ImportRefused

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8", "UTF-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32-be", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"),
)


@dataclass(frozen=True, slots=True)
class Decoded:
    """The characters, in NFC with "\\n" as the only end of line, and the encoding's name."""

    text: str
    encoding: str
    legacy: str = ""  # the old encoding from which it was converted


def decode(data: bytes) -> Decoded:
    """Read the bytes of a text; raises ImportRefused when they are none."""
    bom, codec, name = next(
        (known for known in _BOMS if data.startswith(known[0])), (b"", *_without_bom(data))
    )
    body = data[len(bom) :]
    try:
        text = body.decode(codec)
    except UnicodeDecodeError as error:
        text = body.decode("latin-1")
        if name != "UTF-8" or b"\0" in body or not legacy.recognise(text):
            raise _refusal(body, name, error.start + len(bom)) from error
    if "\0" in text:
        raise not_text()
    if old := legacy.recognise(text):
        return Decoded(nfc(legacy.from_old(text, old)), old.value, old.value)
    return Decoded(nfc(text), name)


def not_text() -> ImportRefused:
    """The refusal of bytes that are neither text nor Word."""
    return ImportRefused(
        _("This is neither text nor a Word file. Upload DOCX, HTML, Markdown or plain text."),
        code="not-text",
    )


def _without_bom(data: bytes) -> tuple[str, str]:
    """UTF-16 shows in its zero bytes: Vietnamese text is full of spaces and plain letters."""
    sample = data[:4096]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if odd > len(sample) // 8 and odd > 8 * even:
        return "utf-16-le", "UTF-16"
    if even > len(sample) // 8 and even > 8 * odd:
        return "utf-16-be", "UTF-16"
    return "utf-8", "UTF-8"


def _refusal(body: bytes, encoding: str, position: int) -> ImportRefused:
    if encoding == "UTF-8":
        if b"\0" in body:
            return not_text()
    return ImportRefused(
        format_lazy(
            _(
                "The text is not proper {encoding}: byte {position} does not fit. Save it as "
                "UTF-8 and upload it again."
            ),
            encoding=encoding,
            position=position,
        ),
        code="broken-text",
    )
