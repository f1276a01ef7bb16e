"""Formulas of forms: arithmetic over numbers of the form and over the columns of its tables.

`so-luong * don-gia`, `sum(bang.thanh-tien) / count(bang)`, `(a + b) * 0.5`. An id may hold hyphens:
what is an id as a whole is that id, and a minus beside one is written with a blank.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final, Literal, Union

from django.utils.translation import gettext as _

from kernel.content.errors import ContentError

FUNCTIONS: Final = {
    "sum": "sum", "tổng": "sum", "tong": "sum", "count": "count", "đếm": "count", "dem": "count",
}  # fmt: skip
NUMERIC: Final = ("number", "sum")
DEEPEST: Final = 20  # brackets within brackets
_CHUNK: Final = re.compile(r"[^\W_A-Z](?:[\w-]*\w)?")
_NUMBER: Final = re.compile(r"[0-9]{1,15}(?:[.,][0-9]{1,6})?(?![\w.,])")
_SIGNS: Final = {"×": "*", "·": "*", "÷": "/", "−": "-", "–": "-"}


class FormulaError(ContentError):
    """The formula cannot be understood; the message says where and why."""


@dataclass(frozen=True, slots=True)
class Names:
    """What a formula may name: fields with their types, tables with the types of their columns."""

    fields: Mapping[str, str] = field(default_factory=dict)
    tables: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Number:
    value: Decimal


@dataclass(frozen=True, slots=True)
class Name:
    id: str


@dataclass(frozen=True, slots=True)
class Column:
    """`sum(table.column)`, or `count(table)`: how many rows say something."""

    function: str
    table: str
    column: str = ""


@dataclass(frozen=True, slots=True)
class Negative:
    inner: "Formula"


@dataclass(frozen=True, slots=True)
class Sign:
    sign: Literal["+", "-", "*", "/"]
    left: "Formula"
    right: "Formula"


Formula = Union[Number, Name, Column, Negative, Sign]  # noqa: UP007  (names of this module)


def read(formula: str, names: Names) -> Formula:
    """Understand a formula; raises FormulaError with a sentence for the person who wrote it."""
    reader = _Reader(formula, names)
    found = reader.sum(0)
    reader.end()
    return found


def needs(formula: Formula) -> Iterator[str]:
    """The ids of the fields and tables that a formula counts with."""
    match formula:
        case Name(needed):
            yield needed
        case Column(_function, table):
            yield table
        case Negative(inner):
            yield from needs(inner)
        case Sign(_sign, left, right):
            yield from needs(left)
            yield from needs(right)


def written(
    formula: Formula, name_of: Callable[[str], str], column_of: Callable[[str, str], str]
) -> str:
    """A formula in the one way of writing it, with as few brackets as it needs.

    `name_of` gives what stands for a field or table, `column_of` what stands for its column.
    """
    return _Writer(name_of, column_of).write(formula, 0)


def bare(name: str) -> str:
    """How an id stands in a formula: as it is, in square brackets where it would be a number."""
    return f"[{name}]" if name.isdecimal() or not _CHUNK.fullmatch(name) else name


class _Writer:
    def __init__(self, name_of: Callable[[str], str], column_of: Callable[[str, str], str]) -> None:
        self._name, self._column = name_of, column_of

    def write(self, formula: Formula, binds: int) -> str:
        match formula:
            case Number(value):
                return f"{value:f}"
            case Name(name):
                return self._name(name)
            case Column(function, table, column):
                inside = self._name(table)
                inside += f".{self._column(table, column)}" if column else ""
                return f"{function}({inside})"
            case Negative(inner):
                return f"-{self.write(inner, 3)}"
            case Sign(sign, left, right):
                own = 1 if sign in "+-" else 2
                said = f"{self.write(left, own)} {sign} {self.write(right, own + 1)}"
                return f"({said})" if own < binds else said
        raise AssertionError(formula)


class _Reader:
    def __init__(self, formula: str, names: Names) -> None:
        self._text = "".join(_SIGNS.get(letter, letter) for letter in formula.casefold())
        self._at = 0
        self._names = names

    def end(self) -> None:
        if self._look():
            raise self._unreadable()

    def sum(self, depth: int) -> Formula:
        found = self._product(depth)
        while (sign := self._look()) in ("+", "-"):
            self._at += 1
            found = Sign(sign, found, self._product(depth))  # type: ignore[arg-type]
        return found

    def _product(self, depth: int) -> Formula:
        found = self._factor(depth)
        while (sign := self._look()) in ("*", "/"):
            self._at += 1
            found = Sign(sign, found, self._factor(depth))  # type: ignore[arg-type]
        return found

    def _factor(self, depth: int) -> Formula:
        if depth > DEEPEST:
            raise FormulaError(_("The formula is nested too deeply: make two fields of it."))
        sign = self._look()
        if sign == "-":
            self._at += 1
            return Negative(self._factor(depth + 1))
        if sign == "(":
            self._at += 1
            found = self.sum(depth + 1)
            self._close(")")
            return found
        return self._operand()

    def _operand(self) -> Formula:
        function = _CHUNK.match(self._text, self._at)
        if (
            function
            and function[0] in FUNCTIONS
            and self._text[function.end() :].lstrip()[:1] == "("
        ):
            self._at = function.end()
            return self._function(FUNCTIONS[function[0]])
        known = {**self._names.fields, **dict.fromkeys(self._names.tables, "table")}
        named = self._name(known)
        if isinstance(named, Decimal):
            return Number(named)
        if named not in known:
            raise FormulaError(
                _("The formula names “%(name)s”, which is no field of this form.") % {"name": named}
            )
        if known[named] not in NUMERIC:
            raise FormulaError(
                _("“%(name)s” is not a number: the formula cannot count with it.") % {"name": named}
            )
        return Name(named)

    def _function(self, function: str) -> Formula:
        self._look()
        self._at += 1  # the bracket
        self._look()
        table = str(self._name(self._names.tables))
        if table not in self._names.tables:
            raise FormulaError(
                _("The formula names “%(name)s”, which is no table of this form.") % {"name": table}
            )
        if function == "count":
            self._close(")")
            return Column(function, table)
        if self._look() != ".":
            raise FormulaError(_("Say which column is added up: sum(table.column)."))
        self._at += 1
        self._look()
        column = str(self._name(self._names.tables[table]))
        if self._names.tables[table].get(column) not in NUMERIC:
            raise FormulaError(
                _("The formula adds up “%(name)s”, which is no column of numbers of that table.")
                % {"name": column}
            )
        self._close(")")
        return Column(function, table, column)

    def _name(self, known: Collection[str]) -> str | Decimal:
        """An id, or a number; of what holds hyphens the longest part that is an id."""
        if self._look() == "[":
            end = self._text.find("]", self._at)
            if end < 0:
                raise FormulaError(_("A bracket of the formula is not closed."))
            inner, self._at = self._text[self._at + 1 : end].strip(), end + 1
            return inner
        chunk = _CHUNK.match(self._text, self._at)
        number = _NUMBER.match(self._text, self._at)
        if number and (chunk is None or chunk[0] not in known or chunk[0].isdecimal()):
            self._at = number.end()
            return Decimal(number[0].replace(",", "."))
        if chunk is None:
            if not self._look():
                raise FormulaError(_("The formula ends too early."))
            raise self._unreadable()
        parts = chunk[0].split("-")
        prefixes = ("-".join(parts[:count]) for count in range(len(parts), 0, -1))
        found = next((prefix for prefix in prefixes if prefix in known), chunk[0])
        self._at += len(found)
        return found

    def _close(self, bracket: str) -> None:
        if self._look() != bracket:
            if self._look():
                raise self._unreadable()
            raise FormulaError(_("A bracket of the formula is not closed."))
        self._at += 1

    def _look(self) -> str:
        while self._at < len(self._text) and self._text[self._at].isspace():
            self._at += 1
        return self._text[self._at : self._at + 1]

    def _unreadable(self) -> FormulaError:
        rest = self._text[self._at : self._at + 20]
        return FormulaError(_("The formula cannot be read from “%(rest)s” on.") % {"rest": rest})
