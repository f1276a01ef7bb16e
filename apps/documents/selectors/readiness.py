"""What stands in the way of a step: told before anybody clicks, of many at the price of one."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from accounts.models import User
from apps.documents import permissions as may
from apps.documents import rules
from apps.documents.models import SigningAuthority, Version
from apps.documents.selectors import visible_versions
from apps.documents.selectors.authority import rows_of_today
from apps.documents.selectors.opinions import unsettled_among
from apps.documents.workflow import VERSION, State
from apps.organization.selectors import placeholder_values, signers_needed
from kernel.permissions import Actor
from kernel.workflow import Rule

MOST = 200  # versions on one page
READ_BY_RULES = ("nodes", "comments", "tray")
READ_BEFORE_APPROVING = ("content", "base__content")
NAMING = (rules.signers_are_named, rules.signers_are_different)


@dataclass(frozen=True)
class Known:
    """What some rules ask for, fetched for many versions at once; None where it was not."""

    authorities: Sequence[SigningAuthority] | None = None
    unsettled: Collection[UUID] | None = None


UNKNOWN = Known()


def in_the_way(
    version: Version,
    step: str,
    by: Actor,
    values: Mapping[str, str],
    without: Iterable[Rule] = (),
    known: Known = UNKNOWN,
) -> list[Rule]:
    """The rules that would refuse the step; `values` are those of the agency's placeholders.

    Asks for nothing that `READ_BY_RULES` has fetched with the version. `without` are the rules
    that what is typed on the same page will answer; `known` is what was asked of many at once.
    """
    judged = [rule for rule in VERSION.transitions[step].rules if rule not in without]
    return [rule for rule in judged if not _holds(rule, version, by, values, known)]


def _holds(
    rule: Rule,
    version: Version,
    by: Actor,
    values: Mapping[str, str],
    known: Known,
) -> bool:
    if rule == rules.authority_is_held and known.authorities is not None:
        held = known.authorities
        return not rules.signs_for_another(version) or rules.is_authorized(version, held)
    if rule == rules.opinions_are_settled and known.unsettled is not None:
        return version.pk not in known.unsettled
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
    if step == "approve":
        rows = rows.select_related(*READ_BEFORE_APPROVING)
    found = list(rows.prefetch_related(*READ_BY_RULES)[:MOST])
    values = placeholder_values() if found else {}
    ready = [version for version in found if step_of(version, by) == step]
    known = known_of(ready, step)
    rules_of = {v.pk: in_the_way(v, step, by, values, NAMING, known) for v in ready}
    return (
        [Candidate(version, rules_of[version.pk]) for version in ready],
        [version for version in found if version.pk not in rules_of],
    )


def known_of(versions: Sequence[Version], step: str) -> Known:
    """What the rules of a step ask for these, in one statement each or none."""
    if step == "send":
        return Known(unsettled=unsettled_among(versions) if versions else ())
    signed = any(map(rules.signs_for_another, versions))
    return Known(authorities=rows_of_today() if signed else ())


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
