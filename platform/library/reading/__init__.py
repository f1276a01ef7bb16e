"""Readers of what we ship in library/content: standards, packages, rules; no database."""

from library.reading.dialect import read_nodes
from library.reading.errors import ReadingError
from library.reading.law import read_repealed
from library.reading.packages import (
    CONTENT,
    Package,
    PackageDocument,
    package_paths,
    read_document,
    read_package,
    read_placeholders,
)
from library.reading.rules import Example, Rule, RuleSet, read_rules
from library.reading.standards import Clause, Standard, read_standard
from library.reading.writing import write_nodes

__all__ = [
    "CONTENT",
    "Clause",
    "Example",
    "Package",
    "PackageDocument",
    "ReadingError",
    "Rule",
    "RuleSet",
    "Standard",
    "package_paths",
    "read_document",
    "read_nodes",
    "read_package",
    "read_placeholders",
    "read_repealed",
    "read_rules",
    "read_standard",
    "write_nodes",
]
