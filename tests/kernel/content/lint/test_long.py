"""A manual of 300 pages is read in one go: twice as long takes twice as long."""

from time import process_time

from kernel.content.lint import LintFacts, lint
from kernel.content.nodes import Node
from tests.kernel.content.lint.making import CODES, EDITION, clause, say

TEXT = (
    "Văn phòng theo dõi QT.HT.01, mục 5.2 và Phụ lục 2 của HTQLCL; Phòng Kinh tế báo cáo theo "
    "Nghị định 30/2020/NĐ-CP, điều 7.5.3, hành động khắc phục và kiểm soát rủi ro. "
)
FACTS = LintFacts(
    clauses=EDITION,
    unit_names=["Văn phòng", "Phòng Kinh tế"],
    known_codes=CODES,
    repealed_law={f"{n}/2010/NĐ-CP": "" for n in range(300)},
)


def manual(pages):
    """Six paragraphs a page, a clause every second page, all under headings."""
    nodes = []
    for page in range(pages):
        title = [{"text": f"{page + 1}. Chương {page}"}]
        nodes.append(Node(f"h{page}", "heading", {"level": 1, "text": title}))
        nodes += [Node(f"n{page}-{n.id}", n.kind, n.body) for n in say(*[TEXT * 2] * 6)]
        if page % 2:
            nodes.append(clause(f"{4 + page % 7}.{page}", TEXT))
    return nodes


def seconds(nodes):
    began = process_time()
    lint(nodes, FACTS)
    return process_time() - began


def test_the_lint_of_a_long_manual_grows_with_its_length_and_no_faster():
    short, long = manual(40), manual(320)
    lint(short, FACTS)
    assert seconds(long) < 14 * min(seconds(short) for _ in range(3))
