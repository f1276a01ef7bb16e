"""One abbreviation for one thing."""

import pytest

from tests.kernel.content.lint.making import heads, quotes, say


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        (["Lãnh đạo CQHCNN họp.", "Các CQHCCNN báo cáo.", "Tại CQHCNN có Ban ISO."], ["CQHCCNN"]),
        (["HTQLCL của cơ quan.", "HTQLL được rà soát; HTQLCL vận hành."], ["HTQLL"]),
        (["HTQLCL của cơ quan.", "TTHC của cơ quan.", "HĐND và UBND."], []),
        (["CÁC CƠ QUAN THỰC HIỆN", "Các QUAN."], []),
        (["Theo 19/2014/QĐ-TTg và 20/2014/QĐ-TTgg; BMHT-01, BMHTT-01"], []),
    ],
)
def test_an_abbreviation_is_written_in_one_way(texts, found):
    assert quotes("abbreviation_in_two_forms", say(*texts)) == found


def test_titles_in_capitals_hold_no_abbreviations():
    assert quotes("abbreviation_in_two_forms", heads("CÁC QUYTRÌNH", "QUYTRÌN KHÁC")) == []


@pytest.mark.parametrize(
    ("second", "found"),
    [
        ("Hệ thống quản lý chất lượng (viết tắt là QLCL) áp dụng", ["QLCL"]),
        ("hệ thống quản lý chất lượng (sau đây viết tắt là HTQLCL) áp dụng", []),
        ("Ủy ban nhân dân phường (sau đây gọi là UBND) áp dụng", []),
    ],
)
def test_a_thing_is_given_one_abbreviation(second, found):
    first = "Hệ thống quản lý chất lượng (sau đây gọi tắt là “HTQLCL”) của cơ quan."
    assert quotes("abbreviated_in_two_ways", say(first, second)) == found
