"""A workflow is a table: from which state, to which, by whose authority, under which rules."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kernel import confirmation
from kernel.permissions import SYSTEM, Actor, Grant, Permission
from kernel.refusals import RuleBroken, WrongState
from kernel.trail import record


@dataclass(frozen=True)
class Rule:
    """A requirement of the standard: the clause, the sentence shown when it is broken, the test."""

    name: str
    clause: str
    sentence: str | Promise
    holds: Callable[[Any, Any], bool]

    def check(self, subject: Any, by: Actor) -> None:
        if not self.holds(subject, by):
            raise RuleBroken(self.sentence, clause=self.clause)


def rule(clause: str, sentence: str | Promise) -> Callable[[Callable[[Any, Any], bool]], Rule]:
    """Make a function a rule; the sentence is what the official reads."""
    return lambda holds: Rule(holds.__name__, clause, sentence, holds)


@dataclass(frozen=True)
class Transition:
    """One row of the table; a `confirmed` one asks who takes it to prove it anew, last of all."""

    name: str
    source: str
    target: str
    permission: Permission
    label: str | Promise
    rules: tuple[Rule, ...] = ()
    confirmed: bool = False

    def check(self, subject: Any, by: Actor) -> Grant:
        if subject.state != self.source:
            raise WrongState(
                _("This step is not possible now: the state is “%(state)s”. Reload the page.")
                % {"state": subject.get_state_display()}
            )
        grant = self.permission.require(by, over=subject)
        for each in self.rules:
            each.check(subject, by)
        self.proof_of(subject, by)
        return grant

    def proof_of(self, subject: Any, by: Actor) -> confirmation.Confirmation | None:
        """The proof this step asks for; the system acts by dates and proves nothing."""
        if not self.confirmed or by is SYSTEM:
            return None
        return confirmation.require(by, f"{self.label}: {subject}")


WORKFLOWS: dict[str, "Workflow"] = {}


class Workflow:
    """The table of one kind of record; `move` is the only writer of `state`."""

    def __init__(self, name: str, *transitions: Transition) -> None:
        self.name, self.transitions = name, {t.name: t for t in transitions}
        WORKFLOWS[name] = self

    def __iter__(self) -> Iterator[Transition]:
        return iter(self.transitions.values())

    def open_to(self, by: Actor, subject: Any) -> list[Transition]:
        """The steps this person may take now: what the page offers as buttons."""
        return [
            t for t in self if t.source == subject.state and t.permission.held_by(by, over=subject)
        ]

    def refusals(self, by: Actor, subject: Any, step: str) -> list[Rule]:
        """The rules that would refuse this step: said before the person clicks."""
        return [r for r in self.transitions[step].rules if not r.holds(subject, by)]

    def move(self, subject: Any, step: str, *, by: Actor, note: str = "", **details: Any) -> Grant:
        """Take a step or refuse it with a sentence. Writes the trail; the caller saves the row."""
        transition = self.transitions[step]
        grant = transition.check(subject, by)
        if proof := transition.proof_of(subject, by):
            details |= {"confirmed_at": proof.at, "confirmed_how": proof.how}
        subject.state = transition.target
        record(
            f"{self.name}.{step}",
            subject,
            by=by,
            grant=grant,
            before=transition.source,
            after=transition.target,
            note=note,
            **details,
        )
        return grant

    def mermaid(self) -> str:
        """The diagram of the docs, made from the table so that it can't lie."""
        steps = (
            f"    {t.source} --> {t.target}: {t.name} [{t.permission.name}]"
            + (", confirmed" if t.confirmed else "")
            for t in self
        )
        return "\n".join(["stateDiagram-v2", *steps, ""])
