"""The words around the content, as NĐ 30/2020 wants them."""

from datetime import date

import pytest

from kernel.content.nodes import Node
from kernel.printing import Signature, wording
from tests.kernel.printing.samples import WARD, decision, letter, manual, minutes


def test_a_number_below_ten_gets_a_leading_zero():
    assert wording.number_line(decision(number="5")) == "Số: 05/QĐ-SXD"
    assert wording.number_line(decision(number="412")) == "Số: 412/QĐ-SXD"


def test_a_number_given_with_its_symbol_is_printed_as_given():
    assert wording.number_line(decision(number="09/QĐ-SXD")) == "Số: 09/QĐ-SXD"


def test_before_the_number_is_given_there_is_room_for_it():
    line = wording.number_line(decision(number=""))
    assert line.startswith("Số: \u00a0")
    assert line.endswith("\u00a0/QĐ-SXD")


@pytest.mark.parametrize(
    ("day", "line"),
    [
        (date(2026, 1, 5), "Khánh Hòa, ngày 05 tháng 01 năm 2026"),
        (date(2026, 2, 10), "Khánh Hòa, ngày 10 tháng 02 năm 2026"),
        (date(2026, 3, 9), "Khánh Hòa, ngày 09 tháng 3 năm 2026"),
        (date(2026, 11, 19), "Khánh Hòa, ngày 19 tháng 11 năm 2026"),
        (None, "Khánh Hòa, ngày … tháng … năm 2026"),
    ],
)
def test_days_below_ten_and_the_first_two_months_get_a_leading_zero(day, line):
    assert wording.date_line(decision(issued_on=day, year=2026)) == line


def test_grounds_end_with_semicolons_and_the_last_with_a_full_stop():
    grounds = wording.grounds(decision(grounds=("Căn cứ A;", " Căn cứ B", "Theo đề nghị của C;")))
    assert grounds == ["Căn cứ A;", "Căn cứ B;", "Theo đề nghị của C."]


def test_equal_grounds_keep_their_own_endings():
    assert wording.grounds(decision(grounds=("Căn cứ A", "Căn cứ A"))) == ["Căn cứ A;", "Căn cứ A."]


def test_receivers_stand_on_a_line_each_with_a_dash():
    assert wording.receivers(decision(distribution=("- Như Điều 3;", "Lưu: VT"))) == [
        "- Như Điều 3;",
        "- Lưu: VT.",
    ]


def test_one_addressee_stands_beside_the_words_and_several_on_lines():
    one = letter()
    assert wording.addressees(one)[0] == "- Sở Khoa học và Công nghệ tỉnh Khánh Hòa;"
    assert wording.addressees(decision(addressees=("Sở Nội vụ",))) == ["Sở Nội vụ"]


@pytest.mark.parametrize(
    ("authority", "decider"),
    [
        (("CHỦ TỊCH",), "CHỦ TỊCH ỦY BAN NHÂN DÂN PHƯỜNG TÂN HẢI"),
        (("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"), "ỦY BAN NHÂN DÂN PHƯỜNG TÂN HẢI"),
        (("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"), "CHỦ TỊCH ỦY BAN NHÂN DÂN PHƯỜNG TÂN HẢI"),
    ],
)
def test_who_decides_is_told_from_who_signs(authority, decider):
    assert wording.decider(decision(issuer=WARD, authority=authority)) == decider


def test_who_decides_can_be_said():
    said = decision(decided_by="BAN CHỈ ĐẠO ISO")
    assert wording.decider(said) == "BAN CHỈ ĐẠO ISO"
    assert wording.decider(minutes()) == ""


def test_content_that_says_quyet_dinh_itself_says_it_once():
    assert wording.decides(decision()) == "QUYẾT ĐỊNH:"
    itself = Node("q", "paragraph", {"text": [{"text": "QUYẾT ĐỊNH:"}]})
    assert wording.decides(decision(nodes=[itself])) == ""


@pytest.mark.parametrize("label", ["Phê duyệt", "Người phê duyệt"])
def test_an_approval_in_the_app_is_a_remark_and_no_signature(label):
    signed = Signature(label, "Nguyễn Đình Khải", "Giám đốc", date(2026, 7, 1))
    assert wording.acted(signed) == "Đã phê duyệt trên hệ thống, 01/07/2026"


def test_an_approval_not_given_leaves_room_for_ink():
    assert wording.acted(Signature("Phê duyệt", "Nguyễn Đình Khải", "Giám đốc")) == ""


def test_the_issue_has_two_digits_and_names_its_amendment():
    assert wording.issue(manual(issue=4)) == "04"
    assert wording.issue(manual(issue=4, amendment=1)) == "04, sửa đổi 01"


def test_a_title_that_names_its_kind_is_not_said_twice():
    assert wording.titles(manual()) == ["SỔ TAY CHẤT LƯỢNG"]
    assert wording.titles(decision(title="Ban hành")) == ["QUYẾT ĐỊNH", "BAN HÀNH"]


def test_an_official_paper_always_says_where_its_copy_is_kept():
    assert wording.receivers(decision(distribution=("Như Điều 3",)))[-1] == "- Lưu: VT."
    assert wording.receivers(decision())[-1] == "- Lưu: VT, Ban ISO."
    assert wording.receivers(decision(distribution=())) == []
    assert wording.receivers(decision(distribution=("Thư ký ISO",), form=True)) == ["- Thư ký ISO."]


def test_the_annex_of_a_paper_without_a_number_names_what_issued_it():
    issued_with = "Quyết định số 05/QĐ-UBND ngày 20 tháng 11 năm 2026"
    note = wording.annex_note(decision(kind_name="Kế hoạch", issued_with=issued_with))
    assert note == f"(Kèm theo Kế hoạch ban hành theo {issued_with})"
