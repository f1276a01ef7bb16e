"""Whoever dies once is back at once; whoever keeps dying is left in peace a little longer."""

from hypothesis import given
from hypothesis import strategies as st

from infra.run.backoff import LONGEST, WINDOW, Backoff


def test_it_comes_back_at_once_after_the_first_death() -> None:
    assert Backoff().died(100.0) == 0.0


def test_each_further_death_within_a_minute_doubles_the_wait() -> None:
    backoff = Backoff()
    assert [backoff.died(float(second)) for second in range(5)] == [0.0, 0.5, 1.0, 2.0, 4.0]


def test_a_death_after_a_quiet_minute_counts_as_the_first() -> None:
    backoff = Backoff()
    backoff.died(0.0)
    assert backoff.died(WINDOW + 1) == 0.0


@given(st.lists(st.floats(0, 1000), min_size=1, max_size=100).map(sorted))
def test_it_never_waits_longer_than_the_longest(times: list[float]) -> None:
    backoff = Backoff()
    assert all(0 <= backoff.died(at) <= LONGEST for at in times)
