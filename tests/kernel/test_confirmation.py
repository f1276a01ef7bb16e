"""A proof of who acts: there or not, fresh or not, and never of a machine."""

import contextvars
from datetime import timedelta
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernel import clock, confirmation, workflow
from kernel.confirmation import Confirmation, ConfirmationNeeded, How
from kernel.permissions import SYSTEM, Role
from kernel.refusals import NotPermitted, RuleBroken, WrongState
from kernel.workflow import Transition, Workflow
from tests.factories import make_person
from tests.kernel.test_workflow import APPROVE, events, has_code, paper

SOMEBODY = SimpleNamespace(pk="1", full_name="Lê Thị Minh Hạnh")
LIMIT = timedelta(minutes=5)


def aged(age):
    return Confirmation(clock.now() - age, How.PASSWORD)


def test_outside_of_a_request_there_is_none():
    def alone():
        assert confirmation.present(SOMEBODY) is None
        with pytest.raises(ConfirmationNeeded) as refusal:
            confirmation.require(SOMEBODY)
        assert refusal.value.status == 403

    contextvars.Context().run(alone)


@given(st.integers(min_value=-100, max_value=1000))
def test_it_is_fresh_for_five_minutes_and_not_a_second_longer(seconds):
    with clock.at(clock.now()):
        assert aged(timedelta(seconds=seconds)).is_fresh == (0 <= seconds <= 300)


def test_exactly_at_the_edge_it_still_counts():
    with clock.at(clock.now()), confirmation.given(aged(LIMIT)):
        assert confirmation.require(SOMEBODY)
    with clock.at(clock.now()), confirmation.given(aged(LIMIT + timedelta(microseconds=1))):
        with pytest.raises(ConfirmationNeeded):
            confirmation.require(SOMEBODY)


def test_it_is_over_with_what_it_was_given_for():
    before = confirmation.present(SOMEBODY)
    with pytest.raises(ValueError, match="mittendrin"), confirmation.given(aged(LIMIT)):
        raise ValueError("mittendrin")
    assert confirmation.present(SOMEBODY).at >= before.at


def test_a_source_knows_whose_it_is():
    with confirmation.given(lambda by: aged(timedelta(0)) if by.pk == "1" else None):
        assert confirmation.require(SOMEBODY)
        with pytest.raises(ConfirmationNeeded):
            confirmation.require(SimpleNamespace(pk="2", full_name="Khác"))


def test_a_machine_never_proves_anything():
    machine = SimpleNamespace(pk="3", full_name="Hệ thống một cửa", is_machine=True)
    with confirmation.given(aged(timedelta(0))), pytest.raises(NotPermitted):
        confirmation.require(machine)


@pytest.fixture
def flow(monkeypatch):
    monkeypatch.setattr(workflow, "WORKFLOWS", {})
    approve = ("approve", "waiting", "approved", APPROVE, "Phê duyệt", (has_code,))
    return Workflow("test", Transition(*approve, confirmed=True))


@pytest.fixture
def head(alpha):
    return make_person(Role.TOP_MANAGEMENT)


def test_the_step_keeps_when_and_how_it_was_confirmed(flow, head):
    proof = Confirmation(clock.now() - timedelta(minutes=2), How.PROVIDER)
    with confirmation.given(proof):
        flow.move(paper("waiting"), "approve", by=head)
    body = events()[0].body
    assert body["confirmed_how"] == "provider"
    assert body["confirmed_at"].startswith(f"{proof.at:%Y-%m-%dT%H:%M:%S}")


def test_it_is_asked_for_last_of_all_so_that_nobody_confirms_in_vain(flow, head):
    with confirmation.given(lambda by: None):
        with pytest.raises(WrongState):
            flow.move(paper("approved"), "approve", by=head)
        with pytest.raises(NotPermitted):
            flow.move(paper("waiting"), "approve", by=make_person(Role.SECRETARY))
        with pytest.raises(RuleBroken):
            flow.move(paper("waiting", code=""), "approve", by=head)
        with pytest.raises(ConfirmationNeeded) as refusal:
            flow.move(paper("waiting"), "approve", by=head)
    assert refusal.value.what == "Phê duyệt: Quy trình thử"
    assert events() == []


def test_the_system_acts_by_dates_and_is_not_asked(flow, alpha):
    with confirmation.given(lambda by: None):
        flow.move(paper("waiting"), "approve", by=SYSTEM)
    assert "confirmed_at" not in events()[0].body
