"""Codes of documents by the agency's own patterns, and numbers of administrative papers."""

from kernel.numbering.administrative import (
    document_number,
    kind_symbol,
    parse_document_number,
)
from kernel.numbering.codes import matches, next_code, same_code
from kernel.numbering.errors import NumberingError
from kernel.numbering.patterns import check_pattern, fields_of

__all__ = [
    "NumberingError",
    "check_pattern",
    "document_number",
    "fields_of",
    "kind_symbol",
    "matches",
    "next_code",
    "parse_document_number",
    "same_code",
]
