"""What entries say of each other: their formulas and conditions, and what is wrong there."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final, NamedTuple

from django.utils.translation import gettext as _

from kernel.content.entries import DECIMAL
from kernel.content.formulas import FormulaError, Names, needs, read
from kernel.content.markup import plain
from kernel.content.nodes import Node, walk

YES_NO: Final = ("yes", "no")
UNASKED: Final = ("table", "signature", "sum")  # nothing can depend on what these say


class Fault(NamedTuple):
    """One thing that is wrong with an entry, for its author."""

    node_id: str
    sentence: str


def entries_of(nodes: Iterable[Node]) -> list[Node]:
    """The entries of a form in reading order."""
    return [node for node in walk(nodes) if node.kind == "entry"]


def names_of(entries: Iterable[Node]) -> Names:
    """What the formulas of a form may name."""
    fields = {entry.id: entry.body["type"] for entry in entries}
    tables = {
        entry.id: {column["id"]: column["type"] for column in entry.body["columns"]}
        for entry in entries
        if entry.body["type"] == "table"
    }
    return Names({name: kind for name, kind in fields.items() if kind != "table"}, tables)


def names_of_row(columns: Iterable[Mapping[str, Any]]) -> Names:
    """What the formula of a column may name: the other columns of its table."""
    return Names({column["id"]: column["type"] for column in columns})


def faults(nodes: Iterable[Node]) -> Iterator[Fault]:
    """All that would keep a form from being filled in as its author means it."""
    entries = entries_of(nodes)
    names = names_of(entries)
    needed: dict[str, set[str]] = {}
    for entry in entries:
        if formula := entry.body.get("formula"):
            try:
                needed[entry.id] = set(needs(read(formula, names)))
            except FormulaError as error:
                yield Fault(entry.id, error.sentence)
        yield from _faults_of_table(entry)
    for circle in _circles(needed):
        yield Fault(circle, _("This formula needs its own result: name other fields."))
    yield from _faults_of_conditions(entries)


def _faults_of_table(entry: Node) -> Iterator[Fault]:
    columns = entry.body.get("columns", ())
    names = names_of_row(columns)
    needed: dict[str, set[str]] = {}
    for column in columns:
        label = {"label": column["label"]}
        if formula := column.get("formula"):
            try:
                needed[column["id"]] = set(needs(read(formula, names)))
            except FormulaError as error:
                told = _("Column “%(label)s”: %(sentence)s") % {**label, "sentence": error.sentence}
                yield Fault(entry.id, told)
    if next(_circles(needed), None) is not None:
        yield Fault(entry.id, _("A column's formula needs its own result: name other columns."))
    by_id = {column["id"]: column for column in columns}
    for row in entry.body.get("given", ()):
        for name, text in row["cells"].items():
            if text and not _fits(by_id[name], text):
                sentence = _("A given row says “%(text)s” in the column “%(label)s”.")
                yield Fault(entry.id, sentence % {"text": text, "label": by_id[name]["label"]})


def _fits(column: Mapping[str, Any], text: str) -> bool:
    match column["type"]:
        case "row" | "sum":
            return False
        case "number":
            return bool(DECIMAL.fullmatch(text))
        case "check":
            return text in YES_NO
        case "choice":
            return any(option["id"] == text for option in column["options"])
        case "date":
            return _is_day(text)
    return True


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _faults_of_conditions(entries: Sequence[Node]) -> Iterator[Fault]:
    by_id = {entry.id: entry for entry in entries}
    asked: dict[str, set[str]] = {}
    for entry in entries:
        if (when := entry.body.get("when")) is None:
            continue
        other = by_id.get(when["field"])
        if other is None:
            yield Fault(entry.id, _("The condition names a field that is not in this form."))
            continue
        asked[entry.id] = {other.id}
        label = plain(other.body["label"])
        if other.body["type"] in UNASKED:
            sentence = _("The condition cannot ask “%(label)s”: ask a choice or a box.")
            yield Fault(entry.id, sentence % {"label": label})
        elif unknown := _unknown_answers(other, when.get("is", ())):
            sentence = _("The condition waits for “%(answer)s”, which “%(label)s” never says.")
            yield Fault(entry.id, sentence % {"answer": unknown[0], "label": label})
    for circle in _circles(asked):
        yield Fault(circle, _("This field would be shown only when it is shown itself."))


def _unknown_answers(other: Node, answers: Iterable[str]) -> list[str]:
    kind = other.body["type"]
    if kind == "check":
        return [answer for answer in answers if answer not in YES_NO]
    if kind == "choice":
        there = {option["id"] for option in other.body["options"]}
        return [answer for answer in answers if answer not in there]
    return []


def _circles(needed: Mapping[str, set[str]]) -> Iterator[str]:
    """Those that need themselves, directly or by others; found without recursion."""
    for start in needed:
        waiting, seen = list(needed[start]), set()
        while waiting:
            one = waiting.pop()
            if one not in seen:
                seen.add(one)
                waiting += needed.get(one, ())
        if start in seen:
            yield start
