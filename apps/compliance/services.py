"""Computing the evidence status, keeping its course, and publishing it to the province."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from apps.compliance import permissions as may
from apps.compliance import rules
from apps.compliance.models import ClauseStatus, Exclusion, PublicationHead, State
from apps.compliance.selectors import evidence, excludable, exclusions, leaves, statuses
from kernel import clock, outbox
from kernel.refusals import BadInput, RuleBroken
from kernel.trail import record
from library.models import EvidenceRule
from library.selectors import rules as library_rules

EVIDENCE_TOPIC = "evidence"
WORDS = {rules.OK: "enough", rules.SOON: "soon", rules.GAP: "missing", rules.WAIT: "missing"}


@dataclass(frozen=True)
class Outcome:
    """What a clause comes to today, with its reasons."""

    state: str
    reasons: tuple[str, ...] = ()
    green_when: tuple[tuple[str, bool], ...] = ()
    valid_until: date | None = None
    rule_version: int = 0


@transaction.atomic
def recompute() -> int:
    """Compute every clause anew and publish; returns how many changed. At most 15 statements.

    Two at the same moment follow one another: the later one sees what the earlier one kept.
    """
    head = _locked_head()
    with_rule = {rule.clause: rule for rule in library_rules()}
    excluded, records, today = exclusions(), evidence(), clock.today()
    outcomes = {}
    for clause in leaves():
        if clause in excluded:
            outcomes[clause] = Outcome(State.NA, (excluded[clause].justification,))
        elif clause in with_rule:
            outcomes[clause] = assess(with_rule[clause], records, today)
        else:
            outcomes[clause] = Outcome(State.UNASSESSED)
    changed = _keep(outcomes, today)
    if _has_begun(records):
        _publish(head, outcomes, today)
    return changed


def _has_begun(records: list[rules.Record]) -> bool:
    """An agency that entered nothing but its administrator has nothing to report: it is not red."""
    return any(record.kind != "role.admin" for record in records)


def assess(rule: EvidenceRule, records: list[rules.Record], today: date) -> Outcome:
    """One rule over the records of the agency; a rule that fails says so instead of a colour."""
    question = rules.Question(records, today, timedelta(days=rule.soon_days))
    try:
        found = rules.ask(question, rule.kind, rule.params)
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
        found = rules.Found(rules.UNKNOWN)
    if found.state == rules.UNKNOWN:
        return Outcome(State.UNKNOWN, rule_version=rule.version)
    sentence = rule.sentences[WORDS[found.state]]
    if found.of:
        sentence = f"{sentence.removesuffix('.')} ({found.count}/{found.of})."
    green = () if found.state == rules.OK else _green_when(rule)
    return Outcome(found.state, (sentence,), green, found.until, rule.version)


def _green_when(rule: EvidenceRule) -> tuple[tuple[str, bool], ...]:
    return ((rule.sentences["turns_green"], False),)


def _keep(outcomes: dict[str, Outcome], today: date) -> int:
    """Close what changed, open the new row; a change within one day replaces that day's row."""
    now = statuses(today)
    changed = {c: o for c, o in outcomes.items() if c not in now or _differs(now[c], o)}
    old = [now[clause] for clause in changed if clause in now]
    of_today = [row for row in old if row.start == today]
    ClauseStatus.objects.filter(pk__in=[row.pk for row in of_today]).delete()
    ClauseStatus.objects.filter(pk__in=[row.pk for row in old if row.start < today]).update(
        end=today
    )
    back = _taken_back({row.clause: changed[row.clause] for row in of_today}, today)
    ClauseStatus.objects.bulk_create(
        ClauseStatus(
            clause=clause,
            state=outcome.state,
            start=today,
            rule_version=outcome.rule_version,
            reasons=list(outcome.reasons),
            green_when=[{"sentence": s, "met": met} for s, met in outcome.green_when],
            valid_until=outcome.valid_until,
        )
        for clause, outcome in changed.items()
        if clause not in back
    )
    return len(changed)


def _taken_back(outcomes: dict[str, Outcome], today: date) -> set[str]:
    """The clauses that are again as they were until today: their course goes on unbroken."""
    if not outcomes:
        return set()
    ended = ClauseStatus.objects.filter(clause__in=outcomes, end=today)
    again = [row for row in ended if not _differs(row, outcomes[row.clause])]
    ClauseStatus.objects.filter(pk__in=[row.pk for row in again]).update(end=None)
    return {row.clause for row in again}


def _differs(row: ClauseStatus, outcome: Outcome) -> bool:
    kept = (row.state, tuple(row.reasons), row.valid_until, row.rule_version)
    return kept != (outcome.state, outcome.reasons, outcome.valid_until, outcome.rule_version)


def _locked_head() -> PublicationHead:
    """How far publishing came; ours until the transaction ends."""
    PublicationHead.objects.get_or_create(topic=EVIDENCE_TOPIC)
    return PublicationHead.objects.select_for_update().get(topic=EVIDENCE_TOPIC)


def _publish(head: PublicationHead, outcomes: dict[str, Outcome], today: date) -> None:
    """Counts and dates per clause leave the agency, in the transaction that computed them."""
    rows = statuses(today)
    body = {
        clause: {
            "state": outcome.state,
            "since": rows[clause].since.isoformat(),
            "reasons": list(outcome.reasons),
            "green_when": [{"sentence": s, "met": met} for s, met in outcome.green_when],
            "valid_until": outcome.valid_until.isoformat() if outcome.valid_until else None,
        }
        for clause, outcome in outcomes.items()
    }
    _send(head, {"clauses": body})


@transaction.atomic
def publish(topic: str, body: dict[str, Any]) -> None:
    """Tell the province of this agency's own state on a topic; the later one always wins."""
    PublicationHead.objects.get_or_create(topic=topic)
    _send(PublicationHead.objects.select_for_update().get(topic=topic), body)


def _send(head: PublicationHead, body: dict[str, Any]) -> None:
    head.seq += 1
    head.save(update_fields=["seq"])
    message: dict[str, Any] = {
        "topic": head.topic,
        "epoch": head.epoch,
        "seq": head.seq,
        "as_of": clock.now().isoformat(),
        "body": body,
    }
    outbox.send("oversight.publish", message)


@transaction.atomic
def exclude_clause(clause: str, *, justification: str, by: User) -> Exclusion:
    """Declare a clause not applicable; without a justification it stays applicable (4.3)."""
    may.EXCLUDE.require(by)
    if clause not in leaves():
        raise BadInput(_("There is no clause %(clause)s to exclude.") % {"clause": clause})
    if clause not in excludable():
        sentence = _("Clause %(clause)s applies to every agency; it can not be excluded.")
        raise RuleBroken(sentence % {"clause": clause}, clause="4.3")
    if not justification.strip():
        raise BadInput(_("Say why the clause does not apply."), clause="4.3")
    made, new = Exclusion.objects.get_or_create(
        clause=clause,
        end=None,
        defaults={
            "justification": justification.strip(),
            "start": clock.today(),
            "declared_by": by,
            "declared_at": clock.now(),
        },
    )
    if new:
        record("compliance.exclude", made, by=by, note=justification)
        recompute()
    return made


@transaction.atomic
def include_clause(exclusion: Exclusion, *, by: User) -> None:
    """The clause applies again."""
    may.EXCLUDE.require(by)
    exclusion = Exclusion.objects.select_for_update().get(pk=exclusion.pk)
    if exclusion.end is not None:
        return  # a second click: it applies again, as was wanted
    exclusion.end = clock.today()
    exclusion.save(update_fields=["end"])
    record("compliance.include", exclusion, by=by)
    recompute()


def first_status(agency: object, admin: object) -> None:
    """A new agency has a status from its first day: nothing is in force yet."""
    outbox.send("compliance.recompute", key="agency")
