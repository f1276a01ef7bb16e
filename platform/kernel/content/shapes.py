"""What the body of each kind of block must look like, checked on plain JSON."""

import re
from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext as _

from kernel.content.checks import Check, choice, each, number, record, yes_or_no
from kernel.content.entries import check_entry
from kernel.content.errors import ContentError
from kernel.content.inline import CLAUSE_NUMBER, check_inline, check_text, is_document_code

Body = dict[str, Any]

ALIGNMENTS: Final = ("left", "center", "right")
MARKERS: Final = ("-", "+", "1.", "a)")
SHAPES: Final = ("start", "task", "decision", "end")
BRANCHES: Final = ("yes", "no")  # of a decision: the id of the step that follows
IMAGE_TYPES: Final = ("image/png", "image/jpeg")
SHA256: Final = re.compile(r"[0-9a-f]{64}")


def check_body(kind: str, body: object, node_id: str) -> None:
    """Refuse a body that does not have the shape of its kind."""
    if kind not in BODIES:
        raise ContentError(
            _("There is no kind of block called “%(name)s”.") % {"name": kind}, node_id=node_id
        )
    BODIES[kind](body, node_id)


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


def _sha256(value: Any, node_id: str) -> None:
    if not isinstance(value, str) or not SHA256.fullmatch(value):
        raise ContentError(
            _("A picture is named by its SHA-256, 64 hexadecimal digits."), node_id=node_id
        )


def _table(body: Any, node_id: str) -> None:
    _TABLE(body, node_id)
    if body["header"] > len(body["rows"]):
        raise ContentError(
            _("The table counts more header rows than it has rows."), node_id=node_id
        )


_CELL = record({"text": check_inline}, {"colspan": number(1, 100), "rowspan": number(1, 1000)})
_ROW = record({"id": check_text, "cells": each(_CELL, least=1)})
_TABLE = record(
    {"header": number(0, 20), "rows": each(_ROW, least=1)},
    {"widths": each(number(1, 100))},
)
_ITEM = record({"id": check_text, "text": check_inline}, {"level": number(0, 2)})
_STEP = record(
    {
        "id": check_text,
        "actor": check_inline,
        "title": check_inline,
        "shape": choice(*SHAPES),
        "detail": check_inline,
        "forms": each(_code),
    },
    dict.fromkeys(BRANCHES, check_text),
)

BODIES: Final[Mapping[str, Check]] = {
    "heading": record({"level": number(1, 4), "text": check_inline}),
    "paragraph": record({"text": check_inline}, {"align": choice(*ALIGNMENTS)}),
    "list": record({"marker": choice(*MARKERS), "items": each(_ITEM, least=1)}),
    "table": _table,
    "steps": record({"steps": each(_STEP, least=1)}),
    "clause": record(
        {
            "clauses": each(_clause_number, least=1),
            "title": check_text,
            "applicable": yes_or_no,
        },
        {"justification": check_inline, "related": each(_code)},
    ),
    "field": record({"label": check_inline, "value": check_inline}),
    "entry": check_entry,
    "register": record({"source": check_text}, {"frozen": _table}),
    "image": record(
        {"file": _sha256, "type": choice(*IMAGE_TYPES), "alt": check_text},
        {"caption": check_inline, "width": number(10, 100)},
    ),
    "pagebreak": record({}),
}
