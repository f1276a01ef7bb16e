"""“Mục lục hồ sơ nộp lưu” and the minutes of a hand-over (NĐ 30/2020/NĐ-CP, annex V).

Once it was handed over both are frozen and say for ever what they said on that day.
Their words are part of a paper, so they are Vietnamese whatever language the page is in.
"""

from collections.abc import Sequence
from typing import Any

from apps.organization.selectors import posts_of
from apps.records.models import Transfer, TransferItem
from apps.records.selectors.transfers import handed_items, span_of
from apps.records.services.disposals_paper import sheets_text
from apps.records.services.folders_table import day_text, issuer, line, paper, rows_of, table
from apps.records.services.papers_frozen import freeze_paper, frozen_paper
from apps.records.services.types_retention import retention_text
from kernel import clock, printing
from kernel.printing import PageSettings, Signature, long_date
from kernel.spreadsheet import workbook

HEADS = (
    "Số TT",
    "Số, ký hiệu hồ sơ",
    "Tiêu đề hồ sơ",
    "Thời gian tài liệu",
    "Thời hạn bảo quản",
    "Số tờ/Số trang",
    "Ghi chú",
)
WIDTHS = (7, 15, 33, 15, 11, 9, 10)
LIST_KIND = "Mục lục hồ sơ nộp lưu"
GOOD = "đầy đủ, đọc được, không có tệp tin hỏng"
SMALL = PageSettings(table=11)
FULL_LINE = "…" * 40


def list_rows(items: Sequence[TransferItem]) -> list[list[str]]:
    """A row for each folder, in the columns of the annex."""
    return [
        [
            str(n),
            item.folder.symbol,
            item.folder.title,
            period_text(item),
            retention_text(item.folder.years),
            sheets_text(item.sheets, item.pages),
            item.note,
        ]
        for n, item in enumerate(items, start=1)
    ]


def period_text(item: TransferItem) -> str:
    """From the day of the first paper to the last."""
    first = getattr(item, "first", None)
    last = getattr(item, "last", None) or item.folder.ended_on
    if first and last and first != last:
        return f"{day_text(first)} – {day_text(last)}"
    return day_text(last)


def list_paper(transfer: Transfer) -> printing.Paper:
    """The list as it lies on top of what is handed over."""
    return frozen_paper(transfer.contents) if transfer.contents else _list_of_now(transfer)


def minutes_paper(transfer: Transfer) -> printing.Paper:
    """Who hands over to whom, how much, in which condition; signed by both."""
    return frozen_paper(transfer.minutes) if transfer.minutes else _minutes_of_now(transfer)


def freeze_papers(transfer: Transfer) -> None:
    """Keep what both say, in the moment of the hand-over; the caller saves the row."""
    key = str(transfer.pk)
    transfer.contents = freeze_paper(_list_of_now(transfer), "transfer_list", key)
    transfer.minutes = freeze_paper(_minutes_of_now(transfer), "transfer_minutes", key)


def _list_of_now(transfer: Transfer) -> printing.Paper:
    items = handed_items(transfer)
    rows = list_rows(items)
    first, last = span_of(items)
    unit = issuer().full_name
    nodes = [
        line("ben-giao", f"Cơ quan, đơn vị nộp lưu: {unit}"),
        line("ben-nhan", f"Nơi nhận: {transfer.receiver or FULL_LINE}"),
        *([table(HEADS, WIDTHS, rows)] if rows else []),
        line(
            "tong",
            f"Mục lục này gồm {len(rows):02} hồ sơ; thời gian tài liệu từ "
            f"{day_text(first) or '…'} đến {day_text(last) or '…'}.",
        ),
    ]
    post = posts_of([transfer.drafted_by]).get(transfer.drafted_by_id, "")
    return paper(
        LIST_KIND,
        transfer.title,
        nodes,
        authority=post.upper() or "NGƯỜI LẬP MỤC LỤC",
        signer=transfer.drafted_by.full_name,
        issued_on=transfer.handed_on or clock.today(),
        settings=SMALL,
        distribution=("Lưu trữ cơ quan", "Lưu: VT"),
    )


def list_workbook(transfer: Transfer) -> bytes:
    """The same columns as XLSX."""
    table_ = next((node for node in list_paper(transfer).nodes if node.kind == "table"), None)
    rows = rows_of(table_)[1:] if table_ else []
    return workbook(LIST_KIND, HEADS, rows)


def _minutes_of_now(transfer: Transfer) -> printing.Paper:
    items = handed_items(transfer)
    first, last = span_of(items)
    giver = transfer.done_by or transfer.drafted_by
    post = posts_of([giver]).get(giver.pk, "")
    day = transfer.handed_on or clock.today()
    sheets = sum(item.sheets or 0 for item in items)
    pages = sum(item.pages or 0 for item in items)
    agency = issuer()
    said: list[tuple[str, Any]] = [
        (
            "can-cu",
            "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ "
            "về công tác văn thư;",
        ),
        ("can-cu-2", f"Căn cứ {LIST_KIND.lower()} “{transfer.title}”."),
        ("hom-nay", f"Hôm nay, {long_date(day, day.year)}, tại {agency.full_name}, chúng tôi gồm:"),
        (
            "giao",
            f"BÊN GIAO: {' '.join(filter(None, (giver.full_name, post and f'– {post}')))}, "
            f"đại diện {agency.full_name}.",
        ),
        ("nhan", f"BÊN NHẬN: {transfer.receiver or FULL_LINE}."),
        ("thong-nhat", "Thống nhất lập biên bản giao nhận hồ sơ, tài liệu với nội dung như sau:"),
        ("ten", f"1. Tên khối tài liệu giao nộp: {transfer.title}."),
        (
            "thoi-gian",
            f"2. Thời gian của tài liệu: từ {day_text(first) or '…'} đến {day_text(last) or '…'}.",
        ),
        ("so-luong", f"3. Số lượng: {len(items):02} hồ sơ; {sheets:02} tờ; {pages:02} trang."),
        ("tinh-trang", f"4. Tình trạng tài liệu: {GOOD}."),
        ("muc-luc", f"5. {LIST_KIND} kèm theo: 01 bản giấy, 01 tệp tin."),
        (
            "ket",
            "Biên bản này được lập thành hai bản; bên giao giữ một bản, bên nhận giữ một bản./.",
        ),
    ]
    return printing.Paper(
        layout="administrative",
        issuer=agency,
        kind_name="Biên bản",
        title="Giao nhận hồ sơ, tài liệu nộp lưu",
        code="",
        nodes=tuple(line(key, text) for key, text in said),
        issued_on=day,
        signatures=(
            Signature("ĐẠI DIỆN BÊN GIAO", giver.full_name, post),
            Signature("ĐẠI DIỆN BÊN NHẬN", "", ""),
        ),
    )
