"""Printing a manual of a hundred pages: pages per second, and that each costs as the first did."""

from collections.abc import Iterator
from datetime import date

from pypdfium2 import PdfDocument

from infra.bench.province import Province
from infra.bench.result import Result, at_most, number
from infra.bench.timing import alternately
from kernel.content.nodes import Node
from kernel.printing import Issuer, Paper, to_docx, to_pdf

LONG, SHORT = 100, 10
LIMIT = 1.3  # a page of the long one over a page of the short one; squared would be ten


def measure(province: Province) -> Iterator[Result]:
    """Both are laid out twice, for their table of contents; the numbers are of real pages."""
    long, short = _paper(LONG), _paper(SHORT)
    pages = [len(PdfDocument(to_pdf(paper))) for paper in (long, short)]
    seconds = alternately(
        lambda _n: to_pdf(long),
        lambda _n: to_pdf(short),
        rounds=3 if province.sizes.rounds > 3 else 1,
        warm_up=1,
    )
    each = [taken / count for taken, count in zip(seconds, pages, strict=True)]
    yield at_most(
        f"PDF {pages[0]} trang, mỗi trang",
        _speed(each[0]),
        f"{_speed(each[1])} khi {pages[1]} trang",
        each[0] / each[1],
        LIMIT,
    )
    docx = alternately(lambda _n: to_docx(long), lambda _n: to_pdf(long), rounds=1, warm_up=0)
    yield Result(
        f"DOCX {pages[0]} trang, có mục lục",
        f"{number(docx[0], 1)} s",
        f"{number(docx[1], 1)} s PDF",
        docx[0] / docx[1],
    )


def _speed(seconds: float) -> str:
    return f"{number(1 / seconds, 1)} trang/s"


def _paper(pages: int) -> Paper:
    return Paper(
        layout="system",
        issuer=Issuer("ỦY BAN NHÂN DÂN PHƯỜNG TÂN HẢI", "ỦY BAN NHÂN DÂN TỈNH KHÁNH HÒA"),
        kind_name="Sổ tay chất lượng",
        title="Sổ tay chất lượng",
        code="STCL",
        nodes=list(written(pages)),
        issued_on=date(2026, 1, 5),
    )


def written(pages: int, *, changed: int = 0) -> Iterator[Node]:
    """So many pages of prose under headings, a small table on each; `changed`: each so manieth
    paragraph says something else."""
    said = (
        "Văn phòng tổng hợp báo cáo của các đơn vị, trình Chủ tịch xem xét và thông báo kết luận. "
    )
    for page in range(pages):
        title = [{"text": f"{page + 1}. Nội dung thứ {page + 1}"}]
        yield Node(f"h-{page}", "heading", {"level": 1 + bool(page % 5), "text": title})
        for at in range(4):
            nth = 4 * page + at
            more = "Bổ sung theo góp ý. " if changed and nth % changed == 0 else ""
            yield Node(f"p-{nth}", "paragraph", {"text": [{"text": more + said * 5}]})
        rows = [
            {"id": f"r{n}", "cells": [{"text": [{"text": text}]} for text in (str(n), "Nội dung")]}
            for n in range(3)
        ]
        yield Node(f"b-{page}", "table", {"header": 1, "rows": rows})
