"""What both kinds of file share: markers, clause tables, grids, measures."""

from hypothesis import given
from hypothesis import strategies as st

from kernel.content.nodes import Node
from kernel.printing import PageSettings, letterhead
from kernel.printing.clauses import ClauseTable, arrange
from kernel.printing.fonts import text_width, wrapped
from kernel.printing.grids import grid
from kernel.printing.headings import is_centred
from kernel.printing.markers import markers
from kernel.printing.runs import Run, with_bold_lead
from kernel.printing.settings import RANGES
from tests.kernel.printing.samples import (
    WARD,
    clause,
    decision,
    heading,
    manual_nodes,
    paragraph,
    table_body,
)


def levels(*numbers):
    return [{"level": number} for number in numbers]


def test_points_are_counted_in_the_vietnamese_alphabet():
    assert markers("a)", levels(*[0] * 5)) == ["a)", "b)", "c)", "d)", "đ)"]


def test_a_deeper_level_counts_anew_and_changes_its_sign():
    assert markers("1.", levels(0, 1, 1, 0, 1, 2)) == ["1.", "a)", "b)", "2.", "a)", "-"]
    assert markers("-", levels(0, 1, 2)) == ["-", "+", "•"]


@given(st.integers(1, 600))
def test_no_two_points_of_a_list_share_a_letter(count):
    made = markers("a)", levels(*[0] * count))
    assert len(set(made)) == count


def test_clauses_that_follow_one_another_are_one_table_with_chapters_as_groups():
    blocks = arrange(manual_nodes())
    tables = [block for block in blocks if isinstance(block, ClauseTable)]
    assert len(tables) == 1
    rows = tables[0].rows
    assert [row.title for row in rows if row.is_group] == [
        "8. Thực hiện",
        "9. Đánh giá kết quả thực hiện",
    ]
    assert tables[0].shown == (0, 1, 2)


def test_a_heading_that_names_no_chapter_of_the_next_clause_stays_a_heading():
    blocks = arrange([heading("h", "PHẦN VI"), clause("4.1", "Bối cảnh", paragraph("p", "Đủ."))])
    assert isinstance(blocks[0], Node)
    assert isinstance(blocks[1], ClauseTable)


def test_a_column_that_stays_empty_is_not_printed():
    (answers,) = arrange([clause("4.1", "Bối cảnh", paragraph("p", "Đủ."))])
    (documents,) = arrange([clause("4.1", "Bối cảnh", related=("QT.HT.01",))])
    (nothing,) = arrange([clause("4.1", "Bối cảnh")])
    assert (answers.shown, documents.shown, nothing.shown) == ((0, 1), (0, 2), (0, 1))


def test_a_clause_not_applied_says_so_and_why():
    (table,) = arrange(
        [clause("8.3", "Thiết kế", applicable=False, justification="Không thiết kế.")]
    )
    (row,) = table.rows
    said = "".join(run["text"] for run in row.answer[0].body["text"])
    assert said == "Không áp dụng. Không thiết kế."
    assert not row.is_group


SPANS = st.integers(1, 3)
ROWS = st.lists(
    st.lists(st.tuples(st.text(max_size=9), SPANS, SPANS), min_size=1, max_size=4),
    min_size=1,
    max_size=5,
)


@given(ROWS, st.integers(0, 5))
def test_every_place_of_a_table_belongs_to_exactly_one_cell(rows, header):
    body = table_body(*rows, header=header)
    laid_out = grid(body)
    places = [
        (at + down, cell.column + right)
        for at, row in enumerate(laid_out.rows)
        for cell in row
        for down in range(cell.rowspan)
        for right in range(cell.colspan)
    ]
    every = {(at, column) for at in range(len(rows)) for column in range(len(laid_out.widths))}
    assert len(places) == len(set(places))
    assert set(places) == every
    assert abs(sum(laid_out.widths) - 100) < 0.1
    assert laid_out.header <= len(rows)


def test_given_widths_are_kept_and_others_come_from_the_text():
    given_widths = grid(table_body(("STT", "Tên"), widths=[10, 90])).widths
    told = grid(table_body(("STT", "Tên gọi"), ("1", "Quy trình kiểm soát thông tin"))).widths
    assert given_widths == (10.0, 90.0)
    assert told[0] < told[1] / 2


def test_a_column_too_narrow_for_a_word_takes_from_the_wider_ones():
    rows = (("STT", "Mã hiệu", "Tên tài liệu"), ("1", "BM.HT.02.03", "Bảng rà soát bối cảnh"))
    first, second, third = grid(table_body(*rows, widths=[3, 5, 92])).widths
    assert text_width("STT", 12, bold=True) + 3.6 < 1.65 * first
    assert text_width("BM.HT.02.03", 12) + 3.6 < 1.65 * second
    assert abs(first + second + third - 100) < 0.1


def test_where_no_column_can_give_the_widths_stay_as_given():
    rows = [["Khôngngắt" * 3] * 6]
    assert grid(table_body(*rows, widths=[10, 10, 20, 20, 20, 20])).widths[0] == 10.0


def test_a_column_of_numbers_is_centred():
    laid_out = grid(table_body(("STT", "Tên"), ("1", "Sổ tay"), ("2", "Quy trình")))
    assert laid_out.is_centred(0)
    assert not laid_out.is_centred(1)


def test_only_the_number_of_an_article_is_bold():
    assert with_bold_lead([Run("Điều 1. Ban hành")]) == [
        Run("Điều 1.", bold=True),
        Run(" Ban hành"),
    ]
    assert with_bold_lead([Run("Theo Điều 1. của")]) == [Run("Theo Điều 1. của")]


def test_parts_and_chapters_stand_in_the_middle():
    assert is_centred("PHẦN VI\nKHÁI QUÁT")
    assert is_centred("Chương I")
    assert not is_centred("I. MỤC ĐÍCH")
    assert not is_centred("Mục đích")


def test_a_long_name_breaks_before_the_place():
    assert letterhead.agency_lines(decision(issuer=WARD)) == ["ỦY BAN NHÂN DÂN", "PHƯỜNG TÂN HẢI"]
    assert letterhead.parent_lines(decision()) == ["ỦY BAN NHÂN DÂN", "TỈNH KHÁNH HÒA"]


def test_the_line_under_the_agency_is_a_third_to_a_half_of_the_text():
    paper = decision()
    text = text_width("SỞ XÂY DỰNG", paper.settings.agency, bold=True)
    assert text / 3 <= letterhead.under_agency(paper) <= text / 2


def test_the_line_under_the_motto_is_as_long_as_the_text():
    settings = PageSettings()
    width = text_width("Độc lập - Tự do - Hạnh phúc", settings.motto, bold=True)
    assert letterhead.under_motto(settings) == width


def test_the_national_name_never_wraps_even_between_the_widest_margins():
    settings = PageSettings(margin_left=35, margin_right=20)
    _, right = letterhead.columns(settings)
    assert text_width("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 13, bold=True) < right


@given(st.text(alphabet="aăâ đéợ\n", max_size=60), st.integers(5, 60))
def test_wrapping_loses_no_word(text, width):
    assert " ".join(wrapped(text, 12, width)).split() == text.split()


def test_the_defaults_are_those_of_the_decree():
    chosen = {name: getattr(PageSettings(), name) for name in RANGES}
    assert {n for n, (low, high) in RANGES.items() if not low <= chosen[n] <= high} == set()
    assert set(RANGES) <= set(PageSettings.__dataclass_fields__)


def test_headings_above_headings_of_the_same_chapter_stay_in_the_table():
    (table,) = arrange(
        [
            heading("h7", "7. Hỗ trợ"),
            heading("h71", "7.1. Nguồn lực", 2),
            clause("7.1.1", "Khái quát", paragraph("p", "Đủ.")),
        ]
    )
    assert [row.is_group for row in table.rows] == [True, True, False]
    first, *_rest = arrange([heading("h7", "7. Hỗ trợ"), heading("x", "Phụ lục")])
    assert isinstance(first, Node)


def test_an_answer_that_says_it_is_not_applied_is_not_told_so_twice():
    said = paragraph("p", "Không áp dụng vì phường làm theo thủ tục đã ban hành.")
    (table,) = arrange([clause("8.3", "Thiết kế", said, applicable=False)])
    assert table.rows[0].answer == (said,)
