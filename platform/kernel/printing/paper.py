"""What a paper needs to be printed: the content tree and all that stands around it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final, Literal

from kernel import clock
from kernel.content.nodes import Node
from kernel.printing.settings import PageSettings

CLAUSE_COLUMNS: Final = (
    "Điều khoản theo TCVN ISO 9001:2015",
    "Mô tả cách đáp ứng",
    "Tài liệu viện dẫn",
)
DEFAULTS: Final = PageSettings()
Layout = Literal["administrative", "system"]
ApprovalField = Literal["name", "post", "sign"]

APPROVAL_ROWS: Final[tuple[tuple[ApprovalField, str], ...]] = (
    ("name", "Họ và tên"),
    ("post", "Chức vụ"),
    ("sign", "Ký"),
)


@dataclass(frozen=True, slots=True)
class Issuer:
    """The letterhead: names as they are printed, a "\\n" where a line must break.

    `full_name` is the name within a sentence, "Ủy ban nhân dân phường Tân Hải".
    """

    name: str
    parent: str = ""
    place: str = ""
    full_name: str = ""


@dataclass(frozen=True, slots=True)
class Signature:
    """A column of the approval table; `on` is the day of the act in the app, None for ink."""

    label: str
    name: str
    post: str
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Revision:
    """A row of "Theo dõi tình trạng sửa đổi"; rows of one caption stand under it."""

    page: str
    item: str
    summary: str
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Annex:
    """A Phụ lục after the signatures, numbered in pages of its own (NĐ 30/2020, Annex I)."""

    label: str
    title: str
    nodes: Sequence[Node]


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper in one of the two layouts; equal papers print as equal bytes.

    `kind_name` decides the variant of the administrative layout: "Công văn" (or none) puts
    "V/v" under the number, "Biên bản" is signed by `signatures` side by side without a place and
    date, "Quyết định" names who decides before the grounds and says "QUYẾT ĐỊNH:" after them.
    `year` is what a paper without a date shows, 0 for dots. A `form` to be filled in by hand has
    no cover, its code stands at the top, and unless it names an `authority` its places to sign
    are part of its text.
    `issued_with` names the decision that an official paper without a number of its own goes with.
    """

    layout: Layout
    issuer: Issuer
    kind_name: str
    title: str
    code: str
    nodes: Sequence[Node]
    issue: int = 1
    amendment: int = 0
    issued_on: date | None = None
    signatures: tuple[Signature, ...] = ()
    distribution: tuple[str, ...] = ()
    revisions: tuple[Revision, ...] = ()
    number: str = ""
    symbol: str = ""
    grounds: tuple[str, ...] = ()
    authority: tuple[str, ...] = ()
    signer: str = ""
    watermark: str = ""
    settings: PageSettings = DEFAULTS
    addressees: tuple[str, ...] = ()  # Kính gửi
    decided_by: str = ""  # "GIÁM ĐỐC SỞ XÂY DỰNG"; else told from authority and issuer
    annexes: tuple[Annex, ...] = ()
    form: bool = False
    issued_with: str = ""  # "Quyết định số 05/QĐ-UBND ngày … của …"
    copy_for: str = ""  # the one of `distribution` whose box is ticked on this copy
    copy_number: str = ""  # of a controlled copy, "03": on every page, with `copy_for`
    check_url: str = ""  # the public page that tells whether this version is in force
    approval_rows: tuple[tuple[ApprovalField, str], ...] = APPROVAL_ROWS
    clause_columns: tuple[str, str, str] = CLAUSE_COLUMNS
    images: Mapping[str, bytes] = field(default_factory=dict)  # by SHA-256; read when printed
    year: int = field(default_factory=lambda: clock.today().year)

    @property
    def is_letter(self) -> bool:
        """Whether this is a công văn, which has no kind name on paper."""
        return self.kind_name.strip().casefold() in ("", "công văn")

    @property
    def is_minutes(self) -> bool:
        """Whether this is a biên bản (Mẫu 1.9): no place and date, two signatures."""
        return self.kind_name.strip().casefold() == "biên bản"

    @property
    def is_decision(self) -> bool:
        """Whether this is a quyết định (Mẫu 1.2 and 1.3)."""
        return self.kind_name.strip().casefold() == "quyết định"
