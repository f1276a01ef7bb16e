"""Evidence rules as data: well formed, on leaf clauses, and their examples come out as written."""

from datetime import date, timedelta

import pytest

from apps.compliance import rules as engine
from library.reading import CONTENT, ReadingError, read_rules, read_standard

RULES = read_rules(CONTENT / "rules" / "evidence-2015.yaml")
EXAMPLES = [
    pytest.param(rule, example, id=f"{rule.clause}: {example.name}")
    for rule in RULES.rules
    for example in rule.examples
]
DAYS = ("happened", "valid_until", "due", "done")


def test_every_rule_is_for_a_leaf_of_its_standard_and_no_clause_has_two():
    standard = read_standard(CONTENT / "standards" / "tcvn-iso-9001-2015.yaml")
    assert (RULES.standard, RULES.edition) == (standard.key, standard.edition)
    clauses = [rule.clause for rule in RULES.rules]
    assert len(clauses) == len(set(clauses))
    assert set(clauses) <= {clause.number for clause in standard.leaves}


def test_every_rule_shows_green_soon_and_missing():
    for rule in RULES.rules:
        assert [example.expected for example in rule.examples] == ["ok", "soon", "gap"]


def test_every_sentence_is_a_sentence():
    for rule in RULES.rules:
        for sentence in (rule.enough, rule.soon, rule.missing, rule.turns_green):
            assert sentence[0].isupper()
            assert sentence.endswith(".")


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_an_example_comes_out_as_written(rule, example):
    records = [record_of(number, raw) for number, raw in enumerate(example.records)]
    question = engine.Question(
        records, date.fromisoformat(example.today), timedelta(days=RULES.soon_days)
    )
    assert engine.ask(question, rule.kind, rule.params).state == example.expected


def record_of(number, raw):
    days = {name: date.fromisoformat(raw[name]) for name in DAYS if name in raw}
    return engine.Record(**{**raw, **days, "id": number})


BROKEN = {
    "an unknown kind": ("kind: in_force\n", "kind: looks_good\n"),
    "a missing parameter": ("params: {kind: document.policy}", "params: {}"),
    "a parameter of another type": ("months: 12", 'months: "12"'),
    "an unknown expectation": ("expected: ok", "expected: green"),
    "an unknown column": ('happened: "2026-03-02"', 'hapened: "2026-03-02"'),
    "a missing sentence": ("    turns_green: ", "    turns_blue: "),
}


@pytest.mark.parametrize("change", BROKEN.values(), ids=BROKEN)
def test_it_refuses_a_broken_rule_by_file_and_line(tmp_path, change):
    before, after = change
    text = (CONTENT / "rules" / "evidence-2015.yaml").read_text("utf-8")
    assert before in text
    path = tmp_path / "rules.yaml"
    path.write_text(text.replace(before, after), "utf-8")
    with pytest.raises(ReadingError, match=r"rules\.yaml:\d+: ") as refused:
        read_rules(path)
    assert refused.value.line > 1
