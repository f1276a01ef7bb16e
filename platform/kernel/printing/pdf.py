"""A paper as PDF/A-3u: fonts inside, every letter readable, nothing fetched from anywhere."""

import hashlib
from pathlib import Path
from typing import Any, Final

from django.utils.translation import gettext as _
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher

from kernel.printing.fonts import font_files, symbols_file
from kernel.printing.html import to_html
from kernel.printing.paper import Paper

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
    fetcher, fonts = FontsOnly(), FontConfiguration()
    faces = CSS(string=_faces(), font_config=fonts, url_fetcher=fetcher)
    written: bytes = HTML(string=page, url_fetcher=fetcher).write_pdf(
        stylesheets=[faces],
        font_config=fonts,
        pdf_variant=VARIANT,
        pdf_identifier=hashlib.sha256(page.encode()).digest()[:16],
        pdf_tags=True,
        presentational_hints=True,
    )
    return written


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
