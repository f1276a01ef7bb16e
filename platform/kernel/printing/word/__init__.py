"""A paper as DOCX: real styles, real fields, real tables, so that an office can go on writing."""

from kernel.printing.word.package import to_docx

__all__ = ["to_docx"]
