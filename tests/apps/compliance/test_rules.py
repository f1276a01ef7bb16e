"""What each kind of rule makes of records and a day; what they ask for is data."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.compliance import rules
from apps.compliance.rules import GAP, OK, SOON, UNKNOWN, URGENCY, WAIT, Question, Record

DAY = date(2026, 11, 20)
SOON_DAYS = 30


def ago(days):
    return DAY - timedelta(days=days)


def ahead(days):
    return DAY + timedelta(days=days)


def ask(rule, records, /, on=DAY, **params):
    return rules.ask(Question(records, on, timedelta(days=SOON_DAYS)), rule, params)


def paper(n=1, **days):
    return Record("document.policy", n, **{"happened": ago(100)} | days)


class TestInForce:
    @pytest.mark.parametrize(
        ("days", "state"),
        [
            ({}, OK),
            ({"happened": DAY}, OK),
            ({"happened": ahead(1)}, GAP),
            ({"valid_until": ahead(31)}, OK),
            ({"valid_until": ahead(30)}, SOON),
            ({"valid_until": ahead(1)}, SOON),
            ({"valid_until": DAY}, GAP),
            ({"valid_until": ago(1)}, GAP),
        ],
    )
    def test_it_holds_from_its_first_day_until_the_day_it_ends(self, days, state):
        assert ask("in_force", [paper(**days)], kind="document.policy").state == state

    def test_without_any_it_is_missing(self):
        assert ask("in_force", [], kind="document.policy").state == GAP
        assert ask("in_force", [paper()], kind="document.manual").state == GAP

    def test_of_several_the_one_that_lasts_longest_counts(self):
        records = [paper(1, valid_until=ahead(5)), paper(2, valid_until=ahead(90))]
        found = ask("in_force", records, kind="document.policy")
        assert (found.state, found.until) == (OK, ahead(90))
        assert ask("in_force", [*records, paper(3)], kind="document.policy").until is None

    def test_it_may_be_asked_for_certain_clauses_only(self):
        records = [paper(clause="9.2")]
        assert ask("in_force", records, kind="document.policy", clauses=["9.2"]).state == OK
        assert ask("in_force", records, kind="document.policy", clauses=["9.3"]).state == GAP

    def test_a_star_means_every_kind_with_this_beginning(self):
        assert ask("in_force", [paper()], kind="document.*").state == OK
        assert ask("in_force", [Record("documents", 1)], kind="document.*").state == GAP

    def test_one_record_of_several_clauses_counts_once(self):
        records = [paper(1, clause="9.2"), paper(1, clause="9.3")]
        assert ask("in_force", records, kind="document.policy").count == 1


class TestExistsWithin:
    @pytest.mark.parametrize(
        ("happened", "state"),
        [
            (DAY, OK),
            (date(2025, 12, 21), OK),
            (date(2025, 12, 20), SOON),
            (date(2025, 11, 21), SOON),
            (date(2025, 11, 20), GAP),
            (ahead(1), GAP),
            (None, GAP),
        ],
    )
    def test_it_happened_within_so_many_months(self, happened, state):
        records = [Record("audit", 1, happened=happened)]
        assert ask("exists_within", records, kind="audit", months=12).state == state

    def test_the_latest_one_counts(self):
        records = [Record("audit", n, happened=ago(days)) for n, days in enumerate((700, 10))]
        found = ask("exists_within", records, kind="audit", months=12)
        assert (found.state, found.until) == (OK, date(2027, 11, 10))


class TestNoneOverdue:
    @pytest.mark.parametrize(
        ("due", "state"),
        [(ahead(31), OK), (ahead(30), SOON), (DAY, SOON), (ago(1), GAP), (None, OK)],
    )
    def test_nothing_is_past_its_day(self, due, state):
        assert ask("none_overdue", [paper(due=due)], kind="document.policy").state == state

    def test_without_any_there_is_nothing_to_wait_for(self):
        assert ask("none_overdue", [], kind="document.policy").state == WAIT

    def test_it_tells_how_many_of_how_many_are_late(self):
        records = [paper(n, due=day) for n, day in enumerate((ago(9), ago(1), ahead(90)))]
        found = ask("none_overdue", records, kind="document.policy")
        assert (found.count, found.of, found.until) == (2, 3, ago(9))

    def test_what_is_done_or_over_is_not_late(self):
        done = paper(1, due=ago(9), done=ago(10))
        over = paper(2, due=ago(9), valid_until=ago(1))
        assert ask("none_overdue", [done, over], kind="document.policy").state == OK


class TestEveryUnit:
    UNITS = (Record("unit", 1, unit="a"), Record("unit", 2, unit="b"))

    def test_each_unit_of_today_has_one(self):
        heads = [Record("unit.head", n, unit=u, happened=ago(1)) for n, u in enumerate("ab")]
        assert ask("every_unit_has", [*self.UNITS, *heads], kind="unit.head").state == OK
        found = ask("every_unit_has", [*self.UNITS, heads[0]], kind="unit.head")
        assert (found.state, found.count, found.of) == (GAP, 1, 2)

    def test_a_closed_unit_needs_none_and_a_stranger_s_head_serves_none(self):
        closed = Record("unit", 3, unit="c", valid_until=DAY)
        heads = [Record("unit.head", n, unit=u) for n, u in enumerate("abx")]
        assert ask("every_unit_has", [*self.UNITS, closed, *heads], kind="unit.head").state == OK

    def test_without_units_it_is_missing(self):
        assert ask("every_unit_has", [], kind="unit.head").state == GAP


class TestShare:
    @pytest.mark.parametrize(
        ("done", "of", "percent", "state"),
        [(0, 0, 80, WAIT), (4, 5, 80, OK), (3, 5, 80, GAP), (1, 3, 33, OK), (0, 3, 0, OK)],
    )
    def test_so_many_percent_are_done(self, done, of, percent, state):
        records = [Record("goal", n, done=DAY if n < done else None) for n in range(of)]
        assert ask("share_at_least", records, kind="goal", percent=percent).state == state


# A kind and parameters whose answer for a day is the state it is named by.
PARTS = {
    OK: {"kind": "in_force", "params": {"kind": "always"}},
    WAIT: {"kind": "none_overdue", "params": {"kind": "nothing"}},
    SOON: {"kind": "in_force", "params": {"kind": "ending"}},
    GAP: {"kind": "in_force", "params": {"kind": "nothing"}},
    UNKNOWN: {"kind": "of tomorrow's release", "params": {}},
}
RECORDS = [Record("always", 1), Record("ending", 2, valid_until=ahead(3))]


@given(st.lists(st.sampled_from(URGENCY), min_size=1, max_size=5))
def test_all_of_is_the_worst_and_any_of_is_the_best(states):
    parts = [PARTS[state] for state in states]
    assert ask("all_of", RECORDS, rules=parts).state == max(states, key=URGENCY.index)
    assert ask("any_of", RECORDS, rules=parts).state == min(states, key=URGENCY.index)


def test_a_kind_that_this_release_does_not_know_can_not_be_computed():
    assert ask("looks_good", []).state == UNKNOWN


days = st.dates(date(2024, 1, 31), date(2028, 12, 31))


@given(happened=days, on=days, length=st.integers(1, 400))
def test_it_only_gets_worse_until_something_new_happens(happened, on, length):
    """A record that ends goes from enough over soon to missing, never back by itself."""
    record = Record("paper", 1, happened=happened, valid_until=happened + timedelta(days=length))
    course = [
        URGENCY.index(
            ask("in_force", [record], on=happened + timedelta(days=n), kind="paper").state
        )
        for n in range(0, length + 40, 7)
    ]
    assert course == sorted(course)
    holds = happened <= on < happened + timedelta(days=length)
    assert (ask("in_force", [record], on=on, kind="paper").state != GAP) is holds
