"""The content tree on paper: HTML, PDF/A and DOCX, in the layouts of office and of the system."""

from kernel.printing.annexes import split_annexes
from kernel.printing.fonts import FontsMissing, fonts_dir
from kernel.printing.html import content_html, to_html
from kernel.printing.paper import APPROVAL_ROWS, Annex, Issuer, Paper, Revision, Signature
from kernel.printing.settings import PageSettings
from kernel.printing.wording import long_date, subject

__all__ = [
    "APPROVAL_ROWS",
    "Annex",
    "FontsMissing",
    "Issuer",
    "PageSettings",
    "Paper",
    "Revision",
    "Signature",
    "content_html",
    "fonts_dir",
    "long_date",
    "mark_pages",
    "split_annexes",
    "subject",
    "to_docx",
    "to_html",
    "to_pdf",
]


# WeasyPrint and python-docx take a second to import, and most processes never print.


def to_docx(paper: Paper) -> bytes:
    """The paper as DOCX in Times New Roman, the same bytes for the same paper.

    The page numbers of a table of contents are those of the PDF, until Word counts its own.
    """
    from kernel.printing import pdf, word

    return word.to_docx(paper, pdf.page_numbers(paper))


def mark_pages(pdf: bytes, word: str) -> bytes:
    """A PDF that others made, with a word over every page; ValueError where it is none."""
    from kernel.printing import stamping

    return stamping.mark_pages(pdf, word)


def to_pdf(paper: Paper) -> bytes:
    """The paper as PDF/A-3u, the same bytes for the same paper; raises FontsMissing.

    About 0.1 s a page: a task of the worker, not of a request.
    """
    from kernel.printing import pdf

    return pdf.to_pdf(paper)
