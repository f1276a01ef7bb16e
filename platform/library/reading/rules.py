"""Reader of evidence rules: which records make a clause green, as data with examples."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from library.reading.located import Located, load_mapping, located

# As the engine names them: enough evidence, due soon, missing, not due yet.
STATUSES: Final = ("ok", "soon", "gap", "wait")

# The parameters of each kind of rule, with their types: first those it must have.
PARAMETERS: Final[Mapping[str, tuple[Mapping[str, type], Mapping[str, type]]]] = {
    "in_force": ({"kind": str}, {"clauses": list}),
    "exists_within": ({"kind": str, "months": int}, {}),
    "none_overdue": ({"kind": str}, {}),
    "every_unit_has": ({"kind": str}, {}),
    "share_at_least": ({"kind": str, "percent": int}, {}),
    "all_of": ({"rules": list}, {}),
    "any_of": ({"rules": list}, {}),
}
COMBINED: Final = ("all_of", "any_of")

_FILE: Final = {"standard": str, "edition": str, "version": int, "soon_days": int, "rules": list}
_RULE: Final = {
    "clause": str,
    "kind": str,
    "params": Located,
    "enough": str,
    "soon": str,
    "missing": str,
    "turns_green": str,
    "source": str,
    "examples": list,
}
_EXAMPLE: Final = {"name": str, "records": list, "expected": str}
_EXAMPLE_MORE: Final = {"today": str}
_RECORD: Final = {"kind": str}
_RECORD_MORE: Final = {
    "clause": str,
    "unit": str,
    "happened": str,
    "valid_until": str,
    "due": str,
    "done": str,
}


@dataclass(frozen=True, slots=True)
class Example:
    """Records as the evidence tables give them, on a day, and the status they must lead to.

    A record has the columns kind, clause, unit, happened, valid_until, due and done; a day is an
    ISO date.
    """

    name: str
    today: str
    records: tuple[Mapping[str, Any], ...]
    expected: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule for one leaf clause; `params` as in PARAMETERS, sentences in Vietnamese."""

    clause: str
    kind: str
    params: Mapping[str, Any]
    enough: str
    soon: str
    missing: str
    turns_green: str
    source: str
    examples: tuple[Example, ...]


@dataclass(frozen=True, slots=True)
class RuleSet:
    """The rules of one edition of a standard; `soon_days` before an end a status is “soon”."""

    standard: str
    edition: str
    version: int
    soon_days: int
    rules: tuple[Rule, ...]


def read_rules(path: Path) -> RuleSet:
    """The evidence rules of a YAML file; raises ReadingError naming file and line."""
    found = load_mapping(path.read_text("utf-8"), path)
    found.refuse_unknown(_FILE, {})
    rules = tuple(_rule(_mapping(row, found)) for row in found["rules"])
    return RuleSet(**{name: found[name] for name in _FILE if name != "rules"}, rules=rules)


def check_rules(found: Mapping[str, Any], path: Path) -> None:
    """Refuse a set of rules from plain values where a file of ours would be refused."""
    whole = located(found, path, 1)
    whole.refuse_unknown(_FILE, {})
    for row in whole["rules"]:
        _rule(_mapping(row, whole))


def _rule(row: Located) -> Rule:
    row.refuse_unknown(_RULE, {})
    _check_params(row, row["kind"], row["params"], combined=True)
    examples = tuple(_example(_mapping(example, row)) for example in row["examples"])
    texts = {name: value for name, value in row.items() if name not in ("params", "examples")}
    return Rule(**texts, params=dict(row["params"]), examples=examples)


def _check_params(row: Located, kind: str, params: Located, *, combined: bool) -> None:
    if kind not in PARAMETERS or (kind in COMBINED and not combined):
        raise row.error(f"there is no kind of rule “{kind}” here")
    required, optional = PARAMETERS[kind]
    params.refuse_unknown(required, optional)
    for inner in params.get("rules", []):
        inner = _mapping(inner, params)
        inner.refuse_unknown({"kind": str, "params": Located}, {})
        _check_params(inner, inner["kind"], inner["params"], combined=False)


def _example(row: Located) -> Example:
    row.refuse_unknown(_EXAMPLE, _EXAMPLE_MORE)
    if row["expected"] not in STATUSES:
        raise row.error(f"“expected” is one of: {', '.join(STATUSES)}")
    records = [_mapping(record, row) for record in row["records"]]
    for record in records:
        record.refuse_unknown(_RECORD, _RECORD_MORE)
    return Example(
        name=row["name"],
        today=row.get("today", "2026-11-20"),
        records=tuple(dict(record) for record in records),
        expected=row["expected"],
    )


def _mapping(value: object, within: Located) -> Located:
    if not isinstance(value, Located):
        raise within.error("names and values were expected")
    return value
