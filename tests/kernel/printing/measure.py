"""Measuring printed papers: where each piece of text stands, how large, in which face."""

from dataclasses import dataclass
from functools import cached_property
from io import BytesIO

import pypdfium2
import pytest
from pypdf import PdfReader

from kernel.printing import FontsMissing, Paper, to_docx, to_pdf
from kernel.printing.fonts import font_files

MM = 25.4 / 72


def texts(pdf):
    """What each page says, line by line; many times as fast as measuring it."""
    document = pypdfium2.PdfDocument(pdf)
    return [page.get_textpage().get_text_range() for page in document]


@dataclass(frozen=True)
class Piece:
    """Text drawn in one go; `x` and `y` of its baseline in mm from the left and top edge."""

    text: str
    x: float
    y: float
    size: float
    font: str

    @property
    def bold(self):
        return "Bold" in self.font

    @property
    def italic(self):
        return "Italic" in self.font


def once(make):
    """Equal papers are equal bytes, as is asked elsewhere; so each is made once for all tests."""
    made = {}

    def asked(paper: Paper):
        key = repr(paper)
        if key not in made:
            made[key] = make(paper)
        return made[key]

    return asked


docx_of = once(to_docx)


@once
class Printed:
    """A paper as its PDF shows it, for reading only."""

    def __init__(self, paper: Paper):
        try:
            font_files()
        except FontsMissing as missing:
            pytest.skip(f"{missing} Run the build of kernel/ui first.")
        self.bytes = to_pdf(paper)
        self.reader = PdfReader(BytesIO(self.bytes))

    @cached_property
    def pages(self):
        return [self._pieces(page) for page in self.reader.pages]

    def piece(self, text, page=0):
        """The first piece on a page that is a text, else that begins with it."""
        found = [piece for piece in self.pages[page] if piece.text.strip().startswith(text)]
        assert found, f"{text!r} is not on page {page + 1}"
        return next((piece for piece in found if piece.text.strip() == text), found[0])

    def text(self, page=None):
        return " ".join(self._texts) if page is None else self._texts[page]

    @cached_property
    def _texts(self):
        return [" ".join(one.extract_text().split()) for one in self.reader.pages]

    @staticmethod
    def _pieces(page):
        pieces = []
        height = float(page.mediabox.height)

        def visit(text, matrix, text_matrix, font, size):
            if text.strip() and font:
                scale = matrix[0]
                x = (matrix[4] + scale * text_matrix[4]) * MM
                y = (height - matrix[5] - matrix[3] * text_matrix[5]) * MM
                name = str(font["/BaseFont"])
                pieces.append(Piece(text, x, y, round(size * scale, 1), name))

        page.extract_text(visitor_text=visit)
        return pieces
