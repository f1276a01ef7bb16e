"""The signed paper, scanned: PDF or pictures become one PDF, and lie beside the electronic one."""

import io
from collections.abc import Sequence
from typing import Any, Final

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps

from apps.documents.services.uploading import check_file
from kernel.files.types import DOCX, XLSX, media_type
from kernel.importing.archive import Archive
from kernel.importing.refusals import ImportRefused
from kernel.pictures import DRAWN, Damaged, TooManyDots, load_picture, open_picture
from kernel.refusals import BadInput

Upload = tuple[bytes, str]  # the bytes of a file and its name

PDF: Final = "application/pdf"
PICTURES: Final = frozenset({"image/png", "image/jpeg"})
MOST_FILES: Final = 60
PAGE: Final = 8.27  # inches, the width of A4: a scan is printed at the size of its paper
SHARPEST: Final = 2480  # dots across: A4 at 300 an inch; NĐ 30/2020, Điều 25 asks for 200


def as_paper(uploads: Sequence[Upload]) -> Upload:
    """One file as it is, several scans as one PDF. Raises BadInput with what to do."""
    kinds = [_checked(data, name) for data, name in _some(uploads)]
    if len(uploads) == 1 and kinds[0] not in PICTURES:
        return uploads[0]
    return as_scan(uploads)


def as_scan(uploads: Sequence[Upload]) -> Upload:
    """PDF files and pictures in their order as one PDF. Raises BadInput."""
    for data, name in _some(uploads):
        if _checked(data, name) not in (PDF, *PICTURES):
            raise BadInput(
                _("“%(name)s” is neither a PDF nor a picture (PNG, JPEG).") % {"name": name[:80]}
            )
    first = uploads[0][1].rpartition(".")[0] or uploads[0][1]
    parts = [data if media_type(data) == PDF else _page(data, name) for data, name in uploads]
    joined = parts[0] if len(parts) == 1 else _joined(parts)
    if len(joined) > settings.CHUAN_UPLOAD_LIMIT:
        limit = settings.CHUAN_UPLOAD_LIMIT // 2**20
        raise BadInput(_("Together the scans are larger than %(limit)s MB.") % {"limit": limit})
    return joined, f"{first}.pdf"


def pages_of(data: bytes) -> int | None:
    """Pages of a PDF; None for any other file."""
    import pypdfium2 as pdfium

    if media_type(data) != PDF:
        return None
    try:
        with pdfium.PdfDocument(data) as document:
            return len(document)
    except pdfium.PdfiumError:
        return None


def _some(uploads: Sequence[Upload]) -> Sequence[Upload]:
    if not uploads:
        raise BadInput(_("Choose a file first."))
    if len(uploads) > MOST_FILES:
        raise BadInput(_("Choose at most %(most)s files at once.") % {"most": MOST_FILES})
    return uploads


def _checked(data: bytes, name: str) -> str:
    """What a file is. Raises BadInput for what must not come in, or cannot be opened."""
    if not data:
        raise BadInput(_("“%(name)s” is empty.") % {"name": name[:80]})
    if len(data) > settings.CHUAN_UPLOAD_LIMIT:
        limit = settings.CHUAN_UPLOAD_LIMIT // 2**20
        raise BadInput(
            _("“%(name)s” is larger than %(limit)s MB.") % {"name": name[:80], "limit": limit}
        )
    kind = media_type(data)
    if kind in (PDF, DOCX):
        check_file(data, name)
    elif kind == XLSX:
        _measured(data)
    elif kind not in PICTURES:
        raise BadInput(
            _("“%(name)s” is not of a kind that folders hold: PDF, DOCX, XLSX, PNG or JPEG.")
            % {"name": name[:80]}
        )
    return kind


def _measured(data: bytes) -> None:
    try:
        Archive(data)
    except ImportRefused as refused:
        raise BadInput(str(refused)) from refused


def _page(data: bytes, name: str) -> bytes:
    """A picture as a page of its own, upright, as wide as A4."""
    try:
        with open_picture(data, DRAWN) as opened:
            opened.draft("RGB", (SHARPEST, SHARPEST * 2))
            shown = _on_white(ImageOps.exif_transpose(load_picture(opened)))
    except TooManyDots as many:
        raise BadInput(
            _("“%(name)s” has too many dots (%(size)s). Scan it with 300 dots an inch.")
            % {"name": name[:80], "size": str(many)}
        ) from many
    except (Damaged, OSError, ValueError) as broken:
        raise BadInput(
            _("“%(name)s” is damaged and cannot be shown. Take or scan it again.")
            % {"name": name[:80]}
        ) from broken
    if shown.width > SHARPEST:
        height = round(shown.height * SHARPEST / shown.width)
        shown = shown.resize((SHARPEST, height), Image.Resampling.LANCZOS, reducing_gap=2.0)
    out = io.BytesIO()
    across = PAGE if shown.height >= shown.width else PAGE * 2**0.5
    shown.save(out, "PDF", resolution=shown.width / across, quality=85)
    return out.getvalue()


def _on_white(shown: Image.Image) -> Image.Image:
    if shown.mode in ("RGBA", "LA", "PA") or "transparency" in shown.info:
        clear = shown.convert("RGBA")
        white = Image.new("RGBA", clear.size, "white")
        return Image.alpha_composite(white, clear).convert("RGB")
    return shown if shown.mode == "L" else shown.convert("RGB")


def _joined(parts: Sequence[bytes]) -> bytes:
    import pypdfium2 as pdfium

    whole: Any = pdfium.PdfDocument.new()
    try:
        for part in parts:
            with pdfium.PdfDocument(part) as document:
                whole.import_pages(document)
        out = io.BytesIO()
        whole.save(out)
        return out.getvalue()
    finally:
        whole.close()
