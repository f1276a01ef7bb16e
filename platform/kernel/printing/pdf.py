"""A paper as PDF/A-3u: fonts inside, every letter readable, nothing fetched from anywhere."""

import hashlib
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from django.utils.translation import gettext as _
from pypdfium2 import PdfDocument
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher

from kernel.printing.contents import contents
from kernel.printing.fonts import FontsMissing, font_files, symbols_file
from kernel.printing.html import to_html
from kernel.printing.paper import Paper

SHARP: Final = 300  # dots an inch of a drawing
VARIANT: Final = "pdf/a-3u"  # ISO 19005-3, level U: text can be searched and copied


class OutsideFetch(PermissionError):
    """A paper asked for something that is not one of its fonts."""


class FontsOnly(URLFetcher):  # type: ignore[misc]
    """Lets through the fonts and what is written in the paper itself; nothing is fetched."""

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
        if not url.startswith("data:") and url not in {file.as_uri() for file in _files()}:
            raise OutsideFetch(_("A paper may not fetch %(url)s.") % {"url": url})
        return super().fetch(url, headers)


def to_pdf(paper: Paper) -> bytes:
    """See kernel.printing.to_pdf."""
    page = to_html(paper)
    options: dict[str, Any] = {
        "pdf_variant": VARIANT,
        "pdf_identifier": hashlib.sha256(page.encode()).digest()[:16],
        "pdf_tags": True,
    }
    written: bytes = laid_out(page, **options).write_pdf(**options)
    return written


def page_numbers(paper: Paper) -> dict[str, int]:
    """On which page each entry of the table of contents stands; nothing where there is none.

    Neither where the fonts are missing: Word counts by itself.
    """
    if not (entries := contents(paper)):
        return {}
    wanted = {f"n-{entry.node_id}": entry.node_id for entry in entries}
    try:
        pages = laid_out(to_html(paper)).pages
    except FontsMissing:
        return {}
    return {
        wanted[anchor]: number
        for number, page in enumerate(pages, start=1)
        for anchor in page.anchors
        if anchor in wanted
    }


def drawn(svg: str, width: float, height: float) -> bytes:
    """A drawing as a PNG sharp enough for print, for a DOCX; width and height in mm."""
    page = (
        f"<style>@page {{ size: {width:.2f}mm {height:.2f}mm; margin: 0 }}"
        f" body {{ margin: 0 }} svg {{ display: block }}</style>{svg}"
    )
    document = PdfDocument(laid_out(page).write_pdf())
    made = BytesIO()
    document[0].render(scale=SHARP / 72).to_pil().convert("L").save(made, "PNG", optimize=True)
    return made.getvalue()


def laid_out(page: str, **options: Any) -> Any:
    fetcher, fonts = FontsOnly(), FontConfiguration()
    faces = CSS(string=_faces(), font_config=fonts, url_fetcher=fetcher)
    return HTML(string=page, url_fetcher=fetcher).render(
        stylesheets=[faces], font_config=fonts, presentational_hints=True, **options
    )


def _faces() -> str:
    faces = [
        f"@font-face {{ font-family: Tinos; font-weight: {weight}; font-style: {style};"
        f" src: url('{file.as_uri()}'); }}"
        for (weight, style), file in font_files().items()
    ]
    if symbols := symbols_file():
        faces.append(
            f"@font-face {{ font-family: 'DejaVu Sans'; src: url('{symbols.as_uri()}'); }}"
        )
    return "\n".join(faces)


def _files() -> list[Path]:
    symbols = symbols_file()
    return [*font_files().values(), *([symbols] if symbols else [])]
