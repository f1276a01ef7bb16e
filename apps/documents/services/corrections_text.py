"""The words of a “công văn đính chính” (NĐ 30/2020/NĐ-CP, art. 18), written by us."""

from collections.abc import Sequence
from itertools import groupby

from apps.documents.models import KIND_NAMES, Correction, IssueSheet, Kind, Version
from kernel.content.nodes import Node
from kernel.printing import long_date

HEADS = ("STT", "Vị trí", "Đã in", "Đính chính thành")
ELSEWHERE = "Phần thể thức"
Row = tuple[str, str, str]  # where, printed, to be read as


def named(version: Version, sheet: IssueSheet | None) -> str:
    """ "Quyết định số 05/QĐ-UBND ngày …", or kind, title and code of what a decision issued."""
    kind = KIND_NAMES.get(Kind(version.document.kind), "Văn bản")
    kind = version.paper.get("kind_name") or kind
    if sheet is not None:
        return f"{kind} số {sheet} {long_date(sheet.signed_on, sheet.year)}"
    return f"{kind} {version.title}, mã hiệu {version.document.code}, {_issue(version)}"


def _issue(version: Version) -> str:
    return f"lần ban hành {version.number}"


def letter_nodes(what: str, rows: Sequence[Row]) -> list[Node]:
    """Why, the table of what is wrong and right, and that the rest stays."""
    return [
        _paragraph(
            "ly-do",
            f"Sau khi rà soát, {what} có sai sót về thể thức, kỹ thuật trình bày. "
            "{agency} đính chính như sau:",
        ),
        Node("bang", "table", {"header": 1, "widths": [8, 24, 34, 34], "rows": _rows(rows)}),
        _paragraph(
            "con-lai",
            "Các nội dung khác giữ nguyên. Công văn này là một phần không tách rời của văn bản "
            "được đính chính; đề nghị các đơn vị, cá nhân biết, thực hiện./.",
        ),
    ]


def _paragraph(name: str, text: str) -> Node:
    before, blank, after = text.partition("{agency}")
    runs = [{"text": before}] if before else []
    if blank:
        runs += [{"placeholder": "agency_full_name"}, {"text": after}]
    return Node(name, "paragraph", {"text": runs})


def _rows(rows: Sequence[Row]) -> list[dict[str, object]]:
    cells = [
        HEADS,
        *((f"{n}", where or ELSEWHERE, *read) for n, (where, *read) in enumerate(rows, start=1)),
    ]
    return [
        {"id": f"dong-{n}", "cells": [{"text": [{"text": c}] if c else []} for c in row]}
        for n, row in enumerate(cells)
    ]


def corrected_note(corrections: Sequence[Correction]) -> str:
    """ "Đã đính chính bởi Công văn số 12/UBND ngày …: “a” đọc là “b”." ; "" without any."""
    told = []
    for _letter, group in groupby(corrections, key=lambda each: each.letter_id):
        rows = list(group)
        sheet = rows[0].letter.sheet
        read = "; ".join(f"“{row.wrong}” đọc là “{row.right}”" for row in rows)
        day = long_date(sheet.signed_on, sheet.year)
        told.append(f"Đã đính chính bởi Công văn số {sheet} {day}: {read}.")
    return " ".join(told)


def corrected_nodes(corrections: Sequence[Correction]) -> list[Node]:
    """The note at the end of a print of what was corrected."""
    note = corrected_note(corrections)
    body = {"text": [{"text": note, "italic": True}]}
    return [Node("da-dinh-chinh", "paragraph", body)] if note else []
