"""The body of an `entry`: one typed field of a form, to be filled in on the screen or by hand.

The block's id is the field's id; options, columns and given rows have ids of their own within it.
All of them stay the same from version to version, so that what was filled in keeps its meaning.
"""

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Any, Final

from django.utils.translation import gettext as _

from kernel.content.checks import Check, choice, each, number, record, yes_or_no
from kernel.content.errors import ContentError
from kernel.content.inline import check_inline, check_text

Body = dict[str, Any]

TYPES: Final = (
    "text", "long", "number", "date", "choice", "check", "person", "unit", "clause", "document",
    "table", "signature", "sum",
)  # fmt: skip
COLUMN_TYPES: Final = (
    "row", "text", "long", "number", "date", "choice", "check", "person", "unit", "clause",
    "document", "sum",
)  # fmt: skip
REFERENCES: Final = ("person", "unit", "clause", "document")
PART_LISTS: Final = ("options", "columns", "given")
MOST_OPTIONS: Final = 100
MOST_COLUMNS: Final = 30
MOST_ROWS: Final = 500
MOST_FORMULA: Final = 500  # characters
PART_ID: Final = re.compile(r"[a-z0-9-]{1,64}")
DECIMAL: Final = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,6})?")

# What belongs to which types; a property that stands elsewhere is refused.
ONLY_FOR: Final[dict[str, tuple[str, ...]]] = {
    "options": ("choice",),
    "many": ("choice",),
    "least": ("number",),
    "most": ("number",),
    "digits": ("number", "sum"),
    "columns": ("table",),
    "given": ("table",),
    "fixed": ("table",),
    "formula": ("sum",),
    "total": ("number", "sum"),
    "spread": ("choice",),
    "step": ("signature",),
    "signer": ("signature",),
}
NEEDED: Final = {"choice": "options", "table": "columns", "sum": "formula"}


def check_entry(body: Any, node_id: str) -> None:
    """Refuse the body of an entry that could not be filled in or printed."""
    _ENTRY(body, node_id)
    _check_type(body, node_id)
    for name in PART_LISTS:
        _check_ids(body.get(name, ()), node_id)
    for column in body.get("columns", ()):
        _check_type(column, node_id)
        _check_ids(column.get("options", ()), node_id)
    columns = {column["id"] for column in body.get("columns", ())}
    for row in body.get("given", ()):
        if unknown := sorted(row["cells"].keys() - columns):
            raise ContentError(
                _("A given row fills the column “%(name)s”, which the table does not have.")
                % {"name": unknown[0]},
                node_id=node_id,
            )
    if "least" in body and "most" in body and Decimal(body["least"]) > Decimal(body["most"]):
        raise ContentError(_("The least number is greater than the greatest one."), node_id=node_id)


def _check_type(body: Body, node_id: str) -> None:
    kind = body["type"]
    for name, types in ONLY_FOR.items():
        if name in body and kind not in types:
            raise ContentError(
                _("“%(name)s” does not belong to an entry of the type “%(type)s”.")
                % {"name": name, "type": kind},
                node_id=node_id,
            )
    if kind in NEEDED and not body.get(NEEDED[kind]):
        raise ContentError(_NEEDS[kind](), node_id=node_id)


_NEEDS: Final = {
    "choice": lambda: _("A choice needs at least one option."),
    "table": lambda: _("A table to be filled in needs at least one column."),
    "sum": lambda: _("A computed number needs its formula."),
}


def _check_ids(parts: Iterable[Body], node_id: str) -> None:
    seen: set[str] = set()
    for part in parts:
        part_id = part["id"]
        if not PART_ID.fullmatch(part_id):
            raise ContentError(
                _("“%(id)s” cannot be the id of a block: only a-z, 0-9 and -, at most 64.")
                % {"id": part_id},
                node_id=node_id,
            )
        if part_id in seen:
            raise ContentError(
                _("The id “%(id)s” stands twice.") % {"id": part_id}, node_id=node_id
            )
        seen.add(part_id)


def _said(value: Any, node_id: str) -> None:
    check_text(value, node_id)
    if not value.strip():
        raise ContentError(_("A name must not be empty here."), node_id=node_id)


def _formula(value: Any, node_id: str) -> None:
    _said(value, node_id)
    if len(value) > MOST_FORMULA:
        raise ContentError(
            _("A formula has at most %(most)s characters.") % {"most": MOST_FORMULA},
            node_id=node_id,
        )


def _decimal(value: Any, node_id: str) -> None:
    if not isinstance(value, str) or not DECIMAL.fullmatch(value):
        raise ContentError(_("A number is written as text with a point: “12.5”."), node_id=node_id)


def _cells(value: Any, node_id: str) -> None:
    if not isinstance(value, dict):
        raise ContentError(_("The block is not written as an object."), node_id=node_id)
    for name, text in value.items():
        check_text(name, node_id)
        check_text(text, node_id)


def _at_most(inner: Check, most: int) -> Check:
    def check(value: Any, node_id: str) -> None:
        inner(value, node_id)
        if len(value) > most:
            raise ContentError(
                _("There are more than %(most)s of them.") % {"most": most}, node_id=node_id
            )

    return check


_OPTION = record({"id": check_text, "label": _said})
_OPTIONS = _at_most(each(_OPTION), MOST_OPTIONS)
_COLUMN = record(
    {"id": check_text, "label": _said, "type": choice(*COLUMN_TYPES)},
    {
        "options": _OPTIONS,
        "digits": number(0, 6),
        "required": yes_or_no,
        "formula": _formula,
        "total": yes_or_no,
        "spread": yes_or_no,
        "width": number(1, 100),
    },
)
_GIVEN = record({"id": check_text, "cells": _cells})
_WHEN_PARTS = record({"field": check_text}, {"is": each(check_text, least=1), "filled": yes_or_no})


def _when(value: Any, node_id: str) -> None:
    """Certain answers of another field, or any answer."""
    _WHEN_PARTS(value, node_id)
    if ("is" in value) == bool(value.get("filled")):
        raise ContentError(
            _("A condition waits for certain answers, or for any: say one of the two."),
            node_id=node_id,
        )


_ENTRY = record(
    {"label": check_inline, "type": choice(*TYPES)},
    {
        "required": yes_or_no,
        "help": check_text,
        "listed": yes_or_no,
        "options": _OPTIONS,
        "many": yes_or_no,
        "least": _decimal,
        "most": _decimal,
        "digits": number(0, 6),
        "columns": _at_most(each(_COLUMN), MOST_COLUMNS),
        "given": _at_most(each(_GIVEN), MOST_ROWS),
        "fixed": yes_or_no,
        "formula": _formula,
        "when": _when,
        "step": number(1, 9),
        "signer": check_text,
    },
)
