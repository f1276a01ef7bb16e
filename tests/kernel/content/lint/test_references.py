"""Codes, sections, units and law."""

import pytest

from kernel.content.lint import LintFacts
from tests.kernel.content.lint.making import CODES, clause, found, heads, quotes, say, steps


def test_codes_that_point_nowhere_are_found() -> None:
    nodes = [
        *say("[[QT.HT.09]] và [[QT.HT.01]]", "Theo BM.HT.01.02, qt.ht.01, 05/QĐ-UBND và STCL."),
        steps("", "BM.HT.06.01"),
        clause("4.1", related=["QT.HT.07"]),
    ]
    facts = LintFacts(known_codes=CODES)
    assert quotes("unknown_code", nodes, facts) == [
        "QT.HT.09",
        "BM.HT.01.02",
        "BM.HT.06.01",
        "QT.HT.07",
    ]
    assert quotes("unknown_code", nodes) == []


def test_a_longer_code_is_not_taken_for_a_shorter_one() -> None:
    nodes = say("Biểu mẫu QT.HT.09.01, AQT.HT.09, QT.HT.099")
    assert quotes("unknown_code", nodes, LintFacts(known_codes=["QT.HT.01"])) == []


def test_codes_with_spaces_are_codes_too() -> None:
    facts = LintFacts(known_codes=["QT BIS 01"])
    assert quotes("unknown_code", say("QT BIS 01, QT BIS 02."), facts) == ["QT BIS 02"]


def test_a_step_names_forms() -> None:
    nodes = [steps("", "QT.HT.01", "BM.HT.01.01")]
    assert quotes("code_of_wrong_kind", nodes, LintFacts(known_codes=CODES)) == ["QT.HT.01"]
    assert quotes("code_of_wrong_kind", nodes, LintFacts(known_codes=list(CODES))) == []


def test_a_section_that_steps_name_exists() -> None:
    sections = heads("5. Nội dung", "5.1 Chuẩn bị", "5.2 Họp")
    nodes = [*sections, steps("5.5.1, 5.2; trong 1.5 ngày"), *say("Xem mục 5.3; mục 9.2 của TCVN")]
    assert quotes("unknown_section", nodes) == ["5.5.1", "5.3"]
    assert quotes("unknown_section", nodes[-2:]) == []
    assert quotes("unknown_section", [*say("Xem mục 7.1 và mục 4.1"), clause("7.1")]) == ["4.1"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Phòng Kinh tế chủ trì, phối hợp Phòng Văn hóa - Xã hội.", []),
        ("Phòng Điều phối báo cáo", ["Phòng Điều phối báo cáo"]),
        ("Phòng họp, phòng Điều phối, Trung tâm dữ liệu", []),
        ("Trung tâm Phục vụ hành chính công tiếp nhận", []),
        ("Phòng Kiểm soát thủ tục của UBND tỉnh", []),
        ("Tại Trung tâm Giao dịch hoặc qua dịch vụ bưu chính", ["Trung tâm Giao dịch"]),
        ("Trung tâm Giao dịch qua bưu chính, trực tuyến", ["Trung tâm Giao dịch"]),
    ],
)
def test_a_unit_that_is_not_in_the_chart_is_found(text: str, names: list[str]) -> None:
    facts = LintFacts(
        unit_names=["Phòng Kinh tế", "Phòng Văn hóa - Xã hội"],
        values={"one_stop": "Trung tâm Phục vụ hành chính công"},
    )
    assert quotes("unknown_unit", say(text), facts) == names


def test_repealed_law_is_found_with_what_replaced_it() -> None:
    facts = LintFacts(repealed_law={"09/2011/TT-BNV": "10/2022/TT-BNV", "1/2000/QĐ-X": ""})
    nodes = say("Thông tư số 09/2011/TT-BNV", "109/2011/TT-BNV", "Quyết định 1/2000/QĐ-X")
    findings = found("repealed_law", nodes, facts)
    assert [finding.node_id for finding in findings] == ["p0", "p2"]
    assert "10/2022/TT-BNV" in findings[0].sentence


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Thực hiện theo quy trình BM.HT.01.01.", ["quy trình BM.HT.01.01"]),
        ("Ghi vào Biểu mẫu QT.HT.02.", ["Biểu mẫu QT.HT.02"]),
        ("Theo quy trình QT.HT.01, biểu mẫu BM.HT.01.01.", []),
        ("Theo quy trình QT.HT.99.", []),
        ("Xem STCL; hướng dẫn thực hiện QT.HT.01.", []),
    ],
)
def test_a_code_is_called_what_it_is(text: str, found: list[str]) -> None:
    assert quotes("code_called_otherwise", say(text), LintFacts(known_codes=CODES)) == found


def test_hundreds_of_repealed_texts_are_looked_up_not_searched() -> None:
    law = {f"{n}/2010/NĐ-CP": "" for n in range(500)} | {"Luật 33/2024/QH15": "Luật mới"}
    text = "Theo Nghị định 17/2010/NĐ-CP, 17/2010/NĐ-CPa và Luật  33/2024/QH15."
    assert quotes("repealed_law", say(text), LintFacts(repealed_law=law)) == [
        "17/2010/NĐ-CP",
        "Luật 33/2024/QH15",
    ]
