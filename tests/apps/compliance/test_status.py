"""From records to a colour: real documents and people, the course over time."""

from datetime import date, timedelta

import pytest

from apps.compliance import services
from apps.compliance.models import ClauseStatus, Exclusion, State
from apps.compliance.rules import Question, every_unit_has
from apps.compliance.selectors import course_of, evidence, leaves, statuses
from apps.compliance.tasks import nightly
from apps.documents import services as documents
from apps.documents.models import Document
from apps.organization.services import appoint, assign_role, end_role
from kernel import clock
from kernel.permissions import SYSTEM, Role
from kernel.refusals import BadInput, RuleBroken
from kernel.trail.models import Event
from library import selectors as library
from tests.apps.compliance.making import deliver, policy, state
from tests.apps.documents import making
from tests.factories import make_person, make_team, make_unit

DAY = date(2026, 11, 20)


@pytest.fixture(autouse=True)
def today():
    with clock.at(DAY):
        yield


@pytest.fixture
def team(alpha):
    return make_team()


def test_every_leaf_of_the_edition_has_one_status(team):
    services.recompute()
    assert set(statuses()) == set(leaves())
    assert ClauseStatus.objects.count() == len(leaves())


def test_a_clause_without_a_rule_is_not_assessed(team):
    services.recompute()
    without = set(leaves()) - {rule.clause for rule in library.rules()}
    assert without
    assert {statuses()[clause].state for clause in without} == {State.UNASSESSED}


def test_a_document_in_force_turns_its_clause_green_with_the_reason(team):
    services.recompute()
    missing = statuses()["5.2.2"]
    assert missing.state == State.GAP
    rule = next(rule for rule in library.rules() if rule.clause == "5.2.2")
    assert missing.reasons == [rule.sentences["missing"]]
    assert missing.green_when == [{"sentence": rule.sentences["turns_green"], "met": False}]
    policy(team)
    services.recompute()
    green = statuses()["5.2.2"]
    assert (green.state, green.reasons) == (State.OK, [rule.sentences["enough"]])
    assert green.green_when == []


def test_one_that_was_withdrawn_turns_it_back(team):
    version = policy(team)
    services.recompute()
    documents.withdraw_version(version, why="Không còn phù hợp", by=team[2])
    services.recompute()
    assert state("5.2.2") == State.GAP


def test_a_draft_or_an_approved_one_proves_nothing(team):
    making.approved(team, code="CSCL", kind="policy")
    services.recompute()
    assert state("5.2.2") == State.GAP


def test_a_review_that_comes_near_is_soon_and_one_that_is_over_is_missing(team):
    version = policy(team)
    Document.objects.filter(pk=version.document_id).update(review_months=12)
    due = date(2027, 11, 20)
    for days, expected in ((31, State.OK), (30, State.SOON), (0, State.SOON), (-1, State.GAP)):
        with clock.at(due - timedelta(days=days)):
            services.recompute()
            assert state("5.2.1") == expected, days
    assert statuses(due - timedelta(days=20))["5.2.1"].valid_until == due


def test_units_without_a_head_are_counted_in_the_reason(team):
    head = make_person(post="Chánh Văn phòng")
    office, _other = make_unit("Văn phòng"), make_unit("Phòng Kinh tế")
    appoint(head, "Chánh Văn phòng", unit=office, leads=True, by=SYSTEM)
    services.recompute()
    assert state("5.3") == State.GAP
    found = every_unit_has(Question(evidence(), DAY, timedelta(30)), "unit.head")
    assert (found.count, found.of) == (1, 2)


@pytest.mark.parametrize(("days", "holds"), [(0, True), (10, True), (11, False)])
def test_a_role_proves_something_on_its_last_day_too(alpha, days, holds):
    assign_role(make_person(), Role.SECRETARY, end=DAY + timedelta(days=10), by=SYSTEM)
    records = [record for record in evidence() if record.kind == "role.secretary"]
    assert [record.holds(DAY + timedelta(days=days)) for record in records] == [holds]


class TestCourse:
    def test_computed_again_nothing_changes(self, team):
        policy(team)
        assert services.recompute() > 0
        before = list(ClauseStatus.objects.order_by("pk").values())
        assert services.recompute() == 0
        assert list(ClauseStatus.objects.order_by("pk").values()) == before

    def test_it_can_be_asked_as_of_any_past_day(self, team):
        services.recompute()
        with clock.at(DAY + timedelta(days=5)):
            policy(team)
            services.recompute()
        with clock.at(DAY + timedelta(days=9)):
            assert state("5.2.2") == State.OK
            assert state("5.2.2", DAY + timedelta(days=5)) == State.OK
            assert state("5.2.2", DAY + timedelta(days=4)) == State.GAP
            assert statuses(DAY - timedelta(days=1)) == {}

    def test_it_has_no_gap_and_no_overlap(self, team):
        version = None
        for days in (0, 3, 3, 8, 15):
            with clock.at(DAY + timedelta(days=days)):
                if days == 3 and version is None:
                    version = policy(team)
                if days == 8:
                    documents.withdraw_version(version, why="Thử", by=team[2])
                services.recompute()
        rows = course_of("5.2.2")[::-1]
        assert [row.state for row in rows] == [State.GAP, State.OK, State.GAP]
        assert [row.end for row in rows[:-1]] == [row.start for row in rows[1:]]
        assert rows[-1].end is None

    def test_what_changed_and_was_put_right_within_a_day_left_no_break(self, alpha):
        head = make_person(Role.TOP_MANAGEMENT)
        appoint(head, "Chánh Văn phòng", unit=make_unit(), leads=True, by=SYSTEM)
        role = assign_role(make_person(), Role.SECRETARY, by=SYSTEM)
        services.recompute()
        before = statuses()["5.3"]
        assert before.state == State.OK
        with clock.at(DAY + timedelta(days=7)):
            end_role(role, by=SYSTEM)
            services.recompute()
            assert state("5.3") == State.GAP
            assign_role(role.person, Role.SECRETARY, by=SYSTEM)
            services.recompute()
            now = statuses()["5.3"]
        assert (now.pk, now.start, now.state) == (before.pk, DAY, State.OK)
        assert len(course_of("5.3")) == 1

    def test_since_is_when_the_state_began_and_not_its_reason(self, alpha):
        """Two units without a head, later one: the reason is another, the gap is the same."""
        services.recompute()
        clause = "5.2.2"
        ClauseStatus.objects.filter(clause=clause).update(
            reasons=["Lý do cũ."], start=DAY - timedelta(days=90)
        )
        services.recompute()
        row = statuses()[clause]
        assert row.start == DAY
        assert row.since == DAY - timedelta(days=90)

    def test_since_begins_anew_when_the_state_was_another_between(self, team):
        for days in (0, 4):
            with clock.at(DAY + timedelta(days=days)):
                services.recompute()
                version = policy(team) if days == 0 else None
                services.recompute()
            if version:
                with clock.at(DAY + timedelta(days=2)):
                    documents.withdraw_version(version, why="Thử", by=team[2])
                    services.recompute()
        with clock.at(DAY + timedelta(days=4)):
            assert statuses()["5.2.2"].since == DAY + timedelta(days=2)


class TestDays:
    def test_a_document_of_a_later_day_turns_green_that_night_without_any_hand(self, team):
        """The beat asks every agency each night; nothing else has to happen on that day."""
        start = DAY + timedelta(days=10)
        policy(team, in_force_from=start)
        services.recompute()
        assert state("5.2.2") == State.GAP
        for days, expected in ((9, State.GAP), (10, State.OK)):
            with clock.at(DAY + timedelta(days=days)):
                nightly()
                deliver()
                assert state("5.2.2") == expected, days
        with clock.at(start):
            assert statuses()["5.2.2"].since == start

    def test_the_night_s_work_is_in_the_plan_of_the_beat(self, settings):
        tasks = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}
        assert "compliance.nightly" in tasks


class TestExclusions:
    def test_with_a_justification_the_clause_does_not_apply(self, team):
        services.recompute()
        services.exclude_clause("8.3.2", justification=" Không thiết kế. ", by=team[0])
        row = statuses()["8.3.2"]
        assert (row.state, row.reasons) == (State.NA, ["Không thiết kế."])

    @pytest.mark.parametrize("justification", ["", "   \n"])
    def test_without_one_it_applies(self, team, justification):
        with pytest.raises(BadInput) as refusal:
            services.exclude_clause("8.3.2", justification=justification, by=team[0])
        assert refusal.value.clause == "4.3"
        assert not Exclusion.objects.exists()

    @pytest.mark.parametrize("clause", ["8.3", "99.1", "", "8.3.2 "])
    def test_only_a_leaf_that_there_is(self, team, clause):
        with pytest.raises(BadInput):
            services.exclude_clause(clause, justification="Vì", by=team[0])

    @pytest.mark.parametrize("clause", ["4.1", "5.1.1", "5.3", "9.2", "10.2"])
    def test_what_the_edition_asks_of_everyone_can_not_be_excluded(self, team, clause):
        """Nobody turns a red clause grey by a sentence."""
        with pytest.raises(RuleBroken) as refusal:
            services.exclude_clause(clause, justification="Không áp dụng.", by=team[0])
        assert refusal.value.clause == "4.3"

    def test_said_twice_it_is_one_exclusion(self, team):
        one = services.exclude_clause("8.3.2", justification="Không thiết kế.", by=team[0])
        two = services.exclude_clause("8.3.2", justification="Lý do khác.", by=team[0])
        assert one == two
        assert two.justification == "Không thiết kế."

    def test_taken_back_it_applies_again_and_both_acts_are_remembered(self, team):
        made = services.exclude_clause("8.3.2", justification="Không thiết kế.", by=team[0])
        for _click in range(2):
            services.include_clause(made, by=team[0])
        assert state("8.3.2") == State.UNASSESSED
        acts = Event.objects.filter(action__startswith="compliance.").order_by("id")
        assert [act.action for act in acts] == ["compliance.exclude", "compliance.include"]
        again = services.exclude_clause("8.3.2", justification="Vẫn không.", by=team[0])
        assert again != made

    def test_through_the_page_it_counts_at_once(self, team, client):
        client.enter(team[0])
        assert client.post("/evidence/8.3.2/exclude/", {"justification": ""}).status_code == 422
        answer = client.post("/evidence/8.3.2/exclude/", {"justification": "Không thiết kế."})
        assert answer.status_code == 302
        assert state("8.3.2") == State.NA
        assert "Không thiết kế." in client.get("/evidence/8.3.2/").content.decode()
        assert "/evidence/4.1/exclude/" not in client.get("/evidence/4.1/").content.decode()
