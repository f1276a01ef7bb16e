"""“Danh mục hồ sơ tiêu hủy” and “Biên bản tiêu hủy”, written by us; the minutes are frozen.

Their words are part of a paper, so they are Vietnamese whatever language the page is in.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import User
from apps.organization.selectors import posts_of
from apps.records.models import Disposal, DisposalItem
from apps.records.selectors.disposals import items_of, standing_of
from apps.records.services.folders_table import day_text, line, paper, table
from apps.records.services.types_retention import retention_text
from apps.records.workflow import DisposalState
from kernel import clock, printing
from kernel.content import canonical
from kernel.content.models import FrozenContent
from kernel.content.nodes import Node
from kernel.db import present_agency
from kernel.printing import PageSettings, Signature, long_date
from kernel.refusals import WrongState

HEADS = (
    "Số TT",
    "Số, ký hiệu hồ sơ",
    "Tiêu đề hồ sơ",
    "Thời gian tài liệu",
    "Thời hạn bảo quản",
    "Số tờ/Số trang",
    "Lý do tiêu hủy",
    "Ghi chú",
)
WIDTHS = (6, 13, 27, 13, 10, 9, 13, 9)
SMALL = PageSettings(table=10)
LIST_KIND, MINUTES_KIND = "Danh mục hồ sơ tiêu hủy", "Biên bản"
MINUTES_TITLE = "Về việc tiêu hủy hồ sơ, tài liệu hết thời hạn bảo quản"
ANNEX = "Phụ lục\nDANH MỤC HỒ SƠ TIÊU HỦY"


def rows_of(shown: Sequence[Mapping[str, Any]]) -> list[list[str]]:
    """A row for each folder, as the list shows it."""
    return [
        [
            str(n),
            each["symbol"],
            each["title"],
            period_text(each),
            retention_text(each["years"]),
            sheets_text(each["sheets"], each["pages"]),
            _why(each),
            "",
        ]
        for n, each in enumerate(shown, start=1)
    ]


def _why(each: Mapping[str, Any]) -> str:
    first = _day(each["due_on"])
    last = f"31/12/{first.year - 1}" if first else ""
    return f"Hết thời hạn bảo quản ngày {last}" if last else ""


def period_text(each: Mapping[str, Any]) -> str:
    """From the day of the first paper to the last, else to the day the work ended."""
    first, last = _day(each["from"]), _day(each["until"]) or _day(each["ended_on"])
    if first and last and first != last:
        return f"{day_text(first)} – {day_text(last)}"
    return day_text(last)


def sheets_text(sheets: int | None, pages: int | None) -> str:
    """ "12/24"; what was not counted is left out."""
    if not sheets and not pages:
        return ""
    return f"{sheets or '–'}/{pages or '–'}" if pages else str(sheets)


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def shown_on(disposal: Disposal, items: Sequence[DisposalItem]) -> list[Mapping[str, Any]]:
    """What each row says: as it was submitted, or as it is now while the list is drawn up."""
    stays = [item for item in items if not item.taken_out]
    if disposal.state in (DisposalState.DRAFTING, DisposalState.ABANDONED):
        now = standing_of(disposal, items).shown
        return [now[item.folder_id] for item in stays]
    return [item.shown for item in stays]


def list_paper(disposal: Disposal) -> printing.Paper:
    """The list as it is laid before the leader, signed by whoever drew it up."""
    rows = rows_of(shown_on(disposal, items_of(disposal)))
    nodes = [*([table(HEADS, WIDTHS, rows)] if rows else []), line("tong", _total(len(rows)))]
    if disposal.sha256:
        nodes.append(line("ma", f"Mã SHA-256 của danh mục: {disposal.sha256}", align="left"))
    post = posts_of([disposal.drafted_by]).get(disposal.drafted_by_id, "")
    return paper(
        LIST_KIND,
        disposal.title,
        nodes,
        authority=post.upper() or "NGƯỜI LẬP DANH MỤC",
        signer=disposal.drafted_by.full_name,
        settings=SMALL,
        distribution=("Lưu: VT, hồ sơ tiêu hủy",),
    )


def _total(count: int) -> str:
    return f"Danh mục này có {count:02} hồ sơ."


def freeze_minutes(disposal: Disposal, items: Sequence[DisposalItem]) -> FrozenContent:
    """Keep what the minutes say under its hash, in the moment of the act."""
    meta = _meta(disposal)
    data = canonical.canonical(meta, minutes_nodes(disposal, items))
    content, _new = FrozenContent.objects.get_or_create(
        sha256=canonical.sha256(data), defaults={"canonical": data, "frozen_at": clock.now()}
    )
    return content


def _meta(disposal: Disposal) -> dict[str, Any]:
    agency = present_agency()
    people = [disposal.done_by, disposal.approver]
    posts = posts_of([person for person in people if person])
    return {
        "disposal": str(disposal.pk),
        "agency": {
            "full_name": agency.full_name,
            "parent": agency.parent_name,
            "place": agency.place_name,
        },
        "title": disposal.title,
        "sha256": disposal.sha256,
        "done_at": disposal.done_at.isoformat() if disposal.done_at else "",
        "people": [_named(person, posts) for person in people],
    }


def _named(person: User | None, posts: Mapping[Any, str]) -> dict[str, str]:
    if person is None:
        return {"name": "", "post": ""}
    return {"name": person.full_name, "post": posts.get(person.pk, "")}


def minutes_nodes(disposal: Disposal, items: Sequence[DisposalItem]) -> list[Node]:
    """What happened, by whose approval, in whose presence, and to which folders."""
    going = [item.shown for item in items if not item.taken_out]
    kept = [item for item in items if item.taken_out]
    approved, done = _local(disposal.approved_at), _local(disposal.done_at)
    approver = disposal.approver.full_name if disposal.approver else ""
    post = str(disposal.capacity.get("post", ""))
    who = f"{post} {approver}".strip()
    papers = sum(each["papers"] for each in going)
    said = [
        *((f"can-cu-{n}", text) for n, text in enumerate(_lines(disposal.reason))),
        (
            "can-cu-danh-muc",
            f"Căn cứ {LIST_KIND} “{disposal.title}” do {who} phê duyệt lúc {approved:%H giờ %M}, "
            f"{long_date(approved.date(), approved.year)}.",
        ),
        (
            "hom-nay",
            f"Hôm nay, lúc {done:%H giờ %M}, {long_date(done.date(), done.year)}, chúng tôi gồm:",
        ),
        *((f"hoi-dong-{n}", f"- {text}") for n, text in enumerate(_lines(disposal.council))),
        ("tien-hanh", "đã tiến hành tiêu hủy hồ sơ, tài liệu hết thời hạn bảo quản như sau:"),
        (
            "so-luong",
            f"1. Số lượng: {len(going):02} hồ sơ, gồm {papers:02} văn bản, tài liệu, theo danh mục "
            "tại Phụ lục kèm theo.",
        ),
        ("cach", f"2. Cách tiêu hủy: {disposal.way or 'xóa dữ liệu không thể khôi phục'}."),
        ("ma", f"3. Mã SHA-256 của danh mục được phê duyệt: {disposal.sha256}."),
        *_kept(kept),
        (
            "ket",
            "Thông tin nhận biết của hồ sơ (số, ký hiệu, tiêu đề, thời gian, thời hạn bảo quản) "
            "vẫn được lưu trong hệ thống. Biên bản được lập xong cùng ngày, những người có tên "
            "trên thống nhất và ký tên.",
        ),
    ]
    nodes = [line(key, text, align="left" if key == "ma" else "") for key, text in said]
    annex = Node("phu-luc", "heading", {"level": 1, "text": [{"text": ANNEX}]})
    return [*nodes, annex, table(HEADS, WIDTHS, rows_of(going))]


def _kept(items: Sequence[DisposalItem]) -> list[tuple[str, str]]:
    if not items:
        return []
    rows = [(f"giu-{n}", f"- {i.folder}: {i.taken_out}") for n, i in enumerate(items)]
    return [("giu", "4. Hồ sơ được giữ lại, không tiêu hủy:"), *rows]


def _lines(text: str) -> list[str]:
    return [each.strip() for each in text.splitlines() if each.strip()]


def _local(moment: datetime | None) -> datetime:
    assert moment is not None, "minutes are written when it is done"
    return moment.astimezone(clock.HANOI)


def minutes_paper(disposal: Disposal) -> printing.Paper:
    """The minutes from their frozen bytes, whatever became of anybody since."""
    if disposal.minutes is None:
        raise WrongState(_("The minutes are drawn up when the destruction is carried out."))
    meta, nodes = canonical.parse(bytes(disposal.minutes.canonical))
    body, annexes = printing.split_annexes(nodes)
    doer, approver = meta["people"]
    return printing.Paper(
        layout="administrative",
        issuer=printing.Issuer(
            name=meta["agency"]["full_name"].upper(),
            parent=meta["agency"]["parent"].upper(),
            place=meta["agency"]["place"],
            full_name=meta["agency"]["full_name"],
        ),
        kind_name=MINUTES_KIND,
        title=MINUTES_TITLE,
        code="",
        nodes=body,
        annexes=annexes,
        issued_on=datetime.fromisoformat(meta["done_at"]).astimezone(clock.HANOI).date(),
        signatures=(
            Signature("NGƯỜI THỰC HIỆN", doer["name"], doer["post"]),
            Signature("TM. HỘI ĐỒNG", approver["name"], approver["post"]),
        ),
        distribution=("Như thành phần", "Lưu: VT, hồ sơ tiêu hủy"),
        settings=SMALL,
    )


def list_rows(disposal: Disposal) -> list[list[str]]:
    """The same rows for a spreadsheet."""
    return rows_of(shown_on(disposal, items_of(disposal)))
