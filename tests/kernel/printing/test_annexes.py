"""Annexes written within the text of an official paper."""

import pytest

from kernel.printing import split_annexes
from tests.kernel.printing.samples import heading, paragraph

BODY = paragraph("p1", "Điều 1. Ban hành.")
AFTER = paragraph("p2", "Nội dung của phụ lục.")


def test_what_begins_with_phu_luc_stands_after_the_signature():
    body, (annex,) = split_annexes([BODY, heading("h", "PHỤ LỤC\nDANH MỤC TÀI LIỆU"), AFTER])
    assert body == (BODY,)
    assert (annex.label, annex.title, annex.nodes) == ("Phụ lục", "DANH MỤC TÀI LIỆU", (AFTER,))


def test_several_annexes_keep_their_numbers_and_order():
    nodes = [BODY, heading("a", "Phụ lục I. Sơ đồ"), AFTER, heading("b", "Phụ lục II"), AFTER]
    _body, annexes = split_annexes(nodes)
    assert [(one.label, one.title) for one in annexes] == [
        ("Phụ lục I", "Sơ đồ"),
        ("Phụ lục II", ""),
    ]


@pytest.mark.parametrize(
    "text", ["Phụ lục và biểu mẫu", "VIII. PHỤ LỤC", "Danh mục phụ lục", "Phụ lụcI"]
)
def test_other_headings_stay_in_the_text(text):
    nodes = [BODY, heading("h", text), AFTER]
    assert split_annexes(nodes) == (tuple(nodes), ())


def test_a_deeper_heading_is_no_annex():
    nodes = [heading("h", "Phụ lục 1", 2), AFTER]
    assert split_annexes(nodes) == (tuple(nodes), ())
