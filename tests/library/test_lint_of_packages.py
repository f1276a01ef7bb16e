"""The packages we ship have no fault that our own lint would tell those who start from them."""

import pytest

from kernel.content.lint import LintFacts, lint
from library.reading import CONTENT, read_placeholders, read_repealed, read_standard
from tests.library.packages import each_once

STANDARD = read_standard(CONTENT / "standards" / "tcvn-iso-9001-2015.yaml")


@pytest.mark.parametrize(("package", "document"), each_once())
def test_a_template_that_is_filled_in_has_nothing_to_mend(package, document):
    facts = LintFacts(
        clauses={clause.number: clause.vi for clause in STANDARD.clauses},
        leaves=[clause.number for clause in STANDARD.clauses if clause.leaf],
        parts=[part for clause in STANDARD.clauses for part in clause.parts],
        known_codes={each.code: each.kind for each in package.documents},
        values=dict.fromkeys(read_placeholders(), "Giá trị"),
        repealed_law=read_repealed(),
        form=document.kind == "form",
    )
    found = [(f.rule, f.node_id, f.sentence) for f in lint(document.nodes, facts)]
    assert found == []
