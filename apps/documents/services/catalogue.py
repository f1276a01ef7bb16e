"""“Danh mục tài liệu” as it is printed: what is in force on a day, drawn from the registers.

Its words are part of a paper, so they are Vietnamese whatever language the page is in.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from apps.documents.models import ExternalDocument, Version
from apps.documents.selectors.external import effect_of
from apps.organization.selectors import placeholder_values
from kernel import clock, printing
from kernel.content.nodes import Node
from kernel.db import present_agency

LEVELS = {
    1: "MỨC I: CHÍNH SÁCH, SỔ TAY, MỤC TIÊU",
    2: "MỨC II: QUY TRÌNH, QUY ĐỊNH",
    3: "MỨC III: HƯỚNG DẪN, BIỂU MẪU",
    4: "MỨC IV: TÀI LIỆU KHÁC",
}
HEADS = ("STT", "Mã hiệu", "Tên tài liệu", "Lần ban hành", "Ngày hiệu lực", "Đơn vị giữ")
WIDTHS = (7, 17, 36, 10, 13, 17)
OUTSIDE = ("STT", "Số, ký hiệu", "Tên văn bản", "Cơ quan ban hành", "Ngày ban hành", "Hiệu lực")
OUTSIDE_WIDTHS = (7, 18, 33, 16, 13, 13)
WHOLE = "Toàn cơ quan"


def list_of_documents(versions: Iterable[Version], on: date) -> printing.Paper:
    """The documents in force on that day, level by level (TCVN ISO 9001:2015, 7.5.3)."""
    rows: list[Sequence[str]] = []
    bands: list[int] = []
    level = 0
    count = 0
    for version in versions:
        document = version.document
        if document.level != level:
            level = document.level
            bands.append(len(rows) + 1)
            rows.append([LEVELS[level]])
        count += 1
        force = version.in_force_from
        unit = document.unit.name if document.unit else WHOLE
        rows.append([str(count), document.code, version.title, version.number, _day(force), unit])
    title = f"Tài liệu đang có hiệu lực, tính đến ngày {_day(on)}"
    return _paper("Danh mục", title, _table(HEADS, WIDTHS, rows, bands), count, on)


def list_of_external(externals: Iterable[ExternalDocument], on: date) -> printing.Paper:
    """The external documents with their effect on that day (7.5.3.2)."""
    rows = [
        [
            str(n),
            each.code,
            f"{each.kind_name} {each.title}".strip() if each.kind_name else each.title,
            each.issuer,
            _day(each.issued_on),
            _effect(each, on),
        ]
        for n, each in enumerate(externals, start=1)
    ]
    title = f"Tài liệu có nguồn gốc bên ngoài, tính đến ngày {_day(on)}"
    table = _table(OUTSIDE, OUTSIDE_WIDTHS, rows, [])
    return _paper("Danh mục", title, table, len(rows), on)


def _effect(external: ExternalDocument, on: date) -> str:
    name = effect_of(external, on)
    if name == "ended":
        successor = external.successor.code if external.successor else ""
        return f"Được thay thế bởi {successor}" if successor else "Hết hiệu lực"
    if name == "soon":
        return f"Còn hiệu lực đến {_day(external.in_force_until)}"
    return "Chưa có hiệu lực" if name == "wait" else "Còn hiệu lực"


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""


def _table(
    heads: Sequence[str],
    widths: Sequence[int],
    rows: Sequence[Sequence[str]],
    bands: Sequence[int],
) -> Node:
    lines = [
        {"id": f"r{n}", "cells": [_cell(cell, len(heads)) for cell in row] if n in bands else cells}
        for n, row in enumerate([heads, *rows])
        for cells in [[{"text": _runs(cell)} for cell in row]]
    ]
    return Node("danh-muc", "table", {"header": 1, "widths": list(widths), "rows": lines})


def _cell(text: str, span: int) -> dict[str, Any]:
    return {"text": [{"text": text, "bold": True}], "colspan": span}


def _runs(text: str) -> list[dict[str, Any]]:
    return [{"text": text}] if text else []


def _paper(kind: str, title: str, table: Node, count: int, on: date) -> printing.Paper:
    agency, values = present_agency(), placeholder_values()
    total = Node("tong", "paragraph", {"text": [{"text": f"Danh mục này có {count:02} tài liệu."}]})
    return printing.Paper(
        layout="administrative",
        issuer=printing.Issuer(
            name=agency.full_name.upper(),
            parent=agency.parent_name.upper(),
            place=agency.place_name,
            full_name=agency.full_name,
        ),
        kind_name=kind,
        title=title,
        code="",
        nodes=(table, total) if count else (total,),
        issued_on=clock.today(),
        authority=("THƯ KÝ ISO",),
        signer=values.get("secretary_name", ""),
    )
