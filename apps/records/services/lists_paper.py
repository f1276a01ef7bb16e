"""“Danh mục hồ sơ” as a paper and as a workbook, in the columns of NĐ 30/2020/NĐ-CP, annex V."""

import re
from collections.abc import Iterable

from apps.organization.selectors import placeholder_values
from apps.records.models import FileList, ListEntry
from apps.records.selectors.lists import by_heading, entries_of
from apps.records.services.folders_table import day_text, line, paper, table
from apps.records.services.types_retention import retention_text
from apps.records.workflow import ListState
from kernel import printing
from kernel.spreadsheet import workbook

HEADS = (
    "Số và ký hiệu hồ sơ",
    "Tên đề mục và tiêu đề hồ sơ",
    "Thời hạn bảo quản",
    "Người lập hồ sơ",
    "Ghi chú",
)
WIDTHS = (16, 40, 13, 17, 14)
NUMBERED = re.compile(r"\s*(?:[IVXLC]+|[A-Z]|\d+)[.)]\s")
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV")


def list_paper(found: FileList) -> printing.Paper:
    """The list of a year as it is issued; a draft says so."""
    entries = list(entries_of(found))
    rows, bands = _rows(entries)
    values = placeholder_values()
    kept = sum(entry.removed_on is None for entry in entries)
    total = line("tong", f"Danh mục này có {kept:02} hồ sơ.")
    issued = found.state == ListState.ISSUED
    guide = f"Quyết định số {found.number} ngày {day_text(found.issued_on)}" if issued else ""
    return paper(
        "Danh mục hồ sơ",
        f"năm {found.year}",
        (table(HEADS, WIDTHS, rows, bands), total) if rows else (total,),
        authority=values.get("head_title", "").upper(),
        signer=values.get("head_name", ""),
        issued_on=found.issued_on,
        issued_with=guide,
        watermark="" if issued else "DỰ THẢO",
        year=found.year,
    )


def _rows(entries: Iterable[ListEntry]) -> tuple[list[list[str]], set[int]]:
    rows: list[list[str]] = []
    bands: set[int] = set()
    for n, (heading, part) in enumerate(by_heading(entries)):
        if heading:
            bands.add(len(rows))
            numbered = NUMBERED.match(heading) is not None or n >= len(ROMAN)
            rows.append([heading if numbered else f"{ROMAN[n]}. {heading}"])
        rows += [cells_of(entry) for entry in part]
    return rows, bands


def cells_of(entry: ListEntry) -> list[str]:
    """A row in the columns of the annex."""
    return [
        entry.symbol,
        entry.title,
        retention_text(entry.years),
        keeper_of(entry),
        note_of(entry),
    ]


def keeper_of(entry: ListEntry) -> str:
    """Who keeps the folder: a post, else the unit."""
    return entry.keeper or (entry.unit.name if entry.unit else "")


def note_of(entry: ListEntry) -> str:
    """The note, with the days on which the row came and went after the list was issued."""
    added = f"Bổ sung ngày {day_text(entry.added_on)}" if entry.added_on else ""
    removed = f"Bỏ từ ngày {day_text(entry.removed_on)}" if entry.removed_on else ""
    return ". ".join(filter(None, (entry.note, added, removed)))


def list_workbook(found: FileList) -> bytes:
    """The same columns as XLSX, headings as rows of their own; the import reads it back."""
    rows: list[list[str]] = []
    for heading, part in by_heading(entries_of(found)):
        rows += [["", heading, "", "", ""]] if heading else []
        rows += [cells_of(entry) for entry in part]
    return workbook(f"Danh mục hồ sơ {found.year}", HEADS, rows)
