"""The register of outgoing documents (NĐ 30/2020/NĐ-CP, annex IV): what was numbered, by year."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Max, Min, Q, QuerySet

from apps.documents.models import KIND_NAMES, IssueSheet, Kind, Version
from kernel.alphabet import plain
from kernel.db import present_agency
from kernel.numbering import kind_symbol

HEADS = (
    "Số, ký hiệu văn bản",
    "Ngày tháng văn bản",
    "Tên loại và trích yếu nội dung văn bản",
    "Người ký",
    "Nơi nhận văn bản",
    "Đơn vị, người nhận bản lưu",
    "Số lượng bản",
    "Ngày chuyển",
    "Ký nhận",
    "Ghi chú",
)
KEPT = "Văn thư"


def sheets(year: int, q: str = "", source: str = "") -> QuerySet[IssueSheet]:
    """The numbered papers of a year in the order of their numbers, narrowed to words."""
    rows = IssueSheet.objects.filter(year=year).select_related(
        "decision__document", "decision__approver", "recorded_by"
    )
    if source:
        rows = rows.filter(source=source)
    for word in q.split():
        title = Q(decision__document__title__icontains=word)
        digits = Q(number=int(word)) if word.isdecimal() and len(word) < 7 else Q()
        rows = rows.filter(title | Q(symbol__icontains=word) | digits)
    return rows.order_by("signed_on", "symbol", "number")


def years(today: date) -> list[int]:
    """The years that have a number, and this one, newest first."""
    ends = IssueSheet.objects.aggregate(first=Min("year"), last=Max("year"))
    first, last = ends["first"] or today.year, max(ends["last"] or today.year, today.year)
    return list(range(last, first - 1, -1))


def gaps(numbers: Iterable[int]) -> list[int]:
    """The numbers below the highest that nobody was given; pure."""
    given = set(numbers)
    return [n for n in range(1, max(given, default=0)) if n not in given]


def skipped(symbol: str, year: int) -> list[int]:
    """The numbers of a symbol in a year that were passed over."""
    rows = IssueSheet.objects.filter(year=year, symbol__iexact=symbol)
    return gaps(rows.order_by().values_list("number", flat=True))


def usual_symbol(version: Version) -> str:
    """ "QĐ-UBND", or "UBND" for a letter: what the records clerk most likely writes."""
    kind = version.paper.get("kind_name") or KIND_NAMES.get(Kind(version.document.kind), "")
    return "-".join(filter(None, (kind_symbol(kind), present_agency().symbol)))


def columns(sheet: IssueSheet) -> list[str | date | int]:
    """The ten columns of one paper, as the decree orders them."""
    decision = sheet.decision
    kind = decision.paper.get("kind_name") or KIND_NAMES.get(Kind(decision.document.kind), "")
    title = decision.document.title
    whole = title if plain(title).startswith(plain(kind)) else f"{kind}: {title}"
    return [
        str(sheet),
        sheet.signed_on,
        whole.strip(": "),
        decision.approver.full_name if decision.approver else "",
        "; ".join(decision.distribution),
        sheet.keeper or KEPT,
        sheet.copies if sheet.copies is not None else "",
        sheet.sent_on or "",
        "",
        sheet.note,
    ]
