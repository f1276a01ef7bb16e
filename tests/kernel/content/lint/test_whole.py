"""The lint as a whole: its order, its registry, and a document without a fault."""

from hypothesis import given

from kernel.content.lint import RULES, LintFacts, grouped, lint
from kernel.content.markup import to_inline
from kernel.content.nodes import Node
from tests.kernel.content.lint.making import CODES, EDITION, clause, heads, say
from tests.kernel.content.trees import TREES, few


@few
@given(TREES)
def test_any_valid_tree_can_be_read(nodes: list[Node]) -> None:
    facts = LintFacts(EDITION, None, ["Phòng Kinh tế"], CODES, {"a": "x"})
    ids = {""} | {node.id for node in nodes} | {kid.id for node in nodes for kid in node.children}
    for finding in lint(nodes, facts):
        assert finding.sentence
        assert finding.node_id in ids
        assert RULES[finding.rule].severity == finding.severity


def test_findings_come_in_reading_order_and_the_whole_last() -> None:
    nodes = [clause("7.1.1", "Nguyễn Văn A"), *say("xem phụ lục 2", "xxx")]
    placed = [finding.node_id for finding in lint(nodes, LintFacts(clauses=EDITION))]
    assert placed == sorted(placed, key=["p0-7-1-1", "p0", "p1", ""].index)
    assert "" in placed


def test_what_is_wrong_in_many_places_is_said_once_with_all_of_them() -> None:
    nodes = say("{{units}}", "xem phụ lục 2", "{{units}} và {{units}}")
    complaints = grouped(lint(nodes, LintFacts()))
    assert len({complaint.sentence for complaint in complaints}) == len(complaints)
    assert [c.nodes for c in complaints if "units" in c.sentence] == [("p0", "p2")]
    assert () in [complaint.nodes for complaint in complaints]


def test_every_rule_has_a_source_and_a_reason() -> None:
    for rule in RULES.values():
        assert rule.source
        assert rule.check.__doc__


def test_a_sound_document_has_no_findings() -> None:
    nodes = [
        *heads("I. MỤC ĐÍCH", "II. PHẠM VI", "1. Đối tượng", "2. Lĩnh vực", "III. NỘI DUNG"),
        clause("4.1", "Xem [[QT.HT.01]] và điều khoản 7.1.2; v.v..."),
        clause("7.1", related=["QT.HT.02"]),
        clause("8.3", "", applicable=False, justification=to_inline("Không có hoạt động này.")),
    ]
    facts = LintFacts(clauses=EDITION, known_codes=CODES, unit_names=[])
    assert lint(nodes, facts) == []
