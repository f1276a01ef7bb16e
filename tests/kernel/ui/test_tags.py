"""The tags pages are written with."""

from datetime import date

import pytest
from django.template import engines
from django.test import RequestFactory
from django.utils import translation

from kernel.ui import marks
from kernel.ui.icons import ICONS


def render(source, **context):
    with translation.override("vi"):
        return engines["django"].from_string("{% load ui %}" + source).render(context)


@pytest.mark.parametrize("state", [*marks.LABELS, *marks.DOCUMENT])
def test_every_state_has_a_shape_a_colour_and_words(state):
    html = render("{% status_badge state %}{% sprite %}", state=state)
    key, words = marks.resolve(state)
    assert f'id="m-{key}"' in html
    assert f"k-{key}" in html
    with translation.override("vi"):
        assert str(words) in html


def test_the_seven_states_of_evidence_have_seven_different_shapes():
    sprite = render("{% sprite %}")
    drawn = {sprite.split(f'id="m-{state}"')[1].split("</symbol>")[0] for state in marks.EVIDENCE}
    assert len(drawn) == 7


def test_a_state_nobody_has_drawn_is_an_error_and_not_an_empty_place():
    with pytest.raises(KeyError):
        render("{% mark 'happy' %}")


def test_a_mark_is_silent_beside_words_and_speaks_without_them():
    assert "aria-hidden" in render("{% mark 'ok' %}")
    spoken = render("{% mark 'ok' label=True %}")
    assert 'role="img"' in spoken
    assert "đủ bằng chứng" in spoken


def test_every_icon_is_in_the_sprite():
    sprite = render("{% sprite %}")
    assert all(f'id="i-{name}"' in sprite for name in ICONS)


def test_words_from_outside_are_escaped_everywhere():
    evil = "<script>alert(1)</script>"
    html = render(
        "{% status_badge 'ok' evil %}{% clause_chip evil href=evil %}{% notice evil %}"
        "{% icon 'doc' evil %}{% section evil %}x{% endsection %}{% empty evil %}x{% endempty %}"
        "{% dialog 'd' evil %}x{% enddialog %}",
        evil=evil,
    )
    assert "<script" not in html


def test_what_stands_inside_a_box_is_kept_as_written():
    html = render("{% section 'Bản in' href='#' link='Xem' %}<b>9 trang</b>{% endsection %}")
    assert "<b>9 trang</b>" in html
    assert "Xem" in html


def test_a_date_tag_carries_the_date_for_machines():
    html = render("{% vndate day %}", day=date(2026, 11, 20))
    assert html == '<time datetime="2026-11-20">20/11/2026</time>'
    assert render("{% vndate day %}", day=None) == ""


def test_a_bar_that_is_done_asks_no_more():
    running = render("{% progress 3 9 'Đang nhập' url='/jobs/1/' %}")
    done = render("{% progress 9 9 'Đã nhập' %}")
    assert 'hx-get="/jobs/1/"' in running
    assert "hx-get" not in done


def test_a_list_keeps_its_filters_while_it_is_sorted():
    request = RequestFactory().get("/documents/?q=rủi ro&sort=code&page=3")
    html = render("{% sort_header 'code' 'Mã' %}{% sort_header 'title' 'Tên' %}", request=request)
    assert 'aria-sort="ascending"' in html
    assert "sort=-code" in html
    assert "sort=title" in html
    assert "page=3" not in html
    assert html.count("q=r%E1%BB%A7i+ro") == 2
