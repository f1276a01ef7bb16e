"""What cleaning and computing have to say to the person who fills in a form."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend; `typed` is what stood there, so that nothing typed is lost."""

    field: str
    sentence: str
    row: str = ""
    column: str = ""
    typed: str = ""


@dataclass(frozen=True, slots=True)
class Cleaned:
    """Answers in their one form, and what could not be taken."""

    values: dict[str, Any]
    problems: list[Problem] = field(default_factory=list)
