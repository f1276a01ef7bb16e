"""A word across every page of a PDF that others made: "HẾT HIỆU LỰC"."""

import html
import io
from typing import Any, Final

from kernel.printing.fonts import text_width

_SHEET: Final = """<!doctype html><style>
@page {{ size: {width}pt {height}pt; margin: 0 }}
body {{ margin: 0; font-family: Tinos; font-weight: bold; color: rgba(0, 0, 0, .13) }}
div {{ position: absolute; top: {top}pt; left: -{width}pt; width: {wide}pt; text-align: center;
font-size: {size}pt; transform: rotate(-45deg); line-height: 1; white-space: nowrap }}
</style><div>{word}</div>"""
_SHARE: Final = 0.8  # of the diagonal that the word fills
_LARGEST: Final = 96.0  # pt


def mark_pages(pdf: bytes, word: str) -> bytes:
    """The same pages with the word over them; a signature in them no longer holds.

    Raises ValueError where these bytes are no PDF that can be opened.
    """
    import pypdfium2 as pdfium

    try:
        document = pdfium.PdfDocument(pdf)
        out = io.BytesIO()
        stamps: dict[tuple[int, int], Any] = {}
        for page in document:
            left, bottom, right, top = page.get_mediabox()
            size = (round(right - left), round(top - bottom))
            if size not in stamps:
                with pdfium.PdfDocument(_sheet(*size, word)) as sheet:
                    stamps[size] = sheet.page_as_xobject(0, document)
            laid = stamps[size].as_pageobject()
            laid.set_matrix(pdfium.PdfMatrix().translate(left, bottom))
            page.insert_obj(laid)
            page.gen_content()
        document.save(out)
        for stamp in stamps.values():
            stamp.close()
        document.close()
    except pdfium.PdfiumError as error:
        raise ValueError("no PDF that can be opened") from error
    return out.getvalue()


def _sheet(width: int, height: int, word: str) -> bytes:
    """An otherwise empty page of this size, in points."""
    from kernel.printing.pdf import laid_out

    room = (width**2 + height**2) ** 0.5 * _SHARE
    size = min(_LARGEST, room / max(text_width(word, 1, bold=True) * 72 / 25.4, 0.1))
    page = _SHEET.format(
        width=width,
        height=height,
        wide=3 * width,
        top=round(height / 2 - size / 2, 1),
        size=round(size, 1),
        word=html.escape(word),
    )
    written: bytes = laid_out(page).write_pdf()
    return written
