"""Words are found however their marks were typed, and a place is marked where it says them."""

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kernel.search.marking import excerpt, spans
from kernel.search.query import MOST, read
from kernel.search.words import compact, fold, vector, words_of

SYLLABLES = ["hòa", "hoà", "thuỷ", "thủy", "đánh", "giá", "nội", "bộ", "QT.HT.04", "05/QĐ-UBND"]
vietnamese = st.lists(st.sampled_from([*SYLLABLES, "Kế", "hoạch", "ĐIỀU", "9.2", "|"])).map(
    " ".join
)
anything = st.one_of(
    vietnamese, st.text(max_size=80).map(lambda t: unicodedata.normalize("NFC", t))
)


def said(text):
    return [word.exact for word in words_of(text)]


@pytest.mark.parametrize(
    ("one", "other"), [("hòa", "hoà"), ("thuỷ", "thủy"), ("HUỲNH", "huỳnh"), ("uý", "úy")]
)
def test_wherever_the_tone_is_placed_it_is_one_word(one, other):
    assert said(one) == said(other)


@pytest.mark.parametrize(
    ("one", "other"), [("hóa", "hòa"), ("đa", "da"), ("sô", "sơ"), ("ma", "mà")]
)
def test_other_marks_are_another_word_that_is_folded_alike(one, other):
    assert said(one) != said(other)
    assert fold(one) == fold(other)


@pytest.mark.parametrize("code", ["QT.HT.04", "QT HT 04", "qt-ht-04", "QTHT04", "qt/ht.04"])
def test_a_code_is_one_word_whatever_stands_between(code):
    assert compact(code) == "qtht04"


def test_both_forms_of_a_word_stand_at_one_place():
    told = vector("Đánh giá", "Quy trình", ["qt04"]).split()
    assert sorted(each for each in told if each.endswith(":1")) == sorted(
        ["'danh':1", f"'{said('đánh')[0]}':1"]
    )
    assert told[-3:] == ["'~qt04'", "'~quy'", "'~trinh'"]
    assert {each.rpartition(":")[2] for each in vector("Đánh Đánh").split()} == {"1,2"}


@given(anything)
@example("\x00 %_' \\ 🙂")
def test_folding_twice_is_folding_once(text):
    once = fold(text)
    assert fold(" ".join(once)) == once


@given(anything, anything)
@example("Kế hoạch đánh giá nội bộ", "danh gia")
@example("x" * 300, "x")
@example("Hoà bình", '"hòa bình"')
def test_what_is_marked_is_what_was_looked_for(text, typed):
    query = read(typed)
    marked = spans(text, query)
    assert marked == sorted(marked)
    for left, right in pairwise(marked):
        assert left.end <= right.start
    for start, end, number in marked:
        assert 0 <= start < end <= len(text)
        asked = [word.folded for word in query.terms[number].words]
        there = fold(text[start:end])
        assert there[:-1] == asked[:-1]
        assert there[-1].startswith(asked[-1])


@given(anything, anything)
def test_an_excerpt_is_a_stretch_of_the_text(text, typed):
    pieces = excerpt(text, read(typed))
    inner = "".join(p.text for p in pieces if p.text not in ("… ", " …"))
    assert inner in text.replace("\n", " ")
    assert len(inner) <= 400


def test_an_excerpt_of_a_long_text_shows_where_most_of_it_stands():
    text = "hồ sơ " + "chữ khác " * 100 + "kiểm tra hồ sơ một cửa " + "và tiếp theo " * 100
    pieces = excerpt(text, read("kiem tra ho so"))
    assert [piece.text for piece in pieces if piece.hit] == ["kiểm", "tra", "hồ", "sơ"]
    assert pieces[0].text == "… "
    assert pieces[-1].text == " …"


def test_words_without_marks_mark_words_with_marks_and_typed_marks_come_first():
    text = "mã má ma"
    assert [text[s:e] for s, e, _ in spans(text, read("ma "))] == ["mã", "má", "ma"]
    assert [text[s:e] for s, e, _ in spans(text, read("má "))] == ["má"]
    assert [text[s:e] for s, e, _ in spans(text, read("mạ "))] == ["mã", "má", "ma"]


@pytest.mark.parametrize(
    "typed", ["", "  ", '"', '""', "%", "_", "🙂", "\x00", "* *", "' OR 1=1 --", "\\", ":*&|!()"]
)
def test_whatever_is_typed_can_be_read(typed):
    query = read(typed)
    assert bool(query) == any(character.isalnum() for character in typed)


def test_no_more_is_read_than_anybody_types():
    assert len(read("từ " * 5000).terms) == MOST
    assert len(read("x" * 5000).terms[0].words[0].folded) <= 64


def test_the_last_word_may_go_on_until_a_space_ends_it():
    assert [term.begins for term in read("danh gi").terms] == [False, True]
    assert [term.begins for term in read("danh gia ").terms] == [False, False]
    assert [term.begins for term in read("QT.HT.* thoi han ").terms] == [True, False, False]
    assert [term.begins for term in read('"danh gia"').terms] == [False]


@pytest.mark.parametrize(
    ("typed", "pattern"),
    [
        ("QT.HT.*", "qtht%"),
        ("QT HT 04", "qtht04%"),
        ("*.04", "%04%"),
        ("q", ""),
        ('"QT.HT"', ""),
        ("100%_", "100%"),
    ],
)
def test_a_code_may_be_a_pattern(typed, pattern):
    assert read(typed).code == pattern
