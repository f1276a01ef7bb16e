"""From leaf clauses to the cells of the heat map, without a database."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernel.refusals import BadInput
from oversight.evidence import ORDER, Leaf, cells, column_of, counts, read_body
from tests.oversight.province import body, leaf

LEAVES = ["7.1.1", "7.1.2", "7.1.5.1", "7.1.5.2", "7.2", "9.2"]
leaves = st.dictionaries(st.sampled_from(LEAVES), st.sampled_from(ORDER))


def test_a_parent_is_its_worst_applicable_child():
    read = read_body(body(c7_1_1="ok", c7_1_2="soon", c7_1_5_1="na", c7_2="na"))
    made = cells(read, ["7.1", "7.2", "7.3"])
    assert {c: cell.state for c, cell in made.items()} == {
        "7.1": "soon",
        "7.2": "na",
        "7.3": "unassessed",
    }


@pytest.mark.parametrize(
    ("states", "parent"),
    [
        ("ok gap soon", "gap"),
        ("ok unknown soon", "unknown"),
        ("gap unknown", "gap"),
        ("unassessed soon", "soon"),
        ("unassessed ok", "unassessed"),
        ("wait ok", "wait"),
        ("na ok", "ok"),
        ("na na", "na"),
    ],
)
def test_the_order_of_badness(states, parent):
    read = [Leaf(f"7.1.{n}", state) for n, state in enumerate(states.split(), start=1)]
    assert cells(read, ["7.1"])["7.1"].state == parent


@given(leaves)
def test_no_leaf_is_lost_and_no_parent_is_better_than_an_applicable_leaf(states):
    made = cells([Leaf(clause, state) for clause, state in states.items()], ["7.1", "7.2", "9.2"])
    assert {leaf.clause: leaf.state for cell in made.values() for leaf in cell.leaves} == states
    for clause, state in states.items():
        assert ORDER.index(made[column_of(clause)].state) <= ORDER.index(state)
    assert sum(counts(cell.state for cell in made.values()).values()) == 3


def test_since_is_when_the_first_of_the_worst_became_so():
    read = read_body(
        body(
            c9_1_1=leaf("gap", since="2026-03-01"),
            c9_1_2=leaf("gap", since="2026-02-01"),
            c9_1_3=leaf("ok", since="2025-01-01"),
        )
    )
    assert cells(read, [])["9.1"].since == date(2026, 2, 1)


def test_leaves_stand_in_the_order_of_the_standard():
    read = read_body(body(c8_5_10="ok", c8_5_2="ok"))
    assert [leaf.clause for leaf in cells(read, [])["8.5"].leaves] == ["8.5.2", "8.5.10"]


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"clauses": []},
        {"clauses": {"9.2": "gap"}},
        {"clauses": {"chín": leaf()}},
        {"clauses": {"9.2": leaf("green")}},
        {"clauses": {"9.2": leaf(since="hôm qua")}},
        {"clauses": {"9.2": leaf() | {"green_when": [{"sentence": "x"}]}}},
    ],
)
def test_what_is_not_as_agreed_is_refused_with_a_sentence(wrong):
    with pytest.raises(BadInput):
        read_body(wrong)
