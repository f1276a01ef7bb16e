"""What stands in the way of a step: told before anybody clicks, of many at the price of one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from accounts.models import User
from apps.documents import permissions as may
from apps.documents import rules
from apps.documents.models import Version
from apps.documents.selectors import visible_versions
from apps.documents.workflow import VERSION, State
from apps.organization.selectors import placeholder_values, signers_needed
from kernel.permissions import Actor
from kernel.workflow import Rule

MOST = 200  # versions on one page
READ_BY_RULES = ("nodes", "comments", "tray")
NAMING = (rules.signers_are_named, rules.signers_are_different)


def in_the_way(
    version: Version,
    step: str,
    by: Actor,
    values: Mapping[str, str],
    without: Iterable[Rule] = (),
) -> list[Rule]:
    """The rules that would refuse the step; `values` are those of the agency's placeholders.

    Asks for nothing that `READ_BY_RULES` has fetched with the version. `without` are the rules
    that what is typed on the same page will answer.
    """
    judged = [rule for rule in VERSION.transitions[step].rules if rule not in without]
    return [rule for rule in judged if not _holds(rule, version, by, values)]


def _holds(rule: Rule, version: Version, by: Actor, values: Mapping[str, str]) -> bool:
    if rule == rules.signers_are_different:
        return rules.people_differ(version, signers_needed(values))
    if rule == rules.nothing_left_to_fill:
        return rules.is_filled(version, values)
    return rule.holds(version, by)


@dataclass(frozen=True)
class Candidate:
    """A version that could take a step now, and the rules that would refuse it."""

    version: Version
    obstacles: list[Rule]


def candidates(
    step: str, by: User, picked: Sequence[UUID] = ()
) -> tuple[list[Candidate], list[Version]]:
    """The chosen versions, or all that wait for this person, and those whose turn it is not.

    Costs the same whatever their number.
    """
    rows = visible_versions(by).order_by("document__level", "document__code")
    rows = rows.filter(pk__in=picked) if picked else rows.filter(_turn(step, by))
    found = list(rows.prefetch_related(*READ_BY_RULES)[:MOST])
    values = placeholder_values() if found else {}
    ready = [version for version in found if step_of(version, by) == step]
    rules_of = {v.pk: in_the_way(v, step, by, values, without=NAMING) for v in ready}
    return (
        [Candidate(version, rules_of[version.pk]) for version in ready],
        [version for version in found if version.pk not in rules_of],
    )


def step_of(version: Version, by: User) -> str:
    """The step that a version waits for from this person: send, check, approve, or none."""
    if version.is_drafted:
        return "send" if may.DRAFT.held_by(by, over=version) else ""
    if version.awaits_check and version.checker_id == by.pk:
        return "check" if may.CHECK.held_by(by, over=version) else ""
    if version.awaits_approval and version.approver_id == by.pk:
        return "approve" if may.APPROVE.held_by(by, over=version) else ""
    return ""


def _turn(step: str, by: User) -> Q:
    return {
        "send": Q(state=State.DRAFTING, author=by),
        "check": Q(state=State.CHECKING, checker=by),
        "approve": Q(state=State.APPROVING, approver=by),
    }[step]
