"""Measures of the flow table, the same in PDF and DOCX."""

from typing import Final

WIDTHS: Final = (24.0, 42.0, 34.0)  # percent: who, what, how
