"""The first look knows this agency, this edition and the law of the day."""

import pytest

from apps.documents.selectors.checking import complaints_of, findings_of
from kernel.content.markup import to_inline
from kernel.content.nodes import Node
from library.selectors import clauses, repealed_law
from tests.apps.documents import making
from tests.factories import make_team


@pytest.fixture
def draft(alpha):
    return making.draft(make_team())


def rules(version, text):
    nodes = [Node("p1", "paragraph", {"text": to_inline(text)})]
    return {found.rule: found.sentence for found in findings_of(version, nodes, {})}


def test_law_no_longer_in_force_is_told_with_what_replaced_it(draft):
    for symbol, successor in repealed_law().items():
        said = rules(draft, f"Căn cứ văn bản số {symbol} của cấp trên.")["repealed_law"]
        assert symbol in said
        assert successor in said


def test_law_in_force_is_not_told(draft):
    assert "repealed_law" not in rules(draft, "Căn cứ Nghị định số 30/2020/NĐ-CP.")
    assert not {s for s in repealed_law() if any(s in other for other in repealed_law().values())}


def test_numbered_paragraphs_without_a_title_are_there_and_others_are_not(draft):
    parts = [part for clause in clauses() for part in clause.parts]
    assert "4.4.2" in parts
    for part in parts:
        assert "clause_not_in_edition" not in rules(draft, f"Xem điều khoản {part} của tiêu chuẩn.")
    assert "clause_not_in_edition" in rules(draft, "Xem điều khoản 4.4.7 của tiêu chuẩn.")


@pytest.mark.parametrize("page", ["beside", "send"])
def test_a_page_says_once_what_is_wrong_in_several_places(alpha, client, page):
    team = make_team()
    text = to_inline("Hồ sơ nộp tại {{one_stop}}.")
    nodes = [Node(f"p{n}", "paragraph", {"text": text}) for n in range(12)]
    version = making.draft(team, nodes=nodes)
    shown = client.enter(team[0]).get(f"/documents/versions/{version.pk}/{page}/").content.decode()
    assert shown.count("chưa có giá trị") == 1
    assert "#n-p0" in shown
    assert 'aria-label="chỗ thứ 10"' in shown
    assert "… (12)" in shown


def test_what_many_places_share_is_one_complaint_with_all_of_them(draft):
    nodes = [Node(f"p{n}", "paragraph", {"text": to_inline("{{one_stop}}")}) for n in range(3)]
    (said,) = [c for c in complaints_of(draft, nodes, {}) if "chưa có giá trị" in c.sentence]
    assert said.nodes == ("p0", "p1", "p2")
