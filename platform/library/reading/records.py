"""Reader of record types: which papers a folder holds, who keeps it, where and how long."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from library.reading.located import Located, load_mapping, located

LONGEST: Final = 100

_FILE: Final = {"types": list}
_TYPE: Final = {"code": str, "name": str, "holder": str, "place": str, "source": str}
_TYPE_MORE: Final = {
    "heading": str,
    "years": int,
    "permanent": bool,
    "clauses": list,
    "forms": list,
    "papers": list,
}
_PAPER: Final = {"title": str, "required": bool}
_PAPER_MORE: Final = {"form": str}


@dataclass(frozen=True, slots=True)
class ExpectedPaper:
    """A paper that a folder of this type waits for; `form` is the code of its form, or empty."""

    title: str
    required: bool
    form: str = ""


@dataclass(frozen=True, slots=True)
class RecordType:
    """A type of record. `years` count from the year after the work ended; None is permanent."""

    code: str
    name: str
    heading: str
    holder: str
    place: str
    years: int | None
    clauses: tuple[str, ...]
    forms: tuple[str, ...]
    papers: tuple[ExpectedPaper, ...]
    source: str
    path: Path
    line: int

    @property
    def facts(self) -> dict[str, Any]:
        """What it says, as JSON."""
        return {
            "code": self.code,
            "name": self.name,
            "heading": self.heading,
            "holder": self.holder,
            "place": self.place,
            "years": self.years,
            "clauses": list(self.clauses),
            "forms": list(self.forms),
            "papers": [asdict(paper) for paper in self.papers],
            "source": self.source,
        }

    @property
    def named(self) -> frozenset[str]:
        """The codes of all forms it speaks of."""
        return frozenset([*self.forms, *(paper.form for paper in self.papers if paper.form)])


def read_records(path: Path) -> tuple[RecordType, ...]:
    """The record types of a YAML file in their order; raises ReadingError naming file and line."""
    return read_record_types(path.read_text("utf-8"), path)


def read_record_types(text: str, path: Path) -> tuple[RecordType, ...]:
    """As `read_records`, of a text; `path` is only what a refusal calls it."""
    found = load_mapping(text, path)
    found.refuse_unknown(_FILE, {})
    types = [_type(_mapping(row, found)) for row in found["types"]]
    _refuse_twins(found["types"])
    return tuple(types)


def read_record_type(facts: Mapping[str, Any]) -> RecordType:
    """One record type from plain values; raises ReadingError, whose place means nothing."""
    return _type(located(facts, Path("records"), 1))


def _type(row: Located) -> RecordType:
    row.refuse_unknown(_TYPE, _TYPE_MORE)
    for name in ("code", "name"):
        if not row[name].strip():
            raise row.error(f"“{name}” is empty")
    papers = tuple(_paper(_mapping(paper, row)) for paper in row.get("papers", []))
    return RecordType(
        **{name: row[name] for name in _TYPE},
        heading=row.get("heading", ""),
        years=_years(row),
        clauses=row.texts("clauses"),
        forms=row.texts("forms"),
        papers=papers,
        path=row.path,
        line=row.line,
    )


def _years(row: Located) -> int | None:
    if row.get("permanent", False) == ("years" in row):
        raise row.error("either “years” or “permanent: true” is said")
    years: int | None = row.get("years")
    if years is not None and not 1 <= years <= LONGEST:
        raise row.error(f"“years” is between 1 and {LONGEST}")
    return years


def _paper(row: Located) -> ExpectedPaper:
    row.refuse_unknown(_PAPER, _PAPER_MORE)
    return ExpectedPaper(row["title"], row["required"], row.get("form", ""))


def _refuse_twins(rows: Iterable[Located]) -> None:
    seen: set[str] = set()
    for row in rows:
        if row["code"] in seen:
            raise row.error(f"the code {row['code']} stands twice")
        seen.add(row["code"])


def _mapping(value: object, within: Located) -> Located:
    if not isinstance(value, Located):
        raise within.error("names and values were expected")
    return value
