"""One entry of a form as a page to fill in, and back: the designer without code."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from django.utils.translation import gettext as _

from apps.documents.forms.conditions import condition_shown, condition_typed
from apps.documents.forms.entry_parts import (
    columns_typed,
    given_typed,
    more_lines,
    options_typed,
    own_id,
)
from apps.documents.forms.notation import read, written
from apps.documents.presenters.entries import COLUMN_TYPES, TYPES
from kernel.content.called import Called
from kernel.content.entries import check_entry
from kernel.content.errors import ContentError
from kernel.content.formulas import FormulaError
from kernel.content.nodes import Node
from kernel.content.wiring import faults
from kernel.forms.days import shown_day
from kernel.forms.numbers import kept, read_number, shown_number

Body = dict[str, Any]
Typed = Mapping[str, str]

DIGITS: Final = tuple("0123456")
STEPS: Final = tuple("123456789")


@dataclass(frozen=True)
class Read:
    """What was typed: a body, and what is wrong with it in sentences."""

    body: Body
    errors: list[str] = field(default_factory=list)
    formula: str = ""  # as it was typed, so that it is not lost when it cannot be understood


def blank_entry(kind: str = "text") -> Body:
    """A new entry of a type, such that it can be saved at once."""
    body: Body = {"label": read(_("New field")), "type": kind}
    return body | _needed(kind)


def _needed(kind: str) -> Body:
    if kind == "choice":
        return {
            "options": [{"id": own_id(word, ()), "label": word} for word in (_("Yes"), _("No"))]
        }
    if kind == "table":
        said = ((_("No."), "row"), (_("Contents"), "text"), (_("Note"), "text"))
        columns: list[Body] = []
        for label, column in said:
            taken = [each["id"] for each in columns]
            columns.append({"id": own_id(label, taken), "label": label, "type": column})
        return {"columns": columns}
    return {"formula": "0"} if kind == "sum" else {}


def read_entry(node_id: str, old: Body, typed: Typed, entries: Sequence[Node]) -> Read:
    """The body that was typed; what a type does not have is let go. `entries` are the form's."""
    kind = typed.get("type", old["type"])
    kind = kind if kind in dict(TYPES) else old["type"]
    body: Body = {"label": read(typed.get("label", "")), "type": kind}
    errors: list[str] = []
    body |= {name: True for name in ("required", "listed") if typed.get(name)}
    if words := " ".join(typed.get("help", "").split()):
        body["help"] = words
    new = kind != old["type"]
    if kind == "choice":
        body["options"] = options_typed(old.get("options", []), typed)
        body["options"] = body["options"] or _needed(kind)["options"]
        body |= {"many": True} if typed.get("many") else {}
    if kind == "number":
        errors += _bounds(body, typed)
    if kind in ("number", "sum") and typed.get("digits", "") in DIGITS and typed.get("digits"):
        body["digits"] = int(typed["digits"])
    if kind == "table":
        errors += _table(body, old, typed)
    if kind == "signature":
        step = typed.get("step", "")
        body["step"] = int(step) if step in STEPS and step else 1
        if signer := " ".join(typed.get("signer", "").split()):
            body["signer"] = signer
    errors += condition_typed(body, old, typed, entries, node_id)
    formula = ""
    if kind == "sum":
        formula = typed.get("formula", "").strip() or ("" if not new else "0")
        errors += _formula(body, formula, [e for e in entries if e.id != node_id])
    errors += _faults(node_id, body, entries) if not errors else []
    return Read(body, list(dict.fromkeys(errors)), formula)


def _bounds(body: Body, typed: Typed) -> list[str]:
    errors = []
    for name in ("least", "most"):
        said = typed.get(name, "").strip()
        if not said:
            continue
        number = read_number(said, typed=True)
        if number is None:
            errors.append(_("“%(typed)s” is not a number.") % {"typed": said})
        else:
            body[name] = kept(number)
    return errors


def _table(body: Body, old: Body, typed: Typed) -> list[str]:
    columns = columns_typed(old.get("columns", []), typed) or _needed("table")["columns"]
    called = Called.of_table(columns)
    errors = []
    for column in columns:
        if column["type"] == "sum":
            said = column.pop("formula", "").strip() or "0"
            column["formula"] = said
            try:
                column["formula"] = called.kept(said)
            except FormulaError as error:
                told = {"label": column["label"], "sentence": error.sentence}
                errors.append(_("Column “%(label)s”: %(sentence)s") % told)
    body["columns"] = columns
    given = given_typed(old.get("given", []), columns, typed)
    body |= {"given": given} if given else {}
    body |= {"fixed": True} if typed.get("fixed") else {}
    return errors


def _formula(body: Body, said: str, entries: Sequence[Node]) -> list[str]:
    body["formula"] = said
    if not said:
        return [_("A computed number needs its formula.")]
    try:
        body["formula"] = Called.of_form(entries).kept(said)
    except FormulaError as error:
        return [error.sentence]
    return []


def _faults(node_id: str, body: Body, entries: Sequence[Node]) -> list[str]:
    """What the tree would refuse, and what fits badly with the other entries of the form."""
    try:
        check_entry(body, node_id)
    except ContentError as error:
        return [error.sentence]
    node = Node(node_id, "entry", body)
    form = [node if entry.id == node_id else entry for entry in entries]
    form += [] if any(entry.id == node_id for entry in entries) else [node]
    return [fault.sentence for fault in faults(form) if fault.node_id == node_id]


def shown_entry(node_id: str, found: Read, entries: Sequence[Node]) -> dict[str, Any]:
    """What the page of one entry shows."""
    body = found.body
    others = [entry for entry in entries if entry.id != node_id]
    called = Called.of_form(others)
    columns = body.get("columns", [])
    in_table = Called.of_table(columns)
    return {
        "body": body,
        "errors": found.errors,
        "label": written(body["label"]),
        "types": TYPES,
        "column_types": COLUMN_TYPES,
        "digits": DIGITS,
        "steps": STEPS,
        "least": shown_number(body.get("least", "")),
        "most": shown_number(body.get("most", "")),
        "formula": found.formula or called.shown(body.get("formula", "")),
        "usable": called.usable(),
        "columns": [_column_shown(column, in_table) for column in columns],
        "given": [
            {"id": row["id"], "cells": [_cell(row, column) for column in _typed(columns)]}
            for row in body.get("given", ())
        ],
        "given_heads": [column["label"] for column in _typed(columns)],
        **condition_shown(node_id, body, entries),
    }


def _typed(columns: Sequence[Body]) -> list[Body]:
    return [column for column in columns if column["type"] not in ("row", "sum")]


def _cell(row: Body, column: Body) -> dict[str, Any]:
    value = row["cells"].get(column["id"], "")
    if column["type"] == "number":
        value = shown_number(value)
    elif column["type"] == "date":
        value = shown_day(value)
    return {
        "name": f"given-{row['id']}-{column['id']}",
        "value": value,
        "label": column["label"],
        "options": column.get("options", []) if column["type"] == "choice" else [],
    }


def _column_shown(column: Body, called: Called) -> Body:
    return column | {
        "formula": called.shown(column.get("formula", "")),
        "usable": called.usable(without=column["id"]),
        "options_text": "\n".join(option["label"] for option in column.get("options", ())),
    }


__all__ = [
    "COLUMN_TYPES",
    "TYPES",
    "Read",
    "blank_entry",
    "more_lines",
    "read_entry",
    "shown_entry",
]
