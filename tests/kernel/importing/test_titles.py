"""A title in capitals is called as its document writes these words; no letter is another."""

from hypothesis import given
from hypothesis import strategies as st

from kernel.importing import in_small_letters

LINES = [
    "QUY TRÌNH HỌP XEM XÉT",
    "Cuộc họp xem xét của Lãnh đạo về HTQLCL theo TCVN ISO 9001:2015.",
    "Văn phòng trình Lãnh đạo tỉnh Khánh Hòa; đơn vị xem xét, ISO.",
]
TITLES = st.lists(st.sampled_from("QUY TRÌNH HỌP CỦA LÃNH ĐẠO ISO – A1".split()), min_size=1)


def test_a_word_stands_as_it_does_within_sentences():
    said = in_small_letters("QUY TRÌNH HỌP XEM XÉT CỦA LÃNH ĐẠO TỈNH KHÁNH HÒA (ISO), QLNN", LINES)
    assert said == "Quy trình họp xem xét của Lãnh đạo tỉnh Khánh Hòa (ISO), QLNN"


def test_what_is_not_in_capitals_stays_as_it_is():
    assert in_small_letters("Quy trình Họp của LÃNH ĐẠO", LINES) == "Quy trình Họp của LÃNH ĐẠO"


@given(TITLES, st.lists(st.text(max_size=40), max_size=5))
def test_no_letter_becomes_another(words, lines):
    title = " ".join(words)
    assert in_small_letters(title, lines).casefold() == title.casefold()
