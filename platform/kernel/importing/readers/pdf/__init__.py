"""PDF → blocks: letters and rules of pages become lines, lines become paragraphs and tables."""

from kernel.importing.readers.pdf.pages import Progress
from kernel.importing.readers.pdf.reader import nobody, read_pdf

__all__ = ["Progress", "nobody", "read_pdf"]
