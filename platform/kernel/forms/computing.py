"""What a form works out by itself: formulas of columns, row by row, then those of the form."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal, DecimalException, DivisionByZero, InvalidOperation, localcontext
from typing import Any

from django.utils.translation import gettext as _

from kernel.content import formulas
from kernel.content.formulas import Formula, FormulaError, Names
from kernel.forms.conditions import shown
from kernel.forms.fields import Column, Field
from kernel.forms.numbers import GREATEST, kept, read_number, rounded
from kernel.forms.problems import Cleaned, Problem

Values = Mapping[str, Any]


class _Impossible(Exception):
    """There is no result, and a sentence says why."""


def computed(fields: Sequence[Field], values: Values) -> Cleaned:
    """The same answers with every result worked out anew; a problem tells why one is missing.

    What is empty adds nothing; a product or a quotient with something empty is empty.
    """
    problems: list[Problem] = []
    found = dict(values)
    for field in fields:
        if field.type == "table" and isinstance(found.get(field.id), list):
            found[field.id] = _rows(field, found[field.id], problems)
    asked = shown(fields, found)
    sums = _Sums(fields, {name: found[name] for name in found if name in asked}, problems)
    for field in fields:
        if field.type == "sum":
            result = sums.result(field) if field.id in asked else None
            found.pop(field.id, None)
            if result is not None:
                found[field.id] = kept(result)
    return Cleaned(found, problems)


def _rows(field: Field, rows: list[Any], problems: list[Problem]) -> list[Any]:
    results = [column for column in field.columns if column.type == "sum"]
    if not results:
        return rows
    names = Names({column.id: column.type for column in field.columns})
    read: dict[str, Formula] = {}
    for column in results:
        try:
            read[column.id] = formulas.read(column.formula, names)
        except FormulaError as error:
            problems.append(Problem(field.id, error.sentence, column=column.id))
    return [_row(field, results, read, row, problems) for row in rows]


def _row(
    field: Field,
    results: Sequence[Column],
    read: Mapping[str, Formula],
    row: Mapping[str, Any],
    problems: list[Problem],
) -> dict[str, Any]:
    result_ids = {column.id for column in results}
    cells = {name: cell for name, cell in row["cells"].items() if name not in result_ids}
    waiting = {column.id: column for column in results if column.id in read}

    def number(name: str) -> Decimal | None:
        column = waiting.pop(name, None)
        if column is not None:
            try:
                result = _result(read[name], number, None, column.digits)
            except _Impossible as error:
                problems.append(Problem(field.id, str(error), row=row["id"], column=name))
                result = None
            if result is not None:
                cells[name] = kept(result)
        return _number(cells.get(name))

    for column in results:
        number(column.id)
    return {**row, "cells": cells}


class _Sums:
    """Results of the form, each worked out once; one that needs itself has none."""

    def __init__(self, fields: Sequence[Field], values: Values, problems: list[Problem]) -> None:
        self._values = values
        self._problems = problems
        self._waiting = {field.id: field for field in fields if field.type == "sum"}
        self._found: dict[str, Decimal | None] = {}
        self._sums = set(self._waiting)
        tables = {
            field.id: {column.id: column.type for column in field.columns}
            for field in fields
            if field.type == "table"
        }
        self._parts = {field.id: field.part for field in fields}
        self._names = Names({f.id: f.type for f in fields if f.type != "table"}, tables)

    def result(self, field: Field) -> Decimal | None:
        return self._number(field.id)

    def _number(self, name: str) -> Decimal | None:
        field = self._waiting.pop(name, None)
        if field is not None:
            self._found[name] = self._worked_out(field)
        return self._found.get(name) if name in self._sums else _number(self._values.get(name))

    def _worked_out(self, field: Field) -> Decimal | None:
        try:
            formula = formulas.read(field.formula, self._names)
            return _result(formula, self._within(field), self._known_to(field), field.digits)
        except FormulaError as error:
            self._problems.append(Problem(field.id, error.sentence))
        except _Impossible as error:
            self._problems.append(Problem(field.id, str(error)))
        return None

    def _within(self, field: Field) -> Callable[[str], Decimal | None]:
        """Numbers as far as they are said when the part of this result is signed."""
        return lambda name: None if self._parts.get(name, 1) > field.part else self._number(name)

    def _known_to(self, field: Field) -> dict[str, Any]:
        parts = self._parts
        return {n: v for n, v in self._values.items() if parts.get(n, 1) <= field.part}


def _result(
    formula: Formula, number: Any, values: Values | None, digits: int | None
) -> Decimal | None:
    try:
        with localcontext(prec=50):
            found = _value(formula, number, values or {})
            if found is not None and abs(found) < GREATEST:
                found = rounded(found, digits)
    except (DivisionByZero, ZeroDivisionError) as error:
        raise _Impossible(_("Divided by zero: there is no result.")) from error
    except InvalidOperation as error:  # 0 / 0 is one, too
        raise _Impossible(_("Divided by zero: there is no result.")) from error
    except DecimalException as error:
        raise _Impossible(_("The result is too large.")) from error
    if found is not None and abs(found) >= GREATEST:
        raise _Impossible(_("The result is too large."))
    return found


def _value(formula: Formula, number: Any, values: Values) -> Decimal | None:
    match formula:
        case formulas.Number(value):
            return value
        case formulas.Name(name):
            found: Decimal | None = number(name)
            return found
        case formulas.Negative(inner):
            held = _value(inner, number, values)
            return None if held is None else -held
        case formulas.Column():
            return _of_table(formula, values)
        case formulas.Sign(sign, left, right):
            return _joined(sign, _value(left, number, values), _value(right, number, values))
    raise AssertionError(formula)


def _joined(sign: str, one: Decimal | None, other: Decimal | None) -> Decimal | None:
    if sign in "+-":
        if one is None and other is None:
            return None
        first, second = one or Decimal(0), other or Decimal(0)
        return first + second if sign == "+" else first - second
    if one is None or other is None:
        return None
    return one * other if sign == "*" else one / other


def _of_table(asked: formulas.Column, values: Values) -> Decimal | None:
    rows = values.get(asked.table) or []
    if asked.function == "count":
        return Decimal(
            sum(
                any(cell not in ("", None, False) for cell in row["cells"].values()) for row in rows
            )
        )
    numbers = [_number(row["cells"].get(asked.column)) for row in rows]
    said = [number for number in numbers if number is not None]
    return sum(said, Decimal(0)) if said else None


def _number(value: Any) -> Decimal | None:
    return read_number(value) if isinstance(value, str) else None
