"""Where the names of a letterhead break and how long the lines under them are drawn."""

import re
from typing import Final

from kernel.printing.fonts import text_width, wrapped
from kernel.printing.paper import Paper
from kernel.printing.settings import PageSettings
from kernel.printing.wording import MOTTO, NATIONAL_NAME

SHARE: Final = 0.4  # NĐ 30/2020, Annex I, component 2 and 5a: a third to a half of the text
LEFT_SHARE: Final = 0.4  # of the text width, for the names of the agency
ROOM: Final = 2.0  # mm beside the Quốc hiệu, so that it never wraps
PLACE: Final = re.compile(r" (?=(?:TỈNH|THÀNH PHỐ|ĐẶC KHU|QUẬN|HUYỆN|THỊ XÃ|THỊ TRẤN|PHƯỜNG|XÃ) )")


def columns(settings: PageSettings) -> tuple[float, float]:
    """Widths of the two columns of the letterhead, mm."""
    national = text_width(NATIONAL_NAME, settings.national_name, bold=True) + ROOM
    right = max(settings.text_width * (1 - LEFT_SHARE), national)
    return settings.text_width - right, right


def name_lines(name: str, size: float, width: float, *, bold: bool) -> list[str]:
    """A name as it breaks: as given, else before the place it rules, else where it must."""
    if "\n" in name or text_width(name, size, bold=bold) <= width - ROOM:
        return name.split("\n")
    return wrapped(PLACE.sub("\n", name), size, width - ROOM, bold=bold)


def parent_lines(paper: Paper) -> list[str]:
    """Cơ quan chủ quản, as it breaks in the left column; nothing where there is none."""
    size, (left, _) = paper.settings.parent, columns(paper.settings)
    return name_lines(paper.issuer.parent, size, left, bold=False) if paper.issuer.parent else []


def agency_lines(paper: Paper) -> list[str]:
    """Cơ quan ban hành, as it breaks in the left column."""
    size, (left, _) = paper.settings.agency, columns(paper.settings)
    return name_lines(paper.issuer.name, size, left, bold=True)


def under_agency(paper: Paper) -> float:
    """Length of the line under the name of the agency, mm."""
    return SHARE * _longest(agency_lines(paper), paper.settings.agency)


def under_motto(settings: PageSettings) -> float:
    """Length of the line under the Tiêu ngữ, mm: as long as the text."""
    return text_width(MOTTO, settings.motto, bold=True)


def under_subject(paper: Paper) -> float:
    """Length of the line under the trích yếu, mm."""
    settings = paper.settings
    lines = wrapped(paper.title, settings.subject, settings.text_width, bold=True)
    return SHARE * _longest(lines, settings.subject)


def _longest(lines: list[str], size: float) -> float:
    return max((text_width(line, size, bold=True) for line in lines), default=0.0)
