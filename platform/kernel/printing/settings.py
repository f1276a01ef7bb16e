"""The measures of a printed page: defaults and ranges of Nghị định 30/2020/NĐ-CP, Annex I."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

PAGE_WIDTH: Final = 210.0  # mm, A4 (TCVN 12:2018, Annex I, part I.1)
PAGE_HEIGHT: Final = 297.0
SINGLE: Final = 1.149  # height of a single-spaced line of Times New Roman, in font sizes


@dataclass(frozen=True, slots=True)
class PageSettings:
    """Margins and indents in millimetres, type sizes in points.

    Source of every default: NĐ 30/2020/NĐ-CP, Annex I, part I (page and margins, point 2 to 4) and
    part II (components 1 to 13). Sizes of tables and of the running header are not in the decree.
    """

    margin_top: float = 20  # 20–25 mm
    margin_bottom: float = 20  # 20–25 mm
    margin_left: float = 30  # 30–35 mm
    margin_right: float = 15  # 15–20 mm
    national_name: float = 13  # Quốc hiệu, 12–13 pt, component 1
    motto: float = 14  # Tiêu ngữ, 13–14 pt, component 1
    parent: float = 13  # cơ quan chủ quản, 12–13 pt, component 2
    agency: float = 13  # cơ quan ban hành, 12–13 pt, component 2
    number: float = 13  # số, ký hiệu, 13 pt, component 3
    place_date: float = 14  # địa danh và thời gian, 13–14 pt, component 4
    kind: float = 14  # tên loại, 13–14 pt, component 5a
    subject: float = 14  # trích yếu, 13–14 pt, component 5a
    subject_of_letter: float = 13  # "V/v …", 12–13 pt, component 5b
    body: float = 14  # căn cứ và nội dung, 13–14 pt, component 6
    authority: float = 14  # quyền hạn, chức vụ, 13–14 pt, component 7a
    signer: float = 14  # họ tên, 13–14 pt, component 7b
    distribution_title: float = 12  # "Nơi nhận:", 12 pt, component 9b
    distribution: float = 11  # từng nơi nhận, 11 pt, component 9b
    page_number: float = 13  # 13–14 pt, part I.7
    indent: float = 12.7  # first line, 10 or 12.7 mm, component 6
    paragraph_gap: float = 6  # least 6 pt between paragraphs, component 6
    line_spacing: float = 1.15  # 1 to 1.5 lines, component 6
    table: float = 12  # text in tables
    header: float = 12  # the running header of system documents

    @property
    def text_width(self) -> float:
        """Width of the text between the margins, mm."""
        return PAGE_WIDTH - self.margin_left - self.margin_right

    @property
    def line_height(self) -> float:
        """Height of a body line in font sizes, as CSS wants it."""
        return round(self.line_spacing * SINGLE, 3)


RANGES: Final[Mapping[str, tuple[float, float]]] = {
    "margin_top": (20, 25),
    "margin_bottom": (20, 25),
    "margin_left": (30, 35),
    "margin_right": (15, 20),
    "national_name": (12, 13),
    "motto": (13, 14),
    "parent": (12, 13),
    "agency": (12, 13),
    "number": (13, 13),
    "place_date": (13, 14),
    "kind": (13, 14),
    "subject": (13, 14),
    "subject_of_letter": (12, 13),
    "body": (13, 14),
    "authority": (13, 14),
    "signer": (13, 14),
    "distribution_title": (12, 12),
    "distribution": (11, 11),
    "page_number": (13, 14),
    "indent": (10, 12.7),
    "paragraph_gap": (6, 12),
    "line_spacing": (1, 1.5),
}
