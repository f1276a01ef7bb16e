"""Lines within a paragraph: breaks, dots to write on, boxes to tick, codes that stay whole."""

import pytest
from docx.oxml.ns import qn

from kernel.printing import to_html
from kernel.printing.fonts import text_width
from kernel.printing.runs import Run, before_dots, lines_of
from tests.kernel.printing.measure import Printed
from tests.kernel.printing.samples import bullets, decision, node, paragraph, procedure, table
from tests.kernel.printing.test_docx import opened, words

RIGHT = 195  # mm from the left edge: the right margin


def printed(*nodes):
    return Printed(decision(nodes=nodes))


def width(piece):
    return text_width(piece.text.strip(), piece.size)


def gap(pieces, left, right):
    """The room between two words of a line, mm."""
    places = {piece.text.strip(): piece.x for piece in pieces}
    return places[right] - places[left]


def test_a_line_that_ends_early_is_not_stretched_to_the_margin():
    page = printed(paragraph("p", "**Nhận** *xét* **chung**:\nviết ở dưới.")).pages[0]
    assert gap(page, "Nhận", "xét") < 15
    compat = opened(decision()).settings.element.find(qn("w:compat"))
    assert compat.find(qn("w:doNotExpandShiftReturn")) is not None


@pytest.mark.parametrize(
    ("text", "before"),
    [
        ("Lý do: ……………", "Lý do: "),
        ("………………", ""),
        ("Ghi chú ............", "Ghi chú "),
        ("Ngày ……/……/20……", None),
        ("Từ … đến …", None),
        ("v.v...", None),
        ("Bên dưới ………… là chữ", None),
    ],
)
def test_dots_at_the_end_of_a_line_are_there_to_be_written_on(text, before):
    said = before_dots([Run(text)])
    assert (said if said is None else "".join(run.text for run in said)) == before


def test_what_stands_before_the_dots_keeps_its_looks():
    line = [Run("Lý do", bold=True), Run(": …"), Run("………")]
    assert before_dots(line) == [Run("Lý do", bold=True), Run(": ")]


def test_lines_are_cut_without_losing_a_look():
    runs = [Run("một\nhai", bold=True), Run(" ba\n")]
    assert lines_of(runs) == [[Run("một", bold=True)], [Run("hai", bold=True), Run(" ba")], []]


@pytest.mark.parametrize(
    "node",
    [
        paragraph("p", "Nhận xét chung: ………………………………………………………………………………………………"),
        bullets("l", "Nhận xét chung: …………"),
        node("field", "f", label="Nhận xét chung", value="☐ Đạt ☐ Không đạt, lý do: …………"),
    ],
)
def test_dots_go_as_far_as_the_margin_and_never_alone_on_a_line(node):
    pieces = printed(node).pages[0]
    said = next(piece for piece in pieces if "Nhận xét chung" in piece.text)
    dots = [piece for piece in pieces if piece.text.strip(" .") == ""]
    assert {round(piece.y, 1) for piece in dots} == {round(said.y, 1)}
    assert RIGHT - 3 < max(piece.x + width(piece) for piece in dots) <= RIGHT + 0.1
    made = opened(decision(nodes=[node])).element
    assert [stop.get(qn("w:leader")) for stop in made.iter(qn("w:tab")) if stop.get(qn("w:pos"))]
    assert "……" not in words(made)


def test_a_box_never_parts_from_its_words():
    paper = decision(nodes=[paragraph("p", "Kết luận: ☐ Đạt ☑ Không đạt")])
    assert "☐\u00a0Đạt ☑\u00a0Không đạt" in to_html(paper)
    assert "☐\u00a0Đạt" in "".join(text.text for text in opened(paper).element.iter(qn("w:t")))


def test_a_column_of_boxes_stands_in_the_middle():
    html = to_html(procedure(nodes=[table("t", ("Nội dung", "Có"), ("Đúng hạn", "☐"))]))
    assert '<td class="centred">☐</td>' in html


@pytest.mark.parametrize("code", ["BM.HT.02.03", "19/2014/QĐ-TTg", "05/01/2026", "QĐ-UBND"])
def test_a_code_is_not_broken_over_two_lines(code):
    texts = [f"{'chữ ' * number}theo {code} như đã nêu." for number in range(8, 16)]
    paper = printed(*(paragraph(f"p{at}", text) for at, text in enumerate(texts)))
    lines = {}
    for number, page in enumerate(paper.pages):
        for piece in page:
            lines.setdefault((number, round(piece.y)), []).append(piece.text)
    said = [line for line in map("".join, lines.values()) if "chữ" in line or "nêu" in line]
    whole = [line for line in said if code in line]
    assert len(whole) == len(texts), whole


def test_plain_words_may_break_as_ever():
    assert (
        '"code"'
        not in to_html(decision(nodes=[paragraph("p", "và/hoặc, Hà Nội - Huế")])).split("</style>")[
            1
        ]
    )
