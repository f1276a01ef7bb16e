"""“Mục lục văn bản trong hồ sơ” (NĐ 30/2020/NĐ-CP, annex V) and the cover of a folder.

Their words are part of a paper, so they are Vietnamese whatever language the page is in.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from apps.records.models import Folder, FolderItem
from apps.records.selectors.folders import living_papers
from apps.records.services.folders_table import day_text, issuer, line, paper, table
from apps.records.services.types_retention import retention_text
from kernel import printing
from kernel.printing.folder_cover import Cover, folder_cover
from kernel.spreadsheet import workbook

HEADS = (
    "STT",
    "Số, ký hiệu văn bản",
    "Ngày tháng năm văn bản",
    "Tên loại và trích yếu nội dung văn bản",
    "Tác giả văn bản",
    "Tờ số/Trang số",
    "Ghi chú",
)
WIDTHS = (6, 15, 13, 32, 14, 9, 11)
STRUCK = "Không còn giá trị từ ngày {day}"
SCANNED = "Kèm bản quét có chữ ký"


def index_rows(papers: Iterable[FolderItem]) -> list[list[str]]:
    """The papers in order; sheets are numbered through the whole folder."""
    rows: list[list[str]] = []
    last = 0
    for n, each in enumerate(papers, start=1):
        first, last = last + 1, last + (each.sheets or each.pages or 0)
        rows.append(
            [
                str(n),
                each.number,
                day_text(each.dated),
                each.title,
                each.author,
                _range(first, last),
                _note(each),
            ]
        )
    return rows


def _range(first: int, last: int) -> str:
    if last < first:
        return ""
    return str(first) if last == first else f"{first}–{last}"


def _note(each: FolderItem) -> str:
    struck = STRUCK.format(day=day_text(each.struck_on)) if each.struck_on else ""
    scan = SCANNED if each.scan_id else ""
    return "; ".join(filter(None, (each.note, scan, struck)))


def index_paper(folder: Folder, papers: Sequence[FolderItem] | None = None) -> printing.Paper:
    """The list of papers of a folder, as it lies on top of them."""
    rows = index_rows(living_papers(folder) if papers is None else papers)
    sheets = _sheets(folder, papers)
    total = f"Hồ sơ này có {len(rows):02} văn bản, tài liệu; {sheets:02} tờ."
    nodes = [
        line("so", f"Số, ký hiệu hồ sơ: {folder.symbol}"),
        line("tieu-de", f"Tiêu đề hồ sơ: {folder.title}"),
        *([table(HEADS, WIDTHS, rows)] if rows else []),
        line("tong", total),
    ]
    return paper(
        "Mục lục văn bản trong hồ sơ",
        "",
        nodes,
        authority="NGƯỜI LẬP HỒ SƠ",
        signer=folder.keeper.full_name if folder.keeper else "",
    )


def index_workbook(folder: Folder) -> bytes:
    """The same columns as XLSX."""
    return workbook("Mục lục văn bản", HEADS, index_rows(living_papers(folder)))


def cover_pdf(folder: Folder) -> bytes:
    """The cover: whose folder, which matter, from when to when, how many sheets, how long kept."""
    papers = living_papers(folder)
    first, last = span(folder, papers)
    house = issuer()
    units = [folder.unit.name.upper()] if folder.unit else []
    keeper = [f"Người lập hồ sơ: {folder.keeper.full_name}"] if folder.keeper else []
    return folder_cover(
        Cover(
            above=[house.parent, house.name, *units],
            name=folder.title,
            lines=[
                f"Từ ngày {_dots(first)} đến ngày {_dots(last)}",
                f"Gồm: {len(papers):02} văn bản, tài liệu; {_sheets(folder, papers):02} tờ",
            ],
            foot=[
                f"Số, ký hiệu hồ sơ: {folder.symbol}",
                *keeper,
                f"Thời hạn bảo quản: {retention_text(folder.years)}",
                "Phông số: ……………   Mục lục số: ……………   Hồ sơ số: ……………",
            ],
        )
    )


def span(folder: Folder, papers: Iterable[FolderItem]) -> tuple[date | None, date | None]:
    """The days of the first and of the last paper."""
    days = sorted(each.dated for each in papers if each.dated)
    return (days[0], days[-1]) if days else (None, folder.ended_on)


def _dots(day: date | None) -> str:
    return day_text(day) or "…………"


def _sheets(folder: Folder, papers: Sequence[FolderItem] | None) -> int:
    held = living_papers(folder) if papers is None else papers
    return sum(each.sheets or each.pages or 0 for each in held)
