"""Reader of a standard: one edition's clause tree, whose parents follow from the numbers."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kernel.content.inline import CLAUSE_NUMBER
from library.reading.located import Located, load_mapping

_STANDARD: Final = {"key": str, "edition": str, "vi": str, "en": str, "clauses": list}
_STANDARD_MORE: Final = {"sources": list, "follows": str, "valid_from": str}
_CLAUSE: Final = {"number": str, "vi": str, "en": str}
_CLAUSE_MORE: Final = {
    "parts": list,
    "maintain": str,
    "retain": str,
    "counterparts": list,
    "excludable": bool,
}


@dataclass(frozen=True, slots=True)
class Clause:
    """A titled clause. `parts` are its numbered paragraphs that have no title of their own."""

    number: str
    vi: str
    en: str
    order: int
    parent: str
    level: int
    leaf: bool
    parts: tuple[str, ...]
    maintain: str
    retain: str
    counterparts: tuple[str, ...]
    excludable: bool

    @property
    def two_level(self) -> bool:
        """Whether the clause is a column of the heat map, such as 7.5."""
        return self.level == 2

    @property
    def title(self) -> str:
        """Number and Vietnamese title, as printed: “7.5. Thông tin dạng văn bản”."""
        return f"{self.number}. {self.vi}"


@dataclass(frozen=True, slots=True)
class Standard:
    """An edition of a standard; `follows` is the edition its counterparts point to, if any."""

    key: str
    edition: str
    vi: str
    en: str
    clauses: tuple[Clause, ...]
    sources: tuple[str, ...]
    follows: str
    valid_from: str

    @property
    def leaves(self) -> tuple[Clause, ...]:
        """The clauses a manual answers, in order."""
        return tuple(clause for clause in self.clauses if clause.leaf)

    @property
    def two_level(self) -> tuple[Clause, ...]:
        """The columns of the heat map, in order."""
        return tuple(clause for clause in self.clauses if clause.two_level)

    def find(self, number: str) -> Clause | None:
        """The clause a printed number belongs to; `4.4.2` belongs to 4.4, whose part it is."""
        for clause in self.clauses:
            if number == clause.number or number in clause.parts:
                return clause
        return None


def read_standard(path: Path) -> Standard:
    """One edition of a standard from its YAML file; raises ReadingError naming file and line."""
    found = load_mapping(path.read_text("utf-8"), path)
    found.refuse_unknown(_STANDARD, _STANDARD_MORE)
    rows = [_checked(row, found) for row in found["clauses"]]
    numbers = [row["number"] for row in rows]
    clauses = tuple(_clause(row, order, numbers) for order, row in enumerate(rows, start=1))
    return Standard(
        key=found["key"],
        edition=found["edition"],
        vi=found["vi"],
        en=found["en"],
        clauses=clauses,
        sources=found.texts("sources"),
        follows=found.get("follows", ""),
        valid_from=found.get("valid_from", ""),
    )


def _checked(row: object, standard: Located) -> Located:
    if not isinstance(row, Located):
        raise standard.error("a clause has a number, vi and en")
    row.refuse_unknown(_CLAUSE, _CLAUSE_MORE)
    return row


def _clause(row: Located, order: int, numbers: list[str]) -> Clause:
    number, before = row["number"], numbers[: order - 1]
    if not CLAUSE_NUMBER.fullmatch(number) or number in before:
        raise row.error(f"“{number}” is not a clause number, or stands twice")
    parent = number.rpartition(".")[0]
    if parent and parent not in before:
        raise row.error(f"{number} stands before its parent {parent}")
    if before and _key(before[-1]) > _key(number):
        raise row.error(f"{number} stands after {before[-1]}")
    return Clause(
        number=number,
        vi=row["vi"],
        en=row["en"],
        order=order,
        parent=parent,
        level=number.count(".") + 1,
        leaf=not any(other.startswith(f"{number}.") for other in numbers),
        parts=row.texts("parts"),
        maintain=row.get("maintain", ""),
        retain=row.get("retain", ""),
        counterparts=row.texts("counterparts"),
        excludable=row.get("excludable", False),
    )


def _key(number: str) -> list[int]:
    return [int(part) for part in number.split(".")]
