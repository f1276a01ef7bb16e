"""Words that do not belong into a document of a state body."""

from collections.abc import Mapping
from typing import Any

import pytest
import yaml

from kernel.content.lint import vocabulary
from tests.kernel.content.lint.making import clause, quotes, say


@pytest.mark.parametrize(
    ("rule", "text", "phrases"),
    [
        ("commercial_wording", "yêu cầu Sản xuất  và kinh doanh", ["Sản xuất  và kinh doanh"]),
        (
            "commercial_wording",
            "một mức giá phù hợp, tiến độ giao hàng",
            ["mức giá", "tiến độ giao hàng"],
        ),
        ("commercial_wording", "nguồn nguyên vật liệu", ["nguồn nguyên vật liệu"]),
        ("commercial_wording", "quản lý hộ sản xuất kinh doanh, bình ổn giá cả", []),
        ("commercial_wording", "8.5.5. Hoạt động sau giao hàng", []),
        ("commercial_wording", "giao hàngx", []),
        (
            "wording_of_2008",
            "hành động khắc phục và phòng ngừa",
            ["hành động khắc phục và phòng ngừa"],
        ),
        ("wording_of_2008", "khắc phục, phòng ngừa", ["khắc phục, phòng ngừa"]),
        ("wording_of_2008", "phòng ngừa tham nhũng; phòng ngừa rủi ro", []),
        ("wording_of_2008", "theo TCVN ISO 9001:2008", ["TCVN ISO 9001:2008"]),
        ("template_abbreviation", "Lãnh đạo CQHCNN", ["CQHCNN"]),
    ],
)
def test_words_that_do_not_belong_here_are_found(rule: str, text: str, phrases: list[str]) -> None:
    assert quotes(rule, say(text)) == phrases


def test_the_title_of_a_clause_is_the_standards_own_wording() -> None:
    nodes = [clause("8.3", title="8.3 Mua hàng")]
    assert quotes("commercial_wording", nodes) == []


def test_the_data_of_the_words_is_complete() -> None:
    data: Mapping[str, Any] = yaml.safe_load(
        vocabulary.files(vocabulary.__package__).joinpath(vocabulary.WORDS).read_text("utf-8")
    )
    for group in data.values():
        words = [word for entry in group["phrases"] for word in entry["words"]]
        assert len(words) == len(set(words))
        assert not set(words) & set(group["fine"])
        assert all(entry["reason"].endswith(".") for entry in group["phrases"])
