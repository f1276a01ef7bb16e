"""A form as a page to be filled in: each question with what stands there, and what is wrong."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from dataclasses import field as kept
from typing import Any

from kernel.content import formulas
from kernel.content.formulas import Formula, FormulaError, Names
from kernel.content.nodes import Node, walk
from kernel.forms import Column, Field, Problem, said, shown
from kernel.forms.numbers import shown_number

Values = Mapping[str, Any]
SMALL = ("number", "date", "sum")


@dataclass(frozen=True)
class Cell:
    """One cell of a row: its name on the page, what stands there, what is wrong with it.

    `text` of a box to tick is what was typed where nobody can tell whether it is ticked.
    """

    column: Column
    name: str
    value: Any
    text: str
    problem: str = ""
    fixed: bool = False  # the form itself says it


@dataclass(frozen=True)
class Line:
    """One row of a table; a given one is not taken away."""

    id: str
    number: int
    cells: list[Cell]
    given: bool


@dataclass(frozen=True)
class Asked:
    """One question as the page shows it."""

    field: Field
    value: Any
    text: str
    problem: str = ""
    hidden: bool = False
    lines: list[Line] = kept(default_factory=list)
    new: list[Cell] = kept(default_factory=list)  # the cells of a row to be added
    answer: list[str] = kept(default_factory=list)  # the options that are chosen

    @property
    def name(self) -> str:
        return f"v:{self.field.id}"

    @property
    def is_small(self) -> bool:
        return self.field.type in SMALL


@dataclass(frozen=True)
class Block:
    """A block of the form: something to read, or a question."""

    node: Node
    asked: Asked | None = None


def in_steps(nodes: Iterable[Node]) -> list[Node]:
    """The same with headings that leave out no level: who listens to a page goes by them."""
    made, last = [], 0
    for node in nodes:
        if node.kind == "heading":
            last = min(node.body["level"], last + 1)
            node = replace(node, body={**node.body, "level": last})
        made.append(node)
    return made


def page_of(
    nodes: Iterable[Node],
    fields: Sequence[Field],
    values: Values,
    problems: Sequence[Problem] = (),
    typed: Values | None = None,
) -> list[Block]:
    """All blocks in their order; `typed` is what stood on the page and could not be taken."""
    asked_now = shown(fields, values)
    by_id = {each.id: each for each in fields}
    blocks = []
    for node in in_steps(walk(nodes)):
        if node.kind == "entry":
            one = by_id[node.id]
            mine = [each for each in problems if each.field == node.id]
            value = values.get(node.id)
            blocks.append(Block(node, _asked(one, value, mine, node.id in asked_now, typed)))
        elif node.kind not in ("pagebreak", "clause"):
            blocks.append(Block(node))
    return blocks


def _asked(
    one: Field, value: Any, problems: Sequence[Problem], is_asked: bool, typed: Values | None
) -> Asked:
    own = next((each for each in problems if not each.row), None)
    text = text_of_value(one, value)
    if own and own.typed:
        text = own.typed
    elif own and typed and isinstance(typed.get(one.id), str):
        text = typed[one.id]
    answer = value if isinstance(value, list) else [value] if isinstance(value, str) else []
    return Asked(
        field=one,
        value=value,
        text=text,
        problem=own.sentence if own else "",
        hidden=not is_asked,
        lines=_lines(one, value, problems) if one.type == "table" else [],
        new=_cells(one, "{row}", {}, {}, {}) if one.type == "table" else [],
        answer=answer if one.type == "choice" else [],
    )


def text_of_value(one: Field | Column, value: Any) -> str:
    """As a person would type it."""
    if one.type in ("number", "sum") and isinstance(value, str):
        return shown_number(value, one.digits if one.type == "sum" else None)
    return said(one, value) if one.type not in ("choice", "check", "table") else ""


def _lines(one: Field, value: Any, problems: Sequence[Problem]) -> list[Line]:
    rows = list(value or [])
    there = {row["id"] for row in rows}
    missing = [{"id": row.id, "cells": dict(row.cells)} for row in one.given if row.id not in there]
    given = {row.id: row.cells for row in one.given}
    wrong = {(p.row, p.column): p for p in problems if p.row}
    return [
        Line(
            row["id"],
            at,
            _cells(one, row["id"], row["cells"], given.get(row["id"], {}), wrong),
            row["id"] in given,
        )
        for at, row in enumerate([*missing, *rows], start=1)
    ]


def _cells(
    one: Field,
    row: str,
    cells: Mapping[str, Any],
    given: Mapping[str, str],
    wrong: Mapping[tuple[str, str], Problem],
) -> list[Cell]:
    made = []
    for column in one.columns:
        value, problem = cells.get(column.id), wrong.get((row, column.id))
        text = text_of_value(column, value)
        made.append(
            Cell(
                column,
                f"c:{one.id}:{row}:{column.id}",
                value,
                (_unread(column, problem) or text) if problem else text,
                problem.sentence if problem else "",
                bool(given.get(column.id)),
            )
        )
    return made


def _unread(column: Column, problem: Problem) -> str:
    """What is to be mended; in one line where the page has but one, or a browser glues them."""
    return problem.typed if column.type == "long" else " ".join(problem.typed.split())


def wiring(fields: Sequence[Field], now: range | None = None) -> list[dict[str, Any]]:
    """What the script needs to know of each field: conditions, formulas, columns.

    `now` are the parts that are open: what stands in earlier ones is only read, and later ones are
    not there yet.
    """
    names = Names(
        {f.id: f.type for f in fields if f.type != "table"},
        {f.id: {c.id: c.type for c in f.columns} for f in fields if f.type == "table"},
    )
    told = []
    for one in fields:
        if now is not None and one.part > now[-1]:
            continue
        said_of: dict[str, Any] = {"id": one.id, "type": one.type}
        said_of |= {"closed": True} if now is not None and one.part < now[0] else {}
        if one.when:
            said_of["when"] = {"field": one.when.field, "is": list(one.when.answers)}
            said_of["when"] |= {"filled": True} if one.when.filled else {}
        if one.many:
            said_of["many"] = True
        if one.options:
            said_of["options"] = {option.id: option.label for option in one.options}
        if one.type == "sum":
            said_of |= {"formula": tree_of_formula(one.formula, names), "digits": one.digits}
        if one.type == "table":
            inner = Names({column.id: column.type for column in one.columns})
            said_of["columns"] = [_column(column, inner) for column in one.columns]
            said_of["given"] = [row.id for row in one.given]
            said_of["fixed"] = one.fixed
        told.append(said_of)
    return told


def _column(column: Column, names: Names) -> dict[str, Any]:
    told: dict[str, Any] = {"id": column.id, "type": column.type}
    if column.type == "sum":
        told |= {"formula": tree_of_formula(column.formula, names), "digits": column.digits}
    return told


def tree_of_formula(formula: str, names: Names) -> Any:
    """A formula as lists that the script works out; None for one that cannot be read."""
    try:
        return _tree(formulas.read(formula, names))
    except FormulaError:
        return None


def _tree(formula: Formula) -> list[Any]:
    match formula:
        case formulas.Number(value):
            return ["number", f"{value:f}"]
        case formulas.Name(name):
            return ["name", name]
        case formulas.Negative(inner):
            return ["-", _tree(inner)]
        case formulas.Column(function, table, column):
            return [function, table, column]
        case formulas.Sign(sign, left, right):
            return [sign, _tree(left), _tree(right)]
    raise AssertionError(formula)
