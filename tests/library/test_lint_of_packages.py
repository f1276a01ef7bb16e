"""The packages we ship have no fault that our own lint would tell those who start from them."""

import pytest

from kernel.content.lint import LintFacts, lint
from library.reading import CONTENT, package_paths, read_package, read_placeholders, read_standard

STANDARD = read_standard(CONTENT / "standards" / "tcvn-iso-9001-2015.yaml")
PACKAGES = [read_package(path) for path in package_paths()]
DOCUMENTS = [
    pytest.param(package, document, id=f"{package.key}/{document.key}")
    for package in PACKAGES
    for document in package.documents
]
BLANK = "blank_outside_form"  # waits for what only the agency knows


@pytest.mark.parametrize(("package", "document"), DOCUMENTS)
def test_a_template_that_is_filled_in_has_nothing_to_mend(package, document):
    facts = LintFacts(
        clauses={clause.number: clause.vi for clause in STANDARD.clauses},
        leaves=[clause.number for clause in STANDARD.clauses if clause.leaf],
        parts=[part for clause in STANDARD.clauses for part in clause.parts],
        known_codes={each.code: each.kind for each in package.documents},
        values=dict.fromkeys(read_placeholders(), "Giá trị"),
        form=document.kind == "form",
    )
    found = [(f.rule, f.node_id, f.sentence) for f in lint(document.nodes, facts)]
    assert [fault for fault in found if fault[0] != BLANK] == []
