"""Codes by pattern: the next one is free, and what was written can be read."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kernel.content.inline import is_document_code
from kernel.numbering import (
    NumberingError,
    check_pattern,
    fields_of,
    matches,
    next_code,
    same_code,
)

PATTERNS = [
    "QT.HT.{nn}",
    "BM.HT.{nn}.{mm}",
    "QT BIS {nn}",
    "{type}-{unit}-{nn}",
    "{type}.{unit}.{nn}.{mm}",
    "STCL {n}",
    "STCL{nn}",
    "{unit}/{year}/KH{nnn}",
    "9001-{type}-{mm}",
]
WORDS = st.sampled_from(["QT", "BM", "VP", "LĐTBXH", "CS&HTQT", "a1", "Đ"])
VALUES = st.fixed_dictionaries(
    {
        "type": WORDS,
        "unit": WORDS,
        "year": st.integers(2014, 2030),
        "nn": st.integers(1, 120),
        "mm": st.integers(1, 120),
        "n": st.integers(1, 20),
        "nnn": st.integers(1, 1200),
    }
)


@pytest.mark.parametrize(
    ("pattern", "taken", "values", "code"),
    [
        ("QT.HT.{nn}", [], {}, "QT.HT.01"),
        ("QT.HT.{nn}", ["QT.HT.01", "QT.HT.06", "BM.HT.06.09"], {}, "QT.HT.07"),
        ("QT.HT.{nn}", ["qt.ht.99"], {}, "QT.HT.100"),
        ("BM.HT.{nn}.{mm}", ["BM.HT.06.01", "BM.HT.07.05"], {"nn": 6}, "BM.HT.06.02"),
        ("BM.HT.{nn}.{mm}", ["BM.HT.06.01"], {"nn": "06"}, "BM.HT.06.02"),
        ("QT BIS {nn}", ["QT  BIS 03"], {}, "QT BIS 04"),
        ("{type}-{unit}-{nn}", ["QT-VP-01", "QT-BIS-09"], {"type": "QT", "unit": "VP"}, "QT-VP-02"),
        ("STCL {n}", ["STCL 9"], {}, "STCL 10"),
        ("CSCL", ["STCL"], {}, "CSCL"),
        ("{nn}-{year}-QĐ", ["04-2025-QĐ"], {"year": 2026}, "01-2026-QĐ"),
    ],
)
def test_the_next_code_follows_the_highest(
    pattern: str, taken: list[str], values: dict[str, int | str], code: str
) -> None:
    assert next_code(pattern, taken, **values) == code


def test_a_gap_is_never_filled_again() -> None:
    assert next_code("QT.HT.{nn}", ["QT.HT.03"]) == "QT.HT.04"


def test_a_code_without_a_number_is_given_once() -> None:
    with pytest.raises(NumberingError, match="CSCL"):
        next_code("CSCL", ["cscl"])


@settings(deadline=None)
@given(st.sampled_from(PATTERNS), VALUES, st.lists(VALUES, max_size=6), st.booleans())
def test_the_next_code_is_free_and_reads_back(
    pattern: str, values: dict[str, int | str], others: list[dict[str, int | str]], lower: bool
) -> None:
    *given_names, counter = fields_of(pattern)
    taken = [
        _write(pattern, each | {name: values[name] for name in given_names}) for each in others
    ]
    taken = [code.lower() if lower else code for code in taken]
    code = next_code(pattern, taken, **{name: values[name] for name in given_names})
    assert same_code(code) not in {same_code(one) for one in taken}
    assert is_document_code(code)
    read = matches(pattern, code)
    assert read is not None
    assert {name: read[name] for name in given_names} == {
        name: values[name] for name in given_names
    }
    assert list(read) == [*given_names, counter]


@settings(deadline=None)
@given(st.sampled_from(PATTERNS), VALUES)
def test_what_is_written_reads_back(pattern: str, values: dict[str, int | str]) -> None:
    expected = {name: values[name] for name in fields_of(pattern)}
    assert matches(pattern, next_code(pattern, [], **expected)) == expected


@settings(deadline=None)
@given(st.sampled_from(PATTERNS), st.integers(1, 40))
def test_codes_given_one_after_the_other_are_all_different(pattern: str, many: int) -> None:
    values = {name: "VP" if name in ("type", "unit") else 2026 for name in fields_of(pattern)[:-1]}
    taken: list[str] = []
    for _each in range(many):
        taken.append(next_code(pattern, taken, **values))
    assert len({same_code(code) for code in taken}) == many


@settings(deadline=None)
@given(st.sampled_from(PATTERNS), st.data())
def test_only_what_the_pattern_writes_matches(pattern: str, data: st.DataObject) -> None:
    written = st.sampled_from(["0", "1", "00", "01", "12", "001", "120", "2026", "QT", "A-B", ""])
    code = re.sub(r"\{\w+\}", lambda _field: data.draw(written), pattern)
    read = matches(pattern, code)
    if read is not None:
        assert next_code(pattern, [], **read) == code


@pytest.mark.parametrize(
    ("pattern", "code"),
    [
        ("QT.HT.{nn}", "QT.HT.1"),
        ("QT.HT.{nn}", "QT.HT.001"),
        ("QT.HT.{nn}", "QT.HT.00"),
        ("QT.HT.{nn}", "QT.HT.01.02"),
        ("QT.HT.{nn}", "qt.ht.01"),
        ("QT.HT.{nn}", "QTxHT.01"),
        ("QT.HT.{nn}", "QT.HT.٠١"),
        ("{type}-{nn}", "A-B-01"),
        ("{year}-QĐ", "0926-QĐ"),
        ("CSCL", "CSCL1"),
    ],
)
def test_another_code_does_not_match(pattern: str, code: str) -> None:
    assert matches(pattern, code) is None


def _write(pattern: str, values: dict[str, int | str]) -> str:
    return next_code(pattern, [], **{name: values[name] for name in fields_of(pattern)})


@pytest.mark.parametrize("pattern", PATTERNS)
def test_the_usual_patterns_are_valid(pattern: str) -> None:
    check_pattern(pattern)


@pytest.mark.parametrize(
    "pattern",
    [
        "",
        " QT.{nn}",
        "QT.{nn}.",
        "QT  {nn}",
        "QT.{nn",
        "QT.nn}",
        "QT.{{nn}}",
        "QT.{}",
        "QT.{xx}",
        "QT.{nm}",
        "QT.{nnnnn}",
        "QT.{nn}.{nn}",
        "QT.{nn}{mm}",
        "QT{unit}-{nn}",
        "{unit}{nn}-A",
        "{unit}&{type}",
        "QT0{nn}",
        "QT.{nn}1",
        "QT[{nn}]",
        "QT\n{nn}",
        "{nn}",
        "{unit}-{nn}",
        "A" * 65,
    ],
)
def test_a_pattern_that_could_be_misread_is_refused_with_a_sentence(pattern: str) -> None:
    with pytest.raises(NumberingError) as refusal:
        check_pattern(pattern)
    assert refusal.value.sentence.endswith(".")


@pytest.mark.parametrize(
    ("pattern", "values"),
    [
        ("BM.{nn}.{mm}", {}),
        ("{type}-{nn}", {}),
        ("QT.{nn}", {"unit": "VP"}),
        ("BM.{nn}.{mm}", {"nn": 0}),
        ("BM.{nn}.{mm}", {"nn": -1}),
        ("BM.{nn}.{mm}", {"nn": "x"}),
        ("BM.{nn}.{mm}", {"nn": True}),
        ("BM.{nn}.{mm}", {"nn": 100000}),
        ("{type}-{nn}", {"type": "Q-T"}),
        ("{type}-{nn}", {"type": "12"}),
        ("{type}-{nn}", {"type": ""}),
        ("{type}-{nn}", {"type": "A" * 64}),
        ("QT-{year}-{nn}", {"year": 26}),
    ],
)
def test_a_value_that_does_not_fit_is_refused_with_a_sentence(
    pattern: str, values: dict[str, int | str]
) -> None:
    with pytest.raises(NumberingError) as refusal:
        next_code(pattern, [], **values)
    assert refusal.value.sentence.endswith(".")


def test_numbers_can_be_used_up() -> None:
    with pytest.raises(NumberingError):
        next_code("QT.{nn}", ["QT.99999"])


def test_letters_are_the_same_composed_or_not() -> None:
    assert same_code("QUY\u0301 1") == same_code("quý  1")
    assert next_code("QUÝ {n}", ["QUY\u0301 1"]) == "QUÝ 2"
    assert matches("QUÝ {n}", "QUY\u0301 1") == {"n": 1}
