"""A paper as one HTML page, for the PDF and for a look on screen."""

from kernel.printing.html.blocks import content_html
from kernel.printing.html.layouts import to_html

__all__ = ["content_html", "to_html"]
