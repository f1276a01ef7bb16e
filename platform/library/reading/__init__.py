"""Readers of what we ship in library/content: standards, packages, rules; no database."""

from library.reading.dialect import read_nodes
from library.reading.errors import ReadingError
from library.reading.law import read_repealed
from library.reading.packages import (
    COMMON,
    CONTENT,
    KINDS,
    LAYOUTS,
    LEVELS,
    Package,
    PackageDocument,
    package_paths,
    read_document,
    read_document_text,
    read_package,
    read_placeholders,
)
from library.reading.records import (
    ExpectedPaper,
    RecordType,
    read_record_type,
    read_record_types,
    read_records,
)
from library.reading.rules import Example, Rule, RuleSet, check_rules, read_rules
from library.reading.standards import Clause, Standard, read_standard
from library.reading.writing import write_document, write_nodes

__all__ = [
    "COMMON",
    "CONTENT",
    "KINDS",
    "LAYOUTS",
    "LEVELS",
    "Clause",
    "Example",
    "ExpectedPaper",
    "Package",
    "PackageDocument",
    "ReadingError",
    "RecordType",
    "Rule",
    "RuleSet",
    "Standard",
    "check_rules",
    "package_paths",
    "read_document",
    "read_document_text",
    "read_nodes",
    "read_package",
    "read_placeholders",
    "read_record_type",
    "read_record_types",
    "read_records",
    "read_repealed",
    "read_rules",
    "read_standard",
    "write_document",
    "write_nodes",
]
