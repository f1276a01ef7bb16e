"""The words of a “phiếu trình”, written by us; whoever lays it before the leader changes them."""

from collections.abc import Iterable, Sequence

from apps.documents.models import KIND_NAMES, Kind, SubmissionItem, Version
from apps.documents.selectors.submissions import kinds_counted
from kernel.content.nodes import Node

OTHERS = {Kind.RISK_TABLE: "Bảng rủi ro và cơ hội", Kind.LETTER: "Công văn"}
KIND_NAME = "Phiếu trình"
REASONS = 4  # more are in the table
HEADS = ("STT", "Mã hiệu", "Tên tài liệu", "Lần ban hành", "Lý do, nội dung thay đổi")


def title_for(versions: Sequence[Version]) -> str:
    """What the set is called until somebody calls it otherwise."""
    if len(versions) == 1:
        return f"Phê duyệt {versions[0].title}"[:300]
    return f"Phê duyệt {len(versions):02} tài liệu Hệ thống quản lý chất lượng"


def summary_for(versions: Sequence[Version]) -> str:
    """How many of what kind, why, and what they affect: drawn from the drafts themselves."""
    if not versions:
        return ""
    names: dict[str, str] = {str(kind): name for kind, name in (OTHERS | KIND_NAMES).items()}
    new = sum(v.is_first for v in versions)
    told = [f"Gồm {kinds_counted(versions, names)}; {_novelty(new, len(versions))}."]
    if reasons := _said(v.reason for v in versions):
        told.append(f"Lý do: {reasons}.")
    if impacts := _said(v.impact for v in versions):
        told.append(f"Ảnh hưởng: {impacts}.")
    return "\n".join(told)


def _novelty(new: int, count: int) -> str:
    if new == count:
        return "ban hành lần đầu"
    return f"{new} ban hành lần đầu, {count - new} sửa đổi" if new else "sửa đổi bản đang áp dụng"


def _said(sentences: Iterable[str]) -> str:
    unique = list(dict.fromkeys(s.strip().rstrip(".;") for s in sentences if s.strip()))
    more = f"; và {len(unique) - REASONS} lý do khác" if len(unique) > REASONS else ""
    return "; ".join(unique[:REASONS]) + more


def reason_of(version: Version) -> str:
    """What changed in one line."""
    if version.is_first:
        return "Ban hành lần đầu"
    return version.reason.strip() or "Sửa đổi"


def paper_nodes(summary: str, items: Sequence[SubmissionItem], checkers: str) -> list[Node]:
    """The body of the paper: what is asked, the list, and a place for the leader's opinion."""
    rows = [
        (f"{n}", v.document.code, v.title, v.number, reason_of(v))
        for n, v in enumerate((item.version for item in items), start=1)
    ]
    asked = f"Kính trình phê duyệt {len(items):02} tài liệu trong bảng dưới đây."
    checked = f"Nội dung đã được {checkers} kiểm tra." if checkers else ""
    return [
        _paragraph("trinh", asked),
        *(_paragraph(f"tom-tat-{n}", line) for n, line in enumerate(summary.splitlines()) if line),
        *([_paragraph("kiem-tra", checked)] if checked else []),
        Node(
            "danh-muc", "table", {"header": 1, "widths": [7, 16, 34, 12, 31], "rows": _rows(rows)}
        ),
        _paragraph("y-kien", "Ý kiến của lãnh đạo:", bold=True),
        *(_paragraph(f"dong-{n}", "…" * 55) for n in range(1, 4)),
    ]


def _paragraph(name: str, text: str, *, bold: bool = False) -> Node:
    run = {"text": text, "bold": True} if bold else {"text": text}
    return Node(name, "paragraph", {"text": [run]})


def _rows(rows: Sequence[tuple[str, ...]]) -> list[dict[str, object]]:
    return [
        {"id": f"dong-bang-{n}", "cells": [{"text": [{"text": c}] if c else []} for c in row]}
        for n, row in enumerate([HEADS, *rows])
    ]
