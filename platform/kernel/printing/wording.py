"""The fixed words of Vietnamese official paper; they are the same in every language of the app.

Source: NĐ 30/2020/NĐ-CP, Annex I and III. Dates and numbers below 10 are written with a leading
zero, of the months only 1 and 2 (Annex I, component 3 and 4).
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from kernel.printing.paper import Paper, Signature
from kernel.printing.runs import plain

NATIONAL_NAME: Final = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO: Final = "Độc lập - Tự do - Hạnh phúc"
DISTRIBUTION: Final = "Nơi nhận:"
KEPT: Final = "Lưu: VT"
ADDRESSED_TO: Final = "Kính gửi:"
FLOW_COLUMNS: Final = ("Người thực hiện", "Quá trình thực hiện", "Mô tả/Biểu mẫu")
COPIES_TITLE: Final = "NƠI NHẬN"
COPIES_NOTE: Final = "(ghi rõ nơi nhận rồi đánh dấu X ô bên cạnh)"
REVISIONS_TITLE: Final = "THEO DÕI TÌNH TRẠNG SỬA ĐỔI"
REVISIONS_NOTE: Final = "(tình trạng sửa đổi so với bản trước đó)"
REVISION_COLUMNS: Final = ("Trang", "Hạng mục sửa đổi", "Tóm tắt nội dung sửa đổi")
NO_REVISION: Final = "Sửa đổi lần thứ ….., ngày ….. tháng ….. năm ……."
NOT_APPLICABLE: Final = "Không áp dụng."
NOT_FROZEN: Final = "(Danh mục này được lập và in kèm khi trình duyệt.)"
SECRETARY: Final = "THƯ KÝ"
CHAIR: Final = "CHỦ TỌA"
PAGE: Final = "Trang:"
ABOUT: Final = ("Quyết định", "Thông báo")  # their subject says "Về việc"
SPACE_FOR_NUMBER: Final = "\u00a0" * 6


def number_line(paper: Paper) -> str:
    """ "Số: 05/QĐ-UBND"; before văn thư has given the number, room for it."""
    if paper.issued_with:
        return ""
    number = paper.number.strip() or SPACE_FOR_NUMBER
    number = number.zfill(2) if number.isdecimal() else number
    tail = f"/{paper.symbol}" if paper.symbol and "/" not in number else ""
    return f"Số: {number}{tail}"


def date_line(paper: Paper) -> str:
    """ "Khánh Hòa, ngày 05 tháng 01 năm 2026"; with dots where the day is not given yet.

    Minutes and what a decision issues have none (Mẫu 1.9 and 1.3).
    """
    if paper.is_minutes or paper.issued_with:
        return ""
    place = f"{paper.issuer.place}, " if paper.issuer.place else ""
    return f"{place}{long_date(paper.issued_on, paper.year)}"


def long_date(day: date | None, year: int) -> str:
    """ "ngày 05 tháng 01 năm 2026"; "ngày … tháng … năm 2026" without a day."""
    if day is None:
        return f"ngày … tháng … năm {year or '…'}"
    month = f"{day.month:02}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02} tháng {month} năm {day.year}"


def short_date(day: date | None, year: int = 0) -> str:
    """ "20/11/2026", or dots with the year where the day is not given yet."""
    return f"{day:%d/%m/}{day.year}" if day else f"…/…/{year or '…'}"


def issue(paper: Paper) -> str:
    """ "04", or "04, sửa đổi 01" once amended."""
    amended = f", sửa đổi {paper.amendment:02}" if paper.amendment else ""
    return f"{paper.issue:02}{amended}"


def header_lines(paper: Paper) -> tuple[str, str, str]:
    """The right cell of the running header above the page number."""
    return (
        f"Mã hiệu: {paper.code}",
        f"Ngày ban hành: {short_date(paper.issued_on, paper.year)}",
        f"Lần ban hành: {issue(paper)}",
    )


def titles(paper: Paper) -> list[str]:
    """Kind and title in capitals, on one line where the title already names the kind."""
    kind, title = paper.kind_name.strip().upper(), paper.title.strip().upper()
    lines = [title] if title.startswith(kind) else [kind, title]
    return [line for line in lines if line]


def cover_facts(paper: Paper) -> tuple[str, str, str]:
    """What the cover says under the title."""
    return (
        f"Mã hiệu: {paper.code}",
        f"Lần ban hành: {issue(paper)}",
        f"Ngày ban hành: {short_date(paper.issued_on, paper.year)}",
    )


def file_title(paper: Paper) -> str:
    """The title in the properties of a file: "Quyết định – Ban hành …"."""
    kind, title = paper.kind_name.strip(), one_line(paper.title)
    whole = title if title.casefold().startswith(kind.casefold()) else f"{kind} – {title}"
    return whole.strip(" –")


def acted(signature: Signature) -> str:
    """What an act in the app prints as: never a signature (product, section 2.2)."""
    if signature.on is None:
        return ""
    act = re.sub(r"^người ", "", signature.label.strip().lower())
    return f"Đã {act} trên hệ thống, {short_date(signature.on)}"


def grounds(paper: Paper) -> list[str]:
    """Each ground ends with ";", the last with "." (Annex I, component 6)."""
    bare = [ground.strip().rstrip(";,.") for ground in paper.grounds]
    return ended([ground for ground in bare if ground])


def receivers(paper: Paper) -> list[str]:
    """ "- Như Điều 3;" … "- Lưu: VT, Ban ISO."; the last is never missing (component 9b)."""
    lines = _bare(paper.distribution)
    if lines and not paper.form and not any(line.startswith("Lưu") for line in lines):
        lines.append(KEPT)
    return [f"- {line}" for line in ended(lines)]


def addressees(paper: Paper) -> list[str]:
    """One receiver beside "Kính gửi:"; several on a line each, with a dash (component 9a)."""
    bare = _bare(paper.addressees)
    return bare if len(bare) < 2 else [f"- {line}" for line in ended(bare)]


def ended(lines: Sequence[str]) -> list[str]:
    """Lines of an enumeration: ";" after each, "." after the last."""
    return [*(f"{line};" for line in lines[:-1]), *(f"{line}." for line in lines[-1:])]


def decider(paper: Paper) -> str:
    """Who decides, above the grounds: the collective for "TM.", else the post with the agency."""
    if paper.decided_by or not paper.is_decision:
        return paper.decided_by
    agency = one_line(paper.issuer.name)
    first = paper.authority[0].strip() if paper.authority else ""
    if not first or first.startswith("TM."):
        return agency
    post = re.sub(r"^(KT|Q|TL|TUQ)\.\s*", "", first)
    return post if post.endswith(agency) else f"{post} {agency}"


def decides(paper: Paper) -> str:
    """ "QUYẾT ĐỊNH:" between grounds and articles, unless the content says so itself."""
    if not paper.is_decision:
        return ""
    first = paper.nodes[0].body.get("text", []) if paper.nodes else []
    said = plain(first).strip().rstrip(":").casefold() == "quyết định"
    return "" if said else "QUYẾT ĐỊNH:"


def decision_note(paper: Paper) -> str:
    """The guide line under the title of a paper that a decision issued (Mẫu 1.3)."""
    return f"(Kèm theo {paper.issued_with})" if paper.issued_with else ""


def form_code(paper: Paper) -> str:
    """What stands at the top of a form: "BM.HT.06.01, lần ban hành 01"."""
    return f"{paper.code}, lần ban hành {issue(paper)}" if paper.form else ""


def subject(kind_name: str, title: str) -> str:
    """The trích yếu: a title without the name of the kind that is printed above it."""
    kind, title = kind_name.strip(), title.strip()
    if not kind or not title.casefold().startswith(kind.casefold()):
        return title
    rest = title[len(kind) :].strip()
    if not rest or not title[len(kind)].isspace():
        return title
    return f"Về việc {rest}" if kind in ABOUT else rest[:1].upper() + rest[1:]


def annex_note(paper: Paper) -> str:
    """The guide line under the title of an annex."""
    if paper.issued_with:
        return f"(Kèm theo {paper.kind_name} ban hành theo {paper.issued_with})"
    number = number_line(paper).removeprefix("Số: ")
    dated = long_date(paper.issued_on, paper.year)
    whose = f" của {paper.issuer.full_name}" if paper.issuer.full_name else ""
    return f"(Kèm theo {paper.kind_name or 'Công văn'} số {number} {dated}{whose})"


def closing_signatures(paper: Paper) -> tuple[Signature, Signature]:
    """Secretary left and chair right of a biên bản (Mẫu 1.9)."""
    given = paper.signatures
    left = given[0] if given else Signature(SECRETARY, "", "")
    label = paper.authority[-1] if paper.authority else CHAIR
    right = given[1] if len(given) > 1 else Signature(label, paper.signer, "")
    return left, right


def no_picture(alt: str) -> str:
    """What stands in the box of a picture whose file cannot be shown."""
    named = f" “{alt.strip()}”" if alt.strip() else ""
    return f"(Không có tệp hình{named} hoặc tệp không mở được.)"


def one_line(text: str) -> str:
    """Text without the line breaks of a letterhead."""
    return " ".join(text.split())


def _bare(lines: Iterable[str]) -> list[str]:
    return [bare for line in lines if (bare := line.strip().lstrip("-– ").rstrip(";,."))]


def copy_mark(paper: Paper) -> str:
    """ "Bản số 03 – Văn phòng" on every page of a controlled copy; nothing on any other paper."""
    if not paper.copy_number:
        return ""
    return " – ".join(filter(None, (f"Bản số {paper.copy_number}", paper.copy_for)))
