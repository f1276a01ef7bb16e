"""Numbers of administrative papers as NĐ 30/2020/NĐ-CP prints them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kernel.numbering import (
    NumberingError,
    document_number,
    kind_symbol,
    parse_document_number,
)


@pytest.mark.parametrize(
    ("number", "symbol", "written"),
    [
        (5, "QĐ-UBND", "05/QĐ-UBND"),
        (12, "TTr-SKHCN", "12/TTr-SKHCN"),
        (105, "BC-VP", "105/BC-VP"),
        (1, "QyĐ-UBND", "01/QyĐ-UBND"),
    ],
)
def test_numbers_below_ten_get_a_zero(number: int, symbol: str, written: str) -> None:
    assert document_number(number, symbol) == written


def test_a_normative_text_names_its_year() -> None:
    assert document_number(19, "QĐ-TTg", year=2014) == "19/2014/QĐ-TTg"


@settings(deadline=None)
@given(
    st.integers(1, 999_999),
    st.none() | st.integers(1000, 9999),
    st.sampled_from(["QĐ-UBND", "TTr-SKHCN", "NQ-HĐND", "CTr-A&B"]),
)
def test_what_is_printed_reads_back(number: int, year: int | None, symbol: str) -> None:
    written = document_number(number, symbol, year=year)
    assert parse_document_number(written) == (number, year, symbol)


@pytest.mark.parametrize(
    ("number", "symbol", "year"),
    [
        (0, "QĐ-UBND", None),
        (-1, "QĐ-UBND", None),
        (1_000_000, "QĐ-UBND", None),
        (1, "", None),
        (1, "QĐ - UBND", None),
        (1, "QĐ-", None),
        (1, "1QĐ", None),
        (1, "QĐ/UBND", None),
        (1, "QĐ-UBND", 14),
    ],
)
def test_a_number_no_paper_could_carry_is_refused(
    number: int, symbol: str, year: int | None
) -> None:
    with pytest.raises(NumberingError) as refusal:
        document_number(number, symbol, year=year)
    assert refusal.value.sentence.endswith(".")


@pytest.mark.parametrize(
    "written",
    ["5/QĐ-UBND", "00/QĐ", "05 /QĐ", "05/", "QĐ-UBND", "05/QĐ UBND", "005/QĐ", "05/19/QĐ"],
)
def test_what_was_not_printed_so_is_not_read(written: str) -> None:
    assert parse_document_number(written) is None


@pytest.mark.parametrize(
    ("kind", "letters"),
    [("Quyết định", "QĐ"), ("  thông  BÁO ", "TB"), ("Công văn", ""), ("", ""), ("Sổ tay", "")],
)
def test_a_kind_of_paper_has_its_letters(kind, letters):
    assert kind_symbol(kind) == letters
