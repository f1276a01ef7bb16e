"""What a careful reader would object to in a document, found by rules that need only its tree."""

from kernel.content.lint import (  # noqa: F401  (their rules register themselves)
    abbreviations,
    annexes,
    clauses,
    drawings,
    entries,
    exclusions,
    leftovers,
    references,
    sections,
    vocabulary,
)
from kernel.content.lint.rules import (
    RULES,
    Complaint,
    Finding,
    LintFacts,
    Rule,
    grouped,
    lint,
)

__all__ = ["RULES", "Complaint", "Finding", "LintFacts", "Rule", "grouped", "lint"]
