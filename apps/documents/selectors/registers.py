"""Live registers within a document: drawn from the data, frozen when the version is sent.

Their words are part of the document, so they are Vietnamese whatever language the page is in.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from django.db.models import QuerySet

from apps.documents.models import Kind, Version
from apps.documents.selectors import in_force
from apps.organization.selectors import active_units
from kernel.content.nodes import Node

Rows = list[list[str]]


def _documents() -> Rows:
    head = ["STT", "Mã tài liệu", "Tên tài liệu", "Lần ban hành", "Hiệu lực từ"]
    rows = [
        [str(n), v.document.code, v.document.title, v.number, f"{v.in_force_from:%d/%m/%Y}"]
        for n, v in enumerate(_listed(), start=1)
    ]
    return [head, *rows]


def _listed() -> QuerySet[Version]:
    """What is in force, without the decisions that brought it there."""
    rows = in_force().exclude(document__kind=Kind.DECISION)
    return rows.order_by("document__level", "document__code")


def _units() -> Rows:
    head = ["STT", "Đơn vị", "Trực thuộc"]
    rows = [
        [str(n), unit.name, unit.parent.name if unit.parent else ""]
        for n, unit in enumerate(active_units(), start=1)
    ]
    return [head, *rows]


SOURCES: dict[str, Callable[[], Rows]] = {"documents": _documents, "units": _units}


def table_of(source: str) -> dict[str, Any]:
    """The register as it is now, as the body of a table."""
    rows = SOURCES[source]() if source in SOURCES else [["Chưa có sổ này."]]
    return {
        "header": 1,
        "rows": [
            {"id": f"r{n}", "cells": [{"text": [{"text": cell}] if cell else []} for cell in row]}
            for n, row in enumerate(rows)
        ],
    }


def freeze_registers(nodes: Sequence[Node]) -> list[Node]:
    """The same tree, its registers filled and kept."""
    return [
        replace(node, body=node.body | {"frozen": table_of(node.body["source"])})
        if node.kind == "register"
        else replace(node, children=tuple(freeze_registers(node.children)))
        for node in nodes
    ]
