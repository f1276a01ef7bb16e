"""The rows of an entry's page: options, columns and given rows, each with the id it always had."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import count
from typing import Any, Final

from kernel.content.entries import MOST_COLUMNS, MOST_OPTIONS, MOST_ROWS
from kernel.content.inline import nfc
from kernel.forms.answers import Refusal, answer
from kernel.forms.fields import Column, Option
from kernel.forms.pasting import pasted
from kernel.ids import new_id
from library.reading.identify import slug

Body = dict[str, Any]
Typed = Mapping[str, str]

COLUMN_KINDS: Final = (
    "row", "text", "long", "number", "date", "choice", "check", "person", "unit", "clause",
    "document", "sum",
)  # fmt: skip


def own_id(label: str, taken: Collection[str]) -> str:
    """A readable id that is still free: "khong-dat" for "Không đạt"."""
    name = slug(nfc(label))
    free = (f"{name}-{number}" if number > 1 else name for number in count(1))
    return next(each for each in free if each not in taken)


def more_lines(typed: Typed, name: str) -> list[str]:
    """The lines of a box in which several can be added at once."""
    lines = (" ".join(line.split()) for line in typed.get(name, "").splitlines())
    return [line for line in lines if line]


def options_typed(old: Sequence[Body], typed: Typed) -> list[Body]:
    """The options as they stand in the page, in their new order, and those that were added."""
    kept = [
        {"id": option["id"], "label": label}
        for option in _in_order(old, "option", typed)
        if (label := " ".join(typed.get(f"option-{option['id']}", option["label"]).split()))
    ]
    return _with_more(kept, more_lines(typed, "options-more"))[:MOST_OPTIONS]


def _with_more(options: list[Body], labels: Iterable[str]) -> list[Body]:
    found = list(options)
    for label in labels:
        found.append({"id": own_id(label, [each["id"] for each in found]), "label": label})
    return found


def _in_order(old: Sequence[Body], name: str, typed: Typed) -> list[Body]:
    """Without those that were dropped, and with one moved up or down."""
    rows = [row for row in old if f"drop-{name}-{row['id']}" not in typed]
    for at, row in enumerate(rows):
        to = at - 1 if f"up-{name}-{row['id']}" in typed else at
        to = at + 1 if f"down-{name}-{row['id']}" in typed else to
        if to != at and 0 <= to < len(rows):
            rows[at], rows[to] = rows[to], rows[at]
            break
    return rows


def columns_typed(old: Sequence[Body], typed: Typed) -> list[Body]:
    """The columns as they stand in the page; formulas are still as they were typed."""
    found = []
    for column in _in_order(old, "column", typed):
        key = column["id"]
        label = " ".join(typed.get(f"column-{key}", column["label"]).split())
        if not label:
            continue
        found.append(_column(column, label, typed) if f"column-{key}" in typed else dict(column))
    for label in more_lines(typed, "columns-more"):
        kind = "row" if label.casefold().rstrip(".") in ("stt", "tt") else "text"
        key = own_id(label, [each["id"] for each in found])
        found.append({"id": key, "label": label, "type": kind})
    return found[:MOST_COLUMNS]


def _column(old: Body, label: str, typed: Typed) -> Body:
    key = old["id"]
    kind = typed.get(f"column-type-{key}", old["type"])
    kind = kind if kind in COLUMN_KINDS else old["type"]
    column: Body = {"id": key, "label": label, "type": kind}
    if typed.get(f"column-required-{key}") and kind not in ("row", "sum"):
        column["required"] = True
    width = typed.get(f"column-width-{key}", "")
    if width.isascii() and width.isdecimal() and 1 <= int(width[:4]) <= 100:
        column["width"] = int(width)
    if kind in ("number", "sum"):
        digits = typed.get(f"column-digits-{key}", "")
        column |= {"digits": int(digits)} if digits in tuple("0123456") else {}
        column |= {"total": True} if typed.get(f"column-total-{key}") else {}
    if kind == "sum":
        column["formula"] = typed.get(f"column-formula-{key}", "")
    if kind == "choice":
        labels = more_lines(typed, f"column-options-{key}")
        if not labels and old["type"] != "choice":
            labels = ["Có", "Không"]
        column["options"] = _same_options(old.get("options", []), labels) or old.get("options", [])
        column |= {"spread": True} if typed.get(f"column-spread-{key}") else {}
    return column


def _same_options(old: Sequence[Body], labels: Sequence[str]) -> list[Body]:
    """One option a line: a label that stood there keeps its id, one that was reworded, too."""
    by_label = {option["label"].casefold(): option["id"] for option in old}
    said = {label.casefold() for label in labels}
    free = [option["id"] for option in old if option["label"].casefold() not in said]
    reworded = len(labels) == len(old)
    found: list[Body] = []
    for at, label in enumerate(labels):
        taken = {each["id"] for each in found} | set(by_label.values())
        key = by_label.get(label.casefold(), "")
        if not key and reworded and old[at]["id"] in free:
            key = old[at]["id"]
        if not key or any(each["id"] == key for each in found):
            key = own_id(label, taken)
        found.append({"id": key, "label": label})
    return found[:MOST_OPTIONS]


def given_typed(old: Sequence[Body], columns: Sequence[Body], typed: Typed) -> list[Body]:
    """The rows that are there from the start; a range from a spreadsheet adds to them."""
    typed_in = [column for column in columns if column["type"] not in ("row", "sum")]
    rows = []
    for row in _in_order(old, "given", typed):
        cells = {}
        for column in typed_in:
            held = typed.get(f"given-{row['id']}-{column['id']}", row["cells"].get(column["id"]))
            if said := " ".join((held or "").split()):
                cells[column["id"]] = _kept(column, said)
        rows.append({"id": row["id"], "cells": cells})
    if typed.get("given-more", "").strip():
        known = [_as_column(column) for column in columns]
        for found in pasted(known, typed["given-more"]).rows:
            cells = {
                column["id"]: _kept(column, " ".join(found[column["id"]].split()))
                for column in typed_in
                if column["id"] in found
            }
            rows.append({"id": new_id().hex, "cells": cells})
    if "add-given" in typed:
        rows.append({"id": new_id().hex, "cells": {}})
    return rows[:MOST_ROWS]


def _as_column(column: Body) -> Column:
    options = tuple(Option(o["id"], o["label"]) for o in column.get("options", ()))
    return Column(column["id"], column["label"], column["type"], options)


def _kept(column: Body, text: str) -> str:
    """A given cell in canonical form; what is none stays as it was typed, and is complained of."""
    if column["type"] not in ("number", "date", "check", "choice"):
        return text
    try:
        value = answer(_as_column(column), text, typed=True)
    except Refusal:
        return text
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value or "")
