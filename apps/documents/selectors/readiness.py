"""What stands in the way of a step: told before anybody clicks, of many at the price of one."""

from collections.abc import Iterable, Mapping

from apps.documents import rules
from apps.documents.models import Version
from apps.documents.workflow import VERSION
from apps.organization.selectors import signers_needed
from kernel.permissions import Actor
from kernel.workflow import Rule

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
