"""A workflow is a table: state, authority, rules are asked in this order, and told in sentences."""

from types import SimpleNamespace

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from kernel import workflow
from kernel.permissions import SYSTEM, Authority, Grant, Permission, Role
from kernel.refusals import NotPermitted, RuleBroken, WrongState
from kernel.trail.models import Event
from kernel.workflow import Transition, Workflow, rule
from tests.factories import make_person

SEND = Permission("test.send", "Trình", frozenset({Role.SECRETARY}))
APPROVE = Permission("test.approve", "Phê duyệt", frozenset({Role.TOP_MANAGEMENT}))
STATES = {"drafting": "Đang soạn", "waiting": "Chờ duyệt", "approved": "Đã duyệt"}


@rule("7.5.2 a)", "Tài liệu phải có mã.")
def has_code(subject, by):
    return bool(subject.code)


@rule("7.5.2 c)", "Người phê duyệt không được là người soạn.")
def is_not_author(subject, by):
    return subject.author != by.pk


class Paper(SimpleNamespace):
    """A record of no app."""

    _meta = SimpleNamespace(label_lower="test.paper")
    pk = "1"

    def get_state_display(self):
        return STATES[self.state]

    def __str__(self):
        return "Quy trình thử"


def paper(state="drafting", **facts):
    return Paper(**{"state": state, "code": "QT.01", "author": None, "unit_id": None} | facts)


@pytest.fixture
def flow(monkeypatch):
    monkeypatch.setattr(workflow, "WORKFLOWS", {})
    return Workflow(
        "test",
        Transition("send", "drafting", "waiting", SEND, "Trình", (has_code,)),
        Transition("return", "waiting", "drafting", APPROVE, "Trả lại"),
        Transition(
            "approve", "waiting", "approved", APPROVE, "Phê duyệt", (has_code, is_not_author)
        ),
    )


@pytest.fixture
def secretary(alpha):
    return make_person(Role.SECRETARY, name="Lê Thị Minh Hạnh", post="Thư ký ISO")


@pytest.fixture
def head(alpha):
    return make_person(Role.TOP_MANAGEMENT)


def events():
    return list(Event.objects.filter(action__startswith="test.").order_by("id"))


def test_a_step_changes_the_state_and_leaves_its_trace(flow, secretary):
    subject = paper()
    grant = flow.move(subject, "send", by=secretary, note="để xem", round=2)
    assert (subject.state, grant.role) == ("waiting", Role.SECRETARY)
    (event,) = events()
    assert (event.action, event.subject_kind, event.subject_name) == (
        "test.send",
        "test.paper",
        "Quy trình thử",
    )
    assert (event.actor_name, event.actor_post) == ("Lê Thị Minh Hạnh", "Thư ký ISO")
    assert event.body == {
        "before": "drafting",
        "after": "waiting",
        "note": "để xem",
        "capacity": {"role": "secretary", "unit": ""},
        "round": 2,
    }


def test_from_another_state_it_is_refused_with_a_sentence_that_names_the_state(flow, secretary):
    subject = paper("approved")
    with translation.override("vi"), pytest.raises(WrongState) as refusal:
        flow.move(subject, "send", by=secretary)
    assert refusal.value.status == 409
    assert "“Đã duyệt”" in str(refusal.value.sentence)
    assert "Hãy tải lại trang" in str(refusal.value.sentence)
    assert subject.state == "approved"
    assert events() == []


def test_the_same_step_twice_is_done_once(flow, head):
    subject = paper("waiting")
    flow.move(subject, "approve", by=head)
    with pytest.raises(WrongState):
        flow.move(subject, "approve", by=head)
    assert len(events()) == 1


def test_the_state_is_told_before_the_right_and_the_right_before_a_rule(flow, secretary, head):
    """Who is late is told so, and who may not learns nothing of what is wrong with the paper."""
    with pytest.raises(WrongState):
        flow.move(paper(code=""), "approve", by=secretary)
    with pytest.raises(NotPermitted):
        flow.move(paper("waiting", code=""), "approve", by=secretary)
    with pytest.raises(RuleBroken):
        flow.move(paper("waiting", code=""), "approve", by=head)


def test_of_several_broken_rules_the_first_is_told_and_all_are_known_beforehand(flow, head):
    subject = paper("waiting", code="", author=head.pk)
    with pytest.raises(RuleBroken) as refusal:
        flow.move(subject, "approve", by=head)
    assert (refusal.value.clause, refusal.value.status) == ("7.5.2 a)", 422)
    assert refusal.value.sentence == "Tài liệu phải có mã."
    assert flow.refusals(head, subject, "approve") == [has_code, is_not_author]
    subject.code = "QT.01"
    assert flow.refusals(head, subject, "approve") == [is_not_author]
    subject.author = None
    assert flow.refusals(head, subject, "approve") == []


def test_a_refused_step_changes_nothing(flow, secretary, head):
    for subject, step, by in (
        (paper(code=""), "send", secretary),
        (paper(), "send", head),
        (paper("waiting", author=head.pk), "approve", head),
    ):
        before = dict(vars(subject))
        with pytest.raises((NotPermitted, RuleBroken)):
            flow.move(subject, step, by=by)
        assert vars(subject) == before
    assert events() == []


def test_a_step_that_is_not_in_the_table_is_an_error_of_ours(flow, head):
    with pytest.raises(KeyError):
        flow.move(paper(), "burn", by=head)


def test_the_system_steps_where_a_date_does_and_rules_hold_for_it_too(flow, alpha):
    flow.move(paper("waiting"), "approve", by=SYSTEM)
    assert events()[0].actor_name == "Hệ thống"
    with pytest.raises(RuleBroken):
        flow.move(paper("waiting", code=""), "approve", by=SYSTEM)


HELD = st.lists(
    st.builds(Grant, st.sampled_from([Role.SECRETARY, Role.TOP_MANAGEMENT, Role.STAFF]))
)


@given(HELD, st.sampled_from(sorted(STATES)), st.booleans())
def test_the_buttons_are_the_steps_that_state_and_right_allow(held, state, coded):
    """A broken rule hides no button: the person is told what is missing."""
    flow = Workflow(
        "test.buttons",
        Transition("send", "drafting", "waiting", SEND, "Trình", (has_code,)),
        Transition("return", "waiting", "drafting", APPROVE, "Trả lại"),
        Transition("approve", "waiting", "approved", APPROVE, "Phê duyệt", (has_code,)),
    )
    workflow.WORKFLOWS.pop("test.buttons")
    by = SimpleNamespace(pk=None, full_name="", authority=Authority(tuple(held)))
    subject = paper(state, code="QT.01" if coded else "")
    offered = {step.name for step in flow.open_to(by, subject)}
    taken = set()
    for step in flow:
        try:
            step.check(subject, by)
        except (WrongState, NotPermitted):
            continue
        except RuleBroken:
            assert not coded
        taken.add(step.name)
    assert offered == taken


def test_the_diagram_says_each_step_of_the_table(flow):
    assert flow.mermaid().splitlines() == [
        "stateDiagram-v2",
        "    drafting --> waiting: send [test.send]",
        "    waiting --> drafting: return [test.approve]",
        "    waiting --> approved: approve [test.approve]",
    ]


def test_a_rule_is_named_after_its_function_and_quotes_its_clause():
    assert (has_code.name, has_code.clause) == ("has_code", "7.5.2 a)")
    has_code.check(paper(), SYSTEM)
