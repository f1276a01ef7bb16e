"""“Danh sách xác nhận đã đọc” on paper: the proof of who knows a version, for the file."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from apps.documents.models import Acknowledgement, Version
from apps.documents.selectors.reading import acknowledged, readers_of
from apps.organization.selectors import holdings_of
from kernel import clock, printing
from kernel.content.nodes import Node
from kernel.db import present_agency

HEAD = ("STT", "Họ và tên", "Đơn vị", "Ngày xác nhận", "Hình thức")
HOW = {"self": "Tự đọc, xác nhận trên hệ thống", "meeting": "Phổ biến tại cuộc họp"}
Row = tuple[str, str, str, str]


def reading_list(version: Version, *, units: Collection[UUID] | None = None) -> bytes:
    """The paper as PDF: who has confirmed this version, and who still has to."""
    return printing.to_pdf(paper_of_readers(version, units=units))


def paper_of_readers(version: Version, *, units: Collection[UUID] | None = None) -> printing.Paper:
    """What is printed; `units` narrows it to their people."""
    agency: Any = present_agency()
    document = version.document
    return printing.Paper(
        layout="administrative",
        issuer=printing.Issuer(
            name=agency.full_name.upper(),
            parent=agency.parent_name.upper(),
            place=agency.place_name,
            full_name=agency.full_name,
        ),
        kind_name="Danh sách",
        title=f"Xác nhận đã đọc {document.code} “{version.title}”, lần ban hành {version.number}",
        code="",
        nodes=_nodes(version, _rows(version, units)),
        issued_on=clock.today(),
        authority=("NGƯỜI LẬP",),
    )


def _rows(version: Version, units: Collection[UUID] | None) -> list[Row]:
    """Who must read it today, and of the whole agency those too who read it and left since."""
    asked = readers_of([version], units)
    rows = [
        (each.name, each.unit, f"{each.read_on:%d/%m/%Y}" if each.read_on else "", each.how)
        for each in asked
    ]
    if units is not None:
        return rows
    there = {each.person_id for each in asked}
    others = [each for each in acknowledged(version) if each.person_id not in there]
    posts = holdings_of(each.person for each in others)
    return rows + [
        (each.person.full_name, _unit_of(posts.get(each.person_id)), _day_of(each), each.how)
        for each in others
    ]


def _unit_of(holding: Any) -> str:
    return holding.post.unit.name if holding and holding.post.unit else ""


def _day_of(each: Acknowledgement) -> str:
    day = each.meeting.held_on if each.meeting else each.recorded_at.astimezone(clock.HANOI).date()
    return f"{day:%d/%m/%Y}"


def _nodes(version: Version, rows: Sequence[Row]) -> list[Node]:
    read = sum(1 for row in rows if row[2])
    share = f"Đã đọc, xác nhận: {read}/{len(rows)} người."
    lines = [
        (str(n), name, unit, day or "chưa", HOW.get(how, ""))
        for n, (name, unit, day, how) in enumerate(rows, start=1)
    ]
    table = {
        "header": 1,
        "widths": [7, 30, 27, 16, 20],
        "rows": [
            {"id": f"dong-{n}", "cells": [{"text": [{"text": cell}]} for cell in row]}
            for n, row in enumerate([HEAD, *lines])
        ],
    }
    sha256 = f"Mã nội dung (SHA-256):\n{version.content_id}"
    return [
        Node("tong", "paragraph", {"text": [{"text": share}]}),
        Node("ma", "paragraph", {"text": [{"text": sha256}], "align": "left"}),
        Node("danh-sach", "table", table),
    ]
