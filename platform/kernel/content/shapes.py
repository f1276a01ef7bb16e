"""What the body of each kind of block must look like, checked on plain JSON."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from django.utils.translation import gettext as _

from kernel.content.errors import ContentError
from kernel.content.inline import CLAUSE_NUMBER, check_inline, check_text, is_document_code

Body = dict[str, Any]
Check = Callable[[Any, str], None]

ALIGNMENTS: Final = ("left", "center", "right")
MARKERS: Final = ("-", "+", "1.", "a)")
SHAPES: Final = ("start", "task", "decision", "end")


def check_body(kind: str, body: object, node_id: str) -> None:
    """Refuse a body that does not have the shape of its kind."""
    if kind not in BODIES:
        raise ContentError(
            _("There is no kind of block called “%(name)s”.") % {"name": kind}, node_id=node_id
        )
    BODIES[kind](body, node_id)


def _record(required: Mapping[str, Check], optional: Mapping[str, Check] | None = None) -> Check:
    """A check for an object with exactly these entries."""
    known = {**required, **(optional or {})}

    def check(value: Any, node_id: str) -> None:
        if not isinstance(value, dict):
            raise ContentError(_("The block is not written as an object."), node_id=node_id)
        _no_surprises(value, known, node_id)
        for name in required:
            if name not in value:
                raise ContentError(
                    _("The block lacks “%(name)s”.") % {"name": name}, node_id=node_id
                )
        for name, inner in value.items():
            known[name](inner, node_id)

    return check


def _no_surprises(value: Mapping[Any, Any], known: Iterable[str], node_id: str) -> None:
    if unknown := sorted(str(name) for name in value.keys() - set(known)):
        raise ContentError(
            _("The block does not know “%(name)s”.") % {"name": unknown[0]}, node_id=node_id
        )


def _each(inner: Check, *, least: int = 0) -> Check:
    """A check for a list of at least so many things."""

    def check(value: Any, node_id: str) -> None:
        if not isinstance(value, list) or len(value) < least:
            raise ContentError(_("The block lacks a list it needs."), node_id=node_id)
        for item in value:
            inner(item, node_id)

    return check


def _choice(*choices: str) -> Check:
    def check(value: Any, node_id: str) -> None:
        if value not in choices:
            raise ContentError(
                _("“%(value)s” is not one of: %(choices)s.")
                % {"value": value, "choices": ", ".join(choices)},
                node_id=node_id,
            )

    return check


def _number(least: int, most: int) -> Check:
    def check(value: Any, node_id: str) -> None:
        if type(value) is not int or not least <= value <= most:
            raise ContentError(
                _("A whole number from %(least)s to %(most)s was expected.")
                % {"least": least, "most": most},
                node_id=node_id,
            )

    return check


def _yes_or_no(value: Any, node_id: str) -> None:
    if not isinstance(value, bool):
        raise ContentError(_("Yes or no was expected."), node_id=node_id)


def _clause_number(value: Any, node_id: str) -> None:
    check_text(value, node_id)
    if not CLAUSE_NUMBER.fullmatch(value):
        raise ContentError(
            _("“%(name)s” is not the number of a clause.") % {"name": value}, node_id=node_id
        )


def _code(value: Any, node_id: str) -> None:
    check_text(value, node_id)
    if not is_document_code(value):
        raise ContentError(
            _("“%(name)s” is not the code of a document.") % {"name": value}, node_id=node_id
        )


def _table(body: Any, node_id: str) -> None:
    _TABLE(body, node_id)
    if body["header"] > len(body["rows"]):
        raise ContentError(
            _("The table counts more header rows than it has rows."), node_id=node_id
        )


_CELL = _record({"text": check_inline}, {"colspan": _number(1, 100), "rowspan": _number(1, 1000)})
_ROW = _record({"id": check_text, "cells": _each(_CELL, least=1)})
_TABLE = _record(
    {"header": _number(0, 20), "rows": _each(_ROW, least=1)},
    {"widths": _each(_number(1, 100))},
)
_ITEM = _record({"id": check_text, "text": check_inline}, {"level": _number(0, 2)})
_STEP = _record(
    {
        "id": check_text,
        "actor": check_inline,
        "title": check_inline,
        "shape": _choice(*SHAPES),
        "detail": check_inline,
        "forms": _each(_code),
    }
)

BODIES: Final[Mapping[str, Check]] = {
    "heading": _record({"level": _number(1, 4), "text": check_inline}),
    "paragraph": _record({"text": check_inline}, {"align": _choice(*ALIGNMENTS)}),
    "list": _record({"marker": _choice(*MARKERS), "items": _each(_ITEM, least=1)}),
    "table": _table,
    "steps": _record({"steps": _each(_STEP, least=1)}),
    "clause": _record(
        {
            "clauses": _each(_clause_number, least=1),
            "title": check_text,
            "applicable": _yes_or_no,
        },
        {"justification": check_inline, "related": _each(_code)},
    ),
    "field": _record({"label": check_inline, "value": check_inline}),
    "register": _record({"source": check_text}, {"frozen": _table}),
    "pagebreak": _record({}),
}
