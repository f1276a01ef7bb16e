"""Names as people search and order them."""

from hypothesis import given
from hypothesis import strategies as st

from kernel.alphabet import name_key, plain, sort_key
from oversight.naming import label_of


def test_tone_marks_and_letter_marks_are_not_needed_for_searching():
    assert plain("UBND phường  Đông Vĩnh") == "ubnd phuong dong vinh"
    assert plain("Ưu Đãi Ỷ") == "uu dai y"


def test_letters_come_before_tones_and_numbers_by_value():
    ordered = ["An", "Áng", "Ân Hòa", "Cam", "Dương", "Đảo 2", "Đảo 10", "Ê", "Ô", "Ơn", "Ủ", "Ư"]
    assert sorted(set(ordered), key=sort_key) == ordered
    tones = ["ma", "mà", "mả", "mã", "má", "mạ"]
    assert sorted(set(tones), key=sort_key) == tones


@given(st.text(alphabet="aáàăâbđeêghoôơuưỵ 019", max_size=20))
def test_the_key_does_not_care_how_a_letter_is_encoded_or_written(text):
    import unicodedata

    for form in ("NFC", "NFD"):
        assert sort_key(unicodedata.normalize(form, text).upper()) == sort_key(text)


def test_a_label_leaves_out_what_all_have():
    assert label_of("UBND phường Tân Hải", "Khánh Hòa") == "Phường Tân Hải"
    assert label_of("Sở Xây dựng tỉnh Khánh Hòa", "Khánh Hòa") == "Sở Xây dựng"
    assert label_of("UBND tỉnh Khánh Hòa", "Khánh Hòa") == "Tỉnh Khánh Hòa"


def test_people_are_listed_by_their_given_name():
    names = ["Võ Thị Bình", "Đỗ Quốc An", "Đặng Thu Ánh", "Lê Văn An"]
    assert sorted(names, key=name_key) == [
        "Đỗ Quốc An",
        "Lê Văn An",
        "Đặng Thu Ánh",
        "Võ Thị Bình",
    ]
