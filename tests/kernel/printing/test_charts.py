"""The organisation chart: every unit once, none over another, within the page."""

from dataclasses import replace
from io import BytesIO
from itertools import combinations

import docx
from hypothesis import given
from hypothesis import strategies as st

from kernel.content.nodes import Node
from kernel.printing import to_html
from kernel.printing.charts import WIDTH, chart, is_chart
from tests.kernel.printing import samples
from tests.kernel.printing.measure import Printed, docx_of, texts

AGENCY = "Ủy ban nhân dân phường Tân Hải"
HEAD = ("Đơn vị", "Trực thuộc", "Người phụ trách")


def table(*units):
    return samples.table_body(HEAD, (AGENCY, "", "Chủ tịch"), *units)


def units(parents):
    """Unit n belongs to an earlier one, or (0) to the agency itself."""
    return [
        (f"Đơn vị số {n}", f"Đơn vị số {above}" if above else AGENCY, "Nguyễn An" if n % 2 else "")
        for n, above in enumerate(parents, start=1)
    ]


PARENTS = st.integers(0, 9).flatmap(
    lambda count: st.tuples(*(st.integers(0, n) for n in range(count)))
)


@given(PARENTS)
def test_every_unit_stands_once_within_the_width_and_over_no_other(parents):
    drawn = chart(table(*units(parents)))
    assert sorted(" ".join(box.lines) for box in drawn.boxes) == sorted(
        [AGENCY, *(name for name, _above, _lead in units(parents))]
    )
    assert all(0 <= box.x and box.x + box.width <= WIDTH + 0.01 for box in drawn.boxes)
    for one, other in combinations(drawn.boxes, 2):
        beside = one.x + one.width <= other.x or other.x + other.width <= one.x
        below = one.y + one.height <= other.y or other.y + other.height <= one.y
        assert beside or below


def test_units_that_belong_to_each_other_are_still_drawn():
    found = chart(table(("A", "B", ""), ("B", "A", ""), ("C", "gone", "")))
    assert {" ".join(box.lines) for box in found.boxes} >= {AGENCY, "C"}


def test_it_is_text_in_the_pdf_and_a_described_picture_in_the_docx():
    node = Node("r", "register", {"source": "org_chart", "frozen": table(*units((0, 0, 1)))})
    paper = replace(samples.letter(), nodes=[node])
    assert is_chart(node.body)
    assert to_html(paper).count("<rect") == 4
    assert "Đơn vị số 3" in texts(Printed(paper).bytes)[0]
    document = docx.Document(BytesIO(docx_of(paper)))
    assert "Đơn vị số 3 – Đơn vị số 1" in document.inline_shapes[0]._inline.docPr.get("descr")


def test_a_chart_that_is_not_drawn_yet_says_so():
    assert not is_chart({"source": "org_chart"})
    assert not is_chart({"source": "units", "frozen": table()})
