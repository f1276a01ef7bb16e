"""Measuring printed papers: where each piece of text stands, how large, in which face."""

from dataclasses import dataclass
from io import BytesIO

import pytest
from pypdf import PdfReader

from kernel.printing import FontsMissing, Paper, to_pdf
from kernel.printing.fonts import font_files

MM = 25.4 / 72


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


class Printed:
    """A paper as its PDF shows it."""

    def __init__(self, paper: Paper):
        try:
            font_files()
        except FontsMissing as missing:
            pytest.skip(f"{missing} Run the build of kernel/ui first.")
        self.bytes = to_pdf(paper)
        self.reader = PdfReader(BytesIO(self.bytes))
        self.pages = [self._pieces(page) for page in self.reader.pages]

    def piece(self, text, page=0):
        """The first piece on a page that is a text, else that begins with it."""
        found = [piece for piece in self.pages[page] if piece.text.strip().startswith(text)]
        assert found, f"{text!r} is not on page {page + 1}"
        return next((piece for piece in found if piece.text.strip() == text), found[0])

    def text(self, page=None):
        pages = self.reader.pages if page is None else [self.reader.pages[page]]
        return " ".join(" ".join(one.extract_text().split()) for one in pages)

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
