"""Every workflow as a table for the reviewer, and the whole table walked: state × step × role."""

from dataclasses import dataclass
from types import SimpleNamespace

import pytest

from kernel.permissions import Authority, Grant, Role
from kernel.refusals import NotPermitted, RuleBroken, WrongState
from kernel.workflow import WORKFLOWS, Rule

STEPS = [(flow, step) for flow in WORKFLOWS.values() for step in flow]
names = [f"{flow.name}.{step.name}" for flow, step in STEPS]
each_step = pytest.mark.parametrize(("flow", "step"), STEPS, ids=names)


def states_of(flow):
    """All states, in the order in which the table first names them."""
    return list(dict.fromkeys(str(state) for step in flow for state in (step.source, step.target)))


def as_text(flow):
    """One line a step: from where to where, by which right, under which rules."""
    widths = [
        max(len(str(getattr(step, part))) for step in flow) for part in ("name", "source", "target")
    ]
    lines = [f"states: {' '.join(states_of(flow))}", ""]
    for step in flow:
        name, source, target = (
            str(part).ljust(width)
            for part, width in zip((step.name, step.source, step.target), widths, strict=True)
        )
        lines.append(f"{name}  {source} -> {target}  {step.permission.name}")
        lines += [f"    {rule.clause}  {rule.name}" for rule in step.rules]
    return "\n".join([*lines, ""])


@pytest.mark.parametrize("name", sorted(WORKFLOWS))
def test_the_table_is_the_one_that_was_reviewed(golden, name):
    golden(f"workflows/{name}.txt", as_text(WORKFLOWS[name]))


@pytest.mark.parametrize("name", sorted(WORKFLOWS))
def test_the_diagram_of_the_docs_is_made_from_the_table(golden, name):
    golden(f"workflows/{name}.mmd", WORKFLOWS[name].mermaid())


@pytest.mark.parametrize("name", sorted(WORKFLOWS))
def test_every_state_can_be_reached(name):
    flow = WORKFLOWS[name]
    reached = {next(iter(flow)).source}
    for _round in flow:
        reached |= {step.target for step in flow if step.source in reached}
    assert set(states_of(flow)) == {str(state) for state in reached}


@dataclass
class Subject:
    """A record of no app, in a state; it belongs to no unit."""

    state: str
    unit_id: None = None

    def get_state_display(self):
        return self.state


def person(*roles):
    return SimpleNamespace(pk=None, full_name="", authority=Authority(tuple(map(Grant, roles))))


def holds(subject, by):
    return True


@pytest.fixture
def lenient(monkeypatch):
    """Rules are asked elsewhere; here only state and right count."""
    monkeypatch.setattr(Rule, "check", lambda rule, subject, by: None)


@each_step
def test_a_step_is_taken_from_its_own_state_only(flow, step, lenient):
    for state in states_of(flow):
        everyone = person(*Role)
        if state == step.source:
            assert step.check(Subject(state), everyone)
        else:
            with pytest.raises(WrongState):
                step.check(Subject(state), everyone)


@each_step
def test_a_step_is_taken_by_those_who_hold_its_right_only(flow, step, lenient):
    for role in Role:
        if role in step.permission.roles:
            assert step.check(Subject(step.source), person(role)).role == role
        else:
            with pytest.raises(NotPermitted):
                step.check(Subject(step.source), person(role))


@each_step
def test_a_broken_rule_holds_a_step_back_with_its_clause(flow, step, monkeypatch):
    for broken in step.rules:
        monkeypatch.setattr(
            Rule,
            "check",
            lambda rule, subject, by, broken=broken: rule is broken and _refuse(rule),
        )
        with pytest.raises(RuleBroken) as refusal:
            step.check(Subject(step.source), person(*Role))
        assert refusal.value.clause == broken.clause


def _refuse(rule):
    raise RuleBroken(rule.sentence, clause=rule.clause)
