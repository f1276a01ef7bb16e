"""Formulas as people write them: with the names of fields in square brackets instead of ids."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from django.utils.translation import gettext as _

from kernel.content.formulas import FormulaError, Names, bare, read, written
from kernel.content.markup import plain
from kernel.content.nodes import Node
from kernel.content.wiring import names_of, names_of_row

_IN_BRACKETS: Final = re.compile(r"\[([^\[\]]+)\]")
_PAIR: Final = re.compile(r"\[([^\[\]]+)\]\s*\.\s*\[?([^\[\]()+*/]+?)\]?(?=\s*\))")


class Called:
    """What the fields of a form are called, and which id a name means."""

    def __init__(self, names: Names, labels: Mapping[str, str], columns: "Columns") -> None:
        self._names, self._labels, self._columns = names, labels, columns

    @classmethod
    def of_form(cls, entries: Sequence[Node]) -> "Called":
        labels = {entry.id: plain(entry.body["label"]) for entry in entries}
        columns = {
            entry.id: {column["id"]: column["label"] for column in entry.body["columns"]}
            for entry in entries
            if entry.body["type"] == "table"
        }
        return cls(names_of(entries), labels, columns)

    @classmethod
    def of_table(cls, columns: Sequence[Mapping[str, Any]]) -> "Called":
        labels = {column["id"]: column["label"] for column in columns}
        return cls(names_of_row(columns), labels, {})

    def shown(self, formula: str) -> str:
        """A kept formula with names for ids; as it is where it cannot be understood."""
        try:
            found = read(formula, self._names)
        except FormulaError:
            return formula
        return written(
            found,
            lambda name: f"[{_called(name, self._labels)}]",
            lambda table, column: f"[{_called(column, self._columns.get(table, {}))}]",
        )

    def kept(self, typed: str) -> str:
        """What was typed as it is kept; raises FormulaError where a name is not known."""
        text = unicodedata.normalize("NFC", typed)
        text = _PAIR.sub(self._pair, text)
        text = _IN_BRACKETS.sub(lambda found: f"[{_meant(found[1], self._labels)}]", text)
        found = read(text, self._names)
        return written(found, bare, lambda _table, column: bare(column))

    def usable(self, without: str = "") -> list[str]:
        """What a formula may name, as it is typed; `without` the field whose formula it is."""
        numbers = ("number", "sum")
        fields = [
            name for name, kind in self._names.fields.items() if kind in numbers and name != without
        ]
        found = [f"[{_called(name, self._labels)}]" for name in fields]
        for table, columns in self._names.tables.items():
            called = f"[{_called(table, self._labels)}]"
            found.append(f"count({called})")
            for column, kind in columns.items():
                if kind in numbers:
                    of_table = _called(column, self._columns[table])
                    found.append(f"sum({called}.[{of_table}])")
        return found

    def _pair(self, found: re.Match[str]) -> str:
        table = _meant(found[1], self._labels)
        return f"[{table}].[{_meant(found[2], self._columns.get(table, {}))}]"


Columns = Mapping[str, Mapping[str, str]]


def _plain(name: str) -> str:
    return " ".join(name.casefold().split()).rstrip(" .:")


def _called(name: str, labels: Mapping[str, str]) -> str:
    """The label of a field, or its id where the label is empty, not alone or would not be read."""
    label = " ".join(labels.get(name, "").split()).rstrip(" .:")
    alone = sum(_plain(other) == _plain(label) for other in labels.values()) == 1
    return label if label and alone and not set("[]") & set(label) else name


def _meant(name: str, labels: Mapping[str, str]) -> str:
    """The id that a name means; the name itself where nothing is called so."""
    found = _of_name(name, labels.items())
    if len(found) > 1:
        raise FormulaError(
            _("Several fields are called “%(name)s”: give them different names.")
            % {"name": name.strip()}
        )
    return found[0] if found else name


def _of_name(name: str, labels: Iterable[tuple[str, str]]) -> list[str]:
    held = list(labels)
    exact = [key for key, _label in held if key == name.strip()]
    return exact or [key for key, label in held if _plain(label) == _plain(name)]
