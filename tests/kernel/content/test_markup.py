"""The light notation: what it says, and that nothing is lost on the way there and back."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kernel.content.inline import check_inline, normal_inline
from kernel.content.markup import from_inline, plain, to_inline
from tests.kernel.content.trees import ALPHABET, INLINES

NOTATION = st.lists(
    st.sampled_from(["**", "*", "__", "_", "\\", "{{", "}}", "[[", "]]", "a", "=", "9.2", "\n"])
    | st.sampled_from(ALPHABET)
    | st.characters(exclude_categories=["Cs", "Cc", "Cn"]),
    max_size=20,
).map("".join)


def test_each_sign_has_its_meaning() -> None:
    assert to_inline("**đậm** *nghiêng* __gạch__ {{agency_name}} [[9.2]] [[QT.HT.04]]") == [
        {"text": "đậm", "bold": True},
        {"text": " "},
        {"text": "nghiêng", "italic": True},
        {"text": " "},
        {"text": "gạch", "underline": True},
        {"text": " "},
        {"placeholder": "agency_name"},
        {"text": " "},
        {"clause": "9.2"},
        {"text": " "},
        {"document": "QT.HT.04"},
    ]


def test_marks_nest_and_cover_placeholders() -> None:
    assert to_inline("**Tên *cơ quan {{agency_name}}***") == [
        {"text": "Tên ", "bold": True},
        {"text": "cơ quan ", "bold": True, "italic": True},
        {"placeholder": "agency_name", "bold": True, "italic": True},
    ]


@pytest.mark.parametrize(
    "written",
    [
        "5 * 3",
        "** Ghi chú",
        "a_b",
        "{{Tên cơ quan}}",
        "{{}}",
        "[[]]",
        "[[1, 2]]",
        "[a]",
        "C:\\thư mục",
        "}} ]]",
    ],
)
def test_what_is_not_notation_stays_text(written: str) -> None:
    assert to_inline(written) == [{"text": written}]


def test_the_last_of_an_odd_number_of_signs_is_text() -> None:
    assert to_inline("*a* b * c") == [{"text": "a", "italic": True}, {"text": " b * c"}]


def test_a_backslash_makes_a_sign_ordinary() -> None:
    assert to_inline(r"\*\*a\*\* \{{b}} \[[9.2]] \\") == [{"text": "**a** {{b}} [[9.2]] \\"}]


def test_a_code_is_a_document_and_a_number_is_a_clause() -> None:
    assert to_inline("[[QT BIS 01]][[10.2]][[STCL]]") == [
        {"document": "QT BIS 01"},
        {"clause": "10.2"},
        {"document": "STCL"},
    ]


def test_a_frozen_value_is_written_with_its_key() -> None:
    frozen = [{"placeholder": "agency_name", "value": "UBND phường {Tân} \\ Hải"}]
    assert from_inline(frozen) == r"{{agency_name=UBND phường {Tân\} \\ Hải}}"
    assert to_inline(from_inline(frozen)) == frozen


def test_spaces_within_the_braces_do_not_matter() -> None:
    assert to_inline("{{ agency_name }}") == [{"placeholder": "agency_name"}]


def test_letters_are_composed() -> None:
    assert to_inline("Tie\u0302u chua\u0302\u0309n") == [{"text": "Tiêu chuẩn"}]


def test_a_letter_and_its_tone_mark_from_two_runs_are_composed() -> None:
    assert normal_inline([{"text": "e"}, {"text": "\u0301"}]) == [{"text": "é"}]


@pytest.mark.parametrize(
    "inline",
    [
        [{"text": "________"}],
        [{"text": "** a **"}],
        [{"text": "{{a}} [[9.2]] \\*"}],
        [{"text": "a", "underline": True}, {"text": "_b"}],
        [{"text": "a_"}, {"text": "b", "underline": True}],
        [{"text": "{"}, {"placeholder": "a"}, {"text": "}}"}],
        [{"text": "["}, {"clause": "9.2"}, {"text": "]]"}],
        [{"text": "a*", "bold": True}, {"text": "*", "italic": True}],
        [{"text": "a\\", "bold": True}, {"text": "b"}],
    ],
)
def test_text_that_looks_like_notation_stays_text(inline: list[dict[str, object]]) -> None:
    assert to_inline(from_inline(inline)) == inline


@settings(deadline=None)
@given(INLINES)
def test_reading_what_was_written_gives_the_same_runs(inline: list[dict[str, object]]) -> None:
    assert to_inline(from_inline(inline)) == normal_inline(inline)


@settings(deadline=None)
@given(NOTATION)
def test_every_string_is_readable_and_its_writing_is_stable(written: str) -> None:
    read = to_inline(written)
    check_inline(read)
    assert read == normal_inline(read)
    assert to_inline(from_inline(read)) == read


@settings(deadline=None)
@given(INLINES)
def test_the_normal_form_is_its_own_normal_form(inline: list[dict[str, object]]) -> None:
    assert normal_inline(normal_inline(inline)) == normal_inline(inline)


def test_plain_shows_the_frozen_value_then_the_given_one_then_the_key() -> None:
    inline = to_inline("**{{a=A}}** {{b}} {{c}} theo [[9.2]], [[QT.HT.04]]")
    assert plain(inline, {"a": "x", "b": "B"}) == "A B {{c}} theo 9.2, QT.HT.04"


def test_a_frozen_empty_value_shows_nothing() -> None:
    assert plain(to_inline("[{{website=}}]"), {"website": "x"}) == "[]"
