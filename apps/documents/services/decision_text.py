"""The text of a decision that issues documents (NĐ 30/2020/NĐ-CP, form 1.3), written by us."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from apps.documents.models import Version
from kernel.content.markup import to_inline
from kernel.content.nodes import Node
from kernel.db import present_agency
from kernel.printing.wording import long_date

DECISION_TITLE = "Về việc ban hành tài liệu Hệ thống quản lý chất lượng"
ANNEX_TITLE = "Phụ lục\nDANH MỤC TÀI LIỆU HỆ THỐNG QUẢN LÝ CHẤT LƯỢNG"
LIST = "danh-muc"  # the block that names what is issued
SHORT_LIST = 5  # documents that still stand in article 1
LOCAL_GOVERNMENT = "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025"
GROUNDS = (
    "Căn cứ Quyết định số 19/2014/QĐ-TTg ngày 05 tháng 3 năm 2014 của Thủ tướng Chính phủ "
    "về việc áp dụng Hệ thống quản lý chất lượng theo Tiêu chuẩn quốc gia TCVN ISO 9001 "
    "vào hoạt động của các cơ quan, tổ chức thuộc hệ thống hành chính nhà nước",
    "Theo đề nghị của Ban chỉ đạo ISO",
)


def decision_nodes(
    versions: Sequence[Version], takes_force: date | None = None, reading_days: int = 0
) -> list[Node]:
    """Three articles and the list of what is issued; the drafter may change every word.

    A long list is a Phụ lục after the signature, so that the decision itself stays on one page.
    """
    is_long = len(versions) > SHORT_LIST
    count = f"{len(versions):02}"
    articles = [
        f"**Điều 1.** Ban hành kèm theo Quyết định này {count} tài liệu Hệ thống quản lý "
        "chất lượng theo TCVN ISO 9001:2015 của {{agency_name}}"
        + (" (danh mục tại Phụ lục)." if is_long else ", gồm:"),
        *([] if is_long else [None]),
        f"**Điều 2.** Quyết định này có hiệu lực {_since(takes_force, reading_days)}. "
        "Tài liệu nêu tại Điều 1 thay thế các lần ban hành trước của cùng tài liệu.",
        "**Điều 3.** Trưởng các đơn vị, Ban chỉ đạo ISO và toàn thể cán bộ, công chức, viên chức, "
        "người lao động của {{agency_name}} chịu trách nhiệm thi hành Quyết định này./.",
    ]
    nodes = []
    for n, text in enumerate(articles, start=1):
        if text is None:
            nodes.append(Node(LIST, "list", {"marker": "-", "items": _items(versions)}))
        else:
            nodes.append(Node(f"dieu-{n}", "paragraph", {"text": to_inline(text)}))
    return nodes + _annex(versions) if is_long else nodes


def _since(day: date | None, reading_days: int) -> str:
    """When it takes force; days for reading are days of the calendar, counted from its date."""
    if reading_days:
        return (
            f"sau {reading_days:02} ngày kể từ ngày ký; trong thời gian này cán bộ, công chức, "
            "viên chức, người lao động đọc và xác nhận các tài liệu nêu tại Điều 1"
        )
    return f"kể từ {long_date(day, day.year) if day else 'ngày ký'}"


def relisted(node: Node, was: int, versions: Sequence[Version]) -> Node:
    """A block of the draft after the documents changed: the list anew, and their number.

    The list keeps its shape, and all that the drafter wrote keeps his words.
    """
    if node.id == LIST and node.kind == "list":
        return replace(node, body=node.body | {"items": _items(versions)})
    if node.id == LIST and node.kind == "table":
        return replace(node, body=node.body | {"rows": _rows(versions)})
    if node.id == "dieu-1" and node.kind == "paragraph":
        old, new = f" {was:02} tài liệu", f" {len(versions):02} tài liệu"
        runs = [
            run | {"text": run["text"].replace(old, new, 1)} if "text" in run else run
            for run in node.body["text"]
        ]
        return replace(node, body=node.body | {"text": runs})
    return node


def _rows(versions: Sequence[Version]) -> list[dict[str, Any]]:
    head = ("STT", "Mã hiệu", "Tên tài liệu", "Lần ban hành")
    rows = [(f"{n}", v.document.code, v.title, v.number) for n, v in enumerate(versions, start=1)]
    return [
        {"id": f"tai-lieu-{n}", "cells": [{"text": [{"text": cell}]} for cell in row]}
        for n, row in enumerate([head, *rows])
    ]


def _annex(versions: Sequence[Version]) -> list[Node]:
    table = {"header": 1, "widths": [8, 20, 57, 15], "rows": _rows(versions)}
    return [
        Node("phu-luc", "heading", {"level": 1, "text": [{"text": ANNEX_TITLE}]}),
        Node(LIST, "table", table),
    ]


def _items(versions: Sequence[Version]) -> list[dict[str, Any]]:
    ends = [";"] * (len(versions) - 1) + ["."]
    return [
        {
            "id": f"tai-lieu-{n}",
            "text": [
                {"text": f"{v.title}, mã hiệu {v.document.code}, lần ban hành {v.number}"},
                {"text": end},
            ],
        }
        for n, (v, end) in enumerate(zip(versions, ends, strict=True), start=1)
    ]


def grounds() -> tuple[str, ...]:
    """What a decision of this agency rests on; the drafter may change every line."""
    agency: Any = present_agency()
    return (LOCAL_GOVERNMENT, *GROUNDS) if agency.kind == "commune" else GROUNDS


def authority_lines() -> tuple[str, ...]:
    """How the head signs: People's Committees as a body, others by their head (NĐ 30, art. 13)."""
    agency: Any = present_agency()
    if agency.kind == "commune":
        return ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")
    title: str = agency.head_title.removesuffix(f" {agency.short_name}")
    return (title.upper(),)
