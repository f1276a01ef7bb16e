"""What a template left behind."""

import pytest

from kernel.content.lint import LintFacts
from kernel.content.nodes import Node
from tests.kernel.content.lint.making import found, quotes, say


def test_a_placeholder_without_a_value_is_found_once_per_block() -> None:
    nodes = say("{{agency_name}} {{agency_name}} {{year}} {{website=}}")
    assert quotes("placeholder_without_value", nodes, LintFacts(values={"year": "2026"})) == [
        "{{agency_name}}"
    ]


def test_a_placeholder_is_called_by_its_label() -> None:
    facts = LintFacts(labels={"agency_name": "Tên cơ quan"})
    finding = found("placeholder_without_value", say("{{agency_name}}"), facts)[0]
    assert "“Tên cơ quan”" in finding.sentence


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("Chính sách của <TÊN CƠ QUAN>.", "<TÊN CƠ QUAN>"),
        ("...<Tên CQHCNN>... cam kết", "...<Tên CQHCNN>"),
        ("ngày <…>", "<…>"),
        ("Trưởng {{Tên đơn vị}}", "{{Tên đơn vị}}"),
        ("[Tên cơ quan] ban hành", "[Tên cơ quan]"),
        ("...TÊN ĐƠN VỊ...", "...TÊN ĐƠN VỊ"),
    ],
)
def test_a_name_left_open_is_found(text: str, quote: str) -> None:
    nodes = [Node("p", "paragraph", {"text": [{"text": text}]})]
    assert quotes("leftover_placeholder", nodes) == [quote]


@pytest.mark.parametrize(
    "text", ["a < b, c > d", "<b>đậm</b>", "<an@example.vn>", "[1] [a]", "{a}"]
)
def test_other_brackets_are_left_alone(text: str) -> None:
    nodes = [Node("p", "paragraph", {"text": [{"text": text}]})]
    assert quotes("leftover_placeholder", nodes) == []


@pytest.mark.parametrize("text", ["Đưa sơ đồ tổ chức vào đây", "(chèn danh sách đơn vị vào đây)"])
def test_an_instruction_is_found(text: str) -> None:
    assert len(found("leftover_instruction", say(text))) == 1


@pytest.mark.parametrize("text", ["Nguyễn Văn A", "Bà Trần Thị B ký", "Mã: XXX"])
def test_a_sample_name_is_found(text: str) -> None:
    assert len(found("sample_name", say(text))) == 1


@pytest.mark.parametrize("text", ["Nguyễn Văn An", "Lê Thị Bình", "lý lịch", "XXI"])
def test_a_real_name_is_no_sample(text: str) -> None:
    assert found("sample_name", say(text)) == []


@pytest.mark.parametrize(
    "text", ["ngày ..... tháng", "gửi về .... trước", "……", "số: ______", "..…", "Từ….."]
)
def test_a_blank_is_found_outside_forms(text: str) -> None:
    nodes = [Node("p", "paragraph", {"text": [{"text": text}]})]
    assert len(found("blank_outside_form", nodes)) == 1
    assert found("blank_outside_form", nodes, LintFacts(form=True)) == []
    label = {"label": [{"text": "Thời gian:"}], "value": [{"text": text}]}
    assert found("blank_outside_form", [Node("f", "field", label)]) == []


@pytest.mark.parametrize("text", ["mức độ,...", "phạm vi…", "vân vân….", "Phần 1........ 4"])
def test_an_ellipsis_and_a_table_of_contents_are_no_blanks(text: str) -> None:
    assert found("blank_outside_form", say(text)) == []


def test_a_blank_in_quotation_marks_is_not_quoted_twice() -> None:
    nodes = [Node("p", "paragraph", {"text": [{"text": "ghi “.....” vào"}]})]
    assert "““" not in found("blank_outside_form", nodes)[0].sentence
    nodes = [Node("p", "paragraph", {"text": [{"text": "“.....”"}]})]
    assert "“.....”" in found("blank_outside_form", nodes)[0].sentence
