"""The fields of a cover: code, issue, amendment, date, and lines that name an agency or a kind."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from kernel.importing.structure.patterns import is_shouted

_LABELS: Final = r"mã\s*(?:hiệu|số|tài\s*liệu)|ký\s*hiệu|số\s*hiệu"
_NEXT: Final = r"ngày|lần|trang|soát|ban\s*hành|sửa\s*đổi|" + _LABELS
_CODE: Final = re.compile(
    rf"(?:{_LABELS})\s*:?\s*(?P<code>[A-ZĐ0-9][\w.\-/]*(?:\s+\d+)?)\s*(?=[;,.]?\s*(?:(?:{_NEXT})|$))",
    re.I,
)
_ISSUE: Final = re.compile(
    r"(?:lần\s*(?:thứ\s*)?ban\s*hành|ban\s*hành\s*lần(?:\s*thứ)?|lần\s*BH)\s*:?\s*(?P<issue>\d{1,3})(?!\d)",
    re.I,
)
_AMENDMENT: Final = re.compile(
    r"(?:lần\s*sửa\s*đổi|sửa\s*đổi\s*lần(?:\s*thứ)?|lần\s*soát\s*xét)\s*:?\s*(?P<amendment>\d{1,3})(?!\d)",
    re.I,
)
_DATE: Final = re.compile(
    r"(?:ngày\s*(?:ban\s*hành|hiệu\s*lực|BH)?\s*:?\s*)?(?:"
    r"(?P<d>\d{1,2})\s*[/.-]\s*(?P<m>\d{1,2})\s*[/.-]\s*(?P<y>\d{4})"
    r"|ngày\s*(?P<dd>\d{1,2})\s*tháng\s*(?P<mm>\d{1,2})\s*năm\s*(?P<yy>\d{4}))",
    re.I,
)
_EMPTY: Final = re.compile(
    rf"(?:{_NEXT})(?:\s*(?:thứ|ban\s*hành|hiệu\s*lực|sửa\s*đổi|số))*\s*:?[\s./…_-]*(?:\d{{4}})?$",
    re.I,
)
_PLACE: Final = re.compile(r"[^\W\d_][^\d,]{1,40},\s*(?:tháng\s*\d{1,2}\s*)?năm\s*\d{4}$", re.I)
_PAGE: Final = re.compile(r"trang(?:\s*số)?\s*:?\s*\d{0,3}\s*(?:/\s*\d{0,3})?\s*$", re.I)
_BARE_CODE: Final = re.compile(r"[A-ZĐ]{2,6}(?:[.\-][A-Z0-9Đ]{1,8}){1,4}$")
_AGENCY: Final = re.compile(
    r"(?:bộ|tổng\s+cục|cục|chi\s+cục|sở|ủy\s+ban|uỷ\s+ban|ubnd|vụ|thanh\s+tra|trung\s+tâm|văn\s+phòng"
    r"|ban\s+quản\s+lý|viện|trường|bệnh\s+viện|kho\s+bạc|bảo\s+hiểm\s+xã\s+hội|hội\s+đồng|phòng|chi\s+nhánh)\s",
    re.I,
)
_NATION: Final = re.compile(r"cộng\s+h[òo][àa]?\s+x|độc\s+lập\s*[-–]", re.I)
_KINDS: Final = (
    ("manual", re.compile(r"sổ\s+tay\s+chất\s+lượng|mô\s+hình\s+(?:khung\s+)?hệ\s+thống", re.I)),
    ("policy", re.compile(r"chính\s+sách\s+chất\s+lượng", re.I)),
    ("objectives", re.compile(r"mục\s+tiêu\s+chất\s+lượng", re.I)),
    ("procedure", re.compile(r"quy\s+trình|qui\s+trình", re.I)),
    ("instruction", re.compile(r"hướng\s+dẫn", re.I)),
    ("plan", re.compile(r"kế\s+hoạch", re.I)),
)
_LONGEST: Final = 160
_SHORT: Final = 80


@dataclass(slots=True)
class Fields:
    """What lines of a cover gave so far; the first line that says a thing is believed."""

    code: str = ""
    issue: int | None = None
    amendment: int | None = None
    issued_on: date | None = None

    def take(self, line: str) -> bool:
        """Read what the line says about itself; False when it is no line of fields."""
        line = " ".join(line.split())
        rest, taken = line, False
        for pattern in (_CODE, _ISSUE, _AMENDMENT, _DATE):
            if found := pattern.search(rest):
                taken = self._keep(found) or taken
                rest = rest[: found.start()] + rest[found.end() :]
        if not taken and _BARE_CODE.match(line):
            self.code = self.code or line
            return True
        rest = rest.strip(" .;,:-–()/")
        return (taken and len(rest) < 30) or is_blank_field(line)

    def _keep(self, found: re.Match[str]) -> bool:
        groups = found.groupdict()
        if "code" in groups:
            self.code = self.code or groups["code"].rstrip(".-/")
        elif "issue" in groups:
            self.issue = int(groups["issue"]) if self.issue is None else self.issue
        elif "amendment" in groups:
            self.amendment = int(groups["amendment"]) if self.amendment is None else self.amendment
        else:
            return self._keep_date(groups)
        return True

    def _keep_date(self, groups: dict[str, str | None]) -> bool:
        day, month, year = (int(groups[name] or groups[name * 2] or 0) for name in ("d", "m", "y"))
        try:
            found = date(year, month, day)
        except ValueError:
            return False
        self.issued_on = self.issued_on or found
        return True


def is_blank_field(line: str) -> bool:
    """Whether a line is a field nobody filled in, the number of a page, or a place and a year."""
    return bool(_EMPTY.match(line) or _PAGE.match(line) or _PLACE.match(line))


def names_agency(line: str) -> bool:
    """Whether a line in capitals is the name of an agency."""
    return bool(_AGENCY.match(line)) and is_shouted(line) and len(line) <= _LONGEST


def names_nation(line: str) -> bool:
    """Whether a line belongs to the national heading."""
    return bool(_NATION.match(line))


def kind_of(title: str) -> str:
    """The kind of document that a title announces, "" if it does not say."""
    return next((kind for kind, pattern in _KINDS if pattern.match(title.strip())), "")


def may_be_title(line: str) -> bool:
    """Whether a line of a cover can be (part of) the title: in capitals, or short and of a kind."""
    if is_shouted(line):
        return 3 < len(line) <= _LONGEST
    return bool(kind_of(line)) and len(line) <= _SHORT and line[-1:] not in ".;:,"
