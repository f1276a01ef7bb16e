"""The ring, the heat map, the course: pictures that can be read."""

import re

import pytest
from django.template import engines
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from kernel.ui import heatmap, marks
from kernel.ui.heatmap import Chapter, HeatMap, Row
from kernel.ui.ring import Cell, draw
from kernel.ui.samples import clauses
from kernel.ui.trend import Course

STATES = st.sampled_from([*marks.EVIDENCE, marks.UNREPORTED])


def render(source, **context):
    with translation.override("vi"):
        return engines["django"].from_string("{% load ui %}" + source).render(context)


@given(st.lists(STATES, min_size=1, max_size=60))
def test_every_clause_is_an_arc_and_none_is_counted_twice(states):
    ring = draw([Cell(f"{i // 5 + 4}.{i % 5 + 1}", state) for i, state in enumerate(states)])
    assert len(ring.arcs) == len(states)
    assert sum(count for _state, count in ring.counts) == len(states)
    assert ring.applicable == len(states) - states.count("na")
    assert all(re.fullmatch(r"M[-\d. ]+A[-\d. ]+", arc.path) for arc in ring.arcs)


def test_counts_alone_make_a_ring_without_chapters():
    ring = draw({"ok": 3, "gap": 1})
    assert (ring.ok, ring.applicable, ring.labels) == (3, 4, [])


def test_the_ring_says_in_words_what_it_shows():
    html = render("{% ring cells %}", cells=clauses.cells())
    assert "23 trên 27 điều khoản áp dụng đủ bằng chứng" in html
    assert "23 đủ" in html
    assert html.count("<tr>") == 29


def heat(states, **more):
    chapters = (Chapter("9 Đánh giá", ("9.1", "9.2", "9.3")),)
    row = Row("a1", "Sở <Y tế>", "/agencies/a1/", states, "1/3")
    return HeatMap("Bảng", chapters, [row], **more)


def test_a_cell_says_its_state_and_not_only_its_colour():
    html = render("{% heatmap table %}", table=heat(("ok", "gap", "unreported")))
    assert "đủ bằng chứng" in html
    assert "chưa báo cáo" in html
    assert "c-unreported" in html
    assert "Sở &lt;Y tế&gt;" in html


def test_what_needs_somebody_is_a_link_and_what_was_not_reported_is_none():
    table = heat(("soon", "gap", "unreported"), open_url="/a/{row}/{clause}/")
    html = render("{% heatmap table %}", table=table)
    assert 'href="/a/a1/9.2/"' in html
    assert 'aria-label="Sở &lt;Y tế&gt;, 9.2: thiếu bằng chứng"' in html
    assert "/a/a1/9.3/" not in html


def test_the_words_of_a_cell_follow_the_language():
    table = heat(("ok", "ok", "ok"))
    render("{% heatmap table %}", table=table)
    with translation.override("en"):
        html = engines["django"].from_string("{% load ui %}{% heatmap t %}").render({"t": table})
    assert "sufficient evidence" in html
    assert "đủ bằng chứng" not in html


def test_a_row_with_a_state_too_few_is_an_error():
    table = heat(("ok", "ok"))
    with pytest.raises(ValueError, match="shorter"):
        list(table.lines())


def test_two_hundred_and_fifty_agencies_are_drawn_at_once():
    rows = [
        Row(f"a{i}", f"Xã {i}", "#", ["ok", "gap", "soon", "wait"] * 7, "7/28") for i in range(250)
    ]
    table = HeatMap("Bảng", clauses.CHAPTERS, rows, open_url="?row={row}&clause={clause}")
    heatmap._plain.cache_clear()
    html = render("{% heatmap table %}", table=table)
    assert html.count("<td") == 250 * 29
    assert heatmap._plain.cache_info().misses <= 4  # of the cells that lead nowhere


def test_a_course_stays_inside_its_picture_and_has_a_table():
    course = Course((61, 82), (55, 74, 90), "2026", "2025", "Tỷ lệ")
    drawn = course.drawn()
    heights = [int(point.split(",")[1]) for point in f"{drawn.now} {drawn.before}".split()]
    assert min(heights) >= 34
    assert max(heights) <= 118
    assert course.rows() == [(1, 61, 55), (2, 82, 74), (3, None, 90)]
    assert "Xem dạng bảng" in render("{% trend course %}", course=course)
