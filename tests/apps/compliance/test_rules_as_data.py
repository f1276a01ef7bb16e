"""A rule is edited as data: another version of it gives another answer, without code."""

from datetime import date

import pytest

from apps.compliance import services
from apps.compliance.models import State
from apps.compliance.selectors import statuses
from apps.documents.models import Document
from kernel import clock
from library import selectors as library
from library.models import EvidenceRule
from tests.apps.compliance.making import policy, state
from tests.factories import make_team

DAY = date(2026, 11, 20)


@pytest.fixture(autouse=True)
def today():
    with clock.at(DAY):
        yield


@pytest.fixture
def team(alpha):
    return make_team()


@pytest.fixture
def newer(team):
    """The rules of a next version: 5.2.2 asks for a manual now."""
    rows = list(EvidenceRule.objects.all())
    newest = max(row.version for row in rows)
    for row in rows:
        row.pk, row.version = None, newest + 1
        row._state.adding = True
        if row.clause == "5.2.2":
            row.kind, row.params = "in_force", {"kind": "document.manual"}
            row.sentences = row.sentences | {"missing": "Chưa có sổ tay."}

    def publish(change=lambda row: None):
        for row in rows:
            if row.clause == "5.2.2":
                change(row)
        EvidenceRule.objects.bulk_create(rows)
        library.forget()

    yield publish
    library.forget()


def test_another_rule_gives_another_answer_without_another_line_of_code(team, newer):
    policy(team)
    services.recompute()
    assert state("5.2.2") == State.OK
    newer()
    services.recompute()
    row = statuses()["5.2.2"]
    assert (row.state, row.reasons) == (State.GAP, ["Chưa có sổ tay."])
    assert row.rule_version > 1


def test_more_days_of_warning_make_soon_earlier(team, newer):
    version = policy(team)
    Document.objects.filter(pk=version.document_id).update(review_months=2)

    def warn_earlier(row):
        row.params, row.kind = {"kind": "document.policy"}, "none_overdue"
        row.soon_days = 90

    newer(warn_earlier)
    services.recompute()
    assert state("5.2.2") == State.SOON


@pytest.mark.parametrize(
    ("kind", "params"),
    [
        ("of_tomorrow", {}),
        ("in_force", {"art": "document.policy"}),
        ("in_force", {"kind": 7}),
        ("exists_within", {"kind": "document.policy", "months": 10**12}),
        ("all_of", {"rules": []}),
        ("all_of", {"rules": [{"kind": "in_force"}]}),
    ],
)
def test_a_rule_that_fails_says_so_and_holds_up_no_other(team, newer, kind, params):
    policy(team)

    def spoil(row):
        row.kind, row.params = kind, params

    newer(spoil)
    services.recompute()
    assert state("5.2.2") == State.UNKNOWN
    assert state("5.2.1") in (State.OK, State.SOON)
