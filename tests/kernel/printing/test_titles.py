"""Titles: the kind on a line of its own where all would not fit, no short word alone on a line."""

import pytest

from kernel.printing.cover import cover_title, form_title
from kernel.printing.fonts import balanced, text_width, wrapped
from kernel.printing.running import title
from tests.kernel.printing.samples import manual, procedure

LONG = "Quy trình kiểm soát thông tin dạng văn bản"


def test_the_header_puts_the_kind_above_a_long_title():
    paper = procedure(kind_name="Quy trình", title="Quy trình đánh giá nội bộ")
    assert title(paper) == "QUY TRÌNH\nĐÁNH GIÁ NỘI BỘ"


def test_a_title_that_fits_stays_on_one_line():
    assert title(manual()) == "SỔ TAY CHẤT LƯỢNG"


def test_a_title_without_its_kind_keeps_the_kind_above_it():
    assert title(procedure()).startswith("QUY TRÌNH\n")


def test_the_cover_names_the_kind_above_a_long_title():
    cover = cover_title(procedure(title=LONG))
    assert cover.kind == "QUY TRÌNH"
    assert cover.title.replace("\n", " ") == "KIỂM SOÁT THÔNG TIN DẠNG VĂN BẢN"


def test_the_title_of_a_form_is_broken_evenly():
    paper = procedure(
        form=True,
        kind_name="Biểu mẫu",
        title="Phiếu yêu cầu xem xét và phân tích sự không phù hợp",
    )
    first, last = form_title(paper).split("\n")
    assert abs(len(first) - len(last)) < 12


@pytest.mark.parametrize("width", [40, 57, 80, 160])
def test_balanced_lines_say_the_same_within_the_width_on_no_more_lines(width):
    lines = balanced(LONG.upper(), 12, width, bold=True)
    assert " ".join(lines) == LONG.upper()
    assert len(lines) == len(wrapped(LONG.upper(), 12, width, bold=True))
    assert all(text_width(line, 12, bold=True) <= width for line in lines)


def test_a_word_wider_than_the_line_stays_whole():
    assert balanced("TRÁCHNHIỆMHỮUHẠN", 26, 10, bold=True) == ["TRÁCHNHIỆMHỮUHẠN"]
