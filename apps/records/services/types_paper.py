"""“Hồ sơ cần lưu”: the table of record types as a paper and as a workbook (7.5.3.2)."""

from collections.abc import Iterable

from apps.records.models import RecordType
from apps.records.services.folders_table import line, paper, secretary, table
from apps.records.services.types_retention import retention_text
from kernel import printing
from kernel.spreadsheet import workbook

HEADS = ("STT", "Tên hồ sơ", "Ký hiệu", "Người giữ", "Nơi lưu", "Thời gian lưu", "Căn cứ")
WIDTHS = (6, 28, 15, 14, 14, 10, 13)
MORE = ("Mã loại hồ sơ", "Đề mục", "Điều khoản", "Giấy tờ trong hồ sơ")


def types_paper(types: Iterable[RecordType]) -> printing.Paper:
    """The kinds of records in use, in the order they were asked for."""
    rows = [_row(n, each) for n, each in enumerate(types, start=1)]
    total = line("tong", f"Bảng này có {len(rows):02} loại hồ sơ.")
    return paper(
        "Danh mục",
        "Hồ sơ cần lưu của hệ thống quản lý chất lượng",
        (table(HEADS, WIDTHS, rows), total) if rows else (total,),
        authority="THƯ KÝ ISO",
        signer=secretary(),
    )


def _row(n: int, each: RecordType) -> list[str]:
    return [
        str(n),
        each.name,
        "; ".join(each.forms) or each.code,
        holder_of(each),
        each.place,
        retention_text(each.years),
        each.source,
    ]


def holder_of(each: RecordType) -> str:
    """A post, else the unit."""
    return each.holder or (each.unit.name if each.unit else "")


def types_workbook(types: Iterable[RecordType]) -> bytes:
    """The same with all that is laid down of each."""
    rows = [
        [
            *_row(n, each),
            each.code,
            each.heading,
            ", ".join(each.clauses),
            "; ".join(paper["title"] for paper in each.papers),
        ]
        for n, each in enumerate(types, start=1)
    ]
    return workbook("Hồ sơ cần lưu", (*HEADS, *MORE), rows)
