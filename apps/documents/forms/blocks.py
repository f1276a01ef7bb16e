"""One block as a form and back: text in the light notation, tables cell by cell, ids kept.

Who writes templates at the province's portal uses these forms too, those of entries included.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.documents.forms.entries import Read, blank_entry, read_entry, shown_entry
from apps.documents.forms.notation import read, written
from apps.documents.models import DraftNode, Kind, Version
from kernel.ids import new_id

Body = dict[str, Any]
Typed = Mapping[str, str]
SHAPES = (
    ("start", gettext_lazy("Start")),
    ("task", gettext_lazy("Task")),
    ("decision", gettext_lazy("Decision point")),
    ("end", gettext_lazy("End")),
)

KINDS = (
    ("paragraph", gettext_lazy("Paragraph")),
    ("heading", gettext_lazy("Heading")),
    ("list", gettext_lazy("List")),
    ("table", gettext_lazy("Table")),
    ("steps", gettext_lazy("Procedure steps")),
    ("field", gettext_lazy("Form line")),
)
ENTRY = ("entry", gettext_lazy("Field to be filled in"))


def kinds_for(version: Version) -> tuple[tuple[str, object], ...]:
    """What can be added to a draft; fields to be filled in only to a form."""
    return kinds_of(version.document.kind)


def kinds_of(document_kind: str) -> tuple[tuple[str, object], ...]:
    """The same for a text that is no version yet: a template being written."""
    return (ENTRY, *KINDS) if document_kind == Kind.FORM else KINDS


@dataclass(frozen=True)
class Line:
    """One control: its name, label and what stands in it."""

    name: str
    label: str
    value: str
    rows: int = 1


def lines_of(row: DraftNode) -> list[Line]:
    """The simple controls of a block; grids have templates of their own."""
    body = row.body
    if row.kind in ("heading", "paragraph"):
        text = written(body["text"])
        least = 2 if row.kind == "paragraph" else 1
        return [Line("text", _("Text"), text, rows=max(least, min(12, 1 + len(text) // 70)))]
    if row.kind == "field":
        return [
            Line("label", _("Label"), written(body["label"])),
            Line("value", _("Value"), written(body["value"])),
        ]
    if row.kind == "list":
        return [Line("items", _("One item a line"), _items_text(body), rows=len(body["items"]) + 1)]
    if row.kind == "clause":
        return [
            Line("title", _("Heading of the row"), body["title"]),
            Line(
                "related",
                _("Related documents, codes separated by commas"),
                ", ".join(body.get("related", [])),
            ),
            Line(
                "justification",
                _("Why it does not apply"),
                written(body.get("justification", [])),
                2,
            ),
        ]
    return []


def _items_text(body: Body) -> str:
    return "\n".join(
        "  " * item.get("level", 0) + written(item["text"]).replace("\n", " ")
        for item in body["items"]
    )


def body_of(row: DraftNode, typed: Typed) -> Body:
    """The body that was typed; what the form does not show stays as it is."""
    read = READERS.get(row.kind)
    return read(dict(row.body), typed) if read else dict(row.body)


def _text(body: Body, typed: Typed) -> Body:
    body["text"] = read(typed.get("text", ""))
    if "level" in body and typed.get("level", "") in ("1", "2", "3", "4"):
        body["level"] = int(typed["level"])
    return body


def _field(body: Body, typed: Typed) -> Body:
    return body | {name: read(typed.get(name, "")) for name in ("label", "value")}


def _list(body: Body, typed: Typed) -> Body:
    old = body["items"]
    items = []
    for n, line in enumerate(line for line in typed.get("items", "").splitlines() if line.strip()):
        level = min(2, (len(line) - len(line.lstrip(" "))) // 2)
        item = {
            "id": old[n]["id"] if n < len(old) else new_id().hex,
            "text": read(line.strip()),
        }
        items.append(item | ({"level": level} if level else {}))
    return body | {"items": items}


def _clause(body: Body, typed: Typed) -> Body:
    body["title"] = typed.get("title", "").strip()
    body["applicable"] = typed.get("applicable") == "1"
    body["related"] = [code.strip() for code in typed.get("related", "").split(",") if code.strip()]
    justification = read(typed.get("justification", ""))
    body.pop("justification", None)
    return body | ({"justification": justification} if justification else {})


def _table(body: Body, typed: Typed) -> Body:
    rows = [_table_row(row, typed) for row in body["rows"] if f"drop-{row['id']}" not in typed]
    if "add-row" in typed:
        rows.append(_blank_like(rows[-1] if rows else body["rows"][-1]))
    return body | {"rows": rows or body["rows"]}


def _table_row(row: Body, typed: Typed) -> Body:
    cells = [
        cell | {"text": read(typed.get(f"cell-{row['id']}-{n}", written(cell["text"])))}
        for n, cell in enumerate(row["cells"])
    ]
    return row | {"cells": cells}


def _blank_like(row: Body) -> Body:
    cells = [
        {"text": []} | ({"colspan": c["colspan"]} if "colspan" in c else {}) for c in row["cells"]
    ]
    return {"id": new_id().hex, "cells": cells}


def _steps(body: Body, typed: Typed) -> Body:
    steps = [_step(s, typed) for s in body["steps"] if f"drop-{s['id']}" not in typed]
    if "add-row" in typed:
        blank = {"actor": [], "title": [], "shape": "task", "detail": [], "forms": []}
        steps.append({"id": new_id().hex} | blank)
    return body | {"steps": steps or body["steps"]}


def _step(step: Body, typed: Typed) -> Body:
    key = step["id"]
    if f"title-{key}" not in typed:
        return step
    shape = typed.get(f"shape-{key}", step["shape"])
    forms = typed.get(f"forms-{key}", "").split(",")
    return {
        "id": key,
        "actor": read(typed.get(f"actor-{key}", "")),
        "title": read(typed[f"title-{key}"]),
        "shape": shape if shape in dict(SHAPES) else "task",
        "detail": read(typed.get(f"detail-{key}", "")),
        "forms": [form.strip() for form in forms if form.strip()],
    }


READERS: dict[str, Callable[[Body, Typed], Body]] = {
    "heading": _text,
    "paragraph": _text,
    "field": _field,
    "list": _list,
    "clause": _clause,
    "table": _table,
    "steps": _steps,
}

NEW: dict[str, Callable[[], Body]] = {
    "entry": blank_entry,
    "heading": lambda: {"level": 2, "text": read(_("New heading"))},
    "paragraph": lambda: {"text": []},
    "list": lambda: {"marker": "-", "items": [{"id": new_id().hex, "text": []}]},
    "field": lambda: {"label": read(_("Label")), "value": []},
    "table": lambda: {
        "header": 1,
        "rows": [{"id": new_id().hex, "cells": [{"text": []}, {"text": []}]} for _n in range(2)],
    },
    "steps": lambda: {
        "steps": [
            {
                "id": new_id().hex,
                "actor": [],
                "title": [],
                "shape": shape,
                "detail": [],
                "forms": [],
            }
            for shape in ("start", "end")
        ]
    },
}

__all__ = [
    "ENTRY",
    "KINDS",
    "NEW",
    "READERS",
    "SHAPES",
    "Line",
    "Read",
    "body_of",
    "kinds_for",
    "kinds_of",
    "lines_of",
    "read_entry",
    "shown_entry",
]
