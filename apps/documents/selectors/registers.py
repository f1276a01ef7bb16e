"""Live registers within a document: drawn from the data, frozen when the version is sent.

Their words are part of the document, so they are Vietnamese whatever language the page is in.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q

from apps.documents.models import ANNOUNCING, Document, ExternalDocument, Version
from apps.documents.selectors import in_force
from apps.documents.workflow import OPEN
from apps.organization.selectors import led_units
from kernel import clock
from kernel.content.nodes import Node
from kernel.db import present_agency

Rows = list[list[str]]
NOT_YET = "theo quyết định"


Of = Document | None  # the document that holds the register
HEADS = {
    "documents": ["STT", "Mã tài liệu", "Tên tài liệu", "Lần ban hành", "Hiệu lực từ"],
    "forms": ["STT", "Mã biểu mẫu", "Tên biểu mẫu", "Lần ban hành"],
    "external": ["STT", "Số, ký hiệu", "Tên văn bản", "Cơ quan ban hành", "Hiệu lực từ"],
    "org_chart": ["Đơn vị", "Trực thuộc", "Người phụ trách"],
}
WHOLE = "org_chart"


def _documents(_of: Of) -> Rows:
    rows = [
        [str(n), v.document.code, v.title, v.number, _since(v)]
        for n, v in enumerate(_listed(), start=1)
    ]
    return [HEADS["documents"], *rows]


def _listed() -> Collection[Version]:
    """Of each document what is in force, else what is on its way; decisions are left out.

    A first issue is drafted before anything is in force: it lists what will be issued with it.
    """
    coming = Version.objects.filter(state__in=OPEN)
    found: dict[UUID, Version] = {}
    for version in (in_force() | coming).exclude(document__kind__in=ANNOUNCING):
        if version.document_id not in found or version.state not in OPEN:
            found[version.document_id] = version
    return sorted(found.values(), key=lambda v: (v.document.level, v.document.code))


def numbered_of(states: Collection[str]) -> list[tuple[str, ...]]:
    """Code, title, issue and owner of what is in force (no states given) or in these states."""
    versions = Version.objects.filter(state__in=states) if states else in_force()
    found = versions.exclude(document__kind__in=ANNOUNCING).select_related("document")
    return [(v.document.code, v.title, v.number, str(v.document.parent_id)) for v in found]


def _since(version: Version) -> str:
    return NOT_YET if version.state in OPEN else f"{version.in_force_from:%d/%m/%Y}"


def _forms(of: Of) -> Rows:
    """The forms that belong to a procedure, each in the issue of today."""
    mine = [v for v in _listed() if of is not None and v.document.parent_id == of.pk]
    rows = [[str(n), v.document.code, v.title, v.number] for n, v in enumerate(mine, start=1)]
    return [HEADS["forms"], *rows]


def _external(_of: Of) -> Rows:
    """Documents from outside that the agency works by today (7.5.3.2)."""
    today = clock.today()
    over = Q(in_force_until__lte=today) | ~Q(successor=None)
    rows = [
        [str(n), one.code, one.title, one.issuer, _day(one.in_force_from)]
        for n, one in enumerate(ExternalDocument.objects.exclude(over).order_by("code"), start=1)
    ]
    return [HEADS["external"], *rows]


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""


def _units(_of: Of) -> Rows:
    units = led_units()
    has_parents = any(unit.parent for unit, _lead in units)
    head = ["STT", "Đơn vị", *(["Trực thuộc"] if has_parents else []), "Người phụ trách"]
    rows = []
    for n, (unit, lead) in enumerate(units, start=1):
        parent = [unit.parent.name if unit.parent else ""] if has_parents else []
        rows.append([str(n), unit.name, *parent, lead])
    return [head, *rows]


def _org_chart(_of: Of) -> Rows:
    """The agency and its units; on paper and screen it is drawn from these rows."""
    agency = present_agency()
    rows = [[agency.full_name, "", agency.head_title]]
    for unit, lead in led_units():
        rows.append([unit.name, unit.parent.name if unit.parent else agency.full_name, lead])
    return [HEADS["org_chart"], *rows]


SOURCES: dict[str, Callable[[Of], Rows]] = {
    "documents": _documents,
    "units": _units,
    WHOLE: _org_chart,
    "forms": _forms,
    "external": _external,
}


def table_of(source: str, document: Of = None) -> dict[str, Any]:
    """The register as it is now, as the body of a table; some are those of a document."""
    rows = SOURCES[source](document) if source in SOURCES else [["Chưa có sổ này."]]
    return {
        "header": 1,
        "rows": [
            {"id": f"r{n}", "cells": [{"text": [{"text": cell}] if cell else []} for cell in row]}
            for n, row in enumerate(rows)
        ],
    }


def freeze_registers(nodes: Sequence[Node], document: Of = None) -> list[Node]:
    """The same tree, its registers filled and kept."""
    return [
        replace(node, body=node.body | {"frozen": table_of(node.body["source"], document)})
        if node.kind == "register"
        else replace(node, children=tuple(freeze_registers(node.children, document)))
        for node in nodes
    ]
