"""Annexes."""

from kernel.content.lint import LintFacts, lint
from tests.kernel.content.lint.making import NO_FACTS, found, heads, quotes, say


def test_an_annex_that_is_not_there_is_found() -> None:
    nodes = [*say("xem Phụ lục 01 và PL02, phụ lục 3"), *heads("PHỤ LỤC I. Sơ đồ")]
    assert quotes("unknown_annex", nodes) == ["PL02", "phụ lục 3"]
    assert quotes("unknown_annex", nodes, LintFacts(known_codes=["PL02", "PL03"])) == []


def test_an_annex_of_a_law_is_none_of_ours() -> None:
    nodes = say("Phụ lục II ban hành kèm theo Nghị định số 30", "phụ lục 4 của Thông tư này")
    assert [one for one in lint(nodes, NO_FACTS) if "annex" in one.rule] == []


def test_an_annex_that_nothing_leads_to_is_found() -> None:
    nodes = [*say("xem phụ lục 1"), *heads("Phụ lục 1. Sơ đồ", "Phụ lục 2. Danh mục")]
    assert quotes("unused_annex", nodes) == ["Phụ lục 2"]


def test_skipped_annexes_are_found() -> None:
    finding = found("skipped_annex", say("phụ lục 01, phụ lục 05, phụ lục 07"))[0]
    assert "2, 3, 4, 6" in finding.sentence
