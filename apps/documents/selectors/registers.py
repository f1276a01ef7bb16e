"""Live registers within a document: drawn from the data, frozen when the version is sent.

Their words are part of the document, so they are Vietnamese whatever language the page is in.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from apps.documents.models import Kind, Version
from apps.documents.selectors import in_force
from apps.documents.workflow import OPEN
from apps.organization.selectors import led_units
from kernel.content.nodes import Node

Rows = list[list[str]]
NOT_YET = "theo quyết định"


def _documents() -> Rows:
    head = ["STT", "Mã tài liệu", "Tên tài liệu", "Lần ban hành", "Hiệu lực từ"]
    rows = [
        [str(n), v.document.code, v.document.title, v.number, _since(v)]
        for n, v in enumerate(_listed(), start=1)
    ]
    return [head, *rows]


def _listed() -> Collection[Version]:
    """Of each document what is in force, else what is on its way; decisions are left out.

    A first issue is drafted before anything is in force: it lists what will be issued with it.
    """
    coming = Version.objects.filter(state__in=OPEN)
    found: dict[UUID, Version] = {}
    for version in (in_force() | coming).exclude(document__kind=Kind.DECISION):
        if version.document_id not in found or version.state not in OPEN:
            found[version.document_id] = version
    return sorted(found.values(), key=lambda v: (v.document.level, v.document.code))


def _since(version: Version) -> str:
    return NOT_YET if version.state in OPEN else f"{version.in_force_from:%d/%m/%Y}"


def _units() -> Rows:
    units = led_units()
    has_parents = any(unit.parent for unit, _lead in units)
    head = ["STT", "Đơn vị", *(["Trực thuộc"] if has_parents else []), "Người phụ trách"]
    rows = []
    for n, (unit, lead) in enumerate(units, start=1):
        parent = [unit.parent.name if unit.parent else ""] if has_parents else []
        rows.append([str(n), unit.name, *parent, lead])
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
