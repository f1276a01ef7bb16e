"""The right clause is chosen by title and meaning; the printed number only helps."""

import random

import pytest

from kernel.importing import ClauseTitle
from kernel.importing.clauses import Matcher, heading
from tests.kernel.importing.conftest import clause_tree


@pytest.fixture(scope="module")
def matcher():
    return Matcher(clause_tree())


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        # Other words for the same clause (domain.md 5.2).
        ("4.1. Hiểu rõ về bối cảnh của tổ chức", "4.1"),
        ("4.1 Phân tích bối cảnh tổ chức", "4.1"),
        ("4.4 Mô hình quản lý chất lượng", "4.4"),
        ("7.1.2. Nguồn nhân lực", "7.1.2"),
        ("7.1.4. Môi trường vận hành", "7.1.4"),
        ("7.3. Nhận thức và đào tạo", "7.3"),
        ("7.5 Thông tin được văn hóa bản", "7.5"),
        ("8. Vận hành", "8"),
        ("8 Điều hành", "8"),
        ("8.1 Hoạch định việc tạo thành sản phẩm", "8.1"),
        ("8.5 Triển khai và cung cấp dịch vụ", "8.5"),
        ("8.6 Thông tin chuyển giao sản phẩm dịch vụ", "8.6"),
        ("8.7. Kiểm soát các đầu ra không phù hợp", "8.7"),
        ("9 Đánh giá kết quả hoạt động", "9"),
        ("10.1 Tổng quan", "10.1"),
        ("5.2. CSCL", "5.2"),
        ("6.2 MTCL và hoạch định để đạt được mục tiêu", "6.2"),
        # Wrong numbers.
        ("9.3.1. Đầu vào của xem xét lãnh đạo", "9.3.2"),
        ("9.3.2 Đầu ra của xem xét lãnh đạo", "9.3.3"),
        ("10.1 Sự không phù hợp và hành động khắc phục", "10.2"),
        ("10.2 Cải tiến liên tục", "10.3"),
        ("5.4. Xem xét hệ thống", "9.3"),
        ("6.2.1. Mục tiêu chất lượng và hoạch định để đạt được mục tiêu", "6.2"),
        ("8.2.1 Kiểm soát đầu ra không phù hợp", "8.7"),
        # No number.
        ("Thực hiện kiểm soát hoạt động cung cấp dịch vụ hành chính công", "8.5.1"),
        ("Đánh giá nội bộ HTQLCL", "9.2"),
        # Chapters of the 2008 edition.
        ("4. Hệ thống quản lý chất lượng", "4"),
        ("7.4 Mua hàng", "8.4"),
        ("8.3 Kiểm soát sản phẩm không phù hợp", "8.7"),
        # English, and a tired scanner.
        ("9.2 Internal audit", "9.2"),
        ("9.1.2 Su thoa man cua khach hang", "9.1.2"),
        ("8.4. Kiếm soát quá trinh, sản phâm do bên ngoai cung câp", "8.4"),
    ],
)
def test_titles_of_real_manuals(matcher, text, clause):
    assert matcher.best(text).clause == clause


@pytest.mark.parametrize("number", ["5.1.1", "7.1.1", "7.5.1", "8.3.1", "9.1.1", "9.3.1", "10.1"])
def test_the_number_decides_between_equal_titles(matcher, number):
    assert matcher.best(f"{number}. Khái quát").clause == number


def test_without_a_number_the_row_before_decides(matcher):
    assert matcher.best("Khái quát", after="9.1").clause == "9.1.1"
    assert matcher.best("Khái quát", after="7.1").clause == "7.1.1"


def test_the_text_decides_where_the_title_does_not(matcher):
    body = "Báo cáo kết quả làm thông tin đầu vào cho cuộc họp."
    assert matcher.best("Đầu xem xét của lãnh đạo", body=body).clause == "9.3.2"


@pytest.mark.parametrize("text", ["Ngoại cảnh", "Phòng họp tầng hai", "", "12. Nghỉ phép", "…"])
def test_what_is_no_clause_fits_none(matcher, text):
    assert matcher.best(text) is None


def test_an_unlike_title_is_doubtful_but_follows_its_number(matcher):
    found = matcher.best("7.2. Lớp học và giấy chứng nhận")
    assert (found.clause, found.by) == ("7.2", "number")
    assert found.confidence < 0.6


def test_a_text_about_another_clause_is_noticed(matcher):
    body = "Các vị trí được phân công; trách nhiệm và quyền hạn được thấu hiểu."
    assert matcher.better_by_text(body, "5.2.2") == "5.3"
    assert matcher.better_by_text("Truyền đạt chính sách cho mọi người.", "5.2.2") == ""


def test_several_numbers_in_one_row():
    found = heading("8.5.1, 8.5.2 và 8.5.6. Cung cấp dịch vụ")
    assert (found.printed, found.others) == ("8.5.1", ("8.5.2", "8.5.6"))
    assert found.title == "Cung cấp dịch vụ"


def test_clauses_without_a_title_are_known_by_their_number():
    tree = [
        *clause_tree(),
        ClauseTitle("6.2.1", "", "", "6.2"),
        ClauseTitle("6.2.2", "", "", "6.2"),
    ]
    found = Matcher(tree).best("6.2.1. Mục tiêu chất lượng và hoạch định để đạt được mục tiêu")
    assert found.clause == "6.2.1"


def test_another_edition_with_the_same_titles_finds_them_elsewhere():
    """In the next edition the risks get a number of their own; the titles lead there."""
    tree = [
        ClauseTitle("6", "Hoạch định", "", ""),
        ClauseTitle("6.1", "Rủi ro và cơ hội", "", "6"),
        ClauseTitle("6.1.2", "Hành động giải quyết rủi ro và cơ hội", "", "6.1"),
        ClauseTitle("6.4", "Con người", "", "6"),
    ]
    matcher = Matcher(tree)
    assert matcher.best("6.1 Các hành động để xử lý rủi ro và cơ hội").clause == "6.1.2"
    assert matcher.best("7.1.2 Nguồn nhân lực").clause == "6.4"


def test_slips_of_the_pen_with_wrong_numbers(matcher):
    """One slip in the title and a neighbour's number: 95 of 100 still arrive."""
    dice = random.Random(7)
    clauses = [clause for clause in clause_tree() if clause.title_vi != "Khái quát"]
    right = 0
    for _ in range(200):
        clause = dice.choice(clauses)
        neighbours = [other.number for other in clauses
                      if other.parent == clause.parent and other != clause]  # fmt: skip
        at = dice.randrange(len(clause.title_vi))
        title = clause.title_vi[:at] + dice.choice(["", "a", "n"]) + clause.title_vi[at + 1 :]
        printed = dice.choice(neighbours or [clause.number])
        found = matcher.best(f"{printed}. {title}")
        right += found is not None and found.clause == clause.number
    assert right >= 190
