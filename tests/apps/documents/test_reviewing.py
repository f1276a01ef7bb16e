"""What is in force is reviewed in time: kept, to be changed, or proposed to be withdrawn."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.documents.models import Document, Review, Version
from apps.documents.selectors import due_for_review, review_due
from apps.documents.selectors.reviewing import proposed_to_end, to_review
from apps.documents.services.reviewing import record_review, review_versions, set_review_months
from kernel import clock
from kernel.calendar import add_months
from kernel.notices.services import notices_of
from kernel.refusals import BadInput, NotPermitted, WrongState
from tests.apps.documents import making
from tests.factories import make_team

KEEP, CHANGE, END = Review.Outcome.KEEP, Review.Outcome.CHANGE, Review.Outcome.END


@pytest.fixture
def team(alpha):
    return make_team()


def later(months):
    day = add_months(clock.today(), months)
    return clock.at(clock.now() + timedelta(days=(day - clock.today()).days))


@given(st.dates(date(2020, 1, 1), date(2026, 1, 1)), st.integers(1, 60), st.integers(0, 900))
def test_the_next_day_counts_from_the_last_review_never_from_an_older_one(start, months, days):
    reviewed = start + timedelta(days=days)
    version = Version(state="issued", in_force_from=start)
    version.document = Document(kind="procedure", review_months=months)
    assert review_due(version) == add_months(start, months)
    version.document.reviewed_on = reviewed
    assert review_due(version) == add_months(reviewed, months)
    version.document.reviewed_on = start - timedelta(days=1)  # of the issue before
    assert review_due(version) == add_months(start, months)


def test_a_review_moves_the_day_and_a_second_click_finds_the_first(team):
    version = making.issued(team)
    with later(25):
        assert [v.pk for v in due_for_review()] == [version.pk]
        assert [v.pk for v in to_review()] == [version.pk]
        first = record_review(version, outcome=KEEP, by=team[0])
        assert record_review(version, outcome=KEEP, by=team[0]) == first
        assert due_for_review() == []
        assert not to_review().exists()
        assert review_due(Version.objects.get(pk=version.pk)) == add_months(clock.today(), 24)


def test_the_day_is_the_same_in_the_database_as_in_python(team):
    version = making.issued(team)
    document = version.document
    for months in (1, 6, 12):
        set_review_months(document, months=months, by=team[0])
        with later(12):
            found = {v.pk: v.due for v in to_review()}
            assert found == {version.pk: review_due(Version.objects.get(pk=version.pk))}


def test_what_shall_end_is_proposed_to_who_may_withdraw_it(team):
    version = making.issued(team)
    before = notices_of(team[2]).count()
    with pytest.raises(BadInput):
        record_review(version, outcome=END, by=team[0])
    record_review(version, outcome=END, note="Không còn thủ tục này", by=team[0])
    assert notices_of(team[2]).count() == before + 1
    assert [review.version_id for review in proposed_to_end()] == [version.pk]


def test_only_what_is_in_force_is_reviewed_and_each_by_itself(team):
    version, draft = making.issued(team), making.draft(team, code="QT.HT.09")
    with pytest.raises(WrongState):
        record_review(draft, outcome=KEEP, by=team[0])
    with pytest.raises(NotPermitted):
        record_review(version, outcome=KEEP, by=team[3])
    outcomes = review_versions([version, draft], by=team[0])
    assert [outcome.refusal is None for outcome in outcomes] == [True, False]
