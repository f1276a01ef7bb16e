"""On which level of the pyramid a kind of document usually stands (domain.md 8.3)."""

from typing import Final

from apps.documents.models import Kind, Level

USUAL: Final[dict[str, Level]] = {
    Kind.POLICY: Level.I,
    Kind.MANUAL: Level.I,
    Kind.OBJECTIVES_PLAN: Level.I,
    Kind.OBJECTIVES_REPORT: Level.I,
    Kind.DECISION: Level.I,
    Kind.PROCEDURE: Level.II,
    Kind.REGULATION: Level.II,
    Kind.RISK_TABLE: Level.II,
    Kind.INSTRUCTION: Level.III,
    Kind.FORM: Level.III,
    Kind.LETTER: Level.IV,
    Kind.PAPER: Level.IV,
    Kind.OTHER: Level.III,
}


def level_of(kind: str) -> Level:
    """The usual level of a kind; an author may say another."""
    return USUAL.get(kind, Level.II)
