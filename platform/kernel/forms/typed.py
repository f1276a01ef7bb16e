"""What was typed into a form, from the fields of its page; and what its buttons do with rows."""

from collections.abc import Callable, Sequence
from typing import Any

from django.utils.datastructures import MultiValueDict

from kernel.forms.fields import Field
from kernel.forms.pasting import pasted
from kernel.ids import new_id

Posted = MultiValueDict[str, str]


def typed_into(fields: Sequence[Field], post: Posted) -> dict[str, Any]:
    """The answers as they stand on the page, typed; rows in the order they stand there."""
    return {
        field.id: _table(field, post) if field.type == "table" else _value(field, post)
        for field in fields
        if field.type not in ("signature", "sum")
    }


def _value(field: Field, post: Posted) -> Any:
    name = f"v:{field.id}"
    if field.type == "check":
        return name in post
    if field.type == "choice":
        return [each for each in post.getlist(name) if each]
    return post.get(name, "")


def _table(field: Field, post: Posted) -> list[dict[str, Any]]:
    names = list(dict.fromkeys(name[:64] for name in post.getlist(f"r:{field.id}")))
    return [
        {
            "id": row,
            "cells": {
                column.id: _cell(column.type, f"c:{field.id}:{row}:{column.id}", post)
                for column in field.columns
                if column.is_typed
            },
        }
        for row in names
    ]


def _cell(kind: str, name: str, post: Posted) -> Any:
    """What stands in a cell; a box that is not ticked posts nothing, and may be a line of text."""
    return post.get(name, False if kind == "check" else "")


def with_pasted(
    fields: Sequence[Field], raw: dict[str, Any], act: str, post: Posted
) -> dict[str, Any]:
    """The rows of a table with those that were pasted behind them."""
    name = act.removeprefix("paste:")
    text = post.get(f"p:{name}", "")
    table = next((f for f in fields if f.id == name and f.type == "table"), None)
    if not act.startswith("paste:") or table is None or not text.strip():
        return raw
    rows = [{"id": new_id().hex, "cells": cells} for cells in pasted(table.columns, text).rows]
    return raw | {name: [*(raw.get(name) or []), *rows]}


Act = Callable[[list[dict[str, Any]], int], None]


def rearranged(fields: Sequence[Field], raw: dict[str, Any], act: str) -> dict[str, Any]:
    """The answers after a button of a table: add:, drop:, up:, down: with table and row."""
    what, _colon, rest = act.partition(":")
    name, _colon, row = rest.partition(":")
    field = next((each for each in fields if each.id == name and each.type == "table"), None)
    if field is None or what not in (*_ACTS, "add"):
        return raw
    rows = list(raw.get(name) or [])
    if what == "add":
        rows.append({"id": new_id().hex, "cells": {}})
        return raw | {name: rows}
    at = next((n for n, each in enumerate(rows) if each["id"] == row), None)
    if at is not None and row not in {each.id for each in field.given}:
        _ACTS[what](rows, at)
    return raw | {name: rows}


def _swap(rows: list[dict[str, Any]], one: int, other: int) -> None:
    if 0 <= other < len(rows):
        rows[one], rows[other] = rows[other], rows[one]


_ACTS: dict[str, Act] = {
    "drop": lambda rows, at: rows.__delitem__(at),
    "up": lambda rows, at: _swap(rows, at, at - 1),
    "down": lambda rows, at: _swap(rows, at, at + 1),
}
